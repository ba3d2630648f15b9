import type { Migration } from "../migration-runner.ts";

/**
 * The full-text index of what the mirror holds (ADR 47). One row of the index is one event: the first one of a contact, or
 * a message; its number is the event's, so newest first needs no sort. `indexed_upto`: events after it are still to be
 * indexed. What is taken out is taken out of the file at once (`secure-delete`).
 */
export const createSearch: Migration = {
  version: 2300,
  name: "2300-create-search",
  up(db) {
    db.exec(`
      CREATE VIRTUAL TABLE search_index USING fts5 (
        terms, content = '', detail = none, columnsize = 0, tokenize = 'ascii', prefix = '3 5'
      );
      INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);

      CREATE TABLE search_contacts (
        interaction_id TEXT PRIMARY KEY,
        facts TEXT NOT NULL CHECK (json_valid(facts))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE search_tags (tag INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

      CREATE TABLE search_position (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        indexed_upto INTEGER NOT NULL
      ) STRICT;
      INSERT INTO search_position (one, indexed_upto) VALUES (1, 0);
    `);
  },
};
