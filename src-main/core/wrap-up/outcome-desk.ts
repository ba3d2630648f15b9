import type { ContactOutcome, OutcomeField } from "../../../src-shared/domain/topics/contact-outcome.ts";
import { isSameOutcome, missingFields, NO_OUTCOME } from "../../../src-shared/domain/topics/outcome-rules.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { outcomeRequests } from "../../../src-shared/ipc/outcomes.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { LinkCommands } from "../../../src-shared/link/link-contract.ts";
import { accepted } from "../../../src-shared/result.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { MirrorStore } from "../ports/store.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";

export type OutcomeParts = {
  readonly mirror: Pick<MirrorStore, "outcome">;
  readonly outbox: Pick<Outbox, "add" | "discard" | "pending">;
  readonly hub: Pick<HubKnowledge, "self" | "topics">;
};

/** What was said of contacts here; what was said last counts before the hub knows of it. */
export class OutcomeDesk {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof outcomeRequests>;
  readonly #parts: OutcomeParts;

  constructor(parts: OutcomeParts) {
    this.#parts = parts;
    this.handlers = {
      "outcomes.get": ({ interactionId }) => accepted(this.outcome(interactionId)),
      "outcomes.set": ({ interactionId, ...outcome }) => this.set(interactionId, outcome),
    };
  }

  /** As it was said last, here or at another desktop. */
  outcome(interactionId: InteractionId): ContactOutcome {
    const { mirror, hub } = this.#parts;
    const waiting = this.#waiting(interactionId).at(-1)?.outcome;
    return waiting ?? (hub.self && mirror.outcome(interactionId, hub.self)) ?? NO_OUTCOME;
  }

  /** What the team asks for and this operator has not said yet. */
  missing(interactionId: InteractionId): readonly OutcomeField[] {
    return missingFields(this.outcome(interactionId), this.#parts.hub.topics?.required ?? []);
  }

  /** Kept before anything else; of several that wait only the last is true. */
  set(interactionId: InteractionId, outcome: ContactOutcome) {
    if (isSameOutcome(outcome, this.outcome(interactionId))) return accepted({});
    const { outbox } = this.#parts;
    const before = new Set(this.#waiting(interactionId).map(({ command }) => command));
    const kept = outbox.add("interaction.set-outcome", { interactionId, ...outcome });
    if (!kept.ok) return kept;
    outbox.discard((command) => before.has(command));
    return accepted({});
  }

  #waiting(wanted: InteractionId) {
    return this.#parts.outbox.pending().flatMap((command) => {
      if (command.name !== "interaction.set-outcome") return [];
      const parsed = LinkCommands["interaction.set-outcome"].input.safeParse(command.input);
      if (!parsed.success || parsed.data.interactionId !== wanted) return [];
      const { interactionId: _id, ...outcome } = parsed.data;
      return [{ command, outcome }];
    });
  }
}
