import { type Interaction, isOpen } from "../../src-shared/domain/interaction.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import type { CallBook } from "./call-book.ts";
import type { Roster } from "./roster.ts";
import type { WrapUps } from "./wrap-ups.ts";

type InvariantNeeds = {
  readonly unclosed: readonly Interaction[];
  readonly book: CallBook;
  readonly hasPlace: (interaction: Interaction) => boolean;
  /** Written: no exchange carries it. */
  readonly isText: (interaction: Interaction) => boolean;
  readonly isOrphan: (interaction: Interaction) => boolean;
};

/** What must always hold, in words where it does not: each open interaction has an owner or a place, nobody has two offers. */
export function brokenContacts({ unclosed, book, hasPlace, isText, isOrphan }: InvariantNeeds): readonly string[] {
  const broken: string[] = [];
  const rung = new Set<OperatorId>();
  for (const interaction of unclosed) {
    const { interactionId, offers } = interaction;
    const outstanding = offers.filter((offer) => offer.outcome === null);
    const rings = book.ofInteraction(interactionId)?.rings;
    // Several phones may ring for one call; each must be one that the exchange rings. Nothing rings for what is written.
    if (!isText(interaction) && outstanding.length > 1 && !outstanding.every(({ offerId }) => rings?.has(offerId)))
      broken.push(`${interactionId} has ${outstanding.length} offers, and not as many rings`);
    for (const { operatorId } of outstanding) {
      // A PBX elsewhere may ring a phone with several calls at once; several texts may be shown at once.
      if (operatorId === null || interaction.reportedBy !== undefined || isText(interaction)) continue;
      if (rung.has(operatorId)) broken.push(`${operatorId} has two offers`);
      rung.add(operatorId);
    }
    if (!isOpen(interaction)) continue;
    const isCarried = isText(interaction) || book.ofInteraction(interactionId) !== undefined || isOrphan(interaction);
    const isOwned = interaction.acceptedAtMs !== null && interaction.operatorId !== null && isCarried;
    const isPlaced = interaction.queueId !== null && hasPlace(interaction) && isCarried;
    const isRinging = outstanding.length > 0 && (rings === undefined || rings.size > 0) && isCarried;
    if (!isOwned && !isPlaced && !isRinging)
      broken.push(`${interactionId} (${interaction.state}) has no owner and no place`);
  }
  return broken;
}

/** A wrap-up outlives its time at most by this: a timer may come late on a busy machine. */
const WRAP_UP_SLACK_MS = 5000;

/** What does not hold of statuses: nobody waits for a status with nothing left to do, and no wrap-up outlives its time. */
export function brokenStatuses(
  roster: Pick<Roster, "presences" | "isBusy">,
  wrapUps: Pick<WrapUps, "overdue">,
): readonly string[] {
  const stuck = roster
    .presences()
    .filter(({ operatorId, state }) => state.next !== undefined && !roster.isBusy(operatorId))
    .map(({ operatorId }) => `${operatorId} waits for a status and for no contact`);
  return [...stuck, ...wrapUps.overdue(WRAP_UP_SLACK_MS)];
}
