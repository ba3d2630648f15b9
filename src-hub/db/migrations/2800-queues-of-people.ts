import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict } from "../dialect.ts";

/** A queue is served by people, with a phone or without one: who answers only what is written needs no extension. */
export function queuesOfPeople(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const members = db.schema
        .createTable("queue_members_next")
        .addColumn("queue_id", "text", (column) => column.notNull().references("queues.queue_id").onDelete("cascade"))
        .addColumn("operator_id", "text", (column) =>
          column.notNull().references("people.person_id").onDelete("cascade"),
        )
        .addColumn("position", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("queue_members_of_people_key", ["queue_id", "operator_id"]);
      await strict(engine, members).execute();
      await sql`
        insert into queue_members_next (queue_id, operator_id, position)
        select queue_id, operator_id, position from queue_members
        where operator_id in (select person_id from people)
      `.execute(db);
      await db.schema.dropTable("queue_members").execute();
      await db.schema.alterTable("queue_members_next").renameTo("queue_members").execute();
    },
  };
}
