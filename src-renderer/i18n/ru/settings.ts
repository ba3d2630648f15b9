export const settings = {
  search: "Найти настройку",
  found_one: "Нашлась {{count}} настройка",
  found_few: "Нашлось {{count}} настройки",
  found_many: "Нашлось {{count}} настроек",
  found_other: "Нашлось {{count}} настройки",
  nothing: "Такой настройки нет",
  nothingText: "Попробуйте другое слово, например «громкость» или «пароль».",
  chooseMicrophone: "Выбрать микрофон",
  noise: "Убирать шум",
  chooseHeadphones: "Выбрать наушники",
  testHeadphones: "Проверить наушники",
  volume: "Громкость звонка",
};
