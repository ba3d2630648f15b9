import type { Message } from "../../src-shared/domain/fold-message.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { ConversationId, OperatorId } from "../../src-shared/ids.ts";
import type { ReadDb, WriteDb } from "../db/schema.ts";

/** A message came: the conversation is newer for everybody, and its owner has a part in it. */
export async function notePart(
  db: WriteDb,
  { conversationId, seq }: Pick<Message, "conversationId" | "seq">,
  ownerId: OperatorId | null,
): Promise<void> {
  const newer = { last_seq: seq };
  await db.updateTable("conversations").set(newer).where("conversation_id", "=", conversationId).execute();
  await db.updateTable("conversation_people").set(newer).where("conversation_id", "=", conversationId).execute();
  if (ownerId === null) return;
  await db
    .insertInto("conversation_people")
    .values({ conversation_id: conversationId, operator_id: ownerId, had_part: 1, read_upto_seq: 0, last_seq: seq })
    .onConflict((conflict) => conflict.columns(["conversation_id", "operator_id"]).doUpdateSet({ had_part: 1 }))
    .execute();
}

/** Keeps how far each has read. */
export async function saveReadMarks(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== "conversation.read-up-to") continue;
    const { conversationId, operatorId, ownerId, uptoSeq } = event.payload;
    const known = await readPlace(db, conversationId, operatorId);
    const readUptoSeq = Math.max(uptoSeq, known?.readUptoSeq ?? 0);
    const isPart = known?.hadPart === true || ownerId === operatorId;
    const changes = { read_upto_seq: readUptoSeq, had_part: isPart ? 1 : 0 };
    await db
      .insertInto("conversation_people")
      .values({
        conversation_id: conversationId,
        operator_id: operatorId,
        last_seq: await readLastSeq(db, conversationId),
        ...changes,
      })
      .onConflict((conflict) => conflict.columns(["conversation_id", "operator_id"]).doUpdateSet(changes))
      .execute();
  }
}

/** How far an operator has read a conversation, and whether they ever owned a contact of it; null: neither. */
export async function readPlace(
  db: ReadDb,
  conversationId: ConversationId,
  operatorId: OperatorId,
): Promise<{ readonly hadPart: boolean; readonly readUptoSeq: number } | null> {
  const row = await db
    .selectFrom("conversation_people")
    .select(["had_part", "read_upto_seq"])
    .where("conversation_id", "=", conversationId)
    .where("operator_id", "=", operatorId)
    .executeTakeFirst();
  return row ? { hadPart: row.had_part === 1, readUptoSeq: row.read_upto_seq } : null;
}

/** The number of the newest message; 0: there is none. */
export async function readLastSeq(db: ReadDb, conversationId: ConversationId): Promise<number> {
  const row = await db
    .selectFrom("messages")
    .select("seq")
    .where("conversation_id", "=", conversationId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}
