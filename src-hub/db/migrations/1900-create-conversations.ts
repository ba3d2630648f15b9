import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** Dialogs of text channels, their messages, what is on its way to a channel, and files. */
export function createConversations(engine: DatabaseEngine): Migration {
  const wide = wideInteger(engine);
  return {
    up: async (db: Kysely<unknown>) => {
      const conversations = db.schema
        .createTable("conversations")
        .addColumn("conversation_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("channel", "text", (column) => column.notNull())
        .addColumn("account", "text", (column) => column.notNull())
        .addColumn("external_id", "text", (column) => column.notNull())
        .addColumn("customer_address", "text", (column) => column.notNull())
        .addColumn("customer_name", "text")
        .addColumn("created_at_ms", wide, (column) => column.notNull())
        .addColumn("read_upto_seq", wide, (column) => column.notNull());
      await strict(engine, conversations).execute();
      await db.schema
        .createIndex("conversations_by_external")
        .unique()
        .on("conversations")
        .columns(["channel", "account", "external_id"])
        .execute();

      const messages = db.schema
        .createTable("messages")
        .addColumn("message_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("conversation_id", "text", (column) => column.notNull())
        .addColumn("interaction_id", "text", (column) => column.notNull())
        .addColumn("owner_id", "text")
        .addColumn("seq", wide, (column) => column.notNull())
        .addColumn("is_ours", "integer", (column) => column.notNull())
        .addColumn("channel_message_id", "text")
        .addColumn("body", "text", (column) => column.notNull());
      await strict(engine, messages).execute();
      await db.schema
        .createIndex("messages_by_conversation")
        .on("messages")
        .columns(["conversation_id", "seq"])
        .execute();
      // The last guard against a message that comes twice: not even a race of two hubs writes it again.
      await db.schema
        .createIndex("messages_by_channel_id")
        .unique()
        .on("messages")
        .columns(["conversation_id", "is_ours", "channel_message_id"])
        .execute();

      const outbound = db.schema
        .createTable("outbound")
        .addColumn("seq", wide, (column) => column.primaryKey().notNull())
        .addColumn("conversation_id", "text", (column) => column.notNull())
        .addColumn("message_id", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("edited_text", "text")
        .addColumn("made_at_ms", wide, (column) => column.notNull())
        .addColumn("is_in_flight", "integer", (column) => column.notNull());
      await strict(engine, outbound).execute();
      await db.schema
        .createIndex("outbound_by_message")
        .unique()
        .on("outbound")
        .columns(["message_id", "kind"])
        .execute();

      const attachments = db.schema
        .createTable("attachments")
        .addColumn("attachment_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("conversation_id", "text", (column) => column.notNull())
        .addColumn("channel", "text", (column) => column.notNull())
        .addColumn("account", "text", (column) => column.notNull())
        .addColumn("ref", "text")
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("type", "text", (column) => column.notNull())
        .addColumn("size", wide)
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("made_at_ms", wide, (column) => column.notNull());
      await strict(engine, attachments).execute();
      await db.schema.createIndex("attachments_by_conversation").on("attachments").column("conversation_id").execute();
    },
  };
}
