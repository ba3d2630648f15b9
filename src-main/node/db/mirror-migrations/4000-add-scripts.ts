import type { Migration } from "../migration-runner.ts";

/** Scripts as they are offered now, versions that were fetched, and where contacts stand in them; what an older version kept unread in the log is read now. */
export const addScripts: Migration = {
  version: 4000,
  name: "4000-add-scripts",
  up(db) {
    db.exec(`
      CREATE TABLE script_heads (
        script_id TEXT NOT NULL PRIMARY KEY,
        is_withdrawn INTEGER NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE script_graphs (
        script_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body)),
        PRIMARY KEY (script_id, version)
      ) STRICT;

      CREATE TABLE script_walks (
        interaction_id TEXT NOT NULL PRIMARY KEY,
        body TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT;

      INSERT OR REPLACE INTO script_heads (script_id, is_withdrawn, body)
        SELECT json_extract(payload, '$.scriptId'), 0, payload
        FROM events WHERE type = 'script.published' ORDER BY seq;

      UPDATE script_heads SET is_withdrawn = 1 WHERE script_id IN (
        SELECT json_extract(withdrawn.payload, '$.scriptId') FROM events AS withdrawn
        WHERE withdrawn.type = 'script.withdrawn' AND NOT EXISTS (
          SELECT 1 FROM events AS later WHERE later.type = 'script.published' AND later.seq > withdrawn.seq
            AND json_extract(later.payload, '$.scriptId') = json_extract(withdrawn.payload, '$.scriptId')
        )
      );
    `);
  },
};
