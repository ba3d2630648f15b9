import { sql } from "kysely";
import { CustomerLanguage } from "../../src-shared/domain/distribution/text-rules.ts";
import type { Customer } from "../../src-shared/events/log-event.ts";
import { ConversationId, MessageId } from "../../src-shared/ids.ts";
import type { HubDatabase, ReadDb, WriteDb } from "../db/schema.ts";

/** One customer's dialog on one account of one channel, by the hub's name and by the channel's. */
export type Conversation = {
  readonly conversationId: ConversationId;
  readonly channel: string;
  readonly account: string;
  readonly externalId: string;
  readonly customer: Customer;
  /** What the customer reads; null: not known. */
  readonly language: CustomerLanguage | null;
};

/** Something that a channel is still to be told; `seq` keeps the order. */
export type Outbound = {
  readonly seq: number;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly kind: "send" | "edit" | "delete";
  readonly editedText: string | null;
  readonly madeAtMs: number;
  readonly isInFlight: boolean;
};

const COLUMNS = [
  "conversation_id",
  "channel",
  "account",
  "external_id",
  "customer_address",
  "customer_name",
  "language",
] as const;

export async function readConversation(db: ReadDb, conversationId: ConversationId): Promise<Conversation | null> {
  const row = await db
    .selectFrom("conversations")
    .select(COLUMNS)
    .where("conversation_id", "=", conversationId)
    .executeTakeFirst();
  return row ? toConversation(row) : null;
}

export async function readConversationOfChannel(
  db: ReadDb,
  { channel, account, externalId }: Pick<Conversation, "channel" | "account" | "externalId">,
): Promise<Conversation | null> {
  const row = await db
    .selectFrom("conversations")
    .select(COLUMNS)
    .where("channel", "=", channel)
    .where("account", "=", account)
    .where("external_id", "=", externalId)
    .executeTakeFirst();
  return row ? toConversation(row) : null;
}

export async function insertConversation(db: WriteDb, conversation: Conversation, atMs: number): Promise<void> {
  // Its first message was written just before, in the same transaction.
  const { last_seq } = await db
    .selectFrom("messages")
    .select(({ fn }) => fn.coalesce(fn.max("seq"), sql<number>`0`).as("last_seq"))
    .where("conversation_id", "=", conversation.conversationId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto("conversations")
    .values({
      conversation_id: conversation.conversationId,
      channel: conversation.channel,
      account: conversation.account,
      external_id: conversation.externalId,
      customer_address: conversation.customer.address,
      customer_name: conversation.customer.name,
      created_at_ms: atMs,
      last_seq: Number(last_seq),
      language: conversation.language,
    })
    .execute();
}

/** The customer reads another language now. */
export async function saveLanguage(db: WriteDb, { conversationId, language }: Conversation): Promise<void> {
  await db.updateTable("conversations").set({ language }).where("conversation_id", "=", conversationId).execute();
}

/** All that channels are still to be told, in order. */
export async function readOutbound(db: ReadDb): Promise<readonly Outbound[]> {
  const rows = await db.selectFrom("outbound").selectAll().orderBy("seq").execute();
  return rows.map((row) => ({
    seq: row.seq,
    conversationId: ConversationId.parse(row.conversation_id),
    messageId: MessageId.parse(row.message_id),
    kind: row.kind,
    editedText: row.edited_text,
    madeAtMs: row.made_at_ms,
    isInFlight: row.is_in_flight === 1,
  }));
}

/** Notes, before a channel is asked, that it may have been: after a crash nobody knows whether it was. */
export async function markInFlight(db: HubDatabase, seq: number, isInFlight: boolean): Promise<void> {
  await db
    .updateTable("outbound")
    .set({ is_in_flight: isInFlight ? 1 : 0 })
    .where("seq", "=", seq)
    .execute();
}

type Row = { readonly [Column in (typeof COLUMNS)[number]]: string | null };

function toConversation(row: Row): Conversation {
  return {
    conversationId: ConversationId.parse(row.conversation_id),
    channel: String(row.channel),
    account: String(row.account),
    externalId: String(row.external_id),
    customer: { address: String(row.customer_address), name: row.customer_name },
    language: CustomerLanguage.nullable().parse(row.language),
  };
}
