import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** What lies outside the database and is still to be removed: a file, a recording at the PBX. */
export function createRemovals(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const table = db.schema
        .createTable("removals")
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("ref", "text", (column) => column.notNull())
        .addColumn("asked_at_ms", wideInteger(engine), (column) => column.notNull())
        .addPrimaryKeyConstraint("removals_key", ["kind", "ref"]);
      await strict(engine, table).execute();
    },
  };
}
