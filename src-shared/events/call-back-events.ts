import * as z from "zod";
import { CALL_BACK_REASON_LIMIT, CallBackCard } from "../domain/callback/call-back-card.ts";
import { InteractionId, OperatorId, QueueId } from "../ids.ts";

const EpochMs = z.number().int().nonnegative();
/** The interaction (channel `callback`) that the order is. */
const Of = z.object({ interactionId: InteractionId });
/** The client's own id of an order: the same one twice is one order. */
export const CallBackOrderId = z.string().regex(/^[\w.:-]{8,96}$/);

/** Who on which site ordered it. */
export const CallBackVisitor = z.object({ siteKey: z.string().max(64), visitorId: z.string().max(64) });
export type CallBackVisitor = z.output<typeof CallBackVisitor>;

/** How one attempt to reach the customer ended without a talk. `interrupted`: the hub was started anew meanwhile. */
export const CallBackFailure = z.enum(["busy", "no-answer", "declined", "unreachable", "operator-left", "interrupted"]);
export type CallBackFailure = z.output<typeof CallBackFailure>;

/** Why an order that was due is not, for now. */
export const CallBackDelay = z.enum([
  "queue-closed",
  "nobody-free",
  "number-in-call",
  "no-way-to-dial",
  "own-call-left",
  "hub-restarted",
  "rescheduled",
]);
export type CallBackDelay = z.output<typeof CallBackDelay>;

/** How an order ended. `unanswered`: all attempts are used up; `expired`: its window passed. */
export const CallBackOutcome = z.enum(["connected", "fulfilled-by-own-call", "unanswered", "expired", "cancelled"]);
export type CallBackOutcome = z.output<typeof CallBackOutcome>;

/** Payloads of the life of an order; its interaction tells of offers, the talk and the wrap-up as any other does. */
export const CALL_BACK_EVENTS = {
  "callback.ordered": Of.extend({
    orderId: CallBackOrderId,
    /** E.164. */
    number: z.string().min(1).max(128),
    queueId: QueueId,
    source: z.enum(["widget", "api"]),
    /** The call nobody came to in which it was ordered; absent: it was ordered otherwise. */
    callInteractionId: InteractionId.optional(),
    visitor: CallBackVisitor.nullable(),
    card: CallBackCard,
  }),
  /** The same number was ordered again: one order, by the newer wish. */
  "callback.merged": Of.extend({
    orderId: CallBackOrderId,
    visitor: CallBackVisitor.nullable(),
    card: CallBackCard,
  }),
  /** It is time: an operator is looked for. */
  "callback.due": Of,
  "callback.postponed": Of.extend({ reason: CallBackDelay, nextAtMs: EpochMs }),
  /** The operator is at the phone, and the customer is being dialled; the first attempt is 1. */
  "callback.dialling": Of.extend({ operatorId: OperatorId, attempt: z.number().int().positive() }),
  /** `nextAtMs` null: it was the last one. */
  "callback.attempt-failed": Of.extend({ outcome: CallBackFailure, nextAtMs: EpochMs.nullable() }),
  /** The customer calls by themself: the order waits for what comes of that. */
  "callback.own-call": Of.extend({ callInteractionId: InteractionId }),
  "callback.closed": Of.extend({
    outcome: CallBackOutcome,
    by: z.enum(["customer", "operator", "system"]),
    reason: z.string().min(1).max(CALL_BACK_REASON_LIMIT).nullable(),
  }),
} as const;
