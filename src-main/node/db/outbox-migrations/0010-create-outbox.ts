import type { Migration } from "../migration-runner.ts";

export const createOutbox: Migration = {
  version: 10,
  name: "0010-create-outbox",
  up(db) {
    db.exec(`
      CREATE TABLE outbox (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        command_id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        input TEXT NOT NULL CHECK (json_valid(input)),
        made_at_ms INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
