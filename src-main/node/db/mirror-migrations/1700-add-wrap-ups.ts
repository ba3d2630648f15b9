import type { Migration } from "../migration-runner.ts";

/** What stands beside a status, what is still to be written up, and what was noted of an interaction. */
export const addWrapUps: Migration = {
  version: 1700,
  name: "1700-add-wrap-ups",
  up(db) {
    db.exec(`
      ALTER TABLE operator_states ADD COLUMN beside TEXT;
      CREATE INDEX interactions_wrap_ups ON interactions (json_extract(body, '$.operatorId'))
        WHERE json_extract(body, '$.state') = 'wrap-up';
      CREATE TABLE interaction_notes (
        interaction_id TEXT NOT NULL,
        operator_id TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (interaction_id, operator_id)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
