import { type Interaction, isOpen } from "../../src-shared/domain/interaction.ts";
import { DEFAULT_WRAP_UP, extendedUntil, type OwedWrapUp, type WrapUpPolicy } from "../../src-shared/domain/wrap-up.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { EventLog } from "../log/event-log.ts";
import { closedEvent } from "./endings.ts";
import { PassedOnWrapUps } from "./passed-on-wrap-ups.ts";
import type { Roster } from "./roster.ts";
import { Timers } from "./timers.ts";

type ExtensionCode = "unknown-interaction" | "not-in-wrap-up" | "no-extensions-left" | "shift-budget-used";

export type WrapUpNeeds = {
  readonly directory: Directory;
  readonly log: EventLog;
  readonly clock: HubClock;
  readonly roster: Pick<Roster, "presence" | "presences">;
};

/**
 * The work after a contact: watches its time, prolongs it within the queue's and the shift's budget, and closes it when
 * the operator is done, or when its time is over and the queue does not let it stay. Takes the remaining time over a restart.
 */
export class WrapUps {
  readonly #needs: WrapUpNeeds;
  readonly #timers: Timers<InteractionId>;
  readonly #write: (due: () => readonly NewEvent[]) => void;
  /** Of talks that went on without their operator. */
  readonly passedOn: PassedOnWrapUps;

  /** `write` logs what is due then, in turn with everything else. */
  constructor(needs: WrapUpNeeds, write: (due: () => readonly NewEvent[]) => void) {
    this.#needs = needs;
    this.#timers = new Timers(needs.clock);
    this.#write = write;
    this.passedOn = new PassedOnWrapUps({
      ...needs,
      owed: (interaction) => this.owed(interaction),
      policy: (queueId) => this.#policy(queueId),
      write,
    });
  }

  /** What the operator owes when this ends now, or ended at `endedAtMs`; false: nothing. */
  owed({ acceptedAtMs, operatorId, queueId }: Interaction, endedAtMs = this.#needs.clock.nowMs()): OwedWrapUp | false {
    const wrapUpMs = this.#wrapUpMs(queueId);
    if (acceptedAtMs === null || operatorId === null || wrapUpMs <= 0) return false;
    return { untilMs: endedAtMs + wrapUpMs, atEnd: this.#policy(queueId).atEnd };
  }

  /** The operator is done before the time. What is closed already stays so: finished twice is finished once. */
  finish(operatorId: OperatorId, interaction: Interaction): Result<readonly NewEvent[], "not-in-wrap-up"> {
    if (interaction.state === "closed") return accepted([]);
    if (interaction.state !== "wrap-up") return refused("not-in-wrap-up");
    return accepted([closedEvent(interaction.interactionId, operatorId)]);
  }

  /** More time, as long as the contact's and the shift's budget last. */
  extend(operatorId: OperatorId, interactionId: InteractionId): Result<readonly NewEvent[], ExtensionCode> {
    const { log, clock, roster } = this.#needs;
    const passedOn = this.passedOn.extend(operatorId, interactionId);
    if (passedOn) return passedOn;
    const interaction = log.interaction(interactionId);
    if (interaction?.operatorId !== operatorId) return refused("unknown-interaction");
    const wrapUp = interaction.wrapUp;
    if (interaction.state !== "wrap-up" || !wrapUp) return refused("not-in-wrap-up");
    const policy = this.#policy(interaction.queueId);
    const extendedMs = roster.presence(operatorId)?.extendedInShiftMs ?? 0;
    const extended = extendedUntil(wrapUp, policy, extendedMs, clock.nowMs());
    if ("refusal" in extended) return refused(extended.refusal);
    const payload = { interactionId, operatorId, untilMs: extended.untilMs, byMs: policy.extensionMs };
    return accepted([{ type: "interaction.wrap-up-extended", actor: operatorId, payload }]);
  }

  follow(events: readonly LogEvent[]): void {
    this.passedOn.follow(events);
    for (const event of events)
      if (event.type === "interaction.ended" || event.type === "interaction.wrap-up-extended")
        this.#watch(this.#needs.log.interaction(event.payload.interactionId));
      else if (event.type === "interaction.closed") this.#timers.clear(event.payload.interactionId);
  }

  /** Takes up the wrap-ups that were going on when the hub went down. */
  resume(): void {
    for (const interaction of this.#needs.log.unclosed()) this.#watch(interaction);
    this.passedOn.resume();
  }

  /** What to log when the time of a wrap-up is over. One that may stay is closed when its operator has left the line. */
  over(interactionId: InteractionId): readonly NewEvent[] {
    const interaction = this.#needs.log.interaction(interactionId);
    if (interaction?.state !== "wrap-up") return [];
    return this.#mayStay(interaction) ? [] : [closedEvent(interactionId)];
  }

  /** What to log when operators leave the line: nobody is there to finish what stayed beyond its time. */
  leftBehind(events: readonly LogEvent[]): readonly NewEvent[] {
    const { log, clock } = this.#needs;
    const gone = new Set(
      events
        .filter((event) => event.type === "operator.status-changed" && event.payload.status === "offline")
        .map(({ payload }) => ("operatorId" in payload ? payload.operatorId : null)),
    );
    if (gone.size === 0) return [];
    const own = log
      .unclosed()
      .filter((interaction) => gone.has(interaction.operatorId) && clock.nowMs() >= this.#untilMs(interaction))
      .flatMap(({ interactionId }) => this.over(interactionId));
    return [...own, ...this.passedOn.leftBehind(gone)];
  }

  /** Wrap-ups whose time is over and that were not closed: a fault; in words, for the checker. */
  overdue(slackMs: number): readonly string[] {
    const { log, clock } = this.#needs;
    const own = log
      .unclosed()
      .filter((interaction) => !isOpen(interaction) && !this.#mayStay(interaction))
      .filter((interaction) => clock.nowMs() > this.#untilMs(interaction) + slackMs)
      .map(({ interactionId }) => `${interactionId} should have left its wrap-up`);
    return [...own, ...this.passedOn.overdue(slackMs)];
  }

  stop(): void {
    this.#timers.clearAll();
    this.passedOn.stop();
  }

  #mayStay({ wrapUp, operatorId }: Interaction): boolean {
    const status = operatorId && this.#needs.roster.presence(operatorId)?.state.status;
    return wrapUp?.atEnd === "stay" && status !== null && status !== undefined && status !== "offline";
  }

  #watch(interaction: Interaction | undefined): void {
    if (interaction?.state !== "wrap-up") return;
    const { interactionId } = interaction;
    this.#timers.set(interactionId, this.#untilMs(interaction) - this.#needs.clock.nowMs(), () =>
      this.#write(() => this.over(interactionId)),
    );
  }

  #untilMs({ wrapUp, queueId, endedAtMs }: Interaction): number {
    return wrapUp?.untilMs ?? (endedAtMs ?? 0) + this.#wrapUpMs(queueId);
  }

  #policy(queueId: Interaction["queueId"]): WrapUpPolicy {
    return (queueId === null ? undefined : this.#needs.directory.queue(queueId)?.wrapUp) ?? DEFAULT_WRAP_UP;
  }

  #wrapUpMs(queueId: Interaction["queueId"]): number {
    return queueId === null ? 0 : (this.#needs.directory.queue(queueId)?.wrapUpMs ?? 0);
  }
}
