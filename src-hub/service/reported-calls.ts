import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { isOpen } from "../../src-shared/domain/interaction.ts";
import type { ReportedCall } from "../../src-shared/domain/reported-call.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import { type InteractionId, OfferId, type OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { EventLog } from "../log/event-log.ts";
import { readInteraction } from "../log/event-store.ts";
import { endEvents } from "./endings.ts";
import { REPORT_WAIT_MS } from "./recovery.ts";
import { reportedEvents } from "./reported-events.ts";
import { Timers } from "./timers.ts";

/** A call of which nothing was heard for so long is over, though its desktop never came back to say so. */
export const SILENCE_LIMIT_MS = 12 * 3_600_000;

/**
 * Calls on a PBX elsewhere (ADR 20): only the operator's desktop knows of them, and tells. While it is away its calls
 * stay as they are, for they may go on; when it is back it has `REPORT_WAIT_MS` to tell of them, and what it does not
 * know any more has died with it.
 */
export class ReportedCalls {
  readonly #needs: ReportedCallsNeeds;
  readonly #lastSigns = new Map<InteractionId, number>();
  readonly #waits: Timers<InteractionId>;

  constructor(needs: ReportedCallsNeeds) {
    this.#needs = needs;
    this.#waits = new Timers(needs.clock);
  }

  /** Takes over what was open when the hub went down: its desktops will link, and tell. */
  start(): void {
    for (const { interactionId } of this.#open()) this.#await(interactionId, SILENCE_LIMIT_MS, this.#needs.aliveAtMs);
  }

  /** What a report changes in the log; who tells of a call that is not theirs is refused. */
  async report(
    operatorId: OperatorId,
    call: ReportedCall,
  ): Promise<Result<readonly NewEvent[], "unknown-interaction">> {
    const { log, db, clock } = this.#needs;
    const { interactionId } = call;
    const before = log.interaction(interactionId) ?? (await readInteraction(db, interactionId)) ?? undefined;
    if (before && before.reportedBy !== operatorId) return refused("unknown-interaction");
    const nowMs = clock.nowMs();
    if (call.end || (before && !isOpen(before))) this.#forget(interactionId);
    else this.#await(interactionId, SILENCE_LIMIT_MS, nowMs);
    return accepted(reportedEvents(before, call, { operatorId, offerId: OfferId.parse(clock.newId()), nowMs }));
  }

  /** Whether the call is one that only its operator's desktop knows of. */
  isReported({ interactionId }: Interaction): boolean {
    return this.#lastSigns.has(interactionId);
  }

  /** A desktop is there: it tells at once which of its calls go on. */
  desktopLinked(operatorId: OperatorId): void {
    for (const { interactionId } of this.#open(operatorId)) this.#await(interactionId, REPORT_WAIT_MS, null);
  }

  desktopGone(operatorId: OperatorId): void {
    const nowMs = this.#needs.clock.nowMs();
    for (const { interactionId } of this.#open(operatorId)) this.#await(interactionId, SILENCE_LIMIT_MS, nowMs);
  }

  /** Writes off a call that nobody told of any more, at the last moment it is known to have been. */
  giveUp(interactionId: InteractionId): readonly NewEvent[] {
    const interaction = this.#needs.log.interaction(interactionId);
    const endedAtMs = this.#lastSigns.get(interactionId);
    this.#forget(interactionId);
    if (!interaction || !isOpen(interaction) || endedAtMs === undefined) return [];
    return endEvents(interactionId, { endedBy: "system", result: "interrupted", endedAtMs }, false);
  }

  stop(): void {
    this.#waits.clearAll();
  }

  #open(operatorId?: OperatorId): readonly Interaction[] {
    return this.#needs.log
      .unclosed()
      .filter(({ reportedBy }) => reportedBy !== undefined && (operatorId ?? reportedBy) === reportedBy);
  }

  #await(interactionId: InteractionId, waitMs: number, signAtMs: number | null): void {
    if (signAtMs !== null || !this.#lastSigns.has(interactionId))
      this.#lastSigns.set(interactionId, signAtMs ?? this.#needs.clock.nowMs());
    this.#waits.set(interactionId, waitMs, () => this.#needs.whenSilent(interactionId));
  }

  #forget(interactionId: InteractionId): void {
    this.#lastSigns.delete(interactionId);
    this.#waits.clear(interactionId);
  }
}

export type ReportedCallsNeeds = {
  readonly log: EventLog;
  readonly db: HubDatabase;
  readonly clock: HubClock;
  /** The last time the hub before this one is known to have lived. */
  readonly aliveAtMs: number;
  readonly whenSilent: (interactionId: InteractionId) => void;
};
