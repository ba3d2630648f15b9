import type { Operator } from "../../../src-shared/domain/team.ts";
import type { OfferReason } from "../../../src-shared/events/log-event.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { secondsLeft } from "../../lib/format-duration.ts";

/** From this many seconds before the offer goes on, the card says so and is framed. */
const LAST_SECONDS = 5;

const MIN_DIGITS = 2;

export type CallStage = "ringing" | "dialling" | "connecting" | "talking" | "held" | "ending" | "ended";

/** Where a call stands for the eye: hold is a stage of its own. */
export function callStage(call: CallView): CallStage {
  if (call.phase === "early-media") return "dialling";
  if (call.phase === "talking" && call.heldSinceMs !== null) return "held";
  return call.phase;
}

export function isRinging(call: CallView): boolean {
  return call.phase === "ringing";
}

/** A call that holds the line: neither ringing nor over. */
export function isLive(call: CallView): boolean {
  return call.phase !== "ringing" && call.phase !== "ended";
}

/** The talk that would be held if another call were answered. */
export function talkingCall(calls: readonly CallView[]): CallView | null {
  return calls.find((call) => isLive(call) && call.heldSinceMs === null) ?? null;
}

export type Surface = "air" | "hold" | "plain";

/** Being on air is a surface: dark in a call, hatched amber on hold, plain after the end. */
export function callSurface(stage: CallStage): Surface {
  if (stage === "held") return "hold";
  return stage === "ended" ? "plain" : "air";
}

export type TimerSpan = { readonly sinceMs: number; readonly untilMs: number | null };

/** What the large timer shows: the dialling, the talk, the hold, or how long the ended talk was. */
export function timerSpan(call: CallView): TimerSpan {
  const stage = callStage(call);
  if (stage === "held" && call.heldSinceMs !== null) return { sinceMs: call.heldSinceMs, untilMs: null };
  const sinceMs = call.answeredAtMs ?? call.startedAtMs;
  if (stage === "ended") {
    return { sinceMs, untilMs: call.answeredAtMs === null ? sinceMs : (call.endedAtMs ?? sinceMs) };
  }
  // An answered incoming call that still connects has not begun to be a talk.
  if (stage === "connecting" && call.direction === "in") return { sinceMs, untilMs: sinceMs };
  return { sinceMs, untilMs: null };
}

export type TileBlock =
  | "after-answer"
  | "after-connect"
  | "after-resume"
  | "after-party"
  | "joining"
  | "asking-pbx"
  | null;

/** Why a tile cannot work now; null when it works. */
export function tileBlock(call: CallView, tile: "mute" | "hold" | "keypad" | "transfer"): TileBlock {
  const stage = callStage(call);
  if (stage === "dialling") return "after-answer";
  if (stage === "connecting" || stage === "ending") return "after-connect";
  if (stage === "held" && tile === "keypad") return "after-resume";
  return null;
}

export type RingLook = {
  readonly elapsedMs: number;
  readonly totalMs: number | null;
  readonly secondsLeft: number | null;
  readonly isLast: boolean;
};

export function ringLook(call: Pick<CallView, "startedAtMs" | "ringUntilMs">, nowMs: number): RingLook {
  const { startedAtMs, ringUntilMs } = call;
  const left = ringUntilMs === null ? null : secondsLeft(ringUntilMs, nowMs);
  // The call reaches this window a little after the hub set the limit: whole seconds, or 20 would be shown as 19.
  const totalMs = ringUntilMs === null ? null : Math.max(0, Math.round((ringUntilMs - startedAtMs) / 1000) * 1000);
  const elapsedMs = Math.max(0, nowMs - startedAtMs);
  return {
    elapsedMs: totalMs === null ? elapsedMs : Math.min(elapsedMs, totalMs),
    totalMs,
    secondsLeft: left,
    isLast: left !== null && left <= LAST_SECONDS,
  };
}

/** A call to this very operator stops when it is not answered; one of a queue goes on to a colleague. */
export function goesToColleague(reasons: readonly OfferReason[]): boolean {
  return !reasons.some(({ code }) => code === "called-directly" || code === "transferred");
}

/** What is wrong with a typed number before it is sent; main has the last word. */
export function dialProblem(typed: string): "empty" | "short" | "bad" | null {
  const text = typed.trim();
  if (text === "") return "empty";
  if (!/^\+?[\d\s().\-*#]+$/.test(text)) return "bad";
  return text.replace(/[^\d*#]/g, "").length < MIN_DIGITS ? "short" : null;
}

export const KEYPAD_KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;
/** The tone of a physical key; digits by `code`, so that any layout and the numeric pad work. */
export function keypadKeyOf(
  press: Pick<KeyboardEvent, "code" | "key" | "ctrlKey" | "altKey" | "metaKey" | "shiftKey">,
) {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (digit !== undefined && !press.shiftKey) return KEYPAD_KEYS.find((key) => key === digit) ?? null;
  if (press.key === "*" || press.code === "NumpadMultiply" || (press.code === "Digit8" && press.shiftKey)) return "*";
  if (press.key === "#" || (press.code === "Digit3" && press.shiftKey)) return "#";
  return null;
}

/** Who is at the other end: somebody of the team, somebody who is asked about a customer, or a customer. */
export function otherSideOf(
  { customer, consultOf }: Pick<CallView, "customer" | "consultOf">,
  colleagues: readonly Operator[],
): "colleague" | "asked" | "customer" {
  if (colleagues.some(({ extension }) => extension === customer.address)) return "colleague";
  return consultOf === null ? "customer" : "asked";
}
