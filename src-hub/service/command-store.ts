import type { CommandId, OperatorId } from "../../src-shared/ids.ts";
import { LinkReply } from "../../src-shared/link/link-contract.ts";
import type { HubDatabase, ReadDb, WriteDb } from "../db/schema.ts";

/** The answer that was given to a command, or null when it was not executed yet. */
export async function readReply(db: ReadDb, operatorId: OperatorId, commandId: CommandId): Promise<LinkReply | null> {
  const row = await db
    .selectFrom("commands")
    .select("reply")
    .where("operator_id", "=", operatorId)
    .where("command_id", "=", commandId)
    .executeTakeFirst();
  return row ? LinkReply.parse(JSON.parse(row.reply)) : null;
}

export async function saveReply(db: WriteDb, { operatorId, commandId, atMs, reply }: GivenReply): Promise<void> {
  await db
    .insertInto("commands")
    .values({ operator_id: operatorId, command_id: commandId, at_ms: atMs, reply: JSON.stringify(reply) })
    .execute();
}

/** Forgets answers that no desktop will ask for again. */
export async function pruneReplies(db: HubDatabase, beforeMs: number): Promise<void> {
  await db.deleteFrom("commands").where("at_ms", "<", beforeMs).execute();
}

export type GivenReply = {
  readonly operatorId: OperatorId;
  readonly commandId: CommandId;
  readonly atMs: number;
  readonly reply: LinkReply;
};
