import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** What each operator said of an interaction last; the next step apart, since it is what a person wrote and is erased alone. */
export function createInteractionOutcomes(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const table = db.schema
        .createTable("interaction_outcomes")
        .addColumn("interaction_id", "text", (column) => column.notNull())
        .addColumn("operator_id", "text", (column) => column.notNull())
        .addColumn("at_ms", wideInteger(engine), (column) => column.notNull())
        .addColumn("topics", "text", (column) => column.notNull())
        .addColumn("result", "text")
        .addColumn("next_step", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("interaction_outcomes_key", ["interaction_id", "operator_id"]);
      await strict(engine, table).execute();
    },
  };
}
