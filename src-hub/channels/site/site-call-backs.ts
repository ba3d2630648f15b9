import { isCallBackEvent } from "../../../src-shared/domain/callback/call-back-order.ts";
import type { QueueId } from "../../../src-shared/ids.ts";
import type { SiteCallBack } from "../../../src-shared/site-chat/site-call-back.ts";
import type { DurableVisitorFrame } from "../../../src-shared/site-chat/visitor-frames.ts";
import type { EventLog } from "../../log/event-log.ts";
import type { HubService } from "../../service/hub-service.ts";
import { maskNumber } from "./visitor-words.ts";

type Ordered = Extract<DurableVisitorFrame, { t: "call-back" }>;
type Visitor = { readonly siteKey: string; readonly visitorId: string };

/** What the sites' chats know of call-backs: orders go there, and how each stands comes from there. */
export interface SiteCallBacks {
  /** Safe to be told again: the same order is one. */
  order(visitor: Visitor, queueId: QueueId, frame: Ordered): Promise<void>;
  cancel(visitor: Visitor): Promise<void>;
  /** Null: this visitor waits for no call. */
  stateOf(visitor: Visitor): SiteCallBack | null;
}

/** The hub's call-backs as the sites use them; `changed` is told whose state may be another. */
export function siteCallBacks(
  { service, log }: { readonly service: HubService; readonly log: EventLog },
  changed: (siteKey: string, visitorId: string) => void,
): SiteCallBacks & { stop(): void } {
  const { orders } = service.callBacks;
  const visitors = new Map<string, Visitor>();
  for (const { interactionId, visitor } of service.callBacks.open()) if (visitor) visitors.set(interactionId, visitor);
  const stop = log.onAppended((events) => {
    for (const event of events) {
      if (!isCallBackEvent(event)) continue;
      const { interactionId } = event.payload;
      if ("visitor" in event.payload && event.payload.visitor) visitors.set(interactionId, event.payload.visitor);
      const visitor = visitors.get(interactionId);
      // Whoever follows the log acts on it first: the order is as it is now when this is asked.
      if (visitor) void service.idle().then(() => changed(visitor.siteKey, visitor.visitorId));
      if (event.type === "callback.closed") visitors.delete(interactionId);
    }
  });
  return {
    stop,
    order: async (visitor, queueId, frame) => {
      const { id, number, name, fromMs, toMs, timeZone = null, page } = frame;
      const wish = {
        ...{ orderId: `site:${visitor.visitorId}:${id}`, number, name: name || null, queueId, timeZone, page, visitor },
        ...{ topic: null, comment: null, source: "widget" as const },
      };
      await service.inTurn(async () => {
        const taken = await orders.take({ ...wish, fromMs, toMs }, "system");
        // Its window passed before it got here: the customer still waits for a call.
        if (!taken.ok && taken.code === "bad-window")
          await orders.take({ ...wish, fromMs: null, toMs: null }, "system");
      });
    },
    cancel: (visitor) => service.inTurn(() => orders.cancelOfVisitor(visitor)),
    stateOf: ({ siteKey, visitorId }) => {
      const order = service.callBacks
        .open()
        .find(({ visitor }) => visitor?.siteKey === siteKey && visitor.visitorId === visitorId);
      if (!order) return null;
      const { number, attempts, state, card } = order;
      return {
        state: state === "dialling" ? "dialling" : "ordered",
        number: maskNumber(number),
        attempts,
        fromMs: card.fromMs > order.orderedAtMs ? card.fromMs : null,
        toMs: card.fromMs > order.orderedAtMs ? card.toMs : null,
      };
    },
  };
}
