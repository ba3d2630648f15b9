import type { NewEvent } from "../../src-shared/events/log-event.ts";
import { ConversationId, InteractionId, MessageId, OfferId, OperatorId, QueueId } from "../../src-shared/ids.ts";

/** What is known of one customer, each a string that is found nowhere else. */
export type KnownCustomer = {
  readonly phone: string;
  readonly name: string;
  readonly note: string;
  readonly step: string;
  readonly card: string;
  readonly text: string;
  readonly reason: string;
  readonly channelId: string;
};

const marina = OperatorId.parse("marina");
const support = QueueId.parse("support");

/** Everything a customer leaves behind: an answered call with a note and a card, a call to them, and a text dialog. */
export function customerStory(id: string, customer: KnownCustomer): readonly NewEvent[] {
  return [...callIn(id, customer), ...callOut(id, customer), ...dialog(id, customer)];
}

/** A call that came and is still waiting. */
export function waitingCall(id: string, { phone, name }: KnownCustomer): readonly NewEvent[] {
  const interactionId = InteractionId.parse(`${id}-waits`);
  return [
    {
      type: "interaction.created",
      actor: "system",
      payload: {
        interactionId,
        ...{ channel: "voice", direction: "in", customer: { address: phone, name }, dialled: "700" },
        ...{ queueId: support, operatorId: null },
      },
    },
  ];
}

function callIn(id: string, { phone, name, note, step, card, reason }: KnownCustomer): readonly NewEvent[] {
  const interactionId = InteractionId.parse(`${id}-in`);
  const [first, second] = [OfferId.parse(`${id}-offer-1`), OfferId.parse(`${id}-offer-2`)];
  const offer = { interactionId, operatorId: marina, reasons: [], ringUntilMs: 1 };
  const handOver = { fromOperatorId: marina, note: card };
  return [
    {
      type: "interaction.created",
      actor: "system",
      payload: {
        interactionId,
        ...{ channel: "voice", direction: "in", customer: { address: phone, name }, dialled: "700" },
        ...{ queueId: null, operatorId: null },
      },
    },
    { type: "interaction.queued", actor: "system", payload: { interactionId, queueId: support, handOver } },
    { type: "interaction.offered", actor: "system", payload: { ...offer, offerId: first, handOver } },
    {
      type: "interaction.offer-ended",
      actor: "marina",
      payload: { interactionId, offerId: first, operatorId: marina, outcome: "declined", reason },
    },
    { type: "interaction.offered", actor: "system", payload: { ...offer, offerId: second } },
    { type: "interaction.accepted", actor: "marina", payload: { interactionId, operatorId: marina } },
    { type: "interaction.note-changed", actor: "marina", payload: { interactionId, operatorId: marina, text: note } },
    {
      type: "customer.described",
      actor: "marina",
      payload: { interactionId, change: { kind: "noted", noteId: `${id}-note`, text: note } },
    },
    { type: "customer.described", actor: "marina", payload: { interactionId, change: { kind: "tagged", tag: card } } },
    {
      type: "interaction.outcome-changed",
      actor: "marina",
      payload: { interactionId, operatorId: marina, topicIds: [], result: "promised", nextStep: step },
    },
    {
      type: "interaction.ended",
      actor: "system",
      payload: { interactionId, endedBy: "customer", result: "answered" },
    },
    { type: "interaction.closed", actor: "marina", payload: { interactionId } },
  ];
}

/** Dialled as Russian exchanges write a number. */
function callOut(id: string, { phone, name }: KnownCustomer): readonly NewEvent[] {
  const interactionId = InteractionId.parse(`${id}-out`);
  const dialled = phone.replace("+7", "8");
  return [
    {
      type: "interaction.created",
      actor: "marina",
      payload: {
        interactionId,
        ...{ channel: "voice", direction: "out", customer: { address: dialled, name }, dialled },
        ...{ queueId: null, operatorId: marina },
      },
    },
    {
      type: "interaction.ended",
      actor: "system",
      payload: { interactionId, endedBy: "operator", result: "no-answer" },
    },
    { type: "interaction.closed", actor: "system", payload: { interactionId } },
  ];
}

function dialog(id: string, { phone, name, text, channelId }: KnownCustomer): readonly NewEvent[] {
  const interactionId = InteractionId.parse(`${id}-chat`);
  const conversationId = ConversationId.parse(`${id}-conversation`);
  const of = { interactionId, conversationId, ownerId: marina, queueId: support };
  const [theirs, ours] = [MessageId.parse(`${id}-theirs`), MessageId.parse(`${id}-ours`)];
  return [
    {
      type: "interaction.created",
      actor: "system",
      payload: {
        interactionId,
        ...{ channel: "telegram", direction: "in", customer: { address: phone, name }, dialled: "bot" },
        ...{ queueId: support, operatorId: null, conversationId },
      },
    },
    {
      type: "message.received",
      actor: "system",
      payload: { ...of, messageId: theirs, channelMessageId: channelId, text, attachments: [], sentAtMs: 1 },
    },
    {
      type: "message.sent",
      actor: "marina",
      payload: { ...of, messageId: ours, from: "operator", operatorId: marina, text: `${text}?`, attachments: [] },
    },
    {
      type: "message.delivery-changed",
      actor: "system",
      payload: { ...of, messageId: ours, delivery: { state: "sent" }, channelMessageId: `${channelId}-2` },
    },
    { type: "message.edited", actor: "system", payload: { ...of, messageId: theirs, text: `${text}!` } },
    {
      type: "interaction.ended",
      actor: "system",
      payload: { interactionId, endedBy: "customer", result: "abandoned" },
    },
    { type: "interaction.closed", actor: "system", payload: { interactionId } },
  ];
}
