import { cardWithoutCustomer } from "../../src-shared/domain/callback/call-back-card.ts";
import { type CallBackOrder, foldCallBack, isCallBackEvent } from "../../src-shared/domain/callback/call-back-order.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import type { HubSchema, ReadDb, WriteDb } from "../db/schema.ts";

/** What of the orders is asked for; the newest first, before `beforeMs`. */
export type CallBackFilter = {
  readonly number: string | null;
  readonly isOpen: boolean | null;
  readonly beforeMs: number | null;
  readonly limit: number;
};

/** Keeps the orders in step with the log, in the transaction of its events. */
export async function saveCallBacks(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    if (!isCallBackEvent(event)) continue;
    const before = await readCallBack(db, event.payload.interactionId);
    const after = foldCallBack(before ?? undefined, event);
    if (after) await saveOrder(db, after);
    if (event.type === "callback.ordered" || event.type === "callback.merged") {
      const { orderId, interactionId } = event.payload;
      await db
        .insertInto("callback_order_ids")
        .values({ order_id: orderId, interaction_id: interactionId })
        .onConflict((conflict) => conflict.column("order_id").doNothing())
        .execute();
    }
  }
}

export async function readCallBack(db: ReadDb, interactionId: InteractionId): Promise<CallBackOrder | null> {
  const row = await db
    .selectFrom("callback_orders")
    .select("body")
    .where("interaction_id", "=", interactionId)
    .executeTakeFirst();
  return row ? orderOf(row) : null;
}

/** The order that a client's id became, or was merged into. */
export async function readCallBackByOrderId(db: ReadDb, orderId: string): Promise<CallBackOrder | null> {
  const row = await db
    .selectFrom("callback_order_ids")
    .innerJoin("callback_orders", "callback_orders.interaction_id", "callback_order_ids.interaction_id")
    .select("callback_orders.body")
    .where("callback_order_ids.order_id", "=", orderId)
    .executeTakeFirst();
  return row ? orderOf(row) : null;
}

export async function readOpenCallBacks(db: ReadDb): Promise<readonly CallBackOrder[]> {
  const rows = await db
    .selectFrom("callback_orders")
    .select("body")
    .where("is_open", "=", 1)
    .orderBy("ordered_at_ms")
    .execute();
  return rows.map(orderOf);
}

export async function readCallBacks(
  db: ReadDb,
  { number, isOpen, beforeMs, limit }: CallBackFilter,
): Promise<readonly CallBackOrder[]> {
  let query = db.selectFrom("callback_orders").select("body");
  if (number !== null) query = query.where("number", "=", number);
  if (isOpen !== null) query = query.where("is_open", "=", isOpen ? 1 : 0);
  if (beforeMs !== null) query = query.where("ordered_at_ms", "<", beforeMs);
  const rows = await query.orderBy("ordered_at_ms", "desc").orderBy("interaction_id").limit(limit).execute();
  return rows.map(orderOf);
}

/** All orders made from `fromMs` on and before `toMs`. */
export async function readCallBacksOfPeriod(
  db: ReadDb,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<readonly CallBackOrder[]> {
  const rows = await db
    .selectFrom("callback_orders")
    .select("body")
    .where("ordered_at_ms", ">=", fromMs)
    .where("ordered_at_ms", "<", toMs)
    .execute();
  return rows.map(orderOf);
}

/** Takes what is known of the customer out of the orders of these contacts; they are closed. */
export async function eraseCallBacks(db: WriteDb, contacts: ReadonlyMap<InteractionId, string>): Promise<void> {
  for (const [interactionId, pseudonym] of contacts) {
    const order = await readCallBack(db, interactionId);
    if (!order) continue;
    const card = cardWithoutCustomer(order.card);
    await saveOrder(db, { ...order, number: pseudonym, visitor: null, closeReason: null, card });
  }
}

async function saveOrder(db: WriteDb, order: CallBackOrder): Promise<void> {
  const changes: Omit<HubSchema["callback_orders"], "interaction_id"> = {
    number: order.number,
    state: order.state,
    is_open: order.state === "closed" ? 0 : 1,
    queue_id: order.queueId,
    due_at_ms: order.dueAtMs,
    ordered_at_ms: order.orderedAtMs,
    closed_at_ms: order.closedAtMs,
    body: JSON.stringify(order),
  };
  await db
    .insertInto("callback_orders")
    .values({ interaction_id: order.interactionId, ...changes })
    .onConflict((conflict) => conflict.column("interaction_id").doUpdateSet(changes))
    .execute();
}

function orderOf({ body }: { readonly body: string }): CallBackOrder {
  return JSON.parse(body) as CallBackOrder;
}
