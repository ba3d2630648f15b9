import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** The talks the exchange carries now, so that one that is started anew carries them on. */
export function createKeptTalks(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const table = db.schema
        .createTable("kept_talks")
        .addColumn("call_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("at_ms", wideInteger(engine), (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull());
      await strict(engine, table).execute();
    },
  };
}
