import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import type { Directory } from "../accounts/directory.ts";
import type { HubClock } from "../clock.ts";
import type { EventLog } from "../log/event-log.ts";
import { closedEvent } from "./endings.ts";
import { Timers } from "./timers.ts";

/** Closes what is in wrap-up when its queue's time for it is over; takes the remaining time over a restart. */
export class WrapUps {
  readonly #directory: Directory;
  readonly #log: EventLog;
  readonly #clock: HubClock;
  readonly #timers: Timers<InteractionId>;
  readonly #whenOver: (interactionId: InteractionId) => void;

  constructor(directory: Directory, log: EventLog, clock: HubClock, whenOver: (id: InteractionId) => void) {
    this.#directory = directory;
    this.#log = log;
    this.#clock = clock;
    this.#timers = new Timers(clock);
    this.#whenOver = whenOver;
  }

  /** Whether the operator owes a wrap-up when this ends now. */
  isOwed({ acceptedAtMs, queueId }: Interaction): boolean {
    return acceptedAtMs !== null && this.#wrapUpMs(queueId) > 0;
  }

  follow(events: readonly LogEvent[]): void {
    for (const event of events)
      if (event.type === "interaction.ended") this.#watch(this.#log.interaction(event.payload.interactionId));
      else if (event.type === "interaction.closed") this.#timers.clear(event.payload.interactionId);
  }

  /** Takes up the wrap-ups that were going on when the hub went down. */
  resume(): void {
    for (const interaction of this.#log.unclosed()) this.#watch(interaction);
  }

  /** What to log when the time of a wrap-up is over. */
  over(interactionId: InteractionId): readonly NewEvent[] {
    return this.#log.interaction(interactionId)?.state === "wrap-up" ? [closedEvent(interactionId)] : [];
  }

  stop(): void {
    this.#timers.clearAll();
  }

  #watch(interaction: Interaction | undefined): void {
    if (interaction?.state !== "wrap-up") return;
    const { interactionId, queueId, endedAtMs } = interaction;
    const untilMs = (endedAtMs ?? 0) + this.#wrapUpMs(queueId);
    this.#timers.set(interactionId, untilMs - this.#clock.nowMs(), () => this.#whenOver(interactionId));
  }

  #wrapUpMs(queueId: Interaction["queueId"]): number {
    return queueId === null ? 0 : (this.#directory.queue(queueId)?.wrapUpMs ?? 0);
  }
}
