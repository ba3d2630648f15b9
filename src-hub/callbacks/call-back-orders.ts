import type { CallBackCard, CallBackPage } from "../../src-shared/domain/callback/call-back-card.ts";
import type { CallBackOrder } from "../../src-shared/domain/callback/call-back-order.ts";
import { orderedWindow } from "../../src-shared/domain/callback/call-back-rule.ts";
import { cleanName } from "../../src-shared/domain/clean-name.ts";
import { dialTarget } from "../../src-shared/domain/phone-number.ts";
import type { CallBackVisitor } from "../../src-shared/events/call-back-events.ts";
import type { ContactHints, EndedBy, NewEvent } from "../../src-shared/events/log-event.ts";
import { InteractionId, type QueueId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import { dialledText } from "../service/arrivals.ts";
import type { CallBackDialler } from "./call-back-dialler.ts";
import { closedEvents, postponedEvent } from "./call-back-facts.ts";
import type { CallBackParts } from "./call-back-needs.ts";
import { readCallBack, readCallBackByOrderId } from "./call-back-store.ts";

/** An order as it is asked for. `orderId` is the client's own, and the same one twice is one order. */
export type CallBackWish = {
  readonly orderId: string;
  readonly number: string;
  readonly name: string | null;
  readonly queueId: QueueId;
  /** Null: as soon as possible. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly timeZone: string | null;
  readonly page: CallBackPage | null;
  readonly topic: string | null;
  readonly comment: string | null;
  readonly source: "widget" | "api";
  readonly visitor: CallBackVisitor | null;
  readonly hints?: ContactHints;
  /** The call nobody came to in which it is ordered. */
  readonly callInteractionId?: InteractionId;
};

/** What became of it. `isMerged`: the number had an open order, which is this one now. */
export type OrderTaken = { readonly order: CallBackOrder; readonly isMerged: boolean; readonly isReplay: boolean };

export type OrderRefusal = "bad-number" | "bad-window" | "unknown-queue";
export type CancelRefusal = "unknown-order" | "order-closed";

/** Takes orders in, and lets them be taken back. Called in turn with everything else that happens. */
export class CallBackOrders {
  readonly #parts: CallBackParts;
  readonly #dialler: CallBackDialler;

  constructor(parts: CallBackParts, dialler: CallBackDialler) {
    this.#parts = parts;
    this.#dialler = dialler;
  }

  /** Whether the number can become an order: it is one of the outside world, and there is a way to dial it. */
  mayOrder(address: string): boolean {
    const number = dialTarget(address);
    return number?.startsWith("+") === true && this.#dialler.farEndOf(number) !== null;
  }

  async take(wish: CallBackWish, actor: string): Promise<Result<OrderTaken, OrderRefusal>> {
    const { book, clock, db, directory, journal } = this.#parts;
    const known = await readCallBackByOrderId(db, wish.orderId);
    if (known) return accepted({ order: known, isMerged: known.orderIds[0] !== wish.orderId, isReplay: true });
    const number = dialTarget(wish.number);
    // A short number is one of the exchange's own: nobody outside can be called there.
    if (!number?.startsWith("+")) return refused("bad-number");
    const queue = directory.queue(wish.queueId);
    if (!queue) return refused("unknown-queue");
    const window = orderedWindow(wish, clock.nowMs());
    if (!window) return refused("bad-window");
    const { timeZone, page, topic, comment } = wish;
    const card: CallBackCard = { ...window, timeZone, page, topic, comment };
    const open = book.ofNumber(number);
    const interactionId = open?.interactionId ?? InteractionId.parse(clock.newId());
    const nowMs = clock.nowMs();
    // Wanted at another time than now: nobody is rung for it any more.
    const rescheduled =
      open?.state === "due" && card.fromMs > nowMs
        ? [...this.#dialler.takeBack(open), postponedEvent(interactionId, "rescheduled", card.fromMs)]
        : [];
    const events = open
      ? [...mergeEvents(interactionId, wish, card, actor), ...rescheduled]
      : orderEvents({ interactionId, wish, card, number, dialled: queue.number, actor });
    await journal.write(events);
    const order = await readCallBack(db, interactionId);
    if (!order) throw new Error("an order that was taken is not there");
    return accepted({ order, isMerged: open !== undefined, isReplay: false });
  }

  /** The customer, or an operator with a reason, does not want it any more. One that is cancelled already stays so. */
  async cancel(
    interactionId: InteractionId,
    by: { readonly by: EndedBy; readonly actor: string; readonly reason: string | null },
  ): Promise<Result<CallBackOrder, CancelRefusal>> {
    const { db, journal } = this.#parts;
    await journal.write(this.cancelled(interactionId, by) ?? []);
    const order = await readCallBack(db, interactionId);
    if (!order) return refused("unknown-order");
    return order.outcome === "cancelled" ? accepted(order) : refused("order-closed");
  }

  /** What is logged when an open order is cancelled; null: it is not open. A dial that is under way is stopped at once. */
  cancelled(
    interactionId: InteractionId,
    by: { readonly by: EndedBy; readonly actor: string; readonly reason: string | null },
  ): readonly NewEvent[] | null {
    const open = this.#parts.book.of(interactionId);
    return open ? [...this.#dialler.takeBack(open), ...closedEvents(interactionId, "cancelled", by)] : null;
  }

  /** Cancels what this visitor of a site ordered, whatever its id was. */
  async cancelOfVisitor(visitor: CallBackVisitor): Promise<void> {
    for (const order of this.#parts.book.all()) {
      const isTheirs = order.visitor?.siteKey === visitor.siteKey && order.visitor.visitorId === visitor.visitorId;
      if (isTheirs) await this.cancel(order.interactionId, { by: "customer", actor: "system", reason: null });
    }
  }
}

function orderEvents({
  interactionId,
  wish,
  card,
  number,
  dialled,
  actor,
}: {
  readonly interactionId: InteractionId;
  readonly wish: CallBackWish;
  readonly card: CallBackCard;
  readonly number: string;
  readonly dialled: string;
  readonly actor: string;
}): readonly NewEvent[] {
  const { orderId, name, queueId, source, visitor, hints, callInteractionId } = wish;
  const created: NewEvent = {
    type: "interaction.created",
    actor,
    payload: {
      interactionId,
      channel: "callback",
      direction: "in",
      customer: { address: number, name: cleanName(name ?? "") || null },
      dialled: dialledText(dialled),
      queueId,
      operatorId: null,
      callBack: card,
      ...(hints && { hints }),
    },
  };
  return [
    {
      type: "callback.ordered",
      actor,
      payload: {
        ...{ interactionId, orderId, number, queueId, source, visitor, card },
        ...(callInteractionId && { callInteractionId }),
      },
    },
    created,
    { type: "interaction.queued", actor: "system", payload: { interactionId, queueId } },
  ];
}

function mergeEvents(
  interactionId: InteractionId,
  { orderId, visitor }: CallBackWish,
  card: CallBackCard,
  actor: string,
): readonly NewEvent[] {
  return [
    { type: "callback.merged", actor, payload: { interactionId, orderId, visitor, card } },
    { type: "interaction.call-back-noted", actor, payload: { interactionId, callBack: card } },
  ];
}
