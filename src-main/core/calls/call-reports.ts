import { assertNever } from "../../../src-shared/assert-never.ts";
import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import type { LineId } from "../../../src-shared/ids.ts";
import type { PhoneState } from "../../../src-shared/ipc/workplace.ts";
import type { SignallingEvent } from "../ports/call-signalling.ts";
import type { CallReport } from "./call-effect.ts";
import { type Call, isLineReady, isTalk, newCall } from "./call-state.ts";
import {
  askHold,
  dissolveConference,
  endByUs,
  failHold,
  finish,
  proceed,
  releaseWaiting,
  resumeInConference,
  resumeWhenFree,
} from "./call-steps.ts";
import { endFaded, probeAgain, probed } from "./detached-talk.ts";
import { handleMediaReport } from "./media-reports.ts";
import { goOnRepairing, leadAnew, tendSound } from "./sound-repair.ts";
import { failTransfer, goOnWithTransfer, transferProgressed } from "./transfer-steps.ts";
import type { Turn } from "./turn.ts";

/** The most tones kept with a call (`CallView.dtmf`). */
const DTMF_LIMIT = 256;

/** Takes in what phone, media window or clock report; a report on a call that is gone changes nothing. */
export function handleReport(turn: Turn, report: CallReport): void {
  switch (report.type) {
    case "phone-changed":
      changePhone(turn, report.phone, report.lineId ?? HUB_LINE);
      return;
    case "incoming":
      ring(turn, report);
      return;
    case "moved":
      for (const call of turn.state.calls) if (isTalk(call)) turn.set(call.callId, { movedAtMs: turn.nowMs });
      return;
    case "media-alive":
    case "media-connection":
    case "media-flow":
    case "media-arrival":
      handleMediaReport(turn, report);
      return;
    case "timer-fired":
      fireTimer(turn, report.timer);
      return;
    default: {
      const call = turn.call(report.callId);
      if (call && call.phase !== "ended") handleCallReport(turn, call, report);
    }
  }
}

type CallOnlyReport = Exclude<
  CallReport,
  { type: "phone-changed" | "incoming" | `media-${string}` | "timer-fired" | "moved" }
>;
type OfCall = CallOnlyReport | Extract<SignallingEvent, { type: "media-renewed" | "media-repaired" }>;

function handleCallReport(turn: Turn, call: Call, report: OfCall): void {
  const { callId } = call;
  switch (report.type) {
    case "dialled":
      turn.set(callId, { mediaId: report.mediaId, ...elsewhere(report.reportAs) });
      return;
    case "progress":
      progress(turn, call, report);
      return;
    case "established":
      establish(turn, call, report);
      return;
    case "hold-changed":
      report.held ? holdCame(turn, call) : resumeCame(turn, call);
      tendSound(turn, callId);
      return;
    case "hold-failed":
      holdFailed(turn, call, report.held);
      return;
    case "remote-hold-changed":
      turn.set(callId, {
        heldByCustomerSinceMs: report.held ? (call.heldByCustomerSinceMs ?? turn.nowMs) : null,
      });
      tendSound(turn, callId);
      return;
    case "dtmf-sent":
      turn.set(callId, { dtmf: (call.dtmf + report.tones).slice(-DTMF_LIMIT) });
      return;
    case "dtmf-failed":
      turn.emit({ type: "tell-trouble", callId, trouble: "dtmf-refused" });
      return;
    case "dtmf-received":
      return;
    case "media-renewed":
      mediaRenewed(turn, call, report.ok);
      return;
    case "media-repaired":
      if (!report.ok) goOnRepairing(turn, call, report.step);
      return;
    case "transfer-progress":
      transferProgressed(turn, call, report.sipCode);
      return;
    case "party-changed":
      changeParty(turn, call, report);
      return;
    case "probed":
      probed(turn, call, report.exists);
      return;
    case "ended":
      finish(turn, call, report.end);
      return;
    default:
      assertNever(report);
      return;
  }
}

function ring(turn: Turn, report: Extract<SignallingEvent, { type: "incoming" }>): void {
  if (turn.call(report.callId)) return;
  const { callId, mediaId, interactionId, queueName, from } = report;
  const lineId = report.lineId ?? HUB_LINE;
  const made = { callId, lineId, mediaId, interactionId, queueName, customer: from } as const;
  const call = newCall({ ...made, direction: "in", phase: "ringing" }, turn.nowMs);
  turn.add({ ...call, dialled: report.dialled ?? null, ...elsewhere(report.reportAs) });
}

function elsewhere(reportAs: Call["interactionId"] | undefined): Partial<Call> {
  return reportAs ? { interactionId: reportAs, isElsewhere: true } : {};
}

function progress(turn: Turn, call: Call, report: Extract<SignallingEvent, { type: "progress" }>): void {
  if (call.phase !== "dialling" && call.phase !== "early-media") return;
  const interactionId = report.interactionId ?? call.interactionId;
  if (report.earlyMedia) turn.set(call.callId, { interactionId, phase: "early-media", media: "connecting" });
  else turn.set(call.callId, { interactionId, isRingingFar: true });
}

function establish(turn: Turn, call: Call, report: Extract<SignallingEvent, { type: "established" }>): void {
  const isExpected =
    call.direction === "out" ? call.phase === "dialling" || call.phase === "early-media" : call.isAccepted;
  if (!isExpected || call.phase === "talking" || call.phase === "ending") return;
  turn.set(call.callId, {
    interactionId: report.interactionId ?? call.interactionId,
    phase: "talking",
    answeredAtMs: turn.nowMs,
    media: call.media === "none" ? "connecting" : call.media,
  });
  if (!isLineReady(turn.state, call.lineId)) turn.set(call.callId, { dialog: "lost" });
}

/** A transfer put somebody else on the other side. */
function changeParty(turn: Turn, call: Call, report: Extract<SignallingEvent, { type: "party-changed" }>): void {
  const interactionId = report.interactionId ?? call.interactionId;
  // What the queue and the name of before were about is another contact.
  turn.set(call.callId, { interactionId, customer: report.party, queueName: null, heldByCustomerSinceMs: null });
}

function holdCame(turn: Turn, call: Call): void {
  if (!isTalk(call) || call.ownHold === "resuming") return;
  const heldSinceMs = call.heldSinceMs ?? turn.nowMs;
  turn.set(call.callId, { ownHold: "held", holdAskedAtMs: null, heldSinceMs, media: "silent", isToResume: false });
  releaseWaiting(turn, call.callId);
  goOnWithTransfer(turn, call.callId);
  if (!call.isToResume) return;
  if (call.isInConference) resumeInConference(turn, call.callId);
  else resumeWhenFree(turn, call.callId, false);
}

function resumeCame(turn: Turn, call: Call): void {
  if (call.ownHold === "resuming") {
    const media = call.media === "flowing" ? "flowing" : "connecting";
    turn.set(call.callId, { ownHold: "none", holdAskedAtMs: null, heldSinceMs: null, media });
  } else if (call.ownHold === "held") {
    // The answer to a request given up long ago: it is held again, for so it is shown.
    askHold(turn, call);
  }
}

function holdFailed(turn: Turn, call: Call, held: boolean): void {
  if (held && call.ownHold === "asking") {
    failHold(turn, call);
    goOnWithTransfer(turn, call.callId);
  }
  if (!held && call.ownHold === "resuming") {
    turn.set(call.callId, { ownHold: "held", holdAskedAtMs: null });
    dissolveConference(turn, call.callId);
    turn.emit({ type: "tell-trouble", callId: call.callId, trouble: "resume-refused" });
  }
}

function mediaRenewed(turn: Turn, call: Call, ok: boolean): void {
  if (call.renewingSinceMs === null) return;
  turn.set(call.callId, { renewingSinceMs: null });
  if (!ok) {
    endByUs(turn, call, "media-lost");
    return;
  }
  // The first sound may have come before the word that all is agreed.
  const media = call.ownHold === "held" ? "silent" : call.media === "lost" ? "connecting" : call.media;
  if (isTalk(call)) turn.set(call.callId, { media });
  if (call.waitsFor === "media") proceed(turn, call.callId, true);
}

/** The flow of one line says nothing of the talks on another. */
function changePhone(turn: Turn, phone: PhoneState, lineId: LineId): void {
  const wasReady = isLineReady(turn.state, lineId);
  if (lineId === HUB_LINE) turn.state = { ...turn.state, phone };
  else turn.state = { ...turn.state, lines: new Map([...turn.state.lines, [lineId, phone]]) };
  const isReady = isLineReady(turn.state, lineId);
  for (const call of turn.state.calls) {
    if (!isTalk(call) || call.lineId !== lineId) continue;
    if (wasReady && !isReady && call.dialog !== "detached") turn.set(call.callId, { dialog: "lost" });
    if (isReady && call.dialog === "lost") {
      turn.set(call.callId, { dialog: "probing" });
      turn.emit({ type: "probe", callId: call.callId });
    } else if (isReady && !wasReady) probeAgain(turn, call);
  }
}

function fireTimer(turn: Turn, timer: Extract<CallReport, { type: "timer-fired" }>["timer"]): void {
  const call = turn.call(timer.callId);
  if (!call) return;
  switch (timer.kind) {
    case "wait":
      if (call.waitsSinceMs !== null) proceed(turn, call.callId, false);
      return;
    case "hold":
      holdFailed(turn, call, call.ownHold === "asking");
      return;
    case "ending":
      if (call.phase === "ending") finish(turn, call, { by: "local", reason: "hung-up", sipCode: null });
      return;
    case "forget":
      if (call.phase === "ended") turn.remove(call.callId);
      return;
    case "media-gone":
      if (turn.state.mediaGoneAtMs !== null) endByUs(turn, call, "media-lost");
      return;
    case "transfer":
      failTransfer(turn, call, "no-answer");
      return;
    case "joining":
      failTransfer(turn, call, "left");
      return;
    case "renewal":
      if (call.renewingSinceMs !== null) endByUs(turn, call, "media-lost");
      return;
    case "moved":
      leadAnew(turn, call.callId);
      return;
    case "silence":
      endFaded(turn, call);
      return;
    case "reprobe":
      probeAgain(turn, call);
      return;
    case "repair-ice":
      goOnRepairing(turn, call, "ice");
      return;
    case "repair-fresh":
      goOnRepairing(turn, call, "fresh");
      return;
    default:
      assertNever(timer.kind);
      return;
  }
}
