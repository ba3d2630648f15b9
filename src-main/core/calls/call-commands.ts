import { assertNever } from "../../../src-shared/assert-never.ts";
import type { CallCommand, CallRefusal } from "./call-effect.ts";
import { type Call, isKnown, isLineReady, liveCall, newCall } from "./call-state.ts";
import { askHold, endByUs, proceed } from "./call-steps.ts";
import { startConference } from "./conference-steps.ts";
import { completeTransfer, consult, takeBack, transfer } from "./transfer-steps.ts";
import type { Turn } from "./turn.ts";

/** Does what the operator asks, or says why not. */
export function handleCommand(turn: Turn, command: CallCommand): CallRefusal | null {
  if (command.type === "dial") return dial(turn, command);
  const call = turn.call(command.callId);
  if (!call || !isKnown(call)) return "call-not-found";
  switch (command.type) {
    case "answer":
      return answer(turn, call);
    case "reject":
      if (call.phase !== "ringing") return "not-ringing";
      endByUs(turn, call, "declined");
      return null;
    case "hang-up":
      endByUs(turn, call, "hung-up");
      return null;
    case "set-muted":
      setMuted(turn, call, command.muted);
      return null;
    case "set-held":
      return setHeld(turn, call, command.held);
    case "send-dtmf":
      if (call.phase !== "talking") return "not-talking";
      turn.emit({ type: "send-dtmf", callId: call.callId, tones: command.tones });
      return null;
    case "transfer":
      return transfer(turn, call, command);
    case "consult":
      return consult(turn, call, command);
    case "complete-transfer":
      return completeTransfer(turn, call);
    case "take-back":
      return takeBack(turn, call);
    case "conference":
      return startConference(turn, call);
    default:
      return assertNever(command);
  }
}

/** In a conference the microphone is one: whoever is muted to one is muted to all. */
function setMuted(turn: Turn, call: Call, isMuted: boolean): void {
  const isMeant = (one: Call) => one.callId === call.callId || (call.isInConference && one.isInConference);
  for (const one of turn.state.calls) if (isMeant(one)) turn.set(one.callId, { isMuted });
}

function dial(turn: Turn, command: Extract<CallCommand, { type: "dial" }>): CallRefusal | null {
  if (!isLineReady(turn.state, command.lineId) || turn.state.mediaGoneAtMs !== null) return "phone-not-ready";
  if (liveCall(turn.state) || turn.state.calls.some((call) => call.waitsFor !== null)) return "already-talking";
  const { callId, lineId, customer, target } = command;
  const made = { callId, lineId, customer, mediaId: null, interactionId: null, queueName: null } as const;
  turn.add(newCall({ ...made, direction: "out", phase: "dialling" }, turn.nowMs));
  turn.emit({ type: "dial", callId, lineId, target });
  return null;
}

function answer(turn: Turn, call: Call): CallRefusal | null {
  if (call.phase !== "ringing") return "not-ringing";
  // Two answers at once: the first one goes through, this call keeps ringing.
  if (turn.state.calls.some((one) => one.phase === "connecting")) return "not-ringing";
  const other = liveCall(turn.state);
  // A call that is still being dialled cannot be held; who answers another one has given it up.
  if (other?.direction === "out" && other.answeredAtMs === null) endByUs(turn, other, "hung-up");
  turn.set(call.callId, { phase: "connecting" });
  proceed(turn, call.callId, true);
  return null;
}

function setHeld(turn: Turn, call: Call, held: boolean): CallRefusal | null {
  if (call.phase !== "talking") return "not-talking";
  // Passed on, the customer comes back only by taking the transfer back.
  if (call.transfer?.consultId === null) return held ? null : takeBack(turn, call);
  if (held) {
    if (call.ownHold === "resuming" || (call.ownHold === "none" && call.dialog !== "up")) return "hold-refused";
    if (call.ownHold === "none") askHold(turn, call);
    return null;
  }
  if (call.ownHold === "none" || call.ownHold === "resuming" || call.waitsFor !== null) return null;
  if (call.ownHold === "asking" || (call.ownHold === "held" && call.dialog !== "up")) return "hold-refused";
  const other = liveCall(turn.state, call.callId);
  // Only a talk can make room by being held; a dialling or a half-answered call cannot.
  if (other && other.phase !== "talking") return "hold-refused";
  if (turn.state.calls.some((one) => one.waitsFor !== null)) return "hold-refused";
  proceed(turn, call.callId, true);
  return null;
}
