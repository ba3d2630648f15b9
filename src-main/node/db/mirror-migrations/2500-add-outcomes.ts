import type { Migration } from "../migration-runner.ts";

/** What each operator said of an interaction last; what an older version kept unread in the log is read now. */
export const addOutcomes: Migration = {
  version: 2500,
  name: "2500-add-outcomes",
  up(db) {
    db.exec(`
      CREATE TABLE interaction_outcomes (
        interaction_id TEXT NOT NULL,
        operator_id TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        outcome TEXT NOT NULL CHECK (json_valid(outcome)),
        PRIMARY KEY (interaction_id, operator_id)
      ) STRICT, WITHOUT ROWID;

      INSERT OR REPLACE INTO interaction_outcomes (interaction_id, operator_id, at_ms, outcome)
        SELECT json_extract(payload, '$.interactionId'), json_extract(payload, '$.operatorId'), at_ms,
          json_object(
            'topicIds', json_extract(payload, '$.topicIds'),
            'result', json_extract(payload, '$.result'),
            'nextStep', json_extract(payload, '$.nextStep')
          )
        FROM events WHERE type = 'interaction.outcome-changed' ORDER BY seq;
    `);
  },
};
