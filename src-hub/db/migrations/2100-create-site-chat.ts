import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** The chat of company sites: their settings, the visitors who wrote, each one's numbered entries, and files. */
export function createSiteChat(engine: DatabaseEngine): Migration {
  const wide = wideInteger(engine);
  return {
    up: async (db: Kysely<unknown>) => {
      const sites = db.schema
        .createTable("sites")
        .addColumn("site_key", "text", (column) => column.primaryKey().notNull())
        .addColumn("body", "text", (column) => column.notNull());
      await strict(engine, sites).execute();

      const visitors = db.schema
        .createTable("site_visitors")
        .addColumn("visitor_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("site_key", "text", (column) => column.notNull())
        .addColumn("created_at_ms", wide, (column) => column.notNull())
        .addColumn("last_n", wide, (column) => column.notNull())
        .addColumn("told_n", wide, (column) => column.notNull())
        .addColumn("delivered_n", wide, (column) => column.notNull())
        .addColumn("read_n", wide, (column) => column.notNull())
        .addColumn("have_n", wide, (column) => column.notNull())
        .addColumn("seen_n", wide, (column) => column.notNull())
        .addColumn("may_rate", "integer", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("page", "text", (column) => column.notNull());
      await strict(engine, visitors).execute();
      await sql`create index site_visitors_untold on site_visitors (visitor_id) where told_n < last_n`.execute(db);

      const entries = db.schema
        .createTable("site_entries")
        .addColumn("visitor_id", "text", (column) =>
          column.notNull().references("site_visitors.visitor_id").onDelete("cascade"),
        )
        .addColumn("n", wide, (column) => column.notNull())
        .addColumn("entry_id", "text", (column) => column.notNull())
        .addColumn("side", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("at_ms", wide, (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addColumn("source", "text")
        .addPrimaryKeyConstraint("site_entries_key", ["visitor_id", "n"])
        .addUniqueConstraint("site_entries_once", ["visitor_id", "entry_id"]);
      await strict(engine, entries).execute();

      // A file comes before the message that carries it, perhaps of a visitor who never wrote: hence no reference.
      const files = db.schema
        .createTable("site_files")
        .addColumn("file_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("visitor_id", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("type", "text", (column) => column.notNull())
        .addColumn("size", wide, (column) => column.notNull())
        .addColumn("at_ms", wide, (column) => column.notNull())
        .addColumn("bytes", engine === "sqlite" ? "blob" : "bytea", (column) => column.notNull());
      await strict(engine, files).execute();
      await db.schema.createIndex("site_files_by_visitor").on("site_files").column("visitor_id").execute();
    },
  };
}
