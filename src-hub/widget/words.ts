import type { SiteRefusalCode } from "../../src-shared/site-chat/site-chat-limits.ts";
import type { Lang } from "./dom/options.ts";

type FailureCode = SiteRefusalCode | "no-link";

const ru = {
  title: "Чат поддержки",
  open: "Открыть чат",
  openUnread: (count: number) => `Открыть чат, непрочитанных: ${count}`,
  close: "Свернуть чат",
  menu: "Действия",
  soundOn: "Включить звук",
  soundOff: "Выключить звук",
  end: "Завершить разговор",
  endAsk: "Завершить разговор?",
  endYes: "Завершить",
  endNo: "Продолжить",
  staffed: "На связи",
  away: "Сейчас не на связи",
  talking: "Отвечает вам",
  greeting: "Здравствуйте. Напишите, чем помочь, и специалист ответит здесь.",
  awayText: "Сейчас специалисты не на связи. Оставьте вопрос и контакт, и мы ответим вам.",
  opensAt: (when: string) => `Ответим в чате ${when}.`,
  field: "Сообщение",
  placeholder: "Напишите сообщение",
  send: "Отправить",
  attach: "Прикрепить файл",
  dropHere: "Отпустите файл, чтобы отправить",
  you: "Вы",
  typing: "печатает",
  somebody: "Специалист",
  waiting: "Ищем свободного специалиста",
  position: (place: number) => (place === 1 ? "Вы следующий в очереди" : `Вы в очереди: ${place}-й`),
  joined: (name: string) => `${name} на связи`,
  ended: "Разговор завершён",
  formTaken: "Вопрос принят. Ответ придёт по вашему контакту.",
  callBackTaken: (number: string, when: string) => `Перезвоним на ${number}, ${when}.`,
  rated: (stars: number) => `Ваша оценка: ${stars} из 5`,
  rateAsk: "Как прошёл разговор?",
  star: (count: number) => `${count} из 5`,
  rateComment: "Что улучшить? Необязательно",
  rateSend: "Оценить",
  rateSkip: "Пропустить",
  removed: "Сообщение удалено",
  edited: "изменено",
  sending: "Отправляется",
  sent: "Отправлено",
  delivered: "Доставлено",
  read: "Прочитано",
  notSent: "Не отправлено",
  again: "Отправить снова",
  drop: "Убрать",
  cancel: "Отменить",
  older: "Показать предыдущие",
  today: "Сегодня",
  yesterday: "Вчера",
  tomorrow: "завтра",
  at: "в",
  newMessages: "Новые сообщения",
  connecting: "Соединяемся",
  lost: "Нет связи. Сообщения отправятся, когда она вернётся",
  barred: "Чат на этой странице не настроен. Свяжитесь с нами другим способом.",
  callBack: "Перезвоните мне",
  callBackLead: "Оставьте номер, и специалист позвонит вам.",
  number: "Телефон",
  numberHint: "Например, +7\u00a0912\u00a0345\u201167\u201189",
  numberWrong: "Введите номер полностью, с кодом: +7\u00a0912\u00a0345\u201167\u201189",
  when: "Когда позвонить",
  asap: "как можно скорее",
  order: "Заказать звонок",
  name: "Имя",
  optional: "необязательно",
  contact: "Телефон или e-mail",
  contactWrong: "Укажите телефон или e-mail, чтобы мы могли ответить",
  question: "Вопрос",
  questionWrong: "Напишите, о чём вопрос",
  sendForm: "Отправить вопрос",
  back: "Назад к чату",
  privacy: "Отправляя, вы соглашаетесь с обработкой персональных данных",
  file: (name: string, size: string) => `${name}, ${size}`,
  download: "Скачать",
  uploading: (percent: number) => `Загружается: ${percent}%`,
  failures: {
    "file-too-large": "Файл пустой или больше 10 МБ. Сожмите его или пришлите ссылку",
    "file-type": "Такой файл принять нельзя. Подойдут картинки, PDF, DOCX, XLSX, TXT, ZIP",
    "files-off": "Здесь нельзя прислать файл. Опишите словами",
    "too-many-files": "Слишком много файлов подряд. Подождите минуту",
    "too-many-orders": "Звонок уже заказан. Мы перезвоним",
    "bad-number": "На этот номер позвонить нельзя. Проверьте его",
    "bad-window": "Это время уже прошло. Выберите другое",
    "no-link": "Файл не ушёл: нет связи. Отправьте снова",
  } as Partial<Record<FailureCode, string>>,
  failure: "Не получилось. Попробуйте ещё раз",
};

export type Words = typeof ru;

const en: Words = {
  title: "Support chat",
  open: "Open chat",
  openUnread: (count) => `Open chat, unread: ${count}`,
  close: "Minimise chat",
  menu: "Actions",
  soundOn: "Turn sound on",
  soundOff: "Turn sound off",
  end: "End conversation",
  endAsk: "End the conversation?",
  endYes: "End",
  endNo: "Go on",
  staffed: "Online",
  away: "Away right now",
  talking: "Is answering you",
  greeting: "Hello. Tell us how we can help, and a specialist will answer here.",
  awayText: "Nobody is available right now. Leave your question and how to reach you, and we will get back to you.",
  opensAt: (when) => `Chat opens ${when}.`,
  field: "Message",
  placeholder: "Write a message",
  send: "Send",
  attach: "Attach a file",
  dropHere: "Drop the file to send it",
  you: "You",
  typing: "is typing",
  somebody: "Specialist",
  waiting: "Finding an available specialist",
  position: (place) => (place === 1 ? "You are next in line" : `You are number ${place} in line`),
  joined: (name) => `${name} joined`,
  ended: "Conversation ended",
  formTaken: "Your question is with us. The answer will come to your contact.",
  callBackTaken: (number, when) => `We will call ${number}, ${when}.`,
  rated: (stars) => `Your rating: ${stars} of 5`,
  rateAsk: "How was the conversation?",
  star: (count) => `${count} of 5`,
  rateComment: "What could be better? Optional",
  rateSend: "Send rating",
  rateSkip: "Skip",
  removed: "Message removed",
  edited: "edited",
  sending: "Sending",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  notSent: "Not sent",
  again: "Send again",
  drop: "Remove",
  cancel: "Cancel",
  older: "Show earlier messages",
  today: "Today",
  yesterday: "Yesterday",
  tomorrow: "tomorrow",
  at: "at",
  newMessages: "New messages",
  connecting: "Connecting",
  lost: "Offline. Messages will be sent when the link is back",
  barred: "The chat is not set up for this page. Please reach us another way.",
  callBack: "Call me back",
  callBackLead: "Leave your number and a specialist will call you.",
  number: "Phone",
  numberHint: "For example, +44 20 7946 0958",
  numberWrong: "Enter the full number with its country code: +44 20 7946 0958",
  when: "When to call",
  asap: "as soon as possible",
  order: "Request a call",
  name: "Name",
  optional: "optional",
  contact: "Phone or e-mail",
  contactWrong: "Enter a phone number or an e-mail so that we can answer",
  question: "Question",
  questionWrong: "Write what your question is about",
  sendForm: "Send question",
  back: "Back to chat",
  privacy: "By sending you agree to the processing of personal data",
  file: (name, size) => `${name}, ${size}`,
  download: "Download",
  uploading: (percent) => `Uploading: ${percent}%`,
  failures: {
    "file-too-large": "The file is empty or over 10 MB. Compress it or send a link",
    "file-type": "This kind of file cannot be taken. Images, PDF, DOCX, XLSX, TXT and ZIP can",
    "files-off": "Files cannot be sent here. Describe it in words",
    "too-many-files": "Too many files at once. Wait a minute",
    "too-many-orders": "A call is already requested. We will call you",
    "bad-number": "This number cannot be called. Please check it",
    "bad-window": "That time has passed. Choose another",
    "no-link": "File not sent: no connection. Send it again",
  },
  failure: "That did not work. Please try again",
};

export function wordsOf(lang: Lang): Words {
  return lang === "ru" ? ru : en;
}

export function failureWords(words: Words, code: FailureCode): string {
  return words.failures[code] ?? words.failure;
}

/** «сегодня 14:00–16:00», in the visitor's own time zone. */
export function windowWords(
  words: Words,
  lang: Lang,
  fromMs: number | null,
  toMs: number | null,
  nowMs: number,
): string {
  if (fromMs === null || toMs === null) return words.asap;
  const time = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" });
  return `${dayWords(words, lang, fromMs, nowMs).toLowerCase()} ${time.format(fromMs)}–${time.format(toMs)}`;
}

/** «завтра в 09:00». */
export function momentWords(words: Words, lang: Lang, atMs: number, nowMs: number): string {
  const time = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" }).format(atMs);
  return `${dayWords(words, lang, atMs, nowMs).toLowerCase()} ${words.at} ${time}`;
}

export function dayWords(words: Words, lang: Lang, atMs: number, nowMs: number): string {
  const day = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);
  const distance = Math.round((day(atMs) - day(nowMs)) / 86_400_000);
  if (distance === 0) return words.today;
  if (distance === -1) return words.yesterday;
  if (distance === 1) return words.tomorrow;
  return new Intl.DateTimeFormat(lang, { day: "numeric", month: "long" }).format(atMs);
}

export function sizeWords(lang: Lang, bytes: number): string {
  const [unit, value] = bytes < 1_048_576 ? ["kilobyte", bytes / 1024] : ["megabyte", bytes / 1_048_576];
  return new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
