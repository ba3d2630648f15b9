import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** The ledger of fairness: what each operator was offered, took, missed and refused, by hour and queue; idle time has no queue (''). */
export function createFairness(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const wide = wideInteger(engine);
      const table = db.schema
        .createTable("fairness")
        .addColumn("hour_ms", wide, (column) => column.notNull())
        .addColumn("operator_id", "text", (column) => column.notNull())
        .addColumn("queue_id", "text", (column) => column.notNull())
        .addColumn("offers", "integer", (column) => column.notNull())
        .addColumn("taken", "integer", (column) => column.notNull())
        .addColumn("missed", "integer", (column) => column.notNull())
        .addColumn("refused", "integer", (column) => column.notNull())
        .addColumn("claimed", "integer", (column) => column.notNull())
        .addColumn("voice", "integer", (column) => column.notNull())
        .addColumn("text", "integer", (column) => column.notNull())
        .addColumn("idle_ms", wide, (column) => column.notNull())
        .addPrimaryKeyConstraint("fairness_key", ["hour_ms", "operator_id", "queue_id"]);
      await strict(engine, table).execute();
    },
  };
}
