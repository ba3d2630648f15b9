import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** The last note of each operator on an interaction; apart from its body, so that what a person wrote can be erased alone. */
export function createInteractionNotes(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const table = db.schema
        .createTable("interaction_notes")
        .addColumn("interaction_id", "text", (column) => column.notNull())
        .addColumn("operator_id", "text", (column) => column.notNull())
        .addColumn("at_ms", wideInteger(engine), (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("interaction_notes_key", ["interaction_id", "operator_id"]);
      await strict(engine, table).execute();
    },
  };
}
