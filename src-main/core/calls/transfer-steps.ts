import type { InteractionResult } from "../../../src-shared/events/log-event.ts";
import type { CallId } from "../../../src-shared/ids.ts";
import type { CallCommand, CallRefusal, TransferOutcome } from "./call-effect.ts";
import { type Call, isLineReady, isTalk, liveCall, newCall, type TransferState } from "./call-state.ts";
import { askHold, endByUs, resumeWhenFree } from "./call-steps.ts";
import type { Turn } from "./turn.ts";

/** Passes a talk on: it is held first, so that the customer does not hear what is not for them, then the phone is told. */
export function transfer(turn: Turn, call: Call, command: Of<"transfer">): CallRefusal | null {
  const refusal = whyNotMovable(turn, call);
  if (refusal) return refusal;
  const { party, target } = command;
  turn.set(call.callId, { transfer: { party, target, consultId: null, step: "holding", sinceMs: turn.nowMs } });
  if (call.ownHold === "none") askHold(turn, call);
  goOnWithTransfer(turn, call.callId);
  return null;
}

/** After the hold came to be, or failed: nothing stands in the way of the REFER. */
export function goOnWithTransfer(turn: Turn, callId: CallId): void {
  const call = turn.call(callId);
  if (call?.transfer?.step !== "holding" || call.ownHold === "asking") return;
  setTransfer(turn, call, { ...call.transfer, step: "asked" });
  turn.emit({ type: "refer", callId, target: call.transfer.target });
}

/** Calls somebody about a talk, which waits on hold meanwhile. */
export function consult(turn: Turn, call: Call, command: Of<"consult">): CallRefusal | null {
  if (!isLineReady(turn.state, call.lineId) || turn.state.mediaGoneAtMs !== null) return "phone-not-ready";
  const refusal = whyNotMovable(turn, call);
  if (refusal) return refusal;
  const isElsewhere = liveCall(turn.state, call.callId) !== undefined;
  if (isElsewhere || turn.state.calls.some((one) => one.waitsFor !== null)) return "already-talking";
  if (call.ownHold === "none") askHold(turn, call);
  const { consultId, customer, target } = command;
  // Only the exchange that has the talk can join it with another one (RFC 3891).
  const { lineId } = call;
  const made = { callId: consultId, lineId, customer, mediaId: null, interactionId: null, queueName: null } as const;
  turn.add({ ...newCall({ ...made, direction: "out", phase: "dialling" }, turn.nowMs), consultOf: call.callId });
  turn.emit({ type: "dial", callId: consultId, lineId, target });
  return null;
}

/** Joins a held talk with the consultation about it. */
export function completeTransfer(turn: Turn, named: Call): CallRefusal | null {
  const consultation = named.consultOf ? named : consultationOf(turn, named.callId);
  const call = consultation?.consultOf && turn.call(consultation.consultOf);
  if (!call || !consultation) return "no-second-talk";
  if (!isTalk(call) || !isTalk(consultation)) return "not-talking";
  if (call.transfer || call.dialog !== "up" || consultation.dialog !== "up") return "transfer-busy";
  const { callId: consultId, customer: party } = consultation;
  const begun = { party, target: party.address, consultId, step: "asked", sinceMs: turn.nowMs } as const;
  turn.set(call.callId, { transfer: begun });
  turn.emit({ type: "refer-into", callId: call.callId, consultId });
  return null;
}

/** The operator wants the customer back while the target of a blind transfer still rings: a resume says so to the exchange. */
export function takeBack(turn: Turn, call: Call): CallRefusal | null {
  if (!call.transfer || call.transfer.consultId !== null) return "not-talking";
  const other = liveCall(turn.state, call.callId);
  if (other && !isTalk(other)) return "already-talking";
  turn.set(call.callId, { transfer: null });
  resumeWhenFree(turn, call.callId, true);
  return null;
}

/** What a NOTIFY to our REFER, or its refusal, says (RFC 3515 §2.4.5). */
export function transferProgressed(turn: Turn, call: Call, sipCode: number): void {
  const { transfer: begun, callId } = call;
  if (!begun || begun.step === "holding") return;
  if (sipCode < 200) {
    if (sipCode >= 180) setTransfer(turn, call, { ...begun, step: "ringing" });
    return;
  }
  if (sipCode >= 300) {
    failTransfer(turn, call, outcomeOf(sipCode));
    return;
  }
  turn.set(callId, { transfer: null, transferredTo: begun.party });
  turn.emit({ type: "tell-transfer", callId, outcome: "done", party: begun.party });
  // RFC 5589 §6.1: the REFER does not end the talk, the transferor does.
  endByUs(turn, call, "transferred");
  const consultation = begun.consultId && turn.call(begun.consultId);
  if (consultation) endByUs(turn, consultation, "transferred");
}

/** A transfer came to nothing: the customer is with the operator again, in the same dialog. */
export function failTransfer(turn: Turn, call: Call, outcome: TransferOutcome): void {
  if (!call.transfer) return;
  const { party, consultId, step } = call.transfer;
  turn.set(call.callId, { transfer: null });
  // With a consultation going on the operator talks with the colleague still, and chooses.
  const isConsulting = consultId !== null && step !== "joining";
  const told = isConsulting ? "kept" : step === "joining" ? "left" : outcome;
  turn.emit({ type: "tell-transfer", callId: call.callId, outcome: told, party });
  if (!isConsulting) resumeWhenFree(turn, call.callId, false);
}

/** Where a consultation is over, or the talk it was about, what is left is a plain talk again. */
export function settleConsultations(turn: Turn): void {
  for (const consultation of turn.state.calls) {
    const { callId, consultOf } = consultation;
    if (consultOf === null) continue;
    const call = turn.call(consultOf);
    const isOver = consultation.phase === "ending" || consultation.phase === "ended";
    if (call && isTalk(call) && !isOver) continue;
    turn.set(callId, { consultOf: null });
    if (!call || !isTalk(call)) continue;
    if (call.transfer?.consultId === callId) {
      // Ended by the PBX that joins the two, as a rule: its word may come only now.
      if (consultation.endIntent === null) {
        setTransfer(turn, call, { ...call.transfer, step: "joining", sinceMs: turn.nowMs });
        continue;
      }
      turn.set(call.callId, { transfer: null });
    }
    if (consultation.end && consultation.endIntent === null) {
      const outcome = outcomeOfEnd(consultation.end.result);
      turn.emit({ type: "tell-transfer", callId: call.callId, outcome, party: consultation.customer });
    }
    resumeWhenFree(turn, call.callId, false);
  }
}

type Of<T extends CallCommand["type"]> = Extract<CallCommand, { type: T }>;

function setTransfer(turn: Turn, { callId }: Call, begun: TransferState): void {
  turn.set(callId, { transfer: begun });
}

function consultationOf(turn: Turn, callId: CallId): Call | undefined {
  return turn.state.calls.find((call) => call.consultOf === callId && call.phase !== "ended");
}

/** Only a plain talk of two can be passed on: not one that is being moved already, or is part of something else. */
function whyNotMovable(turn: Turn, call: Call): CallRefusal | null {
  if (!isTalk(call)) return "not-talking";
  const isPart = call.consultOf !== null || call.isInConference || consultationOf(turn, call.callId) !== undefined;
  if (call.transfer || isPart || call.waitsFor !== null) return "transfer-busy";
  if (call.dialog !== "up" || call.ownHold === "resuming") return "transfer-busy";
  return null;
}

/** Why the target did not take it, in the words of the product. */
function outcomeOf(sipCode: number): TransferOutcome {
  if (sipCode === 486 || sipCode === 600) return "busy";
  if (sipCode === 603) return "declined";
  if ([404, 410, 484, 604].includes(sipCode)) return "not-found";
  return sipCode === 408 || sipCode === 480 || sipCode === 487 ? "no-answer" : "failed";
}

function outcomeOfEnd(result: InteractionResult): TransferOutcome {
  switch (result) {
    case "busy":
    case "declined":
    case "no-answer":
      return result;
    case "answered":
    case "interrupted":
      return "left";
    case "abandoned":
    case "cancelled":
    case "failed":
    case "expired":
      return "failed";
  }
}
