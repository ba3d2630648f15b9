import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";

/** Whether a customer stands in a queue, or rings at a member of it. A call to one person waits in no queue. */
export function isWaiting(interaction: Interaction): boolean {
  const { direction, queueId, state } = interaction;
  return direction === "in" && queueId !== null && (state === "queued" || state === "offered");
}

/**
 * Who has a part in the interaction as it stands. Ask after every event and keep the union: a dialler who passed the
 * talk on is no longer named in it.
 */
export function participants(interaction: Interaction): readonly OperatorId[] {
  const all = [interaction.operatorId, ...interaction.offers.map((offer) => offer.operatorId)];
  return [...new Set(all.filter((operatorId) => operatorId !== null))];
}
