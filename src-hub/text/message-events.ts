import type { Message } from "../../src-shared/domain/fold-message.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { Delivery } from "../../src-shared/domain/message.ts";
import type { EventPayload, NewEvent } from "../../src-shared/events/log-event.ts";
import type { ConversationId, InteractionId, MessageId, OperatorId, QueueId } from "../../src-shared/ids.ts";

/** Whom an event of a message concerns; see `OfMessage` in events/log-event.ts. */
export type OfMessage = {
  readonly interactionId: InteractionId;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly ownerId: OperatorId | null;
  readonly queueId: QueueId | null;
};

/** A message of a contact, as the contact stands now. */
export function ofContact(
  { interactionId, operatorId, queueId }: Interaction,
  conversationId: ConversationId,
  messageId: MessageId,
): OfMessage {
  return { interactionId, conversationId, messageId, ownerId: operatorId, queueId };
}

/** A message that is known already: it concerns who owns its contact now, or who wrote it when the contact is over. */
export function ofMessage(message: Message, contact: Interaction | undefined): OfMessage {
  const { interactionId, conversationId, messageId, operatorId } = message;
  const ownerId = contact ? contact.operatorId : operatorId;
  return { interactionId, conversationId, messageId, ownerId, queueId: contact?.queueId ?? null };
}

export function receivedEvent(payload: EventPayload<"message.received">): NewEvent {
  return { type: "message.received", actor: "customer", payload };
}

export function sentEvent(
  of: OfMessage,
  { text, attachments = [], operatorId }: Pick<EventPayload<"message.sent">, "text" | "operatorId"> & Attached,
): NewEvent {
  const from = operatorId === null ? "system" : "operator";
  return {
    type: "message.sent",
    actor: operatorId ?? "system",
    payload: { ...of, from, operatorId, text, attachments },
  };
}

export function deliveryEvent(of: OfMessage, delivery: Delivery, channelMessageId?: string): NewEvent {
  const payload = { ...of, delivery, ...(channelMessageId !== undefined && { channelMessageId }) };
  return { type: "message.delivery-changed", actor: "system", payload };
}

type Attached = { readonly attachments?: EventPayload<"message.sent">["attachments"] };
