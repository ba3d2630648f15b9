import { AttachmentId, ConversationId } from "../../src-shared/ids.ts";
import type { HubDatabase, ReadDb, WriteDb } from "../db/schema.ts";

/** A file of a conversation. `ref`: what the channel calls it; null: it is of ours. */
export type StoredFile = {
  readonly attachmentId: AttachmentId;
  readonly conversationId: ConversationId;
  readonly channel: string;
  readonly account: string;
  readonly ref: string | null;
  readonly name: string;
  /** As told while `pending`, as found out when `ready`. */
  readonly type: string;
  readonly size: number | null;
  readonly state: "pending" | "ready" | "refused";
};

export async function insertFile(db: WriteDb | HubDatabase, file: StoredFile, atMs: number): Promise<void> {
  const { attachmentId, conversationId, channel, account, ref, name, type, size, state } = file;
  await db
    .insertInto("attachments")
    .values({
      attachment_id: attachmentId,
      conversation_id: conversationId,
      channel,
      account,
      ref,
      name,
      type,
      size,
      state,
      made_at_ms: atMs,
    })
    .execute();
}

export async function readFile(db: ReadDb, attachmentId: AttachmentId): Promise<StoredFile | null> {
  const row = await db
    .selectFrom("attachments")
    .selectAll()
    .where("attachment_id", "=", attachmentId)
    .executeTakeFirst();
  if (!row) return null;
  const { channel, account, ref, name, type, size, state } = row;
  return {
    attachmentId: AttachmentId.parse(row.attachment_id),
    conversationId: ConversationId.parse(row.conversation_id),
    ...{ channel, account, ref, name, type, size, state },
  };
}

/** Files of customers that were not fetched yet. */
export async function readPendingFiles(db: ReadDb): Promise<readonly AttachmentId[]> {
  const rows = await db
    .selectFrom("attachments")
    .select("attachment_id")
    .where("state", "=", "pending")
    .where("ref", "is not", null)
    .orderBy("made_at_ms")
    .limit(1000)
    .execute();
  return rows.map((row) => AttachmentId.parse(row.attachment_id));
}

/** What came of a file that was waited for; one that is settled stays as it is. */
export async function settleFile(
  db: HubDatabase,
  attachmentId: AttachmentId,
  found: Pick<StoredFile, "type" | "size" | "state">,
): Promise<void> {
  await db
    .updateTable("attachments")
    .set(found)
    .where("attachment_id", "=", attachmentId)
    .where("state", "=", "pending")
    .execute();
}
