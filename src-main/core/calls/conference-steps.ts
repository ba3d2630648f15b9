import type { CallRefusal } from "./call-effect.ts";
import { type Call, isTalk, liveCalls } from "./call-state.ts";
import { resumeInConference } from "./call-steps.ts";
import type { Turn } from "./turn.ts";

/**
 * Joins the operator's two talks: all three hear each other, mixed in the media window. Held ones are resumed. Holding
 * one of them, answering a third call, or an end makes plain talks of them again.
 */
export function startConference(turn: Turn, named: Call): CallRefusal | null {
  const talks = turn.state.calls.filter((call) => isTalk(call));
  if (!talks.includes(named) || talks.length !== 2) return "no-second-talk";
  // A third call that is being answered or dialled is live as well.
  if (liveCalls(turn.state).some((call) => !talks.includes(call))) return "transfer-busy";
  if (talks.some(isInTheWay) || turn.state.mediaGoneAtMs !== null) return "transfer-busy";
  for (const { callId } of talks) turn.set(callId, { isInConference: true, isMuted: false });
  for (const { callId } of talks) resumeInConference(turn, callId);
  return null;
}

function isInTheWay({ transfer, waitsFor, dialog, ownHold }: Call): boolean {
  return transfer !== null || waitsFor !== null || dialog !== "up" || ownHold === "resuming";
}
