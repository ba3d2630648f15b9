import { assertNever } from "../../../src-shared/assert-never.ts";
import type { CallReport } from "./call-effect.ts";
import { type Call, isTalk } from "./call-state.ts";
import { endByUs } from "./call-steps.ts";
import { tendSound } from "./sound-repair.ts";
import type { Turn } from "./turn.ts";

type MediaReport = Extract<CallReport, { type: "media-alive" | "media-connection" | "media-flow" | "media-arrival" }>;

/** Takes in what the media window reports. */
export function handleMediaReport(turn: Turn, report: MediaReport): void {
  switch (report.type) {
    case "media-alive":
      report.alive ? mediaBack(turn) : mediaGone(turn);
      return;
    case "media-connection":
      connectionChanged(turn, turn.byMedia(report.mediaId), report.state);
      tend(turn, report.mediaId);
      return;
    case "media-flow":
      flowChanged(turn, turn.byMedia(report.mediaId), report.flowing);
      tend(turn, report.mediaId);
      return;
    case "media-arrival": {
      const call = turn.byMedia(report.mediaId);
      if (call) turn.set(call.callId, { isArriving: report.arriving });
      tend(turn, report.mediaId);
      return;
    }
    default:
      assertNever(report);
      return;
  }
}

function tend(turn: Turn, mediaId: string): void {
  const call = turn.byMedia(mediaId);
  if (call) tendSound(turn, call.callId);
}

function mediaGone(turn: Turn): void {
  if (turn.state.mediaGoneAtMs !== null) return;
  turn.state = { ...turn.state, mediaGoneAtMs: turn.nowMs };
  for (const call of turn.state.calls) {
    turn.set(call.callId, { renewingSinceMs: null, repair: null, isArriving: true, silentSinceMs: null });
    if (isTalk(call)) turn.set(call.callId, { media: "lost" });
    // The offer that was sent named sockets of the dead window: an answer to it could never be heard.
    if (call.phase === "dialling" || call.phase === "early-media") endByUs(turn, call, "media-lost");
    if (isTalk(call) && call.dialog === "detached") endByUs(turn, call, "media-lost");
  }
}

/** A new window: every peer connection of before is lost, so each call's media is opened anew. */
function mediaBack(turn: Turn): void {
  turn.state = { ...turn.state, mediaGoneAtMs: null };
  for (const call of turn.state.calls) {
    const isToOpen = call.phase === "ringing" || call.phase === "connecting" || call.phase === "talking";
    if (!isToOpen || call.renewingSinceMs !== null) continue;
    turn.set(call.callId, { renewingSinceMs: turn.nowMs });
    turn.emit({ type: "renew-media", callId: call.callId });
  }
}

function connectionChanged(turn: Turn, call: Call | undefined, state: string): void {
  if (!call || !isTalk(call)) return;
  const isLost = state === "failed" || state === "disconnected";
  if (isLost) turn.set(call.callId, { media: "lost", silentSinceMs: call.silentSinceMs ?? turn.nowMs });
  if (state === "connected" && call.media === "lost") turn.set(call.callId, { media: "connecting" });
}

function flowChanged(turn: Turn, call: Call | undefined, flowing: boolean): void {
  if (!call || call.phase === "ringing" || call.phase === "ending") return;
  turn.set(call.callId, { silentSinceMs: flowing ? null : (call.silentSinceMs ?? turn.nowMs) });
  if (flowing && call.ownHold !== "held") turn.set(call.callId, { media: "flowing" });
  if (!flowing && call.media !== "lost") turn.set(call.callId, { media: "silent" });
}
