import type { Migration } from "../migration-runner.ts";

/** How each operator's part of an interaction sounded; without it the history would have to search the events. */
export const createCallQuality: Migration = {
  version: 400,
  name: "0400-create-call-quality",
  up(db) {
    db.exec(`
      CREATE TABLE call_quality (
        interaction_id TEXT NOT NULL,
        operator_id TEXT NOT NULL,
        mos REAL NOT NULL,
        min_mos REAL NOT NULL,
        PRIMARY KEY (interaction_id, operator_id)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
