import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict } from "../dialect.ts";

/**
 * Each event of a contact writes one page of events and one of interactions, and little else. Whether a contact is closed
 * has a column of its own, for an index that looks at the state is written anew at each of its changes; the numbers of
 * events are the one writer's, and SQLite need not keep count of them beside. On a server rows have room to grow in place.
 */
export function leanContactWrites(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await db.schema
        .alterTable("interactions")
        .addColumn("is_closed", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      await sql`update interactions set is_closed = 1 where state = 'closed'`.execute(db);
      await db.schema.dropIndex("interactions_not_closed").execute();
      await db.schema
        .createIndex("interactions_not_closed")
        .on("interactions")
        .column("interaction_id")
        .where("is_closed" as never, "=", 0)
        .execute();
      // Asked only when a contact is over: then it has its place there, and not before.
      await db.schema.dropIndex("interactions_by_operator").execute();
      await db.schema
        .createIndex("interactions_by_operator")
        .on("interactions")
        .columns(["operator_id", "ended_at_ms"])
        .where("ended_at_ms" as never, "is not", null)
        .execute();
      if (engine === "sqlite") await withoutAutoincrement(db);
      else await sql`alter table interactions set (fillfactor = 70)`.execute(db);
    },
  };
}

async function withoutAutoincrement(db: Kysely<unknown>): Promise<void> {
  const events = db.schema
    .createTable("numbered_events")
    .addColumn("seq", "integer", (column) => column.primaryKey())
    .addColumn("at_ms", "integer", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("payload", "text", (column) => column.notNull());
  await strict("sqlite", events).execute();
  await sql`insert into numbered_events select seq, at_ms, actor, type, payload from events order by seq`.execute(db);
  await db.schema.dropTable("events").execute();
  await db.schema.alterTable("numbered_events").renameTo("events").execute();
}
