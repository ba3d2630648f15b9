import type { Attachment } from "../../../src-shared/domain/message.ts";
import {
  AttachmentId,
  ConversationId,
  InteractionId,
  MessageId,
  OfferId,
  OperatorId,
} from "../../../src-shared/ids.ts";
import type { ConversationView, ThreadMessage } from "../../../src-shared/ipc/conversations.ts";
import type { HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import { ago, levels, still, talk } from "./desk-day.ts";
import { historyRows, irina, roman } from "./history-rows.ts";
import type { Scenario } from "./scenario.ts";

const visitor: ConversationView = {
  interactionId: InteractionId.parse("text-1"),
  conversationId: ConversationId.parse("conversation-1"),
  ...{ channel: "chat", customer: { address: "chat:k3XbQ", name: null }, queueName: "Поддержка" },
  ...{ sinceMs: ago(310), offer: null, unread: 0 },
};

const telegram: ConversationView = {
  ...visitor,
  interactionId: InteractionId.parse("text-2"),
  conversationId: ConversationId.parse("conversation-2"),
  ...{ channel: "telegram", customer: { address: "telegram:100", name: "Павел Дёмин" }, queueName: "Заказы" },
  ...{ sinceMs: ago(95), unread: 2 },
};

const card = {
  ...{ fromOperatorId: OperatorId.parse("lev"), note: "Ждёт счёт за ноябрь, обещали до обеда" },
  ...{ nextStep: "Выслать счёт и позвонить завтра", draft: "Счёт во вложении, оплатить можно до пятницы" },
};

const passed: ConversationView = { ...visitor, handOver: card, passing: { party: "Ольга Серова", untilMs: ago(-24) } };

const offered: ConversationView = {
  ...visitor,
  interactionId: InteractionId.parse("text-3"),
  conversationId: ConversationId.parse("conversation-3"),
  ...{ channel: "telegram", customer: { ...irina, address: "telegram:200" } },
  offer: { offerId: OfferId.parse("offer-1"), untilMs: ago(-18), reasons: [{ code: "longest-idle", idleMs: 60_000 }] },
};

function said(index: number, told: Partial<ThreadMessage>): ThreadMessage {
  return {
    messageId: MessageId.parse(`message-${index}`),
    interactionId: visitor.interactionId,
    ...{ from: "customer", colleague: null, text: "", files: [], atMs: ago(300 - index * 20), seq: index + 1 },
    ...{ isEdited: false, isDeleted: false, delivery: null, failure: null },
    ...told,
  };
}

const ours = (index: number, delivery: ThreadMessage["delivery"], text: string, more: Partial<ThreadMessage> = {}) =>
  said(index, { from: "operator", delivery, text, ...more });

const doorway: Attachment = {
  ...{ attachmentId: AttachmentId.parse("doorway"), name: "проём_кухня.jpg", type: "image/jpeg", size: 148_200 },
};
const plan: Attachment = {
  ...{
    attachmentId: AttachmentId.parse("plan"),
    name: "стол_схема_сборки.pdf",
    type: "application/pdf",
    size: 2_300_000,
  },
};

export const thread: readonly ThreadMessage[] = [
  said(0, { text: "Добрый день! Стол пройдёт в дверь 80 см?", files: [doorway] }),
  ours(1, "read", "Стол приезжает разобранным, самая широкая деталь 72 см. Пройдёт.", { colleague: "Лев Орлов" }),
  ours(2, "delivered", "Схему сборки приложила, там размеры деталей.", { files: [plan] }),
  said(3, { text: "А сборщик приедет вместе с доставкой?", isEdited: true }),
  said(4, { isDeleted: true, text: "И сколько стоит?" }),
  said(5, { text: "هل يمكن الدفع نقدًا؟ 🙂" }),
  ours(6, "sent", "Да, сборщик приедет следом за машиной.\nСтоимость сборки — 2 450 ₽."),
  ours(7, "failed", "Можно и наличными.", { failure: "channel-unreachable" }),
  ours(8, "waiting", "Проверяю свободное время у сборщика", { seq: null }),
];

const read = (messages: readonly ThreadMessage[], beforeSeq: number | null = null) => ({ messages, beforeSeq });
const draft = { text: "Свободно завтра с 12 до 16", files: [] };
const offline = { state: "offline", sinceMs: ago(42), dataAtMs: ago(44), refusal: null } as const;

const SOLVED: HistoryRow["outcome"] = { topics: ["Доставка › Перенос даты"], result: "solved", nextStep: "" };

function textRow(id: string, minutesAgo: number, { channel, conversationId, customer, queueName }: ConversationView) {
  const [row] = historyRows;
  if (!row) throw new Error("there is no row to begin with");
  const { outcome: _outcome, ...rest } = row;
  return {
    ...{ ...rest, interactionId: InteractionId.parse(id), atMs: ago(minutesAgo * 60), customer, queueName },
    ...{ quality: null, text: { conversationId, channel } },
  } satisfies HistoryRow;
}

const yesterday = [
  said(20, { text: "Здравствуйте! Есть ли стол с ящиком?", atMs: ago(26 * 3600), seq: 1 }),
  ours(21, "read", "Здравствуйте! Есть, пришлю фото утром.", { atMs: ago(26 * 3600 - 60), seq: 2 }),
];

/** A day of calls and texts; the test opens the history. */
export const textHistory = still(
  "history-texts",
  {},
  {
    answers: { "conversations.read": read([...yesterday, ...thread.slice(1, 7)]) },
    history: [
      { ...textRow("text-past-1", 6, telegram), talkMs: 412_000, outcome: SOLVED },
      ...historyRows.slice(0, 2),
      { ...textRow("text-past-2", 71, visitor), talkMs: 95_000 },
      ...historyRows.slice(3, 7),
    ],
  },
);

/** Own text; where a conversation is to be seen, the test opens it by its name. */
export const chatScenarios: readonly (Scenario & { readonly opens: string | null })[] = [
  { ...still("chat-offered", { conversations: [offered, visitor, telegram] }), opens: null },
  {
    ...still(
      "chat-full",
      { conversations: [offered, visitor, telegram] },
      { answers: { "conversations.read": read(thread, 1), "drafts.get": draft } },
    ),
    opens: "#k3Xb",
  },
  {
    ...still(
      "chat-files",
      { conversations: [visitor] },
      {
        answers: { "conversations.read": read(thread.slice(0, 4)), "drafts.get": { text: "Вот смета", files: [plan] } },
      },
    ),
    opens: "#k3Xb",
  },
  {
    ...still(
      "chat-passed",
      { conversations: [{ ...offered, handOver: card }, passed] },
      { answers: { "conversations.read": read(thread.slice(2, 4)) } },
    ),
    opens: "#k3Xb",
  },
  {
    ...still("chat-empty", { conversations: [visitor] }, { answers: { "conversations.read": read([]) } }),
    opens: "#k3Xb",
  },
  {
    ...still("chat-loading", { conversations: [visitor] }, { answers: { "conversations.read": "pending" } }),
    opens: "#k3Xb",
  },
  {
    ...still(
      "chat-offline",
      { conversations: [visitor], link: offline },
      {
        refusals: { "conversations.read": "hub-away" },
        answers: { "conversations.unsent": { messages: thread.slice(8) }, "drafts.get": draft },
      },
    ),
    opens: "#k3Xb",
  },
  {
    ...still(
      "chat-while-talking",
      { calls: [{ ...talk, customer: roman }], conversations: [visitor, telegram] },
      { levels, answers: { "conversations.read": read(thread.slice(0, 4)), "drafts.get": { text: "", files: [] } } },
    ),
    opens: "Павел Дёмин",
  },
];

/** So many conversations at once as nobody has, each with the same page of messages: for what they leave behind. */
export function manyConversations(count: number): Scenario {
  const conversations = Array.from({ length: count }, (_none, index) => ({
    ...visitor,
    interactionId: InteractionId.parse(`text-many-${index}`),
    conversationId: ConversationId.parse(`conversation-many-${index}`),
    customer: { address: `chat:many${index}`, name: `Клиент ${index}` },
  }));
  return still("many-conversations", { conversations }, { answers: { "conversations.read": read(thread) } });
}
