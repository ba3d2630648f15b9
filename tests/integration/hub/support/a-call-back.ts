import type { CallBackWish, OrderTaken } from "../../../../src-hub/callbacks/call-back-orders.ts";
import {
  type CallBackOrder,
  foldCallBack,
  isCallBackEvent,
} from "../../../../src-shared/domain/callback/call-back-order.ts";
import { type InteractionId, type OfferId, QueueId } from "../../../../src-shared/ids.ts";
import { CUSTOMER, type TestHub } from "./a-hub.ts";

let made = 0;

/** An order of Irina's, as soon as possible. */
export function aWish(more: Partial<CallBackWish> = {}): CallBackWish {
  made += 1;
  return {
    orderId: `order-${made}-of-irina`,
    number: CUSTOMER.address,
    name: CUSTOMER.name,
    queueId: QueueId.parse("support"),
    fromMs: null,
    toMs: null,
    timeZone: "Asia/Yekaterinburg",
    page: { url: "https://shop.example/tea", title: "Чай", referrer: "", utm: { source: "ads" } },
    topic: null,
    comment: null,
    source: "api",
    visitor: null,
    ...more,
  };
}

/** Orders, by whoever takes the order; a refusal is the test's mistake. */
export async function order(test: TestHub, more: Partial<CallBackWish> = {}, actor = "system"): Promise<OrderTaken> {
  const { service } = test.hub;
  const taken = await service.inTurn(() => service.callBacks.orders.take(aWish(more), actor));
  if (!taken.ok) throw new Error(`not ordered: ${taken.code}`);
  await test.settle();
  return taken.value;
}

/** The operator's phone that rings for an order. */
export async function preview(test: TestHub) {
  await test.settle();
  const asked = test.telephony.commandsOf("originate");
  const last = asked.findLast(({ request }) => test.telephony.isRinging(request.offerId));
  if (!last) throw new Error("no phone rings for an order");
  return { callId: last.callId, ...last.request };
}

/** The customer's phone that rings now, by its offer. */
export async function dialled(test: TestHub): Promise<OfferId> {
  const { offerId } = await test.ringing();
  return offerId;
}

/** The operator answers their phone, and the customer's rings. */
export async function dial(test: TestHub): Promise<OfferId> {
  test.telephony.answer((await preview(test)).offerId);
  return dialled(test);
}

/** An order as the log makes it. */
export async function orderOf(test: TestHub, interactionId: InteractionId): Promise<CallBackOrder> {
  let found: CallBackOrder | undefined;
  for (const event of await test.events())
    if (isCallBackEvent(event) && event.payload.interactionId === interactionId) found = foldCallBack(found, event);
  if (!found) throw new Error("no such order");
  return found;
}
