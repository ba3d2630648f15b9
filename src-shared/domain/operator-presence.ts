import { assertNever } from "../assert-never.ts";
import type { LogEvent, NewEvent } from "../events/log-event.ts";
import type { OperatorId } from "../ids.ts";
import { accepted, type Result, refused } from "../result.ts";
import { holdsBreakPlace } from "./break-limits.ts";
import type { Room } from "./distribution/workload.ts";
import { DO_NOT_DISTURB, DO_NOT_DISTURB_OVER, isDoNotDisturb } from "./do-not-disturb.ts";
import type {
  BreakReason,
  ChosenStatus,
  OperatorState,
  OperatorStatus,
  SetStatus,
  StatusSetter,
} from "./operator-status.ts";
import { foldPassedOn, isPassedOnEvent, type PassedOnEvent } from "./passed-on-talks.ts";

/** A desktop that was gone this long, while its operator was not in a call, takes them off the line. */
export const DESKTOP_GONE_LIMIT_MS = 60_000;

/** Who was off line this long begins a new shift, with a new budget of wrap-up extensions. */
export const SHIFT_GAP_MS = 3_600_000;

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
  /** Offers declined since the last one taken, or the last change of status. */
  readonly declinedInRow: number;
  /** By how much wrap-ups were prolonged in this shift, ms. */
  readonly extendedInShiftMs: number;
};

/** What can happen to an operator. */
export type PresenceInput =
  | { readonly type: "status-chosen"; readonly chosen: ChosenStatus }
  /** Chosen for later; null takes it back. `isBusy`: a contact rings, is talked in or written up. */
  | { readonly type: "next-chosen"; readonly next: ChosenStatus | null; readonly isBusy: boolean }
  /** The last contact is done: what was chosen for later holds. */
  | { readonly type: "contacts-done" }
  /** Somebody with the right sets it; no limit of places holds them. */
  | { readonly type: "status-set"; readonly chosen: SetStatus; readonly setBy: StatusSetter }
  | { readonly type: "offer-missed" }
  | { readonly type: "offer-declined" }
  | { readonly type: "offer-taken" }
  | { readonly type: "phone-changed"; readonly isRegistered: boolean }
  | { readonly type: "desktop-changed"; readonly isLinked: boolean }
  /** Asked when time may have run out, and when a call has ended. */
  | { readonly type: "time-passed"; readonly isTalking: boolean };

/** The team's settings that the rules need. */
export type PresenceRules = {
  readonly breakReasons: readonly BreakReason[];
  readonly missedOffersLimit: number;
  readonly declinedOffersLimit: number | null;
  /** Whether every place for a break that this operator could have is taken. */
  readonly areBreaksFull?: boolean;
};

/** Why a status is not taken: the team has no such break, or all its places for a break are taken. */
export type StatusRefusal = "unknown-break-reason" | "break-limit-reached";

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
    declinedInRow: 0,
    extendedInShiftMs: 0,
  };
}

/** Which kinds of contact of a queue may come at all: on the line with no other status to come, and reachable. What there is room for says `roomFor`. */
export function mayBeOffered({ state, isPhoneRegistered, isDesktopLinked }: OperatorPresence): Room {
  const isThere = state.status === "online" && state.next === undefined && isDesktopLinked;
  return { voice: isThere && isPhoneRegistered, text: isThere };
}

/** Decides what follows from an input. Only a choice, for now or for later, may be refused. */
export function stepPresence(
  presence: OperatorPresence,
  input: PresenceInput,
  rules: PresenceRules,
  nowMs: number,
): Result<PresenceStep, StatusRefusal> {
  switch (input.type) {
    case "status-chosen":
      return chooseStatus(presence, input.chosen, rules);
    case "next-chosen":
      return chooseNext(presence, input.next, input.isBusy, rules);
    case "contacts-done":
      return accepted(takeNext(presence, rules));
    case "status-set":
      return setStatus(presence, input.chosen, input.setBy, rules);
    case "offer-missed":
      return accepted(missOffer(presence, rules));
    case "offer-declined":
      return accepted(declineOffer(presence, rules));
    case "offer-taken":
      return accepted({ presence: { ...presence, missedInRow: 0, declinedInRow: 0 }, events: [] });
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

/** The facts that change how an operator stands. */
export type PresenceEvent =
  | Extract<LogEvent, { type: `operator.${string}` }>
  | LogEvent<"interaction.wrap-up-extended">;

/** Whether a fact changes how an operator stands. */
export function isPresenceEvent(event: LogEvent): event is PresenceEvent {
  return event.type.startsWith("operator.") || event.type === "interaction.wrap-up-extended";
}

/** Folds one fact of the log into the presence of the operator it is about. */
export function foldPresence(presence: OperatorPresence, event: PresenceEvent): OperatorPresence {
  switch (event.type) {
    case "operator.status-changed":
      return {
        ...presence,
        state: foldOperatorState(event, presence.state),
        extendedInShiftMs: beginsShift(presence.state, event) ? 0 : presence.extendedInShiftMs,
      };
    case "operator.next-status-changed":
    case "operator.break-overrun":
      return { ...presence, state: foldStanding(presence.state, event) };
    case "operator.wrap-up-began":
    case "operator.wrap-up-ended":
      return { ...presence, state: foldPassedOn(presence.state, event) };
    case "operator.wrap-up-extended": {
      const extendedInShiftMs = presence.extendedInShiftMs + event.payload.byMs;
      return { ...presence, state: foldPassedOn(presence.state, event), extendedInShiftMs };
    }
    case "interaction.wrap-up-extended":
      return { ...presence, extendedInShiftMs: presence.extendedInShiftMs + event.payload.byMs };
    case "operator.phone-changed":
      return { ...presence, isPhoneRegistered: event.payload.registered };
    case "operator.desktop-changed":
      return { ...presence, isDesktopLinked: event.payload.linked };
    default:
      return assertNever(event);
  }
}

/** The operator's state as a change of status leaves it; hub and desktop both read it so. */
export function foldOperatorState(
  { payload, atMs }: LogEvent<"operator.status-changed">,
  before: Pick<OperatorState, "passedOn"> | null,
): OperatorState {
  const { operatorId, status, reason, limitMs, by, setBy } = payload;
  const passedOn = before?.passedOn;
  return {
    operatorId,
    status,
    reason,
    limitMs,
    sinceMs: atMs,
    by,
    ...(setBy && { setBy }),
    ...(passedOn && { passedOn }),
  };
}

/** What stands beside a status: what is chosen for later, that a break lasts too long, what is still to be written up. */
export function foldStanding(state: OperatorState, event: StandingEvent): OperatorState {
  if (isPassedOnEvent(event)) return foldPassedOn(state, event);
  if (event.type === "operator.break-overrun") return { ...state, isOverrun: true };
  const { next: _before, ...rest } = state;
  return event.payload.next ? { ...rest, next: event.payload.next } : rest;
}

/** The facts that change what stands beside a status. */
export type StandingEvent =
  | LogEvent<"operator.next-status-changed">
  | LogEvent<"operator.break-overrun">
  | PassedOnEvent;

/** Whether a fact changes what stands beside a status. */
export function isStandingEvent(event: LogEvent): event is StandingEvent {
  return (
    event.type === "operator.next-status-changed" || event.type === "operator.break-overrun" || isPassedOnEvent(event)
  );
}

/** When the operator's status ends by itself, or a break becomes too long and that was not told yet; null: neither. */
export function statusEndsAtMs({ state }: Pick<OperatorPresence, "state">): number | null {
  return state.status === "break" && state.limitMs !== null && state.isOverrun !== true
    ? state.sinceMs + state.limitMs
    : null;
}

function beginsShift(before: OperatorState, { atMs, payload }: LogEvent<"operator.status-changed">): boolean {
  return before.status === "offline" && payload.status !== "offline" && atMs - before.sinceMs >= SHIFT_GAP_MS;
}

function chooseStatus(
  presence: OperatorPresence,
  chosen: ChosenStatus,
  rules: PresenceRules,
): Result<PresenceStep, StatusRefusal> {
  const wanted = wantedStatus(presence.state, chosen, rules);
  if (!wanted.ok) return wanted;
  return accepted(change(settled(presence), { ...wanted.value, by: "operator" }));
}

function chooseNext(
  presence: OperatorPresence,
  next: ChosenStatus | null,
  isBusy: boolean,
  rules: PresenceRules,
): Result<PresenceStep, StatusRefusal> {
  // On the line one is already: choosing it for later means to stay.
  const isTakenBack = next === null || (next.status === "online" && presence.state.status === "online");
  if (isTakenBack) return accepted(presence.state.next ? sayNext(presence, null) : { presence, events: [] });
  if (!isBusy) return chooseStatus(presence, next, rules);
  const wanted = wantedStatus(presence.state, next, rules);
  if (!wanted.ok) return wanted;
  return accepted(isSameChoice(presence.state.next, next) ? { presence, events: [] } : sayNext(presence, next));
}

/** Its place was kept since it was chosen. A break the team has no more is forgotten, so that nobody hangs between. */
function takeNext(presence: OperatorPresence, rules: PresenceRules): PresenceStep {
  const { next } = presence.state;
  if (!next) return { presence, events: [] };
  const wanted = wantedStatus(presence.state, next, { ...rules, areBreaksFull: false });
  return wanted.ok ? change(settled(presence), { ...wanted.value, by: "operator" }) : sayNext(presence, null);
}

function setStatus(
  presence: OperatorPresence,
  chosen: SetStatus,
  setBy: StatusSetter,
  rules: PresenceRules,
): Result<PresenceStep, StatusRefusal> {
  if (chosen.status === "not-ready")
    return accepted(
      change(settled(presence), { status: "not-ready", reason: "set-by", limitMs: null, by: "system", setBy }),
    );
  const wanted = wantedStatus(presence.state, chosen, { ...rules, areBreaksFull: false });
  if (!wanted.ok) return wanted;
  return accepted(change(settled(presence), { ...wanted.value, by: "system", setBy }));
}

type WantedStatus = Pick<OperatorState, "status" | "reason" | "limitMs">;

function wantedStatus(
  state: OperatorState,
  chosen: ChosenStatus,
  { breakReasons, areBreaksFull = false }: PresenceRules,
): Result<WantedStatus, StatusRefusal> {
  if (chosen.status !== "break" && chosen.status !== "do-not-disturb")
    return accepted({ status: chosen.status, reason: null, limitMs: null });
  const reason = chosen.status === "break" ? breakReasons.find(({ code }) => code === chosen.reason) : null;
  if (reason === undefined) return refused("unknown-break-reason");
  // Who has a place may take another kind of break in it.
  if (areBreaksFull && !holdsBreakPlace(state)) return refused("break-limit-reached");
  if (reason === null || chosen.status !== "break")
    return accepted({ status: "break", reason: DO_NOT_DISTURB, limitMs: "forMs" in chosen ? chosen.forMs : null });
  return accepted({ status: "break", reason: reason.code, limitMs: reason.limitMs });
}

function missOffer(presence: OperatorPresence, { missedOffersLimit }: PresenceRules): PresenceStep {
  const missedInRow = presence.missedInRow + 1;
  return missedInRow < missedOffersLimit || !isTakenOffBySystem(presence)
    ? { presence: { ...presence, missedInRow }, events: [] }
    : takeOff(presence, "missed-offers");
}

function declineOffer(presence: OperatorPresence, { declinedOffersLimit }: PresenceRules): PresenceStep {
  const declinedInRow = presence.declinedInRow + 1;
  return declinedOffersLimit === null || declinedInRow < declinedOffersLimit || !isTakenOffBySystem(presence)
    ? { presence: { ...presence, declinedInRow }, events: [] }
    : takeOff(presence, "declined-offers");
}

/** Who leaves the line after this contact anyway goes where they chose to go. */
function isTakenOffBySystem({ state }: OperatorPresence): boolean {
  return state.status === "online" && state.next === undefined;
}

function takeOff(presence: OperatorPresence, reason: string): PresenceStep {
  return change(settled(presence), { status: "not-ready", reason, limitMs: null, by: "system" });
}

function settled(presence: OperatorPresence): OperatorPresence {
  return { ...presence, missedInRow: 0, declinedInRow: 0 };
}

function sayNext(presence: OperatorPresence, next: ChosenStatus | null): PresenceStep {
  const { operatorId } = presence;
  return {
    // Who chooses is there: what was missed before counts no more.
    presence: settled(presence),
    events: [{ type: "operator.next-status-changed", actor: operatorId, payload: { operatorId, next } }],
  };
}

function isSameChoice(one: ChosenStatus | undefined, other: ChosenStatus): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
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

function passTime(presence: OperatorPresence, isTalking: boolean, nowMs: number): PresenceStep {
  const gone = leaveWhenGone(presence, isTalking, nowMs);
  if (gone.events.length > 0) return gone;
  const endsAtMs = statusEndsAtMs(presence);
  if (endsAtMs === null || nowMs < endsAtMs) return gone;
  const { operatorId, state } = presence;
  if (isDoNotDisturb(state))
    return change(gone.presence, { status: "online", reason: DO_NOT_DISTURB_OVER, limitMs: null, by: "system" });
  // Never put on line without their hand: they may not be back.
  const payload = { operatorId, reason: state.reason ?? "", limitMs: state.limitMs ?? 1 };
  return { ...gone, events: [{ type: "operator.break-overrun", actor: "system", payload }] };
}

function leaveWhenGone(presence: OperatorPresence, isTalking: boolean, nowMs: number): PresenceStep {
  const { desktopGoneSinceMs, state } = presence;
  const isGone = desktopGoneSinceMs !== null && nowMs - desktopGoneSinceMs >= DESKTOP_GONE_LIMIT_MS;
  if (!isGone || isTalking || state.status === "offline") return { presence, events: [] };
  return change(settled(presence), { status: "offline", reason: "desktop-gone", limitMs: null, by: "system" });
}

type Change = {
  readonly status: OperatorStatus;
  readonly reason: string | null;
  readonly limitMs: number | null;
  readonly by: "operator" | "system";
  readonly setBy?: StatusSetter;
};

function change(presence: OperatorPresence, to: Change): PresenceStep {
  const { operatorId, state } = presence;
  const { status, reason, by, setBy } = to;
  // «Не беспокоить» chosen again for another time starts anew.
  if (state.status === status && state.reason === reason && reason !== DO_NOT_DISTURB)
    return state.next ? sayNext(presence, null) : { presence, events: [] };
  const actor = by === "operator" ? operatorId : (setBy?.personId ?? "system");
  return { presence, events: [{ type: "operator.status-changed", actor, payload: { operatorId, ...to } }] };
}
