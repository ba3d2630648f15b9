import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { OwedWrapUp } from "../../src-shared/domain/wrap-up.ts";
import type { EndedBy, InteractionResult, NewEvent, OfferOutcome } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";

/** How an interaction ends: by whom, as what, and what the caller's phone is told when nobody answered. */
export type Ending = { readonly endedBy: EndedBy; readonly result: InteractionResult; readonly endedAtMs?: number };

type Direction = Interaction["direction"];
type Side = "caller" | "callee" | "exchange";

/** The end of a call that was answered: by a side, or because the hub's part or a side's flow died. */
export function endOfTalk(direction: Direction, by: Side, isFlowLost: boolean): Ending {
  if (by === "exchange" || isFlowLost) return { endedBy: "system", result: "interrupted" };
  const isCustomer = (by === "caller") === (direction === "in");
  return { endedBy: isCustomer ? "customer" : "operator", result: "answered" };
}

/** The end of a call before an answer: the caller left, or their flow was lost. */
export function endBeforeAnswer(direction: Direction, by: Side, isFlowLost: boolean): Ending {
  const result = direction === "in" ? "abandoned" : "cancelled";
  if (by === "exchange" || isFlowLost) return { endedBy: "system", result };
  if (by === "callee") return { endedBy: direction === "in" ? "operator" : "customer", result: "declined" };
  return { endedBy: direction === "in" ? "customer" : "operator", result };
}

/** The end of a direct or outgoing call whose only ring failed. */
export function endOfFailedRing(direction: Direction, outcome: Exclude<OfferOutcome, "withdrawn">): Ending {
  const callee = direction === "in" ? "operator" : "customer";
  switch (outcome) {
    case "declined":
      return { endedBy: callee, result: "declined" };
    case "busy":
      return { endedBy: callee, result: "busy" };
    case "no-answer":
      return { endedBy: "system", result: "no-answer" };
    case "unreachable":
      // A colleague without a phone missed the call; a customer without one could not be called at all.
      return { endedBy: "system", result: direction === "in" ? "no-answer" : "failed" };
  }
}

/** What the caller's phone is told (RFC 3261 §21). */
export function sipCodeOf(outcome: Exclude<OfferOutcome, "withdrawn">): number {
  const codes = { declined: 603, busy: 486, "no-answer": 480, unreachable: 480 } as const;
  return codes[outcome];
}

/** The facts of an end. Where no wrap-up is owed (`false`) the interaction is closed with it. */
export function endEvents(
  interactionId: InteractionId,
  ending: Ending,
  wrapUp: OwedWrapUp | false,
): readonly NewEvent[] {
  const payload = { interactionId, ...ending, ...(wrapUp && { wrapUp }) };
  const ended: NewEvent = { type: "interaction.ended", actor: "system", payload };
  return wrapUp ? [ended] : [ended, closedEvent(interactionId)];
}

/** `actor`: the operator who finished the wrap-up. */
export function closedEvent(interactionId: InteractionId, actor = "system"): NewEvent {
  return { type: "interaction.closed", actor, payload: { interactionId } };
}
