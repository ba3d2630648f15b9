export const news = {
  title: "Что нового",
  caption: "что изменилось для оператора",
  version: "Версия {{version}}",
  more: "Подробнее",
  moreOf: "Подробнее: {{title}}",
  unread: "есть новое",
};
