import type { Migration } from "../migration-runner.ts";

/** Quick replies as they are now; what an older version kept unread in the log is read now. */
export const addQuickReplies: Migration = {
  version: 2700,
  name: "2700-add-quick-replies",
  up(db) {
    db.exec(`
      CREATE TABLE quick_replies (
        reply_id TEXT NOT NULL PRIMARY KEY,
        owner_id TEXT NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT, WITHOUT ROWID;

      INSERT OR REPLACE INTO quick_replies (reply_id, owner_id, body)
        SELECT json_extract(payload, '$.replyId'),
          iif(json_extract(payload, '$.scope.kind') = 'own', json_extract(payload, '$.operatorId'), ''),
          json_remove(payload, '$.operatorId')
        FROM events WHERE type = 'reply.changed' ORDER BY seq;

      DELETE FROM quick_replies WHERE reply_id IN (
        SELECT json_extract(removed.payload, '$.replyId') FROM events AS removed
        WHERE removed.type = 'reply.removed' AND NOT EXISTS (
          SELECT 1 FROM events AS later WHERE later.type = 'reply.changed' AND later.seq > removed.seq
            AND json_extract(later.payload, '$.replyId') = json_extract(removed.payload, '$.replyId')
        )
      );
    `);
  },
};
