import type { LogEvent } from "../events/log-event.ts";
import { cardWithoutCustomer } from "./callback/call-back-card.ts";
import type { Message } from "./fold-message.ts";
import { handOverWithoutCustomer } from "./hand-over-rules.ts";
import type { Interaction } from "./interaction.ts";
import { normaliseAddress } from "./phone-number.ts";
import type { StepInput } from "./scripts/script-run.ts";

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
      const { visit: _visit, ...rest } = event.payload;
      const { direction, dialled } = rest;
      const customer = { address: pseudonym, name: null };
      const payload = { ...rest, customer, dialled: direction === "out" ? pseudonym : dialled };
      return { ...event, payload: withoutCallBack(payload) };
    }
    case "interaction.call-back-noted":
      return { ...event, payload: withoutCallBack(event.payload) };
    case "callback.ordered": {
      const { card } = event.payload;
      const payload = { ...event.payload, number: pseudonym, visitor: null, card: cardWithoutCustomer(card) };
      return { ...event, payload };
    }
    case "callback.merged":
      return { ...event, payload: { ...event.payload, visitor: null, card: cardWithoutCustomer(event.payload.card) } };
    case "callback.closed":
      return { ...event, payload: { ...event.payload, reason: null } };
    case "interaction.queued":
      return { ...event, payload: withoutCard(event.payload) };
    case "interaction.offered":
      return { ...event, payload: withoutCard(event.payload) };
    case "interaction.offer-ended": {
      const { reason: _reason, ...payload } = event.payload;
      return { ...event, payload };
    }
    case "interaction.assigned":
      return { ...event, payload: { ...event.payload, by: { ...event.payload.by, note: null } } };
    case "interaction.priority-changed":
      return { ...event, payload: { ...event.payload, by: { ...event.payload.by, note: null } } };
    case "interaction.note-changed":
      return { ...event, payload: { ...event.payload, text: "" } };
    case "interaction.outcome-changed":
      return { ...event, payload: { ...event.payload, nextStep: "" } };
    case "script.run-began":
      return { ...event, payload: { ...event.payload, known: {} } };
    case "script.stepped": {
      const step = { ...event.payload.step, input: stepWithoutCustomer(event.payload.step.input) };
      return { ...event, payload: { ...event.payload, step } };
    }
    case "customer.described":
      return { ...event, payload: { ...event.payload, change: { kind: "erased" } } };
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
    case "call.recording-changed": {
      // The name of a customer's side may hold the number that was dialled.
      const { operatorId, recording } = event.payload;
      const name = operatorId === null ? recording.replace(/_[^_]+(_[^_]+)$/, "_customer$1") : recording;
      return { ...event, payload: { ...event.payload, recording: name } };
    }
    case "message.delivery-changed": {
      const { channelMessageId: _id, ...payload } = event.payload;
      return { ...event, payload };
    }
    default:
      return event;
  }
}

/** What was filled in or known is gone; what the operator did stays. */
function stepWithoutCustomer(input: StepInput): StepInput {
  return input.kind === "fill" || input.kind === "know" ? { ...input, values: {} } : input;
}

/** The same of an interaction as it was folded before. */
export function interactionWithoutCustomer(interaction: Interaction, pseudonym: string): Interaction {
  const { visit: _visit, ...rest } = interaction;
  return {
    ...withoutCallBack(withoutCard(rest)),
    ...(interaction.assigned && {
      assigned: { ...interaction.assigned, by: { ...interaction.assigned.by, note: null } },
    }),
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
  return holder.handOver ? { ...holder, handOver: handOverWithoutCustomer(holder.handOver) } : holder;
}

type WithCallBack = { readonly callBack?: Interaction["callBack"] | undefined };

function withoutCallBack<Holder extends WithCallBack>(holder: Holder): Holder {
  return holder.callBack ? { ...holder, callBack: cardWithoutCustomer(holder.callBack) } : holder;
}
