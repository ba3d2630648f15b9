import { channelKind } from "../../../src-shared/domain/channel.ts";
import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";

/** Whether a customer stands in a queue, or rings at a member of it. A call to one person waits in no queue. */
export function isWaiting(interaction: Interaction): boolean {
  const { direction, queueId, state } = interaction;
  return direction === "in" && queueId !== null && (state === "queued" || state === "offered");
}

/**
 * Who has a part in the interaction as it stands. Ask after every event and keep the union: a dialler who passed the
 * talk on is no longer named in it. A call that rang in vain is a part too; a text is of those alone who had it.
 */
export function participants(interaction: Interaction): readonly OperatorId[] {
  const isText = channelKind(interaction.channel) === "text";
  const offers = interaction.offers.filter(({ outcome }) => !isText || outcome === "answered");
  const all = [interaction.operatorId, ...offers.map((offer) => offer.operatorId)];
  return [...new Set(all.filter((operatorId) => operatorId !== null))];
}
