import type { Operator } from "../../../src-shared/domain/team.ts";
import type { WaitingView } from "../../../src-shared/ipc/waiting-view.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";

/** Own calls that hold a place in the list: those that ring live in the phone dock only. */
export function myCalls(calls: readonly CallView[]): readonly CallView[] {
  return calls.filter((call) => call.phase !== "ringing");
}

/**
 * By the risk of the service level: what somebody who leads the team made more important, then what must be answered the
 * soonest; what has no term stands as if it had been due when it came.
 */
export function waitingOrder(waiting: readonly WaitingView[]): readonly WaitingView[] {
  return [...waiting].sort(
    (a, b) =>
      Number(b.isRaised ?? false) - Number(a.isRaised ?? false) ||
      dueMs(a) - dueMs(b) ||
      a.waitingSinceMs - b.waitingSinceMs ||
      (a.interactionId < b.interactionId ? -1 : 1),
  );
}

function dueMs({ term, waitingSinceMs }: WaitingView): number {
  return term?.dueMs ?? waitingSinceMs;
}

/** How a term stands: `late` it is over, `soon` under a third of it is left. */
export type TermTone = "calm" | "soon" | "late";

/** What is left of a term (below zero: so much too late), ms, and the share that is spent, 0 to 1. */
export function termLeft(
  { fromMs, dueMs: untilMs }: { readonly fromMs: number; readonly dueMs: number },
  nowMs: number,
): { readonly leftMs: number; readonly spent: number; readonly tone: TermTone } {
  const leftMs = untilMs - nowMs;
  const spent = Math.min(1, Math.max(0, (nowMs - fromMs) / Math.max(1, untilMs - fromMs)));
  return { leftMs, spent, tone: leftMs < 0 ? "late" : spent > 2 / 3 ? "soon" : "calm" };
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
