import { placePhrases } from "../../src-shared/domain/announcements/phrases.ts";
import { QueuePace } from "../../src-shared/domain/distribution/queue-pace.ts";
import { DEFAULT_VOICE_RULES } from "../../src-shared/domain/distribution/voice-rules.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { Telephony } from "../telephony/telephony.ts";
import { isText } from "../text/open-contacts.ts";
import type { CallBook } from "./call-book.ts";
import type { Journal } from "./journal.ts";
import { Timers } from "./timers.ts";

/** Who waits is told their place so soon for the first time. */
const FIRST_AFTER_MS = 10_000;
/** A queue that tells no places now may do so later. */
const LOOK_AGAIN_MS = 60_000;

export type PlaceAnnouncerNeeds = {
  readonly book: CallBook;
  readonly clock: HubClock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly telephony: Telephony;
  /** The place of a call in its queue, from 1 on, by the distribution itself; null: it waits nowhere. */
  readonly placeOf: (interactionId: InteractionId) => number | null;
  /** One job after another, with everything else that happens. */
  readonly run: (job: () => Promise<void>) => void;
};

/** Tells callers who wait how far they have come, as often as their queue says. It holds no queue of its own. */
export class PlaceAnnouncer {
  readonly #needs: PlaceAnnouncerNeeds;
  readonly #timers: Timers<InteractionId>;
  readonly #pace = new QueuePace();

  constructor(needs: PlaceAnnouncerNeeds) {
    this.#needs = needs;
    this.#timers = new Timers(needs.clock);
  }

  follow(events: readonly LogEvent[]): void {
    if (this.#needs.telephony.say === undefined) return;
    for (const event of events) {
      if (event.type === "interaction.queued") this.#await(event.payload.interactionId, FIRST_AFTER_MS);
      if (event.type === "interaction.accepted") this.#answered(event.payload.interactionId, event.atMs);
      if (event.type === "interaction.ended") this.#timers.clear(event.payload.interactionId);
    }
  }

  /** Who waited before the hub was started anew is told on. */
  takeOver(waiting: readonly Interaction[]): void {
    if (this.#needs.telephony.say === undefined) return;
    for (const { interactionId } of waiting) this.#await(interactionId, FIRST_AFTER_MS);
  }

  stop(): void {
    this.#timers.clearAll();
  }

  #await(interactionId: InteractionId, ms: number): void {
    const { book, run } = this.#needs;
    // What is written, and orders of call-backs, wait without listening.
    if (book.ofInteraction(interactionId)?.kind !== "queue") return;
    this.#timers.set(interactionId, ms, () => run(async () => this.#tell(interactionId)));
  }

  #answered(interactionId: InteractionId, atMs: number): void {
    this.#timers.clear(interactionId);
    const interaction = this.#needs.journal.log.interaction(interactionId);
    if (interaction?.queueId && !isText(interaction)) this.#pace.answered(interaction.queueId, atMs);
  }

  #tell(interactionId: InteractionId): void {
    const { book, clock, directory, journal, placeOf, telephony } = this.#needs;
    const record = book.ofInteraction(interactionId);
    const interaction = journal.log.interaction(interactionId);
    const queueId = interaction?.queueId;
    if (!record || !interaction || !queueId || record.calleeUser !== null) return;
    const { language, place: rule } = directory.queue(queueId)?.rules?.voice ?? DEFAULT_VOICE_RULES;
    this.#await(interactionId, rule?.everyMs ?? LOOK_AGAIN_MS);
    const place = placeOf(interactionId);
    // Somebody is being rung: it is their turn.
    if (rule === null || place === null || interaction.state !== "queued") return;
    const waitMs = rule.tellsWait ? this.#pace.expectedWaitMs(queueId, place, clock.nowMs()) : null;
    telephony.say?.(record.callId, language, placePhrases(place, waitMs));
  }
}
