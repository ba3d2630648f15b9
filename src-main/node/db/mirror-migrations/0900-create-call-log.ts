import type { Interaction } from "../../../../src-shared/domain/interaction.ts";
import { writeAccess } from "../access.ts";
import type { Migration } from "../migration-runner.ts";
import { writeCallLog } from "../mirror-call-log.ts";

/**
 * Missed calls by the operator who missed them, and the last talk with each address by who talked: whether a missed call
 * was seen to is asked at every change, and the history only grows.
 */
export const createCallLog: Migration = {
  version: 900,
  name: "0900-create-call-log",
  up(db) {
    db.exec(`
      CREATE TABLE missed_calls (
        operator_id TEXT NOT NULL,
        ended_at_ms INTEGER NOT NULL,
        interaction_id TEXT NOT NULL REFERENCES interactions (interaction_id) ON DELETE CASCADE,
        PRIMARY KEY (operator_id, interaction_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX missed_calls_by_end ON missed_calls (operator_id, ended_at_ms, interaction_id);
      CREATE TABLE last_talks (
        customer TEXT NOT NULL,
        operator_id TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        PRIMARY KEY (customer, operator_id)
      ) STRICT, WITHOUT ROWID;
    `);
    const access = writeAccess(db);
    const known = db.prepare<[], { body: string }>(
      "SELECT body FROM interactions WHERE json_type(body, '$.offers') = 'array'",
    );
    for (const { body } of known.all()) writeCallLog(access, JSON.parse(body) as Interaction);
  },
};
