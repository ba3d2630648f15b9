import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** The team: accounts of operators and lines, queues with their members, reasons for a break. */
export function createTeam(engine: DatabaseEngine): Migration {
  const wide = wideInteger(engine);
  return {
    up: async (db: Kysely<unknown>) => {
      const accounts = db.schema
        .createTable("accounts")
        .addColumn("sip_user", "text", (column) => column.primaryKey().notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("operator_id", "text", (column) => column.unique())
        .addColumn("number", "text", (column) => column.notNull().unique())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("position", "integer", (column) => column.notNull())
        .addColumn("ha1", "text")
        .addColumn("link_hash", "text");
      await strict(engine, accounts).execute();

      const queues = db.schema
        .createTable("queues")
        .addColumn("queue_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("number", "text", (column) => column.notNull().unique())
        .addColumn("ring_timeout_ms", wide, (column) => column.notNull())
        .addColumn("wrap_up_ms", wide, (column) => column.notNull())
        .addColumn("position", "integer", (column) => column.notNull());
      await strict(engine, queues).execute();

      const members = db.schema
        .createTable("queue_members")
        .addColumn("queue_id", "text", (column) => column.notNull().references("queues.queue_id").onDelete("cascade"))
        .addColumn("operator_id", "text", (column) =>
          column.notNull().references("accounts.operator_id").onDelete("cascade"),
        )
        .addColumn("position", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("queue_members_key", ["queue_id", "operator_id"]);
      await strict(engine, members).execute();

      const reasons = db.schema
        .createTable("break_reasons")
        .addColumn("code", "text", (column) => column.primaryKey().notNull())
        .addColumn("name_ru", "text", (column) => column.notNull())
        .addColumn("name_en", "text", (column) => column.notNull())
        .addColumn("limit_ms", wide)
        .addColumn("position", "integer", (column) => column.notNull());
      await strict(engine, reasons).execute();
    },
  };
}
