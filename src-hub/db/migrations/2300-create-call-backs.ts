import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** Orders of call-backs as the log makes them; the engine itself lets a number have one open order only. */
export function createCallBacks(engine: DatabaseEngine): Migration {
  const wide = wideInteger(engine);
  return {
    up: async (db: Kysely<unknown>) => {
      const orders = db.schema
        .createTable("callback_orders")
        .addColumn("interaction_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("number", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("is_open", "integer", (column) => column.notNull())
        .addColumn("queue_id", "text", (column) => column.notNull())
        .addColumn("due_at_ms", wide, (column) => column.notNull())
        .addColumn("ordered_at_ms", wide, (column) => column.notNull())
        .addColumn("closed_at_ms", wide)
        .addColumn("body", "text", (column) => column.notNull());
      await strict(engine, orders).execute();
      await sql`create unique index callback_orders_one_open on callback_orders (number) where is_open = 1`.execute(db);
      await db.schema
        .createIndex("callback_orders_by_time")
        .on("callback_orders")
        .columns(["ordered_at_ms", "interaction_id"])
        .execute();

      const ids = db.schema
        .createTable("callback_order_ids")
        .addColumn("order_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("interaction_id", "text", (column) => column.notNull());
      await strict(engine, ids).execute();
    },
  };
}
