import { channelKind } from "../../../src-shared/domain/channel.ts";
import type { Interaction, Offer } from "../../../src-shared/domain/interaction.ts";
import type { ConversationId, InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import type { ConversationView } from "../../../src-shared/ipc/conversations.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";

export type OwnConversationsGiven = {
  readonly self: OperatorId;
  readonly hub: Pick<HubKnowledge, "toLocal" | "queueName" | "operator">;
  readonly unread: (conversationId: ConversationId) => number;
  /** Accepted, refused or finished here, and the hub does not know yet. */
  readonly isAnswered: (interactionId: InteractionId) => boolean;
};

/** The offer of this contact that the operator has to answer now. */
export function openOffer({ offers }: Pick<Interaction, "offers">, self: OperatorId): Offer | null {
  return offers.findLast(({ operatorId, outcome }) => operatorId === self && outcome === null) ?? null;
}

function partyOf({ operatorId }: Offer, hub: Pick<HubKnowledge, "operator">): string {
  return (operatorId && hub.operator(operatorId)?.name) ?? operatorId ?? "";
}

/** What of these contacts is this operator's text: offers first, then what they lead, each the oldest first. */
export function ownConversations(
  contacts: readonly Interaction[],
  { self, hub, unread, isAnswered }: OwnConversationsGiven,
): ConversationView[] {
  const views = contacts.flatMap((contact): ConversationView[] => {
    const { interactionId, channel, conversationId, customer, queueId, operatorId, handOver } = contact;
    if (channelKind(channel) !== "text" || conversationId === undefined) return [];
    const isOwn = operatorId === self && (contact.state === "active" || contact.state === "held");
    const offer = isOwn ? null : openOffer(contact, self);
    if (!isOwn && !offer) return [];
    const asked = isOwn ? contact.offers.findLast(({ outcome }) => outcome === null) : undefined;
    return [
      {
        ...{ interactionId, conversationId, channel, customer },
        queueName: queueId && hub.queueName(queueId),
        sinceMs: hub.toLocal(contact.acceptedAtMs ?? contact.createdAtMs),
        offer: offer && {
          offerId: offer.offerId,
          untilMs: hub.toLocal(offer.ringUntilMs),
          reasons: [...offer.reasons],
        },
        unread: unread(conversationId),
        ...(handOver && handOver.fromOperatorId !== self && { handOver }),
        ...(asked && { passing: { party: partyOf(asked, hub), untilMs: hub.toLocal(asked.ringUntilMs) } }),
        ...(isAnswered(interactionId) && { isAnswering: true as const }),
      },
    ];
  });
  return views.sort((a, b) => Number(b.offer !== null) - Number(a.offer !== null) || a.sinceMs - b.sinceMs);
}
