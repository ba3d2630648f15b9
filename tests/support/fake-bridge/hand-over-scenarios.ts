import { type HandOverView, QueueView } from "../../../src-shared/ipc/hand-over-view.ts";
import { lev, ring, still, talk } from "./desk-day.ts";
import type { Scenario } from "./scenario.ts";

const queues = [
  { queueId: "support", name: "Поддержка", number: "700" },
  { queueId: "orders", name: "Заказы", number: "701" },
].map((queue) => QueueView.parse(queue));

const handOver: HandOverView = {
  fromOperatorId: lev.operatorId,
  note: "Заказ 1427 не приехал, курьер не отвечает. Обещали перезвонить до 18:00.",
  topic: "Доставка",
  nextStep: "Позвонить курьеру",
  isRecorded: true,
};

/** A talk that may go to a queue. */
export const passesOn = still("passes-on", { calls: [talk], queues });

/** What a colleague wrote: while the phone rings, and in the talk. */
export const handOverScenarios: readonly Scenario[] = [
  still("handed-over-rings", {
    calls: [{ ...ring, handOver, reasons: [{ code: "transferred", fromOperatorId: lev.operatorId }] }],
  }),
  still("handed-over-talks", { calls: [{ ...talk, handOver }] }),
];
