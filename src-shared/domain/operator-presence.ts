import { assertNever } from "../assert-never.ts";
import type { LogEvent, NewEvent } from "../events/log-event.ts";
import type { OperatorId } from "../ids.ts";
import { accepted, type Result, refused } from "../result.ts";
import {
  type BreakReason,
  type ChosenStatus,
  DO_NOT_DISTURB,
  DO_NOT_DISTURB_OVER,
  isDoNotDisturb,
  type OperatorState,
  type OperatorStatus,
} from "./operator-status.ts";

/** A desktop that was gone this long, while its operator was not in a call, takes them off the line. */
export const DESKTOP_GONE_LIMIT_MS = 60_000;

/** How an operator stands, with what the hub must remember to decide what comes next. */
export type OperatorPresence = {
  readonly operatorId: OperatorId;
  readonly state: OperatorState;
  readonly isPhoneRegistered: boolean;
  readonly isDesktopLinked: boolean;
  /** Since when no desktop is linked; null while one is. */
  readonly desktopGoneSinceMs: number | null;
  /** Offers of a queue missed since the last one taken, or the last change of status. */
  readonly missedInRow: number;
};

/** What can happen to an operator. */
export type PresenceInput =
  | { readonly type: "status-chosen"; readonly chosen: ChosenStatus }
  | { readonly type: "offer-missed" }
  | { readonly type: "offer-taken" }
  | { readonly type: "phone-changed"; readonly isRegistered: boolean }
  | { readonly type: "desktop-changed"; readonly isLinked: boolean }
  /** Asked when time may have run out, and when a call has ended. */
  | { readonly type: "time-passed"; readonly isTalking: boolean };

/** The team's settings that the rules need. */
export type PresenceRules = {
  readonly breakReasons: readonly BreakReason[];
  readonly missedOffersLimit: number;
};

/** The facts that follow from an input, and the presence they are to be folded into. */
export type PresenceStep = { readonly presence: OperatorPresence; readonly events: readonly NewEvent[] };

/** An operator nobody has heard of yet: offline, no phone, no desktop. */
export function newPresence(operatorId: OperatorId, sinceMs: number): OperatorPresence {
  return {
    operatorId,
    state: { operatorId, status: "offline", reason: null, limitMs: null, sinceMs, by: "system" },
    isPhoneRegistered: false,
    isDesktopLinked: false,
    desktopGoneSinceMs: sinceMs,
    missedInRow: 0,
  };
}

/** Whether a contact of a queue may be offered: on the line, reachable, and with nothing else to do. */
export function mayBeOffered(presence: OperatorPresence, openInteractions: number): boolean {
  const { state, isPhoneRegistered, isDesktopLinked } = presence;
  return state.status === "online" && isPhoneRegistered && isDesktopLinked && openInteractions === 0;
}

/** Decides what follows from an input. The only refusal is a reason for a break that the team does not have. */
export function stepPresence(
  presence: OperatorPresence,
  input: PresenceInput,
  rules: PresenceRules,
  nowMs: number,
): Result<PresenceStep, "unknown-break-reason"> {
  switch (input.type) {
    case "status-chosen":
      return chooseStatus(presence, input.chosen, rules);
    case "offer-missed":
      return accepted(missOffer(presence, rules));
    case "offer-taken":
      return accepted({ presence: { ...presence, missedInRow: 0 }, events: [] });
    case "phone-changed":
      return accepted(changePhone(presence, input.isRegistered));
    case "desktop-changed":
      return accepted(changeDesktop(presence, input.isLinked, nowMs));
    case "time-passed":
      return accepted(passTime(presence, input.isTalking, nowMs));
    default:
      return assertNever(input);
  }
}

/** Folds one fact of the log into the presence of the operator it is about. */
export function foldPresence(
  presence: OperatorPresence,
  event: Extract<LogEvent, { type: `operator.${string}` }>,
): OperatorPresence {
  switch (event.type) {
    case "operator.status-changed":
      return { ...presence, state: foldOperatorState(event) };
    case "operator.phone-changed":
      return { ...presence, isPhoneRegistered: event.payload.registered };
    case "operator.desktop-changed":
      return { ...presence, isDesktopLinked: event.payload.linked };
    default:
      return assertNever(event);
  }
}

/** The operator's state as a change of status leaves it; hub and desktop both read it so. */
export function foldOperatorState({ payload, atMs }: LogEvent<"operator.status-changed">): OperatorState {
  const { operatorId, status, reason, limitMs, by } = payload;
  return { operatorId, status, reason, limitMs, sinceMs: atMs, by };
}

function chooseStatus(
  presence: OperatorPresence,
  chosen: ChosenStatus,
  { breakReasons }: PresenceRules,
): Result<PresenceStep, "unknown-break-reason"> {
  const settled = { ...presence, missedInRow: 0 };
  if (chosen.status === "do-not-disturb")
    return accepted(change(settled, "break", DO_NOT_DISTURB, chosen.forMs, "operator"));
  if (chosen.status !== "break") return accepted(change(settled, chosen.status, null, null, "operator"));
  const reason = breakReasons.find(({ code }) => code === chosen.reason);
  if (!reason) return refused("unknown-break-reason");
  return accepted(change(settled, "break", reason.code, reason.limitMs, "operator"));
}

function missOffer(presence: OperatorPresence, { missedOffersLimit }: PresenceRules): PresenceStep {
  const missedInRow = presence.missedInRow + 1;
  if (missedInRow < missedOffersLimit || presence.state.status !== "online")
    return { presence: { ...presence, missedInRow }, events: [] };
  return change({ ...presence, missedInRow: 0 }, "not-ready", "missed-offers", null, "system");
}

function changePhone(presence: OperatorPresence, isRegistered: boolean): PresenceStep {
  if (isRegistered === presence.isPhoneRegistered) return { presence, events: [] };
  const payload = { operatorId: presence.operatorId, registered: isRegistered };
  return { presence, events: [{ type: "operator.phone-changed", actor: "system", payload }] };
}

function changeDesktop(presence: OperatorPresence, isLinked: boolean, nowMs: number): PresenceStep {
  const desktopGoneSinceMs = isLinked ? null : (presence.desktopGoneSinceMs ?? nowMs);
  const next = { ...presence, desktopGoneSinceMs };
  if (isLinked === presence.isDesktopLinked) return { presence: next, events: [] };
  const payload = { operatorId: presence.operatorId, linked: isLinked };
  return { presence: next, events: [{ type: "operator.desktop-changed", actor: "system", payload }] };
}

/** When the operator's chosen status ends by itself; null: it does not. */
export function statusEndsAtMs({ state }: OperatorPresence): number | null {
  return isDoNotDisturb(state) && state.limitMs !== null ? state.sinceMs + state.limitMs : null;
}

function passTime(presence: OperatorPresence, isTalking: boolean, nowMs: number): PresenceStep {
  const gone = leaveWhenGone(presence, isTalking, nowMs);
  if (gone.events.length > 0) return gone;
  const endsAtMs = statusEndsAtMs(presence);
  if (endsAtMs === null || nowMs < endsAtMs) return gone;
  return change(gone.presence, "online", DO_NOT_DISTURB_OVER, null, "system");
}

function leaveWhenGone(presence: OperatorPresence, isTalking: boolean, nowMs: number): PresenceStep {
  const { desktopGoneSinceMs, state } = presence;
  const isGone = desktopGoneSinceMs !== null && nowMs - desktopGoneSinceMs >= DESKTOP_GONE_LIMIT_MS;
  if (!isGone || isTalking || state.status === "offline") return { presence, events: [] };
  return change({ ...presence, missedInRow: 0 }, "offline", "desktop-gone", null, "system");
}

function change(
  presence: OperatorPresence,
  status: OperatorStatus,
  reason: string | null,
  limitMs: number | null,
  by: "operator" | "system",
): PresenceStep {
  const { operatorId, state } = presence;
  // Chosen again for another time it starts anew.
  if (state.status === status && state.reason === reason && reason !== DO_NOT_DISTURB) return { presence, events: [] };
  const payload = { operatorId, status, reason, limitMs, by };
  const actor = by === "operator" ? operatorId : "system";
  return { presence, events: [{ type: "operator.status-changed", actor, payload }] };
}
