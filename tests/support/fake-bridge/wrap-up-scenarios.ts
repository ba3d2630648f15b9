import { TopicSettings } from "../../../src-shared/domain/topics/topic-settings.ts";
import { InteractionId } from "../../../src-shared/ids.ts";
import type { StatusView } from "../../../src-shared/ipc/workplace.ts";
import type { WrapUpView } from "../../../src-shared/ipc/wrap-up.ts";
import { ago, calm, lev, still } from "./desk-day.ts";
import { irina, NOW_MS } from "./history-rows.ts";
import type { Scenario } from "./scenario.ts";

const writtenUp: WrapUpView = {
  interactionId: InteractionId.parse("now-1"),
  direction: "in",
  customer: irina,
  queueName: "Поддержка",
  talkMs: 401_000,
  heldMs: 22_000,
  endedAtMs: ago(43),
  endedBy: "customer",
  untilMs: NOW_MS + 47_000,
  atEnd: "close",
  extension: { byMs: 30_000, left: 2 },
  isFinishing: false,
};

const onBreak: StatusView = {
  ...{ status: "break", reason: "lunch", limitMs: 1_800_000, sinceMs: ago(2205), by: "operator", pending: null },
};

const noted = {
  answers: { "notes.get": { text: "Согласилась на 21 ноября, 10–14. Просит звонок водителя за два часа." } },
};

/** What an operator sees of the work after a contact, and of a status that is other than they left it. */
export const wrapUpScenarios: readonly Scenario[] = [
  still("wrap-up", { wrapUps: [writtenUp] }, noted),
  still("wrap-up-passed-on", { wrapUps: [{ ...writtenUp, endedBy: "operator", isPassedOn: true }] }, noted),
  // Time is running out, no more of it is given, and a break follows.
  still(
    "wrap-up-ending",
    {
      status: { ...calm.status, next: { status: "break", reason: "lunch" } },
      wrapUps: [{ ...writtenUp, untilMs: NOW_MS + 8000, extension: { byMs: 30_000, left: 0 } }],
    },
    noted,
  ),
  still("break-overrun", { status: { ...onBreak, isOverrun: true } }),
  still("status-set-by", {
    status: {
      ...onBreak,
      ...({ sinceMs: ago(30), by: "system", reason: "training", limitMs: null } as const),
      setBy: { personId: "olga", name: "Ольга Ким", note: "учёба в 15:00" },
    },
  }),
];

const topic = (topicId: string, name: string, parentId: string | null = null) => ({ topicId, name, parentId });
export const wrapUpTopics = TopicSettings.parse({
  topics: [
    topic("delivery", "Доставка"),
    topic("date", "Перенос даты", "delivery"),
    topic("late", "Задержка у перевозчика", "delivery"),
    topic("floor", "Подъём и занос", "delivery"),
    topic("claim", "Претензия"),
    topic("claim-late", "Задержка", "claim"),
    topic("broken", "Брак или повреждение", "claim"),
    topic("rude", "Вежливость сотрудника", "claim"),
    topic("order", "Заказ"),
    topic("pay", "Оплата и чек", "order"),
    topic("refund", "Возврат денег"),
    topic("other", "Другое"),
  ],
  required: ["topics", "result"],
});
const written = (said: object) => ({
  answers: { ...noted.answers, "outcomes.get": { topicIds: [], result: null, nextStep: "", ...said } },
});

/** A wrap-up in which nothing is said yet. */
export const wrapUpUnsaid: Scenario = still(
  "wrap-up-topics-missing",
  { wrapUps: [writtenUp], topics: wrapUpTopics },
  written({}),
);
/** One with all that is asked for. */
export const wrapUpSaid: Scenario = still(
  "wrap-up-topics",
  { wrapUps: [writtenUp], topics: wrapUpTopics },
  written({ topicIds: ["date", "claim-late"], result: "promised", nextStep: "Звонок водителя за два часа" }),
);

/** The menu of statuses while others hold the places for a break; it is to be opened. */
export const placesTaken: Scenario = still("break-places-taken", {
  breakBlock: { name: null, max: 1, holders: [{ operatorId: lev.operatorId, untilMs: NOW_MS + 600_000 }] },
});
