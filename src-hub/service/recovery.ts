import { isUnreachedOrder } from "../../src-shared/domain/callback/call-back-order.ts";
import { type Interaction, isOpen } from "../../src-shared/domain/interaction.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import type { LinkCommandInput } from "../../src-shared/link/link-contract.ts";
import type { HubClock } from "../clock.ts";
import type { EventLog } from "../log/event-log.ts";
import { isText } from "../text/open-contacts.ts";
import { type Ending, endEvents } from "./endings.ts";
import { Timers } from "./timers.ts";
import type { WrapUps } from "./wrap-ups.ts";

/** How long a talk from before a restart may go unreported before it is written off. */
export const REPORT_WAIT_MS = 15_000;

/**
 * Talks from before a restart of the hub. Their sound never passed through the hub and may go on: the owner's desktop
 * reports. What it does not report in time is written off as interrupted. When the exchange took the talk up again
 * (ADR 24), the end comes from there as well; the first word counts.
 */
export class Recovery {
  readonly #log: EventLog;
  readonly #clock: HubClock;
  readonly #wrapUps: WrapUps;
  readonly #aliveAtMs: number;
  /** Each with the last time it is known to have gone on. */
  readonly #orphans = new Map<InteractionId, number>();
  readonly #waits: Timers<InteractionId>;
  readonly #whenUnreported: (interactionId: InteractionId) => void;
  readonly #whenOver: (interactionId: InteractionId) => void;
  readonly #isCarried: (interactionId: InteractionId) => boolean;
  readonly #whoTalks: (interactionId: InteractionId) => OperatorId | null;

  constructor(
    { log, clock, wrapUps, aliveAtMs, whenOver, isCarried, whoTalks }: RecoveryNeeds,
    whenUnreported: (interactionId: InteractionId) => void,
  ) {
    this.#log = log;
    this.#clock = clock;
    this.#wrapUps = wrapUps;
    this.#aliveAtMs = aliveAtMs;
    this.#waits = new Timers(clock);
    this.#whenUnreported = whenUnreported;
    this.#whenOver = whenOver;
    this.#isCarried = isCarried;
    this.#whoTalks = whoTalks;
  }

  /** Takes over what was open when the hub went down; answers with what must be logged about it. */
  start(): readonly NewEvent[] {
    return (
      this.#log
        .unclosed()
        // What is written needs no phone: it waits, and its owner answers when their desktop is back. Nor does an order.
        .filter((interaction) => isOpen(interaction) && interaction.reportedBy === undefined && !isText(interaction))
        .filter((interaction) => !isUnreachedOrder(interaction))
        .flatMap((interaction) => this.#takeOver(interaction))
    );
  }

  /** Whether the talk is one of those that only its owner's desktop knows of. */
  isOrphan(interactionId: InteractionId): boolean {
    return this.#orphans.has(interactionId);
  }

  /** What a report of the owner changes: nothing but the waiting while they talk, the end when it is over. */
  report(interaction: Interaction, call: LinkCommandInput<"interaction.report">["call"]): readonly NewEvent[] {
    const { interactionId } = interaction;
    if (!this.#orphans.has(interactionId)) return [];
    this.#waits.clear(interactionId);
    if (call.state === "talking") {
      this.#orphans.set(interactionId, this.#clock.nowMs());
      return [];
    }
    const { endedBy, atMs } = call;
    const result = endedBy === "system" ? "interrupted" : "answered";
    return this.#end(interaction, { endedBy, result, endedAtMs: atMs });
  }

  /** A desktop links: it says which talks go on. One that was started anew knows of none, and none is reported. */
  awaitReports(operatorId: OperatorId): void {
    for (const interactionId of this.#orphans.keys())
      if (this.#log.interaction(interactionId)?.operatorId === operatorId) this.#await(interactionId);
  }

  /** The exchange carries the talk on, and has told of its end. */
  settle(interactionId: InteractionId): void {
    this.#orphans.delete(interactionId);
    this.#waits.clear(interactionId);
  }

  /** Writes one off that nobody reported. */
  giveUp(interactionId: InteractionId): readonly NewEvent[] {
    const interaction = this.#log.interaction(interactionId);
    const lastSignMs = this.#orphans.get(interactionId);
    if (!interaction || lastSignMs === undefined) return [];
    return this.#end(interaction, interruptedAt(lastSignMs));
  }

  /** Writes off the talks of an operator whose desktop is gone for good; it was the only one who knew of them. */
  giveUpOf(operatorId: OperatorId, goneSinceMs: number): readonly NewEvent[] {
    return [...this.#orphans.keys()].flatMap((interactionId) => {
      const interaction = this.#log.interaction(interactionId);
      if (interaction?.operatorId !== operatorId || this.#waits.has(interactionId)) return [];
      return this.#end(interaction, interruptedAt(goneSinceMs));
    });
  }

  stop(): void {
    this.#waits.clearAll();
  }

  #takeOver(interaction: Interaction): readonly NewEvent[] {
    const { interactionId, acceptedAtMs, operatorId, state } = interaction;
    const talker = state === "offered" && acceptedAtMs === null ? this.#whoTalks(interactionId) : null;
    if (talker !== null) return this.#noteAnswer(interaction, talker);
    // Who waits with the music of a PBX waits on; what rang rings no more.
    const isWaiting = acceptedAtMs === null || state === "queued" || state === "offered";
    if (isWaiting && this.#isCarried(interactionId)) return withdrawn(interaction);
    if (isWaiting || operatorId === null)
      return endEvents(interactionId, interruptedAt(this.#lastSignOf(interaction)), false);
    this.#orphans.set(interactionId, this.#lastSignOf(interaction));
    // The exchange itself waits for the phones of what it carries.
    if (!this.#isCarried(interactionId)) this.#await(interactionId);
    // A transfer that was being rung has died with the exchange; the talk has not.
    return withdrawn(interaction);
  }

  /** The hub before this one died after the two were joined and before it wrote that down. */
  #noteAnswer(interaction: Interaction, operatorId: OperatorId): readonly NewEvent[] {
    const { interactionId, offers } = interaction;
    const happenedAtMs = this.#lastSignOf(interaction);
    this.#orphans.set(interactionId, happenedAtMs);
    const others = offers.filter((offer) => offer.operatorId !== null && offer.operatorId !== operatorId);
    return [
      ...withdrawn({ ...interaction, offers: others }),
      { type: "interaction.accepted", actor: "system", payload: { interactionId, operatorId, happenedAtMs } },
    ];
  }

  #await(interactionId: InteractionId): void {
    this.#waits.set(interactionId, REPORT_WAIT_MS, () => this.#whenUnreported(interactionId));
  }

  #end(interaction: Interaction, ending: Ending): readonly NewEvent[] {
    this.settle(interaction.interactionId);
    this.#whenOver(interaction.interactionId);
    // Nobody owes a wrap-up for a talk whose end was only found out.
    const wrapUp = ending.result === "answered" && this.#wrapUps.owed(interaction, ending.endedAtMs);
    return endEvents(interaction.interactionId, ending, wrapUp);
  }

  #lastSignOf({ acceptedAtMs, createdAtMs, heldSinceMs }: Interaction): number {
    const seenAtMs = Math.max(acceptedAtMs ?? createdAtMs, heldSinceMs ?? 0, this.#aliveAtMs);
    return Math.min(seenAtMs, this.#clock.nowMs());
  }
}

export type RecoveryNeeds = {
  readonly log: EventLog;
  readonly clock: HubClock;
  readonly wrapUps: WrapUps;
  /** The last time the hub before this one is known to have lived. */
  readonly aliveAtMs: number;
  /** A talk is over by what the desktop said, or did not say: the exchange may carry it still. */
  readonly whenOver: (interactionId: InteractionId) => void;
  /** Whether the exchange took the talk up again. */
  readonly isCarried: (interactionId: InteractionId) => boolean;
  /** The operator in a talk that the exchange took up again; null: nobody of it has answered, or it did not. */
  readonly whoTalks: (interactionId: InteractionId) => OperatorId | null;
};

function withdrawn({ interactionId, offers }: Interaction): readonly NewEvent[] {
  return offers
    .filter((offer) => offer.outcome === null)
    .map(({ offerId, operatorId }) => ({
      type: "interaction.offer-ended",
      actor: "system",
      payload: { interactionId, offerId, operatorId, outcome: "withdrawn" },
    }));
}

function interruptedAt(endedAtMs: number): Ending {
  return { endedBy: "system", result: "interrupted", endedAtMs };
}
