import { InteractionId, QueueId } from "../../../src-shared/ids.ts";
import type { CallBackView } from "../../../src-shared/ipc/call-back-view.ts";
import type { WaitingView } from "../../../src-shared/ipc/waiting-view.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { ago, fullQueue, ring, still, talk } from "./desk-day.ts";
import { daria, NOW_MS, roman } from "./history-rows.ts";
import type { Scenario } from "./scenario.ts";

const HOUR_MS = 3_600_000;
const page = {
  ...{ url: "https://shop.example/delivery?utm_source=mail", title: "Доставка по России", referrer: "" },
  utm: { source: "mail", campaign: "autumn" },
};

const soon: CallBackView = {
  ...{ fromMs: ago(120), toMs: NOW_MS + 24 * HOUR_MS, timeZone: "Europe/Moscow", page, topic: "Доставка" },
  ...{ comment: "Курьер не приехал, дома после шести", isOrder: true, isDialling: false },
};
const atFour: CallBackView = {
  ...soon,
  ...{
    fromMs: NOW_MS + HOUR_MS,
    toMs: NOW_MS + 3 * HOUR_MS,
    timeZone: "Asia/Yekaterinburg",
    topic: null,
    comment: null,
  },
};

const order = (name: string, customer: WaitingView["customer"], callBack: CallBackView): WaitingView => ({
  ...{ interactionId: InteractionId.parse(name), customer, callBack, offeredTo: null, waitingSinceMs: ago(4000) },
  ...{ queueId: QueueId.parse("orders"), queueName: "Заказы" },
});

const rings: CallView = { ...ring, reasons: [{ code: "longest-idle", idleMs: 40_000 }], callBack: soon };
const visit = { site: "shop", page: "Доставка по России", source: "mail, autumn" };
const visitor = { address: "chat:7fa0c1", name: null };

/** Orders of call-backs beside customers on the line; the first may be cancelled, the last is on its way to be. */
export const ordersWait = still("orders-waiting", {
  waiting: [
    order("order-1", daria, soon),
    order("order-2", { address: "+79000007702", name: "Тамара Зуева" }, atFour),
    { ...order("order-3", { address: "+441632960961", name: null }, soon), isCancelling: true },
    ...fullQueue.slice(2, 4),
  ],
});

/** What of a call-back and of a call from a company's site an operator sees. */
export const orderScenarios: readonly Scenario[] = [
  ordersWait,
  still("call-back-rings", { calls: [{ ...rings, customer: roman }] }),
  still("call-back-dialling", {
    calls: [{ ...talk, customer: roman, callBack: { ...soon, isDialling: true }, reasons: [] }],
  }),
  still("site-call-rings", { calls: [{ ...ring, customer: visitor, visit, queueName: "Поддержка" }] }),
  still("site-call-talks", { calls: [{ ...talk, customer: visitor, visit }] }),
];
