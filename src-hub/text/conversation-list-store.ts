import type { Message } from "../../src-shared/domain/fold-message.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { Customer } from "../../src-shared/events/log-event.ts";
import { ConversationId, InteractionId, OperatorId } from "../../src-shared/ids.ts";
import type { ReadDb } from "../db/schema.ts";

/** A conversation as it is stored, with its newest message and how far one person has read. */
export type ListedConversation = {
  readonly conversationId: ConversationId;
  readonly channel: string;
  readonly account: string;
  readonly customer: Customer;
  readonly createdAtMs: number;
  readonly lastSeq: number;
  readonly last: Message | null;
  readonly readUptoSeq: number;
};

/** Which conversations: `ids`, those somebody had a part in, or all of the hub. */
export type ListWanted = {
  readonly among: { readonly ids: readonly ConversationId[] } | { readonly partOf: OperatorId } | "all";
  readonly reader: OperatorId;
  readonly channel: string | null;
  readonly customer: string | null;
  readonly beforeSeq: number | null;
  readonly limit: number;
};

/** The newest first. */
export async function readConversations(db: ReadDb, wanted: ListWanted): Promise<readonly ListedConversation[]> {
  const { among, reader, channel, customer, beforeSeq, limit } = wanted;
  if (typeof among === "object" && "ids" in among && among.ids.length === 0) return [];
  let query = db
    .selectFrom("conversations as c")
    .leftJoin("messages as m", (join) =>
      join.onRef("m.conversation_id", "=", "c.conversation_id").onRef("m.seq", "=", "c.last_seq"),
    )
    .leftJoin("conversation_people as own", (join) =>
      join.onRef("own.conversation_id", "=", "c.conversation_id").on("own.operator_id", "=", reader),
    )
    .select(["c.conversation_id", "c.channel", "c.account", "c.customer_address", "c.customer_name"])
    .select(["c.created_at_ms", "c.last_seq", "m.body", "own.read_upto_seq"]);
  if (among !== "all" && "ids" in among) query = query.where("c.conversation_id", "in", [...among.ids]);
  if (among !== "all" && "partOf" in among)
    query = query.where("c.conversation_id", "in", (part) =>
      part
        .selectFrom("conversation_people")
        .select("conversation_id")
        .where("operator_id", "=", among.partOf)
        .where("had_part", "=", 1)
        .$if(beforeSeq !== null, (older) => older.where("last_seq", "<", beforeSeq ?? 0))
        .orderBy("last_seq", "desc")
        // Filters of the conversation come after: then all of them are looked through.
        .$if(channel === null && customer === null, (page) => page.limit(limit)),
    );
  if (channel !== null) query = query.where("c.channel", "=", channel);
  if (customer !== null) query = query.where("c.customer_address", "=", customer);
  if (beforeSeq !== null) query = query.where("c.last_seq", "<", beforeSeq);
  const rows = await query.orderBy("c.last_seq", "desc").limit(limit).execute();
  return rows.map((row) => ({
    conversationId: ConversationId.parse(row.conversation_id),
    channel: row.channel,
    account: row.account,
    customer: { address: row.customer_address, name: row.customer_name },
    createdAtMs: row.created_at_ms,
    lastSeq: row.last_seq,
    last: row.body === null ? null : (JSON.parse(row.body) as Message),
    readUptoSeq: row.read_upto_seq ?? 0,
  }));
}

/** Unread messages of these contacts for one reader, by the rule of `isUnread`; a contact that is not named has none. */
export async function countUnreadOf(
  db: ReadDb,
  reader: OperatorId,
  interactionIds: readonly InteractionId[],
): Promise<ReadonlyMap<InteractionId, { readonly unread: number; readonly readUptoSeq: number }>> {
  if (interactionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("messages as m")
    .leftJoin("conversation_people as own", (join) =>
      join.onRef("own.conversation_id", "=", "m.conversation_id").on("own.operator_id", "=", reader),
    )
    .select(({ fn }) => ["m.interaction_id", fn.countAll().as("unread"), fn.max("own.read_upto_seq").as("upto")])
    .where("m.interaction_id", "in", [...interactionIds])
    .where("m.is_ours", "=", 0)
    .where("m.is_deleted", "=", 0)
    .where(({ eb, fn, val }) => eb("m.seq", ">", fn.coalesce("own.read_upto_seq", val(0))))
    .groupBy("m.interaction_id")
    .execute();
  return new Map(
    rows.map(({ interaction_id, unread, upto }) => [
      InteractionId.parse(interaction_id),
      { unread: Number(unread), readUptoSeq: Number(upto ?? 0) },
    ]),
  );
}

/** All contacts of a conversation, the newest first. */
export async function readContactsOf(db: ReadDb, conversationId: ConversationId): Promise<readonly Interaction[]> {
  const rows = await db
    .selectFrom("interactions")
    .select("body")
    .where("interaction_id", "in", (of) =>
      of.selectFrom("messages").select("interaction_id").where("conversation_id", "=", conversationId),
    )
    .orderBy("created_at_ms", "desc")
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as Interaction);
}

/** What operators noted of contacts. */
export async function readNotes(
  db: ReadDb,
  interactionIds: readonly InteractionId[],
): Promise<readonly NoteOfContact[]> {
  if (interactionIds.length === 0) return [];
  const rows = await db
    .selectFrom("interaction_notes")
    .selectAll()
    .where("interaction_id", "in", [...interactionIds])
    .orderBy("at_ms")
    .execute();
  return rows.map(({ interaction_id, operator_id, at_ms, body }) => ({
    interactionId: InteractionId.parse(interaction_id),
    operatorId: OperatorId.parse(operator_id),
    atMs: at_ms,
    text: body,
  }));
}

export type NoteOfContact = {
  readonly interactionId: InteractionId;
  readonly operatorId: OperatorId;
  readonly atMs: number;
  readonly text: string;
};
