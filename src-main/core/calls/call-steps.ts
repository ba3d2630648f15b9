import type { CallId } from "../../../src-shared/ids.ts";
import type { CallEnd } from "../ports/call-signalling.ts";
import { endOf } from "./call-result.ts";
import { type Call, type EndIntent, isTalk, liveCall, liveCalls } from "./call-state.ts";
import type { Turn } from "./turn.ts";

/**
 * Takes a call that shall be answered, or resumed, as far as it goes now: first the media window must be there, then the
 * talk before it must be held (at most `CALL_LIMITS.wait`), then the phone is told.
 */
export function proceed(turn: Turn, callId: CallId, mayWait: boolean): void {
  const call = turn.call(callId);
  if (!call) return;
  if (turn.state.mediaGoneAtMs !== null || call.renewingSinceMs !== null) {
    turn.set(callId, { waitsFor: "media", waitsSinceMs: null });
    return;
  }
  const other = liveCall(turn.state, callId);
  if (other && isTalk(other)) for (const one of liveCalls(turn.state, callId)) askHold(turn, one);
  else if (other && call.phase === "talking") {
    // Meanwhile another call was answered: this one stays held.
    turn.set(callId, { waitsFor: null, waitsSinceMs: null });
    return;
  }
  const holding = turn.state.calls.find((one) => one.callId !== callId && one.ownHold === "asking");
  if (mayWait && holding) {
    turn.set(callId, { waitsFor: holding.callId, waitsSinceMs: turn.nowMs });
    return;
  }
  turn.set(callId, { waitsFor: null, waitsSinceMs: null });
  if (call.phase === "connecting" && !call.isAccepted) {
    turn.set(callId, { isAccepted: true, media: "connecting" });
    turn.emit({ type: "accept", callId });
  } else if (call.ownHold === "local") {
    turn.set(callId, { ownHold: "none", heldSinceMs: null });
  } else if (call.ownHold === "held") {
    turn.set(callId, { ownHold: "resuming", holdAskedAtMs: turn.nowMs });
    turn.emit({ type: "set-held", callId, held: false });
  }
}

/** Puts a talk on hold. Without a dialog the far side cannot be told: then the sound is cut on this side alone. */
export function askHold(turn: Turn, call: Call): void {
  dissolveConference(turn, call.callId);
  if (call.dialog === "up") {
    turn.set(call.callId, { ownHold: "asking", holdAskedAtMs: turn.nowMs });
    turn.emit({ type: "set-held", callId: call.callId, held: true });
  } else {
    turn.set(call.callId, { ownHold: "local", holdAskedAtMs: null, heldSinceMs: call.heldSinceMs ?? turn.nowMs });
  }
}

/** Brings a held talk back when nothing else is live; with `mayHold` the live one is held for it. */
export function resumeWhenFree(turn: Turn, callId: CallId, mayHold: boolean): void {
  const call = turn.call(callId);
  if (!call || !isTalk(call) || (liveCall(turn.state, callId) && !mayHold)) return;
  if (turn.state.calls.some((one) => one.waitsFor !== null || (one.phase === "connecting" && one.callId !== callId)))
    return;
  if (call.ownHold === "asking") turn.set(callId, { isToResume: true });
  else proceed(turn, callId, true);
}

/** Takes the hold of a conference's member off; the others stay live. */
export function resumeInConference(turn: Turn, callId: CallId): void {
  const call = turn.call(callId);
  if (call?.ownHold === "asking") turn.set(callId, { isToResume: true });
  else if (call?.ownHold === "local") turn.set(callId, { ownHold: "none", heldSinceMs: null });
  else if (call?.ownHold === "held") {
    turn.set(callId, { ownHold: "resuming", holdAskedAtMs: turn.nowMs });
    turn.emit({ type: "set-held", callId, held: false });
  }
}

/** A conference without this call is two plain talks, or one. */
export function dissolveConference(turn: Turn, callId: CallId): void {
  if (!turn.call(callId)?.isInConference) return;
  for (const call of turn.state.calls) if (call.isInConference) turn.set(call.callId, { isInConference: false });
}

/** Goes on with whoever waited for this call to be held or over. */
export function releaseWaiting(turn: Turn, callId: CallId | "media"): void {
  for (const call of turn.state.calls) if (call.waitsFor === callId) proceed(turn, call.callId, true);
}

/** The hold of a talk did not come to be: it goes on, unless another talk needs its silence. */
export function failHold(turn: Turn, call: Call): void {
  const isAwaited = turn.state.calls.some((other) => other.waitsFor === call.callId);
  const isNeeded = isAwaited || liveCall(turn.state, call.callId) !== undefined;
  turn.set(
    call.callId,
    isNeeded
      ? { ownHold: "local", holdAskedAtMs: null, heldSinceMs: call.heldSinceMs ?? turn.nowMs }
      : { ownHold: "none", holdAskedAtMs: null, heldSinceMs: null },
  );
  turn.emit({ type: "tell-trouble", callId: call.callId, trouble: isNeeded ? "held-locally" : "hold-refused" });
  releaseWaiting(turn, call.callId);
}

/** Tells the phone to end a call: a refusal while it rings, else CANCEL or BYE. */
export function endByUs(turn: Turn, call: Call, intent: EndIntent): void {
  if (call.phase === "ending" || call.phase === "ended") return;
  dissolveConference(turn, call.callId);
  const isUnanswered = call.direction === "in" && !call.isAccepted;
  turn.set(call.callId, {
    phase: "ending",
    endIntent: intent === "hung-up" && isUnanswered ? "declined" : intent,
    endingSinceMs: turn.nowMs,
    ...atRest,
  });
  turn.emit(
    isUnanswered
      ? { type: "reject", callId: call.callId, sipCode: intent === "media-lost" ? 480 : 603 }
      : { type: "hang-up", callId: call.callId },
  );
  releaseWaiting(turn, call.callId);
}

/** A call is over: it stays on the screen for a while, and whoever waited for it goes on. */
export function finish(turn: Turn, call: Call, end: CallEnd): void {
  if (call.phase === "ended") return;
  dissolveConference(turn, call.callId);
  turn.set(call.callId, {
    phase: "ended",
    endedAtMs: turn.nowMs,
    end: endOf(call, end),
    heldSinceMs: null,
    heldByCustomerSinceMs: null,
    media: "none",
    ...atRest,
  });
  const over = turn.call(call.callId);
  if (over) turn.emit({ type: "tell-over", call: over });
  releaseWaiting(turn, call.callId);
}

/** How a call that ends is left: nothing held, waited for, mended or passed on. */
const atRest = {
  ownHold: "none",
  holdAskedAtMs: null,
  waitsFor: null,
  waitsSinceMs: null,
  renewingSinceMs: null,
  repair: null,
  transfer: null,
  isToResume: false,
} as const satisfies Partial<Call>;
