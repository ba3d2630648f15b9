import type { Operator } from "../../../src-shared/domain/team.ts";
import type { WaitingView } from "../../../src-shared/ipc/waiting-view.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";

/** Own calls that hold a place in the list: those that ring live in the phone dock only. */
export function myCalls(calls: readonly CallView[]): readonly CallView[] {
  return calls.filter((call) => call.phase !== "ringing");
}

/** Longest waiting first; a new contact enters below, so that nothing moves under the pointer. */
export function waitingOrder(waiting: readonly WaitingView[]): readonly WaitingView[] {
  return [...waiting].sort((a, b) => a.waitingSinceMs - b.waitingSinceMs);
}

export type OfferTarget =
  | { readonly kind: "nobody" }
  | { readonly kind: "you" }
  | { readonly kind: "colleague"; readonly name: string | null };

export function offerTarget(
  waiting: WaitingView,
  operator: Operator | null,
  colleagues: readonly Operator[],
): OfferTarget {
  if (waiting.offeredTo === null) return { kind: "nobody" };
  if (waiting.offeredTo === operator?.operatorId) return { kind: "you" };
  const name = colleagues.find((colleague) => colleague.operatorId === waiting.offeredTo)?.name ?? null;
  return { kind: "colleague", name };
}

export type CallFace = "dialling" | "connecting" | "talking" | "onHold" | "ended";

export function callFace(call: CallView): CallFace {
  if (call.phase === "ended" || call.phase === "ending") return "ended";
  if (call.phase === "dialling" || call.phase === "early-media") return "dialling";
  if (call.phase === "talking") return call.heldSinceMs === null ? "talking" : "onHold";
  return "connecting";
}

/** A call that is over stands once: as what is still to be written up. */
export function withoutWrittenUp(
  calls: readonly CallView[],
  wrapUps: readonly { readonly interactionId: string }[],
): readonly CallView[] {
  return calls.filter(
    ({ phase, interactionId }) =>
      phase !== "ended" || !wrapUps.some((wrapUp) => wrapUp.interactionId === interactionId),
  );
}
