import { assertNever } from "../../assert-never.ts";
import type {
  CallBackDelay,
  CallBackFailure,
  CallBackOutcome,
  CallBackVisitor,
} from "../../events/call-back-events.ts";
import type { LogEvent } from "../../events/log-event.ts";
import type { InteractionId, OperatorId, QueueId } from "../../ids.ts";
import type { Interaction } from "../interaction.ts";
import type { CallBackCard } from "./call-back-card.ts";

/**
 * Life of an order of a call-back.
 *
 * ```
 *  waiting --due--> due --dialling--> dialling --closed(connected)--> closed
 *    ^  ^            |                   |
 *    |  +-postponed--+                   |      any open one: closed(cancelled, expired, …)
 *    +-------------attempt-failed--------+                    own-call --> own-call
 *    +--postponed-- own-call --closed(fulfilled-by-own-call)--> closed
 * ```
 */
export type CallBackState = "waiting" | "due" | "dialling" | "own-call" | "closed";

/** An order as read from the log. Times are epoch ms; `dueAtMs` is when it is due next, or was. */
export type CallBackOrder = {
  readonly interactionId: InteractionId;
  /** The client's ids: the first order's, and of those that were merged into it. */
  readonly orderIds: readonly string[];
  readonly number: string;
  readonly queueId: QueueId;
  readonly source: "widget" | "api";
  /** Of the newest order. */
  readonly visitor: CallBackVisitor | null;
  readonly card: CallBackCard;
  readonly state: CallBackState;
  readonly orderedAtMs: number;
  readonly dueAtMs: number;
  readonly attempts: number;
  /** Who dialled last, or dials now. */
  readonly operatorId: OperatorId | null;
  /** Why it waits: how the last attempt ended, or what keeps it. */
  readonly why: CallBackFailure | CallBackDelay | null;
  /** The customer's own call. */
  readonly callInteractionId: InteractionId | null;
  readonly closedAtMs: number | null;
  readonly outcome: CallBackOutcome | null;
  readonly closedBy: "customer" | "operator" | "system" | null;
  readonly closeReason: string | null;
};

/** The events that make up the life of an order. */
export type CallBackEvent = Extract<LogEvent, { type: `callback.${string}` }>;

const OPEN: readonly CallBackState[] = ["waiting", "due", "dialling", "own-call"];
const LEGAL_FROM: Record<CallBackEvent["type"], readonly CallBackState[]> = {
  "callback.ordered": [],
  "callback.merged": OPEN,
  "callback.due": ["waiting"],
  "callback.postponed": ["due", "own-call"],
  "callback.dialling": ["due"],
  "callback.attempt-failed": ["dialling"],
  "callback.own-call": ["waiting", "due", "dialling"],
  "callback.closed": OPEN,
};

/** Whether an event is about the life of an order. */
export function isCallBackEvent(event: LogEvent): event is CallBackEvent {
  return Object.hasOwn(LEGAL_FROM, event.type);
}

/** Whether an event may follow the state; the hub writes no other. */
export function mayCallBackFollow(state: CallBackState | undefined, type: CallBackEvent["type"]): boolean {
  return state === undefined ? type === "callback.ordered" : LEGAL_FROM[type].includes(state);
}

/** Whether the interaction is an order whose customer was not reached yet: no exchange carries it. */
export function isUnreachedOrder({ channel, acceptedAtMs, state }: Interaction): boolean {
  return channel === "callback" && acceptedAtMs === null && state !== "wrap-up" && state !== "closed";
}

/** Folds one event into an order; one that may not follow leaves it as it is. */
export function foldCallBack(before: CallBackOrder | undefined, event: CallBackEvent): CallBackOrder | undefined {
  if (!mayCallBackFollow(before?.state, event.type)) return before;
  if (event.type === "callback.ordered") return ordered(event);
  return before && { ...before, ...change(before, event) };
}

function ordered({ atMs, payload }: LogEvent<"callback.ordered">): CallBackOrder {
  const { orderId, card, ...known } = payload;
  return {
    ...known,
    card,
    orderIds: [orderId],
    state: "waiting",
    orderedAtMs: atMs,
    dueAtMs: Math.max(atMs, card.fromMs),
    attempts: 0,
    operatorId: null,
    why: null,
    callInteractionId: null,
    closedAtMs: null,
    outcome: null,
    closedBy: null,
    closeReason: null,
  };
}

function change(
  before: CallBackOrder,
  event: Exclude<CallBackEvent, LogEvent<"callback.ordered">>,
): Partial<CallBackOrder> {
  const { type, payload, atMs } = event;
  switch (type) {
    case "callback.merged": {
      const { orderId, card, visitor } = payload;
      // A wish for another time moves an order that waits; a pause after an attempt is kept.
      const earliestMs = Math.max(atMs, card.fromMs);
      const dueAtMs = before.attempts > 0 ? Math.max(before.dueAtMs, earliestMs) : earliestMs;
      const orderIds = before.orderIds.includes(orderId) ? before.orderIds : [...before.orderIds, orderId];
      return { card, visitor: visitor ?? before.visitor, orderIds, ...(before.state === "waiting" && { dueAtMs }) };
    }
    case "callback.due":
      return { state: "due" };
    case "callback.postponed":
      return { state: "waiting", why: payload.reason, dueAtMs: payload.nextAtMs, callInteractionId: null };
    case "callback.dialling":
      return { state: "dialling", operatorId: payload.operatorId, attempts: payload.attempt, why: null };
    case "callback.attempt-failed":
      return { state: "waiting", why: payload.outcome, dueAtMs: payload.nextAtMs ?? before.dueAtMs };
    case "callback.own-call":
      return { state: "own-call", callInteractionId: payload.callInteractionId };
    case "callback.closed": {
      const { outcome, by, reason } = payload;
      return { state: "closed", closedAtMs: atMs, outcome, closedBy: by, closeReason: reason };
    }
    default:
      return assertNever(type);
  }
}
