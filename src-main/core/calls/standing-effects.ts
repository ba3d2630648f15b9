import type { CallId } from "../../../src-shared/ids.ts";
import type { CallTimer, RingSound, StandingEffect } from "./call-effect.ts";
import {
  type Call,
  type CallsState,
  fadingSinceMs,
  isLineReady,
  isTalk,
  liveCall,
  SILENCE_ENDS_MS,
  type TransferState,
} from "./call-state.ts";

/** How long each limit runs, in ms. */
export const CALL_LIMITS = {
  /** An answer or resume waits this long for the hold of the talk before it. */
  wait: 3_000,
  /** The phone gives up a re-INVITE after 8 s and some glare; this is the net under it. */
  hold: 20_000,
  ending: 10_000,
  forget: 4_000,
  "media-gone": 5_000,
  renewal: 10_000,
  /** An offer, its answer, ICE and the first packets. */
  "repair-ice": 4_000,
  /** A far side that still gets answers of the old way leaves it only when these have stopped for some 5 s. */
  "repair-fresh": 8_000,
  /** After the 3 s by which a silence is noticed. */
  silence: SILENCE_ENDS_MS,
  /** By then it is known whether the flow was lost with the address. */
  moved: 300,
  /** How often the dialog of a detached talk is asked for. */
  reprobe: 4_000,
  /** Longer than any phone rings; then nobody will tell any more what became of it. */
  transfer: 90_000,
  /** A PBX may end the consultation before it says that the two are joined. */
  joining: 3_000,
} as const satisfies Record<CallTimer["kind"], number>;

type RunningTimer = { readonly timer: CallTimer; readonly untilMs: number };

/**
 * Takes the machine from what stood before to what stands now. Sounds, limits, notifications and mutes are functions of
 * the state, so whatever was started is stopped by the step that takes its reason away.
 */
export function changeStanding(before: CallsState, after: CallsState, nowMs: number): StandingEffect[] {
  return [
    ...changeSound(before, after),
    ...changeMutes(before, after),
    ...changeConference(before, after),
    ...changeTimers(before, after, nowMs),
    ...changeNotifications(before, after),
  ];
}

/** What the operator should hear: a ring when idle, a quiet beep when talking, ringback while the far side rings. */
export function ringSoundOf(state: CallsState): RingSound {
  const isRung = state.calls.some(isRinging);
  if (isRung) return liveCall(state) || state.calls.some(isTalk) ? "waiting" : "ring";
  return state.calls.some((call) => call.phase === "dialling" && call.isRingingFar) ? "ringback" : "none";
}

/** The limits that run in a state; at most one of a kind per call. */
export function timersOf(state: CallsState): RunningTimer[] {
  return state.calls.flatMap((call) =>
    TIMER_STARTS.flatMap(([kind, startOf]) => {
      const startMs = startOf(call, state);
      return startMs === null ? [] : [{ timer: { kind, callId: call.callId }, untilMs: startMs + CALL_LIMITS[kind] }];
    }),
  );
}

/** Calls the operator is told of outside the window. */
export function notifiedOf(state: CallsState): CallId[] {
  return state.calls.filter(isRinging).map((call) => call.callId);
}

const TIMER_STARTS: readonly (readonly [CallTimer["kind"], (call: Call, state: CallsState) => number | null])[] = [
  ["wait", (call) => (call.waitsFor === "media" ? null : call.waitsSinceMs)],
  ["hold", (call) => (call.ownHold === "asking" || call.ownHold === "resuming" ? call.holdAskedAtMs : null)],
  ["ending", (call) => (call.phase === "ending" ? call.endingSinceMs : null)],
  ["forget", (call) => (call.phase === "ended" ? call.endedAtMs : null)],
  ["media-gone", (call, state) => (isGoing(call) ? state.mediaGoneAtMs : null)],
  ["transfer", (call) => (call.transfer && !isBetween(call.transfer.step) ? call.transfer.sinceMs : null)],
  ["joining", (call) => (call.transfer?.step === "joining" ? call.transfer.sinceMs : null)],
  ["renewal", (call) => (isGoing(call) ? call.renewingSinceMs : null)],
  ["silence", fadingSinceMs],
  ["moved", (call) => (isTalk(call) && call.dialog === "up" ? call.movedAtMs : null)],
  ["reprobe", (call, state) => (isAskable(call, state) ? call.probedAtMs : null)],
  ["repair-ice", (call) => (call.repair?.step === "ice" ? call.repair.sinceMs : null)],
  ["repair-fresh", (call) => (call.repair?.step === "fresh" ? call.repair.sinceMs : null)],
];

function isBetween(step: TransferState["step"]): boolean {
  return step === "holding" || step === "joining";
}

function isAskable(call: Call, state: CallsState): boolean {
  return isTalk(call) && call.dialog === "detached" && isLineReady(state, call.lineId);
}

function isGoing(call: Call): boolean {
  return call.phase !== "ended" && call.phase !== "ending";
}

function isRinging(call: Call): boolean {
  return call.phase === "ringing";
}

function changeSound(before: CallsState, after: CallsState): StandingEffect[] {
  // A new media window starts silent; a dead one cannot be told anything.
  const told = before.mediaGoneAtMs === null ? ringSoundOf(before) : "none";
  const sound = ringSoundOf(after);
  return after.mediaGoneAtMs !== null || told === sound ? [] : [{ type: "set-ring", sound }];
}

function mutedMedia(state: CallsState): Set<string> {
  if (state.mediaGoneAtMs !== null) return new Set();
  return new Set(
    state.calls.flatMap((call) => {
      const isSilent = call.isMuted || call.ownHold === "asking" || call.ownHold === "held" || call.ownHold === "local";
      // Also while its media is opened anew: it must open muted, or the customer hears the moment between.
      return isSilent && isGoing(call) && call.mediaId !== null ? [call.mediaId] : [];
    }),
  );
}

function changeMutes(before: CallsState, after: CallsState): StandingEffect[] {
  if (after.mediaGoneAtMs !== null) return [];
  const [was, is] = [mutedMedia(before), mutedMedia(after)];
  const canBeTold = (mediaId: string) => after.calls.some((call) => call.mediaId === mediaId && isGoing(call));
  const on = [...is].filter((mediaId) => !was.has(mediaId));
  const off = [...was].filter((mediaId) => !is.has(mediaId) && canBeTold(mediaId));
  return [
    ...on.map((mediaId) => ({ type: "set-muted", mediaId, muted: true }) as const),
    ...off.map((mediaId) => ({ type: "set-muted", mediaId, muted: false }) as const),
  ];
}

/** Whose sound goes to whom; less than two is nobody. A new media window knows of none. */
export function mixedMedia(state: CallsState): readonly string[] {
  if (state.mediaGoneAtMs !== null) return [];
  const members = state.calls.filter((call) => call.isInConference && isTalk(call) && call.ownHold === "none");
  const mediaIds = members.flatMap(({ mediaId, renewingSinceMs }) =>
    mediaId === null || renewingSinceMs !== null ? [] : [mediaId],
  );
  return mediaIds.length < 2 ? [] : mediaIds;
}

function changeConference(before: CallsState, after: CallsState): StandingEffect[] {
  const [was, is] = [mixedMedia(before), mixedMedia(after)];
  if (was.join() === is.join() || after.mediaGoneAtMs !== null) return [];
  return [{ type: "set-conference", mediaIds: is }];
}

function changeTimers(before: CallsState, after: CallsState, nowMs: number): StandingEffect[] {
  const [was, is] = [timersOf(before), timersOf(after)];
  const isSame = (one: RunningTimer) => (other: RunningTimer) =>
    one.timer.kind === other.timer.kind && one.timer.callId === other.timer.callId && one.untilMs === other.untilMs;
  return [
    ...was.filter((one) => !is.some(isSame(one))).map(({ timer }) => ({ type: "stop-timer", timer }) as const),
    ...is
      .filter((one) => !was.some(isSame(one)))
      .map(({ timer, untilMs }) => ({ type: "start-timer", timer, delayMs: Math.max(0, untilMs - nowMs) }) as const),
  ];
}

function changeNotifications(before: CallsState, after: CallsState): StandingEffect[] {
  const [was, is] = [notifiedOf(before), notifiedOf(after)];
  return [
    ...was.filter((callId) => !is.includes(callId)).map((callId) => ({ type: "stop-notifying", callId }) as const),
    ...is.filter((callId) => !was.includes(callId)).map((callId) => ({ type: "start-notifying", callId }) as const),
  ];
}
