import * as z from "zod";
import {
  CALL_BACK_COMMENT_LIMIT,
  CALL_BACK_REASON_LIMIT,
  CALL_BACK_TOPIC_LIMIT,
  CallBackCard,
  CallBackPage,
} from "../domain/callback/call-back-card.ts";
import type { CallBackOrder } from "../domain/callback/call-back-order.ts";
import { CallBackDelay, CallBackFailure, CallBackOrderId, CallBackOutcome } from "../events/call-back-events.ts";
import { ContactHints } from "../events/log-event.ts";
import { InteractionId, OperatorId, QueueId } from "../ids.ts";

const EpochMs = z.number().int().nonnegative();

/** An order of a call-back as a CRM, or a site's own server, makes it. `orderId`: the client's own, the same twice is one order. */
export const NewCallBack = z.strictObject({
  orderId: CallBackOrderId,
  number: z.string().min(5).max(32),
  queueId: QueueId,
  name: z.string().trim().min(1).max(128).nullable().default(null),
  /** When the customer wants to be called, epoch ms; null: as soon as possible, and within a day. */
  fromMs: EpochMs.nullable().default(null),
  toMs: EpochMs.nullable().default(null),
  timeZone: z.string().min(1).max(64).nullable().default(null),
  page: CallBackPage.nullable().default(null),
  topic: z.string().trim().min(1).max(CALL_BACK_TOPIC_LIMIT).nullable().default(null),
  comment: z.string().trim().min(1).max(CALL_BACK_COMMENT_LIMIT).nullable().default(null),
  hints: ContactHints.optional(),
});

/** An order as the API tells of it. `why`: how the last attempt ended, or what keeps it. */
export const CallBackView = z.object({
  callbackId: InteractionId,
  orderIds: z.array(CallBackOrderId),
  number: z.string(),
  queueId: QueueId,
  source: z.enum(["widget", "api"]),
  card: CallBackCard,
  state: z.enum(["waiting", "due", "dialling", "own-call", "closed"]),
  orderedAtMs: EpochMs,
  dueAtMs: EpochMs,
  attempts: z.number().int().nonnegative(),
  operatorId: OperatorId.nullable(),
  why: z.union([CallBackFailure, CallBackDelay]).nullable(),
  closedAtMs: EpochMs.nullable(),
  outcome: CallBackOutcome.nullable(),
  closedBy: z.enum(["customer", "operator", "system"]).nullable(),
  closeReason: z.string().nullable(),
});
export type CallBackView = z.output<typeof CallBackView>;

/** Which orders; the newest first, before `beforeMs`. */
export const CallBackQuery = z.object({
  number: z.string().min(1).max(32).optional(),
  state: z.enum(["open", "closed"]).optional(),
  beforeMs: z.coerce.number().int().nonnegative().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const CancelCallBack = z.strictObject({ reason: z.string().trim().min(1).max(CALL_BACK_REASON_LIMIT) });

/** What of an order leaves the hub: whose tab on a site it came from does not. */
export function callBackView(order: CallBackOrder): CallBackView {
  const { interactionId, visitor: _visitor, callInteractionId: _call, orderIds, ...rest } = order;
  return { ...rest, callbackId: interactionId, orderIds: [...orderIds] };
}
