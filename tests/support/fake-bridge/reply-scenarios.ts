import { QueueId, ReplyId } from "../../../src-shared/ids.ts";
import type { ReplyView } from "../../../src-shared/ipc/replies.ts";
import { chatScenarios } from "./chat-scenarios.ts";
import { still } from "./desk-day.ts";

const orders = { kind: "queue", queueId: QueueId.parse("orders") } as const;

function reply(index: number, told: Partial<ReplyView>): ReplyView {
  return {
    ...{ replyId: ReplyId.parse(`reply-${index}`), scope: { kind: "own" }, shortcut: "", queueName: null },
    ...{ title: "", text: "", isEditable: true },
    ...told,
  };
}

export const REPLIES: readonly ReplyView[] = [
  reply(1, {
    shortcut: "сборка-сам",
    title: "Сборка своими силами",
    text: "Если удобнее собрать самостоятельно, вот видео на 6 минут и схема с размерами деталей.",
  }),
  reply(2, { title: "Проверяю", text: "{{имя клиента}}, проверяю. Отвечу до {{время ответа}}." }),
  reply(3, {
    ...{ scope: orders, queueName: "Поддержка", shortcut: "сборка-цена", title: "Сколько стоит сборка" },
    text: "Стоимость сборки для заказа {{номер заказа}}: 2 450 ₽. Оплатить можно картой или наличными.",
    isEditable: false,
  }),
  reply(4, {
    ...{ scope: { kind: "company" }, shortcut: "сборка", title: "Когда приедет сборщик" },
    text: "Сборщик приедет в тот же день, через 1–2 часа после доставки. Сборка стола и четырёх стульев займёт около часа.",
    isEditable: false,
  }),
  reply(5, {
    ...{ scope: { kind: "company" }, shortcut: "привет", title: "Приветствие" },
    text: "Здравствуйте, {{имя клиента}}! Меня зовут {{моё имя}}, чем могу помочь?",
    isEditable: false,
  }),
];

const full = chatScenarios.find(({ name }) => name === "chat-full");
if (!full) throw new Error("no scenario of a full thread");
const replyList = (replies: readonly ReplyView[], mayShare = false) => ({ "replies.list": { replies, mayShare } });

/** A full thread beside which replies are known; nothing is written yet. */
export const chatWithReplies = {
  ...full,
  name: "chat-replies",
  answers: { ...full.answers, "drafts.get": { text: "", files: [] }, ...replyList(REPLIES) },
};

export const chatWithoutReplies = { ...chatWithReplies, answers: { ...chatWithReplies.answers, ...replyList([]) } };

const led = REPLIES.map((one) => ({ ...one, isEditable: true }));

/** The page of the settings: of an operator, of who leads, with nothing, and while it is read. */
export const repliesPages = {
  own: still("settings-replies", {}, { answers: replyList(REPLIES) }),
  led: still("settings-replies-led", {}, { answers: replyList(led, true) }),
  none: still("settings-replies-none", {}, { answers: replyList([]) }),
  failed: still("settings-replies-failed", {}, { refusals: { "replies.list": "store-failed" } }),
} as const;
