import { isUnreachedOrder } from "../../src-shared/domain/callback/call-back-order.ts";
import type { CustomerRouting } from "../../src-shared/domain/distribution/customer-routing.ts";
import { Distribution } from "../../src-shared/domain/distribution/distribution.ts";
import type {
  Decisions,
  DistributionInput,
  OperatorStanding,
} from "../../src-shared/domain/distribution/distribution-input.ts";
import type { QueueRules } from "../../src-shared/domain/distribution/queue-rules.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { Team } from "../../src-shared/domain/team.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId, QueueId } from "../../src-shared/ids.ts";
import type { HubClock } from "../clock.ts";
import { type Familiar, queuedContact } from "./contact-facts.ts";

export type QueueDeskNeeds = {
  readonly team: Pick<Team, "queues" | "operators">;
  readonly clock: HubClock;
  readonly standing: (operatorId: OperatorId) => OperatorStanding;
  readonly interaction: (interactionId: InteractionId) => Interaction | undefined;
  /** Who knows the customer of this contact, by the queue's rule or the channel's own. */
  readonly familiar: (interaction: Interaction, rule: QueueRules["familiar"]) => Promise<Familiar | null>;
  /** How the customer's contacts are to be distributed. */
  readonly routing: (interaction: Interaction) => Promise<CustomerRouting | null>;
  /** Time alone changes something: `timePassed` is to be called. */
  readonly wake: () => void;
};

/** Keeps the distribution in step with the log, and hands its decisions on. */
export class QueueDesk {
  readonly #distribution: Distribution;
  readonly #needs: QueueDeskNeeds;
  #team: QueueDeskNeeds["team"];
  #stopTimer: (() => void) | null = null;

  constructor(needs: QueueDeskNeeds) {
    this.#needs = needs;
    this.#team = needs.team;
    this.#distribution = new Distribution(needs.team.queues, needs.team.operators);
  }

  /** What follows from another team: who serves which queue, and who is there at all. */
  followTeam(team: QueueDeskNeeds["team"], touched: Iterable<OperatorId>): Decisions {
    const { clock, standing } = this.#needs;
    this.#team = team;
    const changed = this.#distribution.changeTeam(team.queues, team.operators, clock.nowMs());
    const stood = [...touched].map((id) => ({ type: "operator-changed", operatorId: id, ...standing(id) }) as const);
    const followed = this.#apply(stood);
    return { offers: [...changed.offers, ...followed.offers], expired: [...changed.expired, ...followed.expired] };
  }

  /** What follows from logged events, and from the operators they touched. */
  async follow(events: readonly LogEvent[], touched: Iterable<OperatorId>): Promise<Decisions> {
    const { standing } = this.#needs;
    const changes = [...touched].map(
      (operatorId) => ({ type: "operator-changed", operatorId, ...standing(operatorId) }) as const,
    );
    const inputs: DistributionInput[] = [...changes];
    for (const event of events) inputs.push(...(await this.#inputOf(event)));
    return this.#apply(inputs);
  }

  /** Contacts that kept their place over a restart: each waits since it came. */
  async restore(waiting: readonly Interaction[]): Promise<Decisions> {
    const inputs: DistributionInput[] = [];
    for (const { interactionId, queueId, createdAtMs } of waiting)
      if (queueId)
        for (const input of await this.#contactQueued(interactionId, queueId))
          inputs.push({ ...input, waitingSinceMs: createdAtMs });
    return this.#apply(inputs);
  }

  /** What follows from the time that passed. */
  timePassed(): Decisions {
    return this.#apply([]);
  }

  /** Which one of its queue the contact is, the first is 1; null: it waits nowhere. */
  placeOf(interactionId: InteractionId): number | null {
    return this.#distribution.placeOf(interactionId);
  }

  holds(interactionId: InteractionId): boolean {
    return this.#distribution.holds(interactionId);
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
  }

  #apply(inputs: readonly DistributionInput[]): Decisions {
    const { clock, wake } = this.#needs;
    const nowMs = clock.nowMs();
    const decisions = this.#distribution.apply(inputs, nowMs);
    this.stop();
    const nextAtMs = this.#distribution.nextAtMs();
    if (nextAtMs !== null) this.#stopTimer = clock.after(Math.max(0, nextAtMs - nowMs), wake);
    return decisions;
  }

  async #inputOf(event: LogEvent): Promise<readonly DistributionInput[]> {
    switch (event.type) {
      case "interaction.queued": {
        const { interactionId, queueId, handOver } = event.payload;
        const interaction = this.#needs.interaction(interactionId);
        // An order of a call-back is offered when it is due.
        if (interaction && isUnreachedOrder(interaction)) return [];
        // Somebody who leads the team may move what another has; then the card says whose it was.
        const hadIt = handOver?.fromOperatorId ?? event.actor;
        const passedOnBy = this.#team.operators.find(({ operatorId }) => operatorId === hadIt)?.operatorId ?? null;
        return (await this.#contactQueued(interactionId, queueId)).map((input) => ({ ...input, passedOnBy }));
      }
      case "callback.due": {
        const { interactionId } = event.payload;
        const queueId = this.#needs.interaction(interactionId)?.queueId;
        return queueId ? this.#contactQueued(interactionId, queueId) : [];
      }
      case "interaction.offer-ended": {
        const { interactionId, operatorId, outcome } = event.payload;
        return operatorId && outcome !== "withdrawn" ? [{ type: "offer-missed", interactionId, operatorId }] : [];
      }
      case "interaction.assigned": {
        const { interactionId, operatorId, by } = event.payload;
        return [{ type: "contact-assigned", interactionId, operatorId, isTaken: by.personId === operatorId }];
      }
      case "interaction.priority-changed": {
        const { interactionId, priority } = event.payload;
        return [{ type: "contact-priority-changed", interactionId, priority }];
      }
      case "interaction.accepted":
      case "interaction.ended":
      case "callback.dialling":
      case "callback.postponed":
      case "callback.own-call":
        return [{ type: "contact-left", interactionId: event.payload.interactionId }];
      default:
        return [];
    }
  }

  async #contactQueued(
    interactionId: InteractionId,
    queueId: QueueId,
  ): Promise<readonly Extract<DistributionInput, { type: "contact-queued" }>[]> {
    const interaction = this.#needs.interaction(interactionId);
    if (!interaction) return [];
    const rules = this.#team.queues.find((queue) => queue.queueId === queueId)?.rules;
    const familiar = await this.#needs.familiar(interaction, rules?.familiar ?? null);
    const routing = await this.#needs.routing(interaction);
    return [{ type: "contact-queued", ...queuedContact(interaction, queueId, { familiar, routing }) }];
  }
}
