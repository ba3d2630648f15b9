import { QuickReply } from "../../../src-shared/domain/replies/quick-reply.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import type { ReadDb, WriteDb } from "./access.ts";

export const REPLIES_SQL = "SELECT body FROM quick_replies WHERE owner_id = '' OR owner_id = ? ORDER BY reply_id";

/** Keeps a quick reply as it is from this event on; `owner_id` is empty for what is shared. */
export function writeReply(db: WriteDb, event: LogEvent<"reply.changed"> | LogEvent<"reply.removed">): void {
  if (event.type === "reply.removed") {
    db.run("DELETE FROM quick_replies WHERE reply_id = ?", event.payload.replyId);
    return;
  }
  const { operatorId, ...reply } = event.payload;
  db.run(
    `INSERT INTO quick_replies (reply_id, owner_id, body) VALUES (?, ?, ?)
     ON CONFLICT (reply_id) DO UPDATE SET owner_id = excluded.owner_id, body = excluded.body`,
    reply.replyId,
    reply.scope.kind === "own" ? operatorId : "",
    JSON.stringify(reply),
  );
}

/** What is shared, and what is this operator's own. */
export function readReplies(db: ReadDb, operatorId: string): readonly QuickReply[] {
  return db
    .all<{ readonly body: string }>(REPLIES_SQL, operatorId)
    .map(({ body }) => QuickReply.parse(JSON.parse(body)));
}
