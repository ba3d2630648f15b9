import { QuickReply, type ReplyScope } from "../../src-shared/domain/replies/quick-reply.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { OperatorId, ReplyId } from "../../src-shared/ids.ts";
import type { ReadDb, WriteDb } from "../db/schema.ts";

/** Keeps the quick replies in step with the log, in the transaction of its events. */
export async function saveReplies(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type === "reply.changed") {
      const { operatorId, ...reply } = event.payload;
      const row = { ...placeOf(reply.scope, operatorId), body: JSON.stringify(reply) };
      await db
        .insertInto("quick_replies")
        .values({ reply_id: reply.replyId, ...row })
        .onConflict((conflict) => conflict.column("reply_id").doUpdateSet(row))
        .execute();
    } else if (event.type === "reply.removed")
      await db.deleteFrom("quick_replies").where("reply_id", "=", event.payload.replyId).execute();
  }
}

/** One reply, and whose it is (`placeOf`); null: there is none. */
export async function readReply(db: ReadDb, replyId: ReplyId) {
  const row = await db.selectFrom("quick_replies").selectAll().where("reply_id", "=", replyId).executeTakeFirst();
  return row
    ? { reply: QuickReply.parse(JSON.parse(row.body)), ownerId: row.scope === "own" ? row.scope_of : null }
    : null;
}

/** All replies of a scope; of the own ones those of this operator. */
export async function readRepliesOf(
  db: ReadDb,
  scope: ReplyScope,
  operatorId: OperatorId,
): Promise<readonly QuickReply[]> {
  const place = placeOf(scope, operatorId);
  const rows = await db
    .selectFrom("quick_replies")
    .select("body")
    .where("scope", "=", place.scope)
    .where("scope_of", "=", place.scope_of)
    .orderBy("reply_id")
    .execute();
  return rows.map(({ body }) => QuickReply.parse(JSON.parse(body)));
}

function placeOf(scope: ReplyScope, operatorId: OperatorId) {
  if (scope.kind === "own") return { scope: scope.kind, scope_of: operatorId };
  return { scope: scope.kind, scope_of: scope.kind === "queue" ? scope.queueId : "" };
}
