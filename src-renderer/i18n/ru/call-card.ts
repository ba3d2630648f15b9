export const callCard = {
  second: "второй звонок",
  hide: "Скрыть карточку",
  openWindow: "Открыть окно",
  held: "на удержании · всего {{duration}}",
  notHeard: "Вас не слышно",
  unmute: "Включить микрофон: {{customer}}",
  resume: "Вернуться к клиенту",
  talking: "Идёт разговор",
};
