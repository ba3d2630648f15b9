import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** The event log, its projections, the answered commands, and what the hub knows of itself. */
export function createLog(engine: DatabaseEngine): Migration {
  const wide = wideInteger(engine);
  return {
    up: async (db: Kysely<unknown>) => {
      const events = db.schema
        .createTable("events")
        // Numbered by the one writer; AUTOINCREMENT keeps SQLite from giving a number out twice all the same.
        .addColumn("seq", wide, (column) =>
          engine === "sqlite" ? column.primaryKey().autoIncrement() : column.primaryKey(),
        )
        .addColumn("at_ms", wide, (column) => column.notNull())
        .addColumn("actor", "text", (column) => column.notNull())
        .addColumn("type", "text", (column) => column.notNull())
        .addColumn("payload", "text", (column) => column.notNull());
      await strict(engine, events).execute();

      const interactions = db.schema
        .createTable("interactions")
        .addColumn("interaction_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("queue_id", "text")
        .addColumn("operator_id", "text")
        .addColumn("customer_address", "text", (column) => column.notNull())
        .addColumn("created_at_ms", wide, (column) => column.notNull())
        .addColumn("ended_at_ms", wide)
        .addColumn("last_seq", wide, (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull());
      await strict(engine, interactions).execute();
      await db.schema
        .createIndex("interactions_not_closed")
        .on("interactions")
        .column("interaction_id")
        .where("state" as never, "!=", "closed")
        .execute();
      await db.schema
        .createIndex("interactions_by_operator")
        .on("interactions")
        .columns(["operator_id", "ended_at_ms"])
        .execute();

      const operatorStates = db.schema
        .createTable("operator_states")
        .addColumn("operator_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("status", "text", (column) => column.notNull())
        .addColumn("reason", "text")
        .addColumn("limit_ms", wide)
        .addColumn("since_ms", wide, (column) => column.notNull())
        .addColumn("changed_by", "text", (column) => column.notNull())
        .addColumn("phone_registered", "integer", (column) => column.notNull())
        .addColumn("desktop_linked", "integer", (column) => column.notNull())
        .addColumn("last_seq", wide, (column) => column.notNull());
      await strict(engine, operatorStates).execute();

      const meta = db.schema
        .createTable("meta")
        .addColumn("name", "text", (column) => column.primaryKey().notNull())
        .addColumn("value", "text", (column) => column.notNull());
      await strict(engine, meta).execute();

      const commands = db.schema
        .createTable("commands")
        .addColumn("operator_id", "text", (column) => column.notNull())
        .addColumn("command_id", "text", (column) => column.notNull())
        .addColumn("at_ms", wide, (column) => column.notNull())
        .addColumn("reply", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("commands_key", ["operator_id", "command_id"]);
      await strict(engine, commands).execute();
      await db.schema.createIndex("commands_by_time").on("commands").column("at_ms").execute();
    },
  };
}
