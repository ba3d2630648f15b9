import { type BreakRefusal, breakLimitsOf, breakRefusal } from "../../src-shared/domain/break-limits.ts";
import {
  DESKTOP_GONE_LIMIT_MS,
  type PresenceInput,
  type PresenceStep,
  type StatusRefusal,
  statusEndsAtMs,
  stepPresence,
} from "../../src-shared/domain/operator-presence.ts";
import type { ChosenStatus } from "../../src-shared/domain/operator-status.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { Roster } from "./roster.ts";
import { Timers } from "./timers.ts";

const END_SLACK_MS = 500;

/** Runs the presence rules: asks them, remembers what they remember, and watches desktops that are gone. */
export class PresenceDesk {
  readonly #directory: Directory;
  readonly #roster: Roster;
  readonly #clock: HubClock;
  readonly #goneTimers: Timers<OperatorId>;
  readonly #endTimers: Timers<OperatorId>;
  readonly #whenTimeIsUp: (operatorId: OperatorId) => void;

  constructor(directory: Directory, roster: Roster, clock: HubClock, whenTimeIsUp: (id: OperatorId) => void) {
    this.#directory = directory;
    this.#roster = roster;
    this.#clock = clock;
    this.#goneTimers = new Timers(clock);
    this.#endTimers = new Timers(clock);
    this.#whenTimeIsUp = whenTimeIsUp;
  }

  /** What must be logged because of an input; the caller logs it. */
  step(operatorId: OperatorId, input: PresenceInput): Result<readonly NewEvent[], StatusRefusal> {
    const presence = this.#roster.presence(operatorId);
    if (!presence) return accepted([]);
    const full = this.#fullBreakLimit(operatorId);
    const rules = { ...this.#directory.team, areBreaksFull: full !== null };
    const step = stepPresence(presence, input, rules, this.#clock.nowMs());
    if (!step.ok) return step.code === "break-limit-reached" ? refused(step.code, "no", full) : step;
    this.#roster.remember(step.value.presence);
    if (input.type === "desktop-changed") this.#watch(operatorId, input.isLinked);
    if (step.value.events.some(({ type }) => type === "operator.status-changed"))
      this.#watchEnd(operatorId, step.value);
    return accepted(step.value.events);
  }

  /** Chosen for when the last contact is done. */
  chooseNext(operatorId: OperatorId, next: ChosenStatus | null): Result<readonly NewEvent[], StatusRefusal> {
    return this.step(operatorId, { type: "next-chosen", next, isBusy: this.#roster.isBusy(operatorId) });
  }

  /** As `step`, for inputs that cannot be refused. */
  happened(operatorId: OperatorId, input: Exclude<PresenceInput, { type: "status-chosen" }>): readonly NewEvent[] {
    const step = this.step(operatorId, input);
    return step.ok ? step.value : [];
  }

  /** Operators whose desktop is gone too long may have just ended the call that kept them on the line. */
  checkGone(operatorIds: Iterable<OperatorId>): readonly NewEvent[] {
    return [...operatorIds].flatMap((operatorId) =>
      this.happened(operatorId, { type: "time-passed", isTalking: this.#roster.isTalking(operatorId) }),
    );
  }

  /** Who has nothing left to do goes where they chose to go. */
  takeNext(operatorIds: Iterable<OperatorId>): readonly NewEvent[] {
    return [...operatorIds].flatMap((operatorId) =>
      this.#roster.presence(operatorId)?.state.next && !this.#roster.isBusy(operatorId)
        ? this.happened(operatorId, { type: "contacts-done" })
        : [],
    );
  }

  /**
   * The exchange and the links of the hub before are gone: what the log says of them is no longer so, and the caller logs
   * that. Everybody has the usual time to come back.
   */
  takeOver(): readonly NewEvent[] {
    const stale = this.#roster
      .presences()
      .flatMap(({ operatorId }) => [
        ...this.happened(operatorId, { type: "phone-changed", isRegistered: false }),
        ...this.happened(operatorId, { type: "desktop-changed", isLinked: false }),
      ]);
    for (const { operatorId } of this.#directory.team.operators) {
      this.#watch(operatorId, false);
      const presence = this.#roster.presence(operatorId);
      if (presence) this.#setEnd(operatorId, statusEndsAtMs(presence));
    }
    return stale;
  }

  stop(): void {
    this.#goneTimers.clearAll();
    this.#endTimers.clearAll();
  }

  #fullBreakLimit(operatorId: OperatorId): BreakRefusal | null {
    const limits = breakLimitsOf(this.#directory.team);
    if (limits.length === 0) return null;
    const states = this.#roster.presences().map(({ state }) => state);
    return breakRefusal(operatorId, limits, states);
  }

  /** A status that ends by itself, or becomes too long: asked again when its time is up. */
  #watchEnd(operatorId: OperatorId, { events }: PresenceStep): void {
    const changed = events.find((event) => event.type === "operator.status-changed");
    if (!changed) return;
    const { status, reason, limitMs, by } = changed.payload;
    const state = { operatorId, status, reason, limitMs, by, sinceMs: this.#clock.nowMs() };
    this.#setEnd(operatorId, statusEndsAtMs({ state }));
  }

  #setEnd(operatorId: OperatorId, endsAtMs: number | null): void {
    if (endsAtMs === null) this.#endTimers.clear(operatorId);
    else {
      // The event is written a little later than now: asked too early, the time would not be up.
      const delayMs = Math.max(0, endsAtMs - this.#clock.nowMs()) + END_SLACK_MS;
      this.#endTimers.set(operatorId, delayMs, () => this.#whenTimeIsUp(operatorId));
    }
  }

  #watch(operatorId: OperatorId, isLinked: boolean): void {
    if (isLinked) this.#goneTimers.clear(operatorId);
    else this.#goneTimers.set(operatorId, DESKTOP_GONE_LIMIT_MS, () => this.#whenTimeIsUp(operatorId));
  }
}
