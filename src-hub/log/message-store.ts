import { foldMessage, type Message, type MessageEvent } from "../../src-shared/domain/fold-message.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { ConversationId, MessageId, OperatorId } from "../../src-shared/ids.ts";
import type { ReadDb, WriteDb } from "../db/schema.ts";
import { notePart } from "./conversation-people-store.ts";

/** Folds events into the messages they are about, and keeps what is still to be told to a channel. */
export async function saveMessages(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    if (!isMessageEvent(event)) continue;
    const before = (await readMessage(db, event.payload.messageId)) ?? undefined;
    const after = foldMessage(before, event);
    if (after && after !== before) await saveMessage(db, after, event.payload.ownerId);
    if (after && !before) await notePart(db, after, event.payload.ownerId);
    await saveOutbound(db, event);
  }
}

export async function readMessage(db: ReadDb, messageId: MessageId): Promise<Message | null> {
  const row = await db.selectFrom("messages").select("body").where("message_id", "=", messageId).executeTakeFirst();
  return row ? (JSON.parse(row.body) as Message) : null;
}

/** The message that a channel knows by its own id; ours and the customer's are numbered apart. */
export async function readMessageOfChannel(
  db: ReadDb,
  conversationId: ConversationId,
  channelMessageId: string,
  isOurs: boolean,
): Promise<Message | null> {
  const row = await db
    .selectFrom("messages")
    .select("body")
    .where("conversation_id", "=", conversationId)
    .where("is_ours", "=", isOurs ? 1 : 0)
    .where("channel_message_id", "=", channelMessageId)
    .executeTakeFirst();
  return row ? (JSON.parse(row.body) as Message) : null;
}

/** Which messages of a conversation: numbered below, or above, at most `limit`; ours or the customer's alone. */
export type MessagesWanted = {
  readonly beforeSeq?: number | null;
  readonly limit: number;
  readonly isOurs?: boolean;
};

/** A page of a conversation, newest first: messages whose number is below `beforeSeq`. */
export async function readMessages(
  db: ReadDb,
  conversationId: ConversationId,
  { beforeSeq = null, limit, isOurs }: MessagesWanted,
): Promise<readonly Message[]> {
  let query = db.selectFrom("messages").select("body").where("conversation_id", "=", conversationId);
  if (beforeSeq !== null) query = query.where("seq", "<", beforeSeq);
  if (isOurs !== undefined) query = query.where("is_ours", "=", isOurs ? 1 : 0);
  const rows = await query.orderBy("seq", "desc").limit(limit).execute();
  return rows.map(({ body }) => JSON.parse(body) as Message);
}

/** The page that follows a number, oldest first. */
export async function readMessagesAfter(
  db: ReadDb,
  conversationId: ConversationId,
  afterSeq: number,
  limit: number,
): Promise<readonly Message[]> {
  const rows = await db
    .selectFrom("messages")
    .select("body")
    .where("conversation_id", "=", conversationId)
    .where("seq", ">", afterSeq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as Message);
}

/** The channel's id of the last message of the customer up to a number; null: there is none. */
export async function readLastReceived(
  db: ReadDb,
  conversationId: ConversationId,
  uptoSeq: number,
): Promise<string | null> {
  const row = await db
    .selectFrom("messages")
    .select("channel_message_id")
    .where("conversation_id", "=", conversationId)
    .where("is_ours", "=", 0)
    .where("seq", "<=", uptoSeq)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.channel_message_id ?? null;
}

async function saveMessage(db: WriteDb, message: Message, ownerId: OperatorId | null): Promise<void> {
  const changes = {
    channel_message_id: message.channelMessageId,
    is_deleted: message.deletedAtMs === null ? 0 : 1,
    body: JSON.stringify(message),
  };
  await db
    .insertInto("messages")
    .values({
      message_id: message.messageId,
      conversation_id: message.conversationId,
      interaction_id: message.interactionId,
      owner_id: ownerId,
      seq: message.seq,
      is_ours: message.from === "customer" ? 0 : 1,
      ...changes,
    })
    .onConflict((conflict) => conflict.column("message_id").doUpdateSet(changes))
    .execute();
}

async function saveOutbound(db: WriteDb, { type, seq, atMs, payload }: MessageEvent): Promise<void> {
  const { conversationId, messageId } = payload;
  const row = { seq, conversation_id: conversationId, message_id: messageId, made_at_ms: atMs, is_in_flight: 0 };
  const forget = (kind: "send" | "edit" | "delete") =>
    db.deleteFrom("outbound").where("message_id", "=", messageId).where("kind", "=", kind).execute();
  if (type === "message.sent" || type === "message.resent") {
    await db
      .insertInto("outbound")
      .values({ ...row, kind: "send", edited_text: null })
      .execute();
  } else if (type === "message.edit-asked") {
    await db
      .insertInto("outbound")
      .values({ ...row, kind: "edit", edited_text: payload.text })
      .execute();
  } else if (type === "message.delivery-changed") {
    await forget("send");
  } else if (type === "message.delete-asked") {
    await db
      .insertInto("outbound")
      .values({ ...row, kind: "delete", edited_text: null })
      .execute();
  } else if (type === "message.edited" || type === "message.edit-failed") {
    await forget("edit");
  } else if (type === "message.deleted" || type === "message.delete-failed") {
    await forget("delete");
    if (type === "message.deleted") await forget("edit");
  }
}

function isMessageEvent(event: LogEvent): event is MessageEvent {
  return event.type.startsWith("message.");
}
