import type { Migration } from "../migration-runner.ts";

/** Who talks now is asked at every change of the mirror, and the history beside it only grows. */
export const indexTalks: Migration = {
  version: 700,
  name: "0700-index-talks",
  up(db) {
    db.exec(`
      CREATE INDEX interactions_talks ON interactions (interaction_id)
        WHERE json_extract(body, '$.state') IN ('active', 'held');
    `);
  },
};
