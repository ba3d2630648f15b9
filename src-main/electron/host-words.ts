import type { StatusNews } from "../../src-shared/domain/status-news.ts";
import type { Preferences, StatusView } from "../../src-shared/ipc/workplace.ts";

/** The few words main itself shows outside the window: notification, tray, questions. The window's own live in its i18n. */
export type HostWords = {
  readonly ringing: (customer: string) => string;
  readonly stillRinging: (customer: string, seconds: number) => string;
  readonly talking: (customer: string) => string;
  readonly ringingNow: string;
  readonly missed: (customer: string) => string;
  readonly missedBody: string;
  readonly missedCount: (count: number) => string;
  readonly callBack: string;
  readonly answer: (customer: string) => string;
  readonly notNow: string;
  readonly hangUp: (customer: string) => string;
  readonly statusMenu: string;
  readonly offered: (customer: string) => string;
  readonly stillOffered: (customer: string, seconds: number) => string;
  readonly wrote: (customer: string) => string;
  readonly waitingBody: (queue: string | null) => string;
  readonly status: Readonly<Record<StatusView["status"], string>>;
  readonly doNotDisturb: string;
  readonly doNotDisturbOn: (minutes: number) => string;
  readonly doNotDisturbBody: string;
  readonly doNotDisturbMinutes: (minutes: number | null) => string;
  readonly statusNews: Readonly<Record<StatusNews, (setBy: string) => string>>;
  readonly statusNewsBody: string;
  readonly phoneNotReady: string;
  readonly open: string;
  readonly quit: string;
  readonly closeInTalk: {
    readonly question: string;
    readonly detail: string;
    readonly stay: string;
    readonly quit: string;
  };
};

export const HOST_WORDS: Readonly<Record<Preferences["locale"], HostWords>> = {
  ru: {
    ringing: (customer) => `Звонит ${customer}`,
    stillRinging: (customer, seconds) => `Всё ещё звонит ${customer}, ${seconds} с`,
    talking: (customer) => `Разговор: ${customer}`,
    ringingNow: "Звонит клиент",
    missed: (customer) => `Пропущенный звонок: ${customer}`,
    missedBody: "Нажмите, чтобы перезвонить",
    missedCount: (count) => `Пропущено звонков: ${count}`,
    callBack: "Перезвонить",
    answer: (customer) => `Ответить: ${customer}`,
    notNow: "Не сейчас",
    hangUp: (customer) => `Завершить разговор: ${customer}`,
    statusMenu: "Статус",
    offered: (customer) => `Новое обращение: ${customer}`,
    stillOffered: (customer, seconds) => `Обращение ждёт ответа: ${customer}, ${seconds} с`,
    wrote: (customer) => `Новое сообщение: ${customer}`,
    waitingBody: (queue) => (queue === null ? "Нажмите, чтобы открыть окно" : `Очередь «${queue}»`),
    status: { online: "На линии", offline: "Не на линии", break: "Перерыв", "not-ready": "Не готов" },
    doNotDisturb: "Не беспокоить",
    doNotDisturbOn: (minutes) => `«Не беспокоить» включено уже ${minutes} мин`,
    doNotDisturbBody: "Новые звонки отклоняются. Нажмите, чтобы открыть окно и вернуться на линию.",
    statusNews: {
      overrun: () => "Перерыв дольше своего времени",
      missed: () => "Вызовы пропущены, статус «Не готов»",
      declined: () => "Вызовы отклонялись подряд, статус «Не готов»",
      gone: () => "Программа пропадала со связи, статус «Не готов»",
      "set-by": (name) => `${name}: ваш статус изменён`,
      "not-ready": () => "Статус «Не готов»",
    },
    statusNewsBody: "Нажмите, чтобы открыть окно.",
    doNotDisturbMinutes: (minutes) =>
      minutes === null ? "Не беспокоить: пока не выключу" : `Не беспокоить: ${minutes} мин`,
    phoneNotReady: "звонки сейчас не принять",
    open: "Открыть Tandem",
    quit: "Выйти",
    closeInTalk: {
      question: "Идёт разговор",
      detail: "Если выйти, разговор с клиентом прервётся.",
      stay: "Остаться",
      quit: "Завершить разговор и выйти",
    },
  },
  en: {
    ringing: (customer) => `${customer} is calling`,
    stillRinging: (customer, seconds) => `${customer} is still calling, ${seconds} s`,
    talking: (customer) => `Talking to ${customer}`,
    ringingNow: "A call is ringing",
    missed: (customer) => `Missed call: ${customer}`,
    missedBody: "Click to call back",
    missedCount: (count) => `Missed calls: ${count}`,
    callBack: "Call back",
    answer: (customer) => `Answer ${customer}`,
    notNow: "Not now",
    hangUp: (customer) => `End the talk with ${customer}`,
    statusMenu: "Status",
    offered: (customer) => `New conversation: ${customer}`,
    stillOffered: (customer, seconds) => `Conversation waits for an answer: ${customer}, ${seconds} s`,
    wrote: (customer) => `New message: ${customer}`,
    waitingBody: (queue) => (queue === null ? "Click to open the window" : `Queue “${queue}”`),
    status: { online: "On line", offline: "Off line", break: "Break", "not-ready": "Not ready" },
    doNotDisturb: "Do not disturb",
    doNotDisturbOn: (minutes) => `Do not disturb has been on for ${minutes} min`,
    doNotDisturbBody: "New calls are refused. Click to open the window and go back on line.",
    statusNews: {
      overrun: () => "Your break is over its time",
      missed: () => "Calls were missed, you are set Not ready",
      declined: () => "Calls were declined in a row, you are set Not ready",
      gone: () => "The program was offline, you are set Not ready",
      "set-by": (name) => `${name} changed your status`,
      "not-ready": () => "You are set Not ready",
    },
    statusNewsBody: "Click to open the window.",
    doNotDisturbMinutes: (minutes) =>
      minutes === null ? "Do not disturb: until I turn it off" : `Do not disturb: ${minutes} min`,
    phoneNotReady: "calls cannot be taken now",
    open: "Open Tandem",
    quit: "Quit",
    closeInTalk: {
      question: "A talk is going on",
      detail: "Quitting ends the talk with the customer.",
      stay: "Stay",
      quit: "End the talk and quit",
    },
  },
};
