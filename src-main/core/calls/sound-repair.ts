import type { CallId } from "../../../src-shared/ids.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import type { RepairStep } from "../ports/call-signalling.ts";
import { type Call, isTalk } from "./call-state.ts";
import type { Turn } from "./turn.ts";

export type SoundRepair = NonNullable<CallView["soundRepair"]>;

/**
 * What is wrong with the sound of a talk that should have some; null while nothing is, or while something else is being
 * done about it (a hold, a fresh media window, a dialog that is looked for).
 */
export function soundFault(call: Call): SoundRepair["fault"] | null {
  const isToSound = isTalk(call) && call.ownHold === "none" && call.heldByCustomerSinceMs === null;
  if (!isToSound || call.dialog !== "up" || call.renewingSinceMs !== null) return null;
  if (call.media === "lost") return "lost";
  if (call.media === "silent") return "not-heard";
  return call.isArriving ? null : "not-arriving";
}

/**
 * Begins to mend what is broken, and ends it when the sound is back.
 *
 * ```
 *  none --fault--> ice --still broken after 4 s, or refused--> fresh --after 8 s--> given-up
 *    ^              |                                            |                    |
 *    +--------------+------------- the sound is back ------------+--------------------+
 * ```
 */
export function tendSound(turn: Turn, callId: CallId): void {
  const call = turn.call(callId);
  if (!call || turn.state.mediaGoneAtMs !== null) return;
  const fault = soundFault(call);
  if (fault === null) {
    if (call.repair === null) return;
    turn.set(callId, { repair: null });
    if (isTalk(call) && call.media === "flowing") turn.emit({ type: "note-sound", callId, code: "sound-back" });
  } else if (call.repair === null) {
    const code = ({ lost: "media-lost", "not-heard": "not-heard", "not-arriving": "not-arriving" } as const)[fault];
    turn.emit({ type: "note-sound", callId, code });
    start(turn, callId, fault, "ice");
  } else if (call.repair.fault !== fault) turn.set(callId, { repair: { ...call.repair, fault } });
}

/**
 * This machine has another address: the sound is led another way at once, before its silence would be noticed. What was
 * being mended begins anew: it offered an address that is gone.
 */
export function leadAnew(turn: Turn, callId: CallId): void {
  const call = turn.call(callId);
  if (!call || call.movedAtMs === null || call.dialog !== "up") return;
  turn.set(callId, { movedAtMs: null });
  if (!isTalk(call) || call.renewingSinceMs !== null) return;
  if (call.repair !== null) {
    start(turn, callId, call.repair.fault, "ice");
    return;
  }
  turn.emit({ type: "repair-media", callId, step: "ice" });
  turn.emit({ type: "note-sound", callId, code: "ice-restarted" });
}

/** The step did not help in time, or was refused. */
export function goOnRepairing(turn: Turn, call: Call, failed: RepairStep): void {
  if (call.repair?.step !== failed) return;
  if (soundFault(call) === null) {
    turn.set(call.callId, { repair: null });
    return;
  }
  if (failed === "ice") start(turn, call.callId, call.repair.fault, "fresh");
  else turn.set(call.callId, { repair: { ...call.repair, step: "given-up", sinceMs: turn.nowMs } });
}

function start(turn: Turn, callId: CallId, fault: SoundRepair["fault"], step: RepairStep): void {
  turn.set(callId, { repair: { fault, step, sinceMs: turn.nowMs } });
  turn.emit({ type: "repair-media", callId, step });
  turn.emit({ type: "note-sound", callId, code: step === "ice" ? "ice-restarted" : "reconnected" });
}
