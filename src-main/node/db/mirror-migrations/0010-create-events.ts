import type { Migration } from "../migration-runner.ts";

export const createEvents: Migration = {
  version: 10,
  name: "0010-create-events",
  up(db) {
    db.exec(`
      CREATE TABLE mirror_position (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        log_id TEXT,
        last_seq INTEGER NOT NULL
      ) STRICT;
      INSERT INTO mirror_position (one, log_id, last_seq) VALUES (1, NULL, 0);

      CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        actor TEXT NOT NULL,
        type TEXT NOT NULL,
        payload TEXT NOT NULL CHECK (json_valid(payload))
      ) STRICT;

      CREATE TABLE kept_welcome (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        welcome TEXT NOT NULL CHECK (json_valid(welcome)),
        hub_clock_offset_ms INTEGER NOT NULL,
        heard_at_ms INTEGER NOT NULL
      ) STRICT;
    `);
  },
};
