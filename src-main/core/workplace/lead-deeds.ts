import type { Interaction, Offer } from "../../../src-shared/domain/interaction.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";
import type { LeadDeedsView } from "../../../src-shared/ipc/lead-deeds-view.ts";

/** Offers that did not come out of the queue: what was done to the contact while it waited there says nothing of them. */
const NOT_FROM_THE_QUEUE: ReadonlySet<string> = new Set(["transferred", "called-directly", "claimed"]);

/** What those who lead the team did to a contact that the queue brought this operator; undefined: nothing. */
export function leadDeeds(
  interaction: Pick<Interaction, "assigned" | "priority" | "hints">,
  self: OperatorId | null,
  own: Pick<Offer, "reasons"> | undefined,
): LeadDeedsView | undefined {
  if (!own || own.reasons.some(({ code }) => NOT_FROM_THE_QUEUE.has(code))) return undefined;
  const { assigned } = interaction;
  const isMine = assigned !== undefined && assigned.operatorId === self;
  const raised = isRaised(interaction);
  if (!isMine && !raised) return undefined;
  return {
    ...(isMine && { assignedBy: { name: assigned.by.name, note: assigned.by.note } }),
    ...(raised && { isRaised: true as const }),
  };
}

/** Whether a contact is more important by the word of somebody who leads than it was when it came. */
export function isRaised({ priority, hints }: Pick<Interaction, "priority" | "hints">): boolean {
  return priority !== undefined && priority > (hints?.priority ?? 0);
}
