import type { LogEvent } from "../events/log-event.ts";
import type { Message } from "./fold-message.ts";
import type { Interaction } from "./interaction.ts";
import { normaliseAddress } from "./phone-number.ts";

/**
 * The ways an address may stand in the log: as it was given, in its one form (E.164), and as Russian exchanges write it
 * (8…, or without the plus).
 */
export function addressForms(address: string): readonly string[] {
  const one = normaliseAddress(address);
  const bare = one.startsWith("+") ? [one.slice(1)] : [];
  const national = one.startsWith("+7") ? [`8${one.slice(2)}`] : [];
  return [...new Set([address.trim(), one, ...bare, ...national])];
}

/**
 * The event without what is known of the customer: addresses become the pseudonym, texts are empty, files are gone. Times,
 * numbers, operators, queues and results stay, so that what is counted from the log stays the same.
 */
export function eventWithoutCustomer(event: LogEvent, pseudonym: string): LogEvent {
  switch (event.type) {
    case "interaction.created": {
      const { direction, dialled } = event.payload;
      const customer = { address: pseudonym, name: null };
      const payload = { ...event.payload, customer, dialled: direction === "out" ? pseudonym : dialled };
      return { ...event, payload };
    }
    case "interaction.queued":
      return { ...event, payload: withoutCard(event.payload) };
    case "interaction.offered":
      return { ...event, payload: withoutCard(event.payload) };
    case "interaction.offer-ended": {
      const { reason: _reason, ...payload } = event.payload;
      return { ...event, payload };
    }
    case "interaction.note-changed":
      return { ...event, payload: { ...event.payload, text: "" } };
    case "message.received": {
      const channelMessageId = erasedMessageId(event.payload.messageId);
      return { ...event, payload: { ...event.payload, channelMessageId, text: "", attachments: [] } };
    }
    case "message.sent":
      return { ...event, payload: { ...event.payload, text: "", attachments: [] } };
    case "message.edited":
      return { ...event, payload: { ...event.payload, text: "" } };
    case "contact.rated":
      return { ...event, payload: { ...event.payload, comment: "" } };
    case "message.edit-asked":
      return { ...event, payload: { ...event.payload, text: "" } };
    case "message.delivery-changed": {
      const { channelMessageId: _id, ...payload } = event.payload;
      return { ...event, payload };
    }
    default:
      return event;
  }
}

/** The same of an interaction as it was folded before. */
export function interactionWithoutCustomer(interaction: Interaction, pseudonym: string): Interaction {
  return {
    ...withoutCard(interaction),
    customer: { address: pseudonym, name: null },
    dialled: interaction.direction === "out" ? pseudonym : interaction.dialled,
  };
}

/** The same of a message. */
export function messageWithoutCustomer(message: Message): Message {
  const channelMessageId = message.channelMessageId === null ? null : erasedMessageId(message.messageId);
  return { ...message, text: "", attachments: [], channelMessageId };
}

function erasedMessageId(messageId: string): string {
  return `erased-${messageId}`;
}

type WithCard = { readonly handOver?: Interaction["handOver"] | undefined };

function withoutCard<Holder extends WithCard>(holder: Holder): Holder {
  return holder.handOver ? { ...holder, handOver: { ...holder.handOver, note: null } } : holder;
}
