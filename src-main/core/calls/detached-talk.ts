import { type Call, fadingSinceMs, isTalk } from "./call-state.ts";
import { endByUs, failHold } from "./call-steps.ts";
import { leadAnew, tendSound } from "./sound-repair.ts";
import { goOnWithTransfer } from "./transfer-steps.ts";
import type { Turn } from "./turn.ts";

/**
 * A talk whose dialog is gone or cannot be reached, while its sound goes from window to window. Nobody can say good-bye in
 * it, so a silence that lasts ends it; meanwhile the dialog is asked for again and again, for the customer's phone may
 * only be slower to come back than this one.
 *
 * ```
 *  up --flow lost--> lost --flow back--> probing --it exists--> up
 *                                           |                    ^
 *                                           +--no--> detached ---+ (asked every `reprobe`)
 *                                                       +--silence for `silence`--> ending
 * ```
 */
export function probed(turn: Turn, call: Call, exists: boolean): void {
  if (!isTalk(call) || (call.dialog !== "probing" && call.dialog !== "detached")) return;
  const { callId, interactionId, detachedSinceMs } = call;
  const isFirst = call.dialog === "probing";
  if (exists) turn.set(callId, { dialog: "up", detachedSinceMs: null, probedAtMs: null });
  else {
    const { nowMs } = turn;
    turn.set(callId, { dialog: "detached", detachedSinceMs: detachedSinceMs ?? nowMs, probedAtMs: nowMs });
  }
  if (!exists && isFirst) turn.emit({ type: "tell-trouble", callId, trouble: "dialog-gone" });
  if (!exists && call.ownHold === "asking") failHold(turn, call);
  tendSound(turn, callId);
  if (exists) leadAnew(turn, callId);
  if (isFirst) goOnWithTransfer(turn, callId);
  if (isFirst && interactionId) turn.emit({ type: "tell-survived", callId, interactionId });
}

/** Asks for the dialog of a detached talk once more. */
export function probeAgain(turn: Turn, call: Call): void {
  if (call.dialog !== "detached" || !isTalk(call)) return;
  turn.set(call.callId, { probedAtMs: null });
  turn.emit({ type: "probe", callId: call.callId });
}

/** The silence lasted: the customer is not there any more. */
export function endFaded(turn: Turn, call: Call): void {
  if (fadingSinceMs(call) !== null) endByUs(turn, call, "media-lost");
}
