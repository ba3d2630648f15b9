import type { CallBackOrder } from "../../src-shared/domain/callback/call-back-order.ts";
import { type AfterAttempt, afterAttempt, type CallBackRule } from "../../src-shared/domain/callback/call-back-rule.ts";
import { type Interaction, isOpen } from "../../src-shared/domain/interaction.ts";
import type { CallBackDelay, CallBackFailure, CallBackOutcome } from "../../src-shared/events/call-back-events.ts";
import type { EndedBy, InteractionResult, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import { offerEndedEvent } from "../service/call-events.ts";
import { endEvents } from "../service/endings.ts";

const RESULTS: Record<Exclude<CallBackOutcome, "connected">, InteractionResult> = {
  // The customer reached the team by themself: nobody was left waiting.
  "fulfilled-by-own-call": "cancelled",
  unanswered: "no-answer",
  expired: "expired",
  cancelled: "cancelled",
};

/** The order is not due any more, until `nextAtMs`. */
export function postponedEvent(interactionId: InteractionId, reason: CallBackDelay, nextAtMs: number): NewEvent {
  return { type: "callback.postponed", actor: "system", payload: { interactionId, reason, nextAtMs } };
}

/** How long an order whose number cannot be called from here waits until that may be other. */
const NO_WAY_MS = 15 * 60_000;

/** There is no way to call the number: the order stays, with this reason. */
export function noWayEvent(interactionId: InteractionId, nowMs: number): NewEvent {
  return postponedEvent(interactionId, "no-way-to-dial", nowMs + NO_WAY_MS);
}

/** The end of an order whose customer was not reached, and of its interaction with it. */
export function closedEvents(
  interactionId: InteractionId,
  outcome: Exclude<CallBackOutcome, "connected">,
  { by = "system", reason = null, actor = "system" }: Partial<ClosedBy> = {},
): readonly NewEvent[] {
  const closed: NewEvent = { type: "callback.closed", actor, payload: { interactionId, outcome, by, reason } };
  return [closed, ...endEvents(interactionId, { endedBy: by, result: RESULTS[outcome] }, false)];
}

export type ClosedBy = { readonly by: EndedBy; readonly reason: string | null; readonly actor: string };

/** An attempt came to nothing: what is written of it, and of what follows. */
export function failedEvents(
  order: CallBackOrder,
  outcome: CallBackFailure,
  nowMs: number,
  rule: CallBackRule,
): readonly NewEvent[] {
  const { interactionId } = order;
  const after: AfterAttempt = afterAttempt(order, nowMs, rule);
  const nextAtMs = after.kind === "again" ? after.atMs : null;
  const failed: NewEvent = {
    type: "callback.attempt-failed",
    actor: "system",
    payload: { interactionId, outcome, nextAtMs },
  };
  return after.kind === "again" ? [failed] : [failed, ...closedEvents(interactionId, after.outcome)];
}

/** Nobody is rung for the contact any more. */
export function withdrawnEvents(interaction: Interaction | undefined): readonly NewEvent[] {
  if (!interaction) return [];
  return interaction.offers
    .filter(({ outcome }) => outcome === null)
    .map(({ offerId, operatorId }) => offerEndedEvent(interaction.interactionId, offerId, operatorId, "withdrawn"));
}

/** The customer was reached, by this operator. */
export function connectedEvents(interactionId: InteractionId, operatorId: OperatorId): readonly NewEvent[] {
  return [
    {
      type: "callback.closed",
      actor: "system",
      payload: { interactionId, outcome: "connected", by: "system", reason: null },
    },
    { type: "interaction.accepted", actor: operatorId, payload: { interactionId, operatorId } },
  ];
}

/** Another contact by voice with this number, in which somebody talks, waits or is called. */
export function otherCallOf(
  unclosed: readonly Interaction[],
  number: string,
  exceptId: InteractionId,
): Interaction | undefined {
  return unclosed.find(
    (one) =>
      one.interactionId !== exceptId &&
      one.channel !== "callback" &&
      one.customer.address === number &&
      one.conversationId === undefined &&
      isOpen(one),
  );
}
