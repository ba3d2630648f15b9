import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict } from "../dialect.ts";

/** Quick replies as they are now, by whom they are for: `scope_of` is the operator's or the queue's id, empty for the company's. */
export function createQuickReplies(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const table = db.schema
        .createTable("quick_replies")
        .addColumn("reply_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("scope", "text", (column) => column.notNull())
        .addColumn("scope_of", "text", (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull());
      await strict(engine, table).execute();
      await db.schema
        .createIndex("quick_replies_by_scope")
        .on("quick_replies")
        .columns(["scope", "scope_of"])
        .execute();
    },
  };
}
