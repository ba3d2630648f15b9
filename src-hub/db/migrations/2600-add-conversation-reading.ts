import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** What reading conversations needs: the newest message of each, who had a part in it, and how far each of them has read. */
export function addConversationReading(engine: DatabaseEngine): Migration {
  const wide = wideInteger(engine);
  return {
    up: async (db: Kysely<unknown>) => {
      await db.schema.alterTable("conversations").dropColumn("read_upto_seq").execute();
      await db.schema
        .alterTable("conversations")
        .addColumn("last_seq", wide, (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .alterTable("messages")
        .addColumn("is_deleted", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      const people = db.schema
        .createTable("conversation_people")
        .addColumn("conversation_id", "text", (column) => column.notNull())
        .addColumn("operator_id", "text", (column) => column.notNull())
        .addColumn("had_part", "integer", (column) => column.notNull())
        .addColumn("read_upto_seq", wide, (column) => column.notNull())
        .addColumn("last_seq", wide, (column) => column.notNull())
        .addPrimaryKeyConstraint("conversation_people_key", ["conversation_id", "operator_id"]);
      await strict(engine, people).execute();
      await sql`update conversations set last_seq = coalesce(
        (select max(seq) from messages where messages.conversation_id = conversations.conversation_id), 0)`.execute(db);
      // In a text of JSON the quotes are escaped: this is the message's own field.
      await sql`update messages set is_deleted = 1 where body not like '%"deletedAtMs":null%'`.execute(db);
      await sql`insert into conversation_people (conversation_id, operator_id, had_part, read_upto_seq, last_seq)
        select conversation_id, owner_id, 1, 0,
          (select max(seq) from messages as newest where newest.conversation_id = messages.conversation_id)
        from messages where owner_id is not null group by conversation_id, owner_id`.execute(db);
      await db.schema
        .createIndex("conversation_people_by_operator")
        .on("conversation_people")
        .columns(["operator_id", "had_part", "last_seq"])
        .execute();
      await db.schema.createIndex("conversations_by_last").on("conversations").column("last_seq").execute();
      await db.schema.createIndex("messages_by_interaction").on("messages").column("interaction_id").execute();
    },
  };
}
