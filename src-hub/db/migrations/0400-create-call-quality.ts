import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** How each operator's part of an interaction sounded. MOS are kept as numbers so that reports can sum them. */
export function createCallQuality(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const table = db.schema
        .createTable("call_quality")
        .addColumn("interaction_id", "text", (column) => column.notNull())
        .addColumn("operator_id", "text", (column) => column.notNull())
        .addColumn("at_ms", wideInteger(engine), (column) => column.notNull())
        .addColumn("mos", engine === "sqlite" ? "real" : "double precision", (column) => column.notNull())
        .addColumn("min_mos", engine === "sqlite" ? "real" : "double precision", (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("call_quality_pk", ["interaction_id", "operator_id"]);
      await strict(engine, table).execute();
    },
  };
}
