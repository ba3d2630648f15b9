import type { HelpArticleId } from "../../../src-shared/domain/help-articles.ts";
import type { Locale } from "../../lib/format-date.ts";

type News = {
  readonly title: Readonly<Record<Locale, string>>;
  readonly text: Readonly<Record<Locale, string>>;
  /** Where the help says more. */
  readonly article?: HelpArticleId;
};

type Release = { readonly version: string; readonly atMs: number; readonly news: readonly News[] };

/** What each version brought to an operator, the newest first, in the words of their work. A new version adds itself here. */
export const RELEASES: readonly Release[] = [
  {
    version: "0.1.0",
    atMs: Date.UTC(2026, 10, 23, 12),
    news: [
      {
        title: { ru: "Скрипты в разговоре", en: "Scripts in the talk" },
        text: {
          ru: "Скрипт открывается сам и подсказывает, что сказать. Ответы: 1…9, назад: Backspace, возражения: O. Коллега продолжит с вашего места.",
          en: "A script opens by itself and says what to say. Answers: 1…9, back: Backspace, objections: O. A colleague goes on from your place.",
        },
        article: "script",
      },
      {
        title: { ru: "Взять из очереди", en: "Take from the queue" },
        text: {
          ru: "Там, где очередь это позволяет, рядом с ожидающим стоит «Взять»: звонок зазвонит у вас, переписка откроется сразу.",
          en: "Where the queue allows it, “Take” stands beside who waits: a call rings at you, a text opens at once.",
        },
        article: "answer",
      },
      {
        title: { ru: "Файлы в переписке", en: "Files in a conversation" },
        text: {
          ru: "Картинки видны на месте, файлы сохраняются одним нажатием. Свой файл выберите скрепкой, вставьте или бросьте в окно.",
          en: "Pictures are seen in place, files are saved by one click. Choose your own by the clip, paste it, or drop it into the window.",
        },
        article: "text",
      },
      {
        title: { ru: "Переписку можно передать и прочитать снова", en: "Conversations are passed on and read again" },
        text: {
          ru: "Коллега или очередь получат переписку с темой, заметкой и черновиком. Завершённые переписки стоят в «Истории».",
          en: "A colleague or a queue gets the conversation with topic, note and draft. Finished ones stand in the history.",
        },
        article: "text",
      },
      {
        title: { ru: "Переписку слышно", en: "Texts are heard" },
        text: {
          ru: "Новое обращение звучит, пока его не приняли, а новое сообщение один раз, если оно не перед глазами. За другим окном покажется уведомление.",
          en: "A new conversation sounds until it is accepted, a new message once unless you are looking at it. Behind another window a notification tells of it.",
        },
      },
      {
        title: { ru: "Быстрые ответы по «/»", en: "Quick replies by “/”" },
        text: {
          ru: "Готовый текст находится по первым буквам и вставляется в переписку с именем клиента. Свои ответы живут в настройках.",
          en: "A ready text is found by its first letters and inserted with the customer's name. Your own are kept in the settings.",
        },
        article: "replies",
      },
      {
        title: { ru: "Уведомления за смену", en: "Notifications of the shift" },
        text: {
          ru: "Колокольчик вверху хранит всё, о чём Тандем сообщил, и что не в порядке сейчас. В разговоре лишнее не всплывает.",
          en: "The bell at the top keeps what Tandem told you, and what is wrong now. In a talk nothing else pops up.",
        },
        article: "notices",
      },
      {
        title: { ru: "Справка внутри программы", en: "Help inside the program" },
        text: {
          ru: "Статьи с поиском по F1. От сообщения о неполадке к нужной статье ведёт кнопка «Что делать».",
          en: "Articles with a search, by F1. A message about a problem leads to its article.",
        },
        article: "first-day",
      },
      {
        title: { ru: "Команды по Ctrl K", en: "Commands by Ctrl K" },
        text: {
          ru: "Любое действие, коллега или настройка находятся по слову, даже если раскладка не та.",
          en: "Any action, colleague or setting is found by a word, even in the wrong keyboard layout.",
        },
        article: "keys",
      },
      {
        title: { ru: "Ходить по окну без мыши", en: "Walk the window without a mouse" },
        text: {
          ru: "F6 переносит в следующую часть окна, Alt со стрелкой показывает соседний разговор.",
          en: "F6 goes to the next part of the window, Alt with an arrow shows the talk beside.",
        },
        article: "keys",
      },
      {
        title: { ru: "Поиск по истории", en: "Search in the history" },
        text: {
          ru: "Имя с опечаткой, часть номера, слова из заметок и переписки. Работает и без связи.",
          en: "A name with a typo, a part of a number, words of notes and messages. It works offline too.",
        },
        article: "search",
      },
      {
        title: { ru: "Перевод с карточкой и в очередь", en: "Transfers with a card, and to a queue" },
        text: {
          ru: "Коллега получает ваши слова вместе со звонком, а клиента можно поставить ждать в другую очередь.",
          en: "A colleague gets your words together with the call, and a customer can be put into another queue.",
        },
        article: "transfer",
      },
      {
        title: { ru: "Ширина частей окна", en: "Widths of the panes" },
        text: {
          ru: "Потяните за край списка или карточки. Для каждого экрана размер запоминается отдельно.",
          en: "Drag the edge of the list or of the card. Each display remembers its own widths.",
        },
      },
    ],
  },
];
