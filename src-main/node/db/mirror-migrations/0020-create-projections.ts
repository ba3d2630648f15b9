import type { Migration } from "../migration-runner.ts";

/**
 * What serves reads, kept in the same transaction as the events. `interaction_parts` says which operators took part in
 * (or were offered) an interaction: without it one operator's history would read everybody's.
 */
export const createProjections: Migration = {
  version: 20,
  name: "0020-create-projections",
  up(db) {
    db.exec(`
      CREATE TABLE interactions (
        interaction_id TEXT PRIMARY KEY,
        is_waiting INTEGER NOT NULL CHECK (is_waiting IN (0, 1)),
        created_at_ms INTEGER NOT NULL,
        body TEXT NOT NULL CHECK (json_valid(body))
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX interactions_waiting ON interactions (created_at_ms, interaction_id)
        WHERE is_waiting = 1;

      CREATE TABLE interaction_parts (
        operator_id TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        interaction_id TEXT NOT NULL REFERENCES interactions (interaction_id) ON DELETE CASCADE,
        customer TEXT NOT NULL,
        PRIMARY KEY (operator_id, created_at_ms, interaction_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX interaction_parts_by_customer
        ON interaction_parts (operator_id, customer, created_at_ms, interaction_id);
      CREATE INDEX interaction_parts_by_interaction ON interaction_parts (interaction_id);

      CREATE TABLE operator_states (
        operator_id TEXT PRIMARY KEY,
        status TEXT NOT NULL,
        reason TEXT,
        limit_ms INTEGER,
        since_ms INTEGER NOT NULL,
        changed_by TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
