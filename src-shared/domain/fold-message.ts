import { assertNever } from "../assert-never.ts";
import type { LogEvent } from "../events/log-event.ts";
import type { ConversationId, InteractionId, MessageId, OperatorId } from "../ids.ts";
import { type Attachment, type Delivery, type MessageFrom, mayDeliveryBecome } from "./message.ts";

/** One message of a conversation as the log makes it. Times are epoch ms of the hub. */
export type Message = {
  readonly messageId: MessageId;
  readonly interactionId: InteractionId;
  readonly conversationId: ConversationId;
  readonly from: MessageFrom;
  /** Who of the operators wrote it; null for the others. */
  readonly operatorId: OperatorId | null;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly atMs: number;
  readonly editedAtMs: number | null;
  readonly deletedAtMs: number | null;
  /** How far it got to the customer; null for the customer's own. */
  readonly delivery: Delivery | null;
  /** The channel's own id of it; null until the channel gave one. */
  readonly channelMessageId: string | null;
  readonly seq: number;
  readonly lastSeq: number;
};

/** The events that make up a message. */
export type MessageEvent = Extract<LogEvent, { type: `message.${string}` }>;

/** Folds one event into a message; an event that changes nothing (a late delivery) leaves it as it is. */
export function foldMessage(before: Message | undefined, event: MessageEvent): Message | undefined {
  const { seq, atMs, type, payload } = event;
  if (type === "message.received" || type === "message.sent") return before ?? written(event);
  if (!before || before.messageId !== payload.messageId) return before;
  switch (type) {
    case "message.delivery-changed": {
      if (before.delivery === null || !mayDeliveryBecome(before.delivery, payload.delivery)) return before;
      const channelMessageId = payload.channelMessageId ?? before.channelMessageId;
      return { ...before, delivery: payload.delivery, channelMessageId, lastSeq: seq };
    }
    case "message.edited":
      return before.deletedAtMs === null ? { ...before, text: payload.text, editedAtMs: atMs, lastSeq: seq } : before;
    case "message.deleted":
      return { ...before, text: "", attachments: [], deletedAtMs: atMs, lastSeq: seq };
    case "message.resent":
      return before.delivery?.state === "failed" ? { ...before, delivery: { state: "sending" }, lastSeq: seq } : before;
    case "message.edit-asked":
    case "message.edit-failed":
    case "message.delete-asked":
    case "message.delete-failed":
      return before;
    default:
      return assertNever(type);
  }
}

function written(event: LogEvent<"message.received"> | LogEvent<"message.sent">): Message {
  const { messageId, interactionId, conversationId, text, attachments } = event.payload;
  const isSent = event.type === "message.sent";
  return {
    messageId,
    interactionId,
    conversationId,
    from: isSent ? event.payload.from : "customer",
    operatorId: isSent ? event.payload.operatorId : null,
    text,
    attachments,
    atMs: event.atMs,
    editedAtMs: null,
    deletedAtMs: null,
    delivery: isSent ? { state: "sending" } : null,
    channelMessageId: isSent ? null : event.payload.channelMessageId,
    seq: event.seq,
    lastSeq: event.seq,
  };
}
