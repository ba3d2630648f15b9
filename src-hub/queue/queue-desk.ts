import { Distribution, type DistributionInput, type DistributionOffer } from "../../src-shared/domain/distribution.ts";
import type { Queue } from "../../src-shared/domain/team.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import type { HubClock } from "../clock.ts";
import type { Readiness } from "../service/roster.ts";

/** Keeps the distribution in step with the log, and hands its offers on. */
export class QueueDesk {
  readonly #distribution: Distribution;
  readonly #clock: HubClock;
  readonly #readiness: (operatorId: OperatorId) => Readiness;
  readonly #wake: () => void;
  #stopTimer: (() => void) | null = null;

  constructor(queues: readonly Queue[], clock: HubClock, readiness: (id: OperatorId) => Readiness, wake: () => void) {
    this.#distribution = new Distribution(queues);
    this.#clock = clock;
    this.#readiness = readiness;
    this.#wake = wake;
  }

  /** What follows from logged events, and from the operators they touched. */
  follow(events: readonly LogEvent[], touched: Iterable<OperatorId>): readonly DistributionOffer[] {
    const changes = [...touched].map(
      (operatorId) => ({ type: "operator-changed", operatorId, ...this.#readiness(operatorId) }) as const,
    );
    // Who is no longer free must be known before a contact is placed, who is free again only after: else an operator
    // who calls a queue would be offered their own call, and one who just missed a contact another before the next.
    const [freed, taken] = [changes.filter(({ isFree }) => isFree), changes.filter(({ isFree }) => !isFree)];
    return this.#apply([...taken, ...events.flatMap(inputOf), ...freed]);
  }

  /** What follows from the time that passed: contacts that rested are offered again. */
  wakeRested(): readonly DistributionOffer[] {
    return this.#apply([{ type: "time-passed" }]);
  }

  holds(interactionId: InteractionId): boolean {
    return this.#distribution.holds(interactionId);
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
  }

  #apply(inputs: readonly DistributionInput[]): readonly DistributionOffer[] {
    const nowMs = this.#clock.nowMs();
    const offers = inputs.flatMap((input) => this.#distribution.apply(input, nowMs));
    this.stop();
    const nextAtMs = this.#distribution.nextAtMs();
    if (nextAtMs !== null) this.#stopTimer = this.#clock.after(Math.max(0, nextAtMs - nowMs), this.#wake);
    return offers;
  }
}

function inputOf(event: LogEvent): DistributionInput[] {
  switch (event.type) {
    case "interaction.queued":
      return [{ type: "contact-queued", ...event.payload }];
    case "interaction.offer-ended": {
      const { interactionId, operatorId, outcome } = event.payload;
      return operatorId && outcome !== "withdrawn" ? [{ type: "offer-missed", interactionId, operatorId }] : [];
    }
    case "interaction.accepted":
    case "interaction.ended":
      return [{ type: "contact-left", interactionId: event.payload.interactionId }];
    default:
      return [];
  }
}
