import type { ContactOutcome, OutcomeField } from "../../src-shared/domain/topics/contact-outcome.ts";
import { missingFields, NO_OUTCOME } from "../../src-shared/domain/topics/outcome-rules.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { ReadDb } from "../db/schema.ts";
import { readOutcome } from "../log/outcome-store.ts";

export type OutcomeNeeds = { readonly db: ReadDb; readonly directory: Pick<Directory, "team"> };

/** What operators say of their contacts beside the notes, and what the team asks for before a wrap-up is finished. */
export class Outcomes {
  readonly #needs: OutcomeNeeds;

  constructor(needs: OutcomeNeeds) {
    this.#needs = needs;
  }

  /** Topics that are archived are taken: they may have been chosen before, at a desktop without a link. */
  said(
    operatorId: OperatorId,
    interactionId: InteractionId,
    outcome: ContactOutcome,
  ): Result<readonly NewEvent[], "unknown-topic"> {
    const known = new Set(this.#needs.directory.team.topics?.topics.map(({ topicId }) => topicId));
    if (!outcome.topicIds.every((topicId) => known.has(topicId))) return refused("unknown-topic");
    const payload = { interactionId, operatorId, ...outcome };
    return accepted([{ type: "interaction.outcome-changed", payload, actor: operatorId }]);
  }

  /** What this operator has still to say of the contact. */
  async missing(operatorId: OperatorId, interactionId: InteractionId): Promise<readonly OutcomeField[]> {
    const { db, directory } = this.#needs;
    const required = directory.team.topics?.required ?? [];
    if (required.length === 0) return [];
    return missingFields((await readOutcome(db, interactionId, operatorId)) ?? NO_OUTCOME, required);
  }
}
