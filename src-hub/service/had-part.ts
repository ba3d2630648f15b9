import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { OperatorId } from "../../src-shared/ids.ts";

/** Whether somebody has a contact, or had a part in it: it was theirs, or was offered to them. */
export function hadPart({ operatorId, offers }: Interaction, self: OperatorId): boolean {
  return operatorId === self || offers.some((offer) => offer.operatorId === self);
}
