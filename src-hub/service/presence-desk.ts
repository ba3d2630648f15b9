import { DESKTOP_GONE_LIMIT_MS, type PresenceInput, stepPresence } from "../../src-shared/domain/operator-presence.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { Roster } from "./roster.ts";
import { Timers } from "./timers.ts";

/** Runs the presence rules: asks them, remembers what they remember, and watches desktops that are gone. */
export class PresenceDesk {
  readonly #directory: Directory;
  readonly #roster: Roster;
  readonly #clock: HubClock;
  readonly #goneTimers: Timers<OperatorId>;
  readonly #whenGoneTooLong: (operatorId: OperatorId) => void;

  constructor(directory: Directory, roster: Roster, clock: HubClock, whenGoneTooLong: (id: OperatorId) => void) {
    this.#directory = directory;
    this.#roster = roster;
    this.#clock = clock;
    this.#goneTimers = new Timers(clock);
    this.#whenGoneTooLong = whenGoneTooLong;
  }

  /** What must be logged because of an input; the caller logs it. */
  step(operatorId: OperatorId, input: PresenceInput): Result<readonly NewEvent[], "unknown-break-reason"> {
    const presence = this.#roster.presence(operatorId);
    if (!presence) return accepted([]);
    const step = stepPresence(presence, input, this.#directory.team, this.#clock.nowMs());
    if (!step.ok) return step;
    this.#roster.remember(step.value.presence);
    if (input.type === "desktop-changed") this.#watch(operatorId, input.isLinked);
    return accepted(step.value.events);
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

  /** After a start nobody is linked: everybody has the usual time to come back. */
  watchAll(): void {
    for (const { operatorId } of this.#directory.team.operators) this.#watch(operatorId, false);
  }

  stop(): void {
    this.#goneTimers.clearAll();
  }

  #watch(operatorId: OperatorId, isLinked: boolean): void {
    if (isLinked) this.#goneTimers.clear(operatorId);
    else this.#goneTimers.set(operatorId, DESKTOP_GONE_LIMIT_MS, () => this.#whenGoneTooLong(operatorId));
  }
}
