import type { Migration } from "../migration-runner.ts";

export const createPreferences: Migration = {
  version: 20,
  name: "0020-create-preferences",
  up(db) {
    db.exec(`
      CREATE TABLE preferences (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
