import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** Who is signed in, by which refresh tokens (hashes of them), and whose wrong passwords were counted. */
export function createSessions(engine: DatabaseEngine): Migration {
  const wide = wideInteger(engine);
  return {
    up: async (db: Kysely<unknown>) => {
      const sessions = db.schema
        .createTable("sessions")
        .addColumn("session_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("person_id", "text", (column) => column.notNull().references("people.person_id").onDelete("cascade"))
        .addColumn("created_at_ms", wide, (column) => column.notNull())
        .addColumn("expires_at_ms", wide, (column) => column.notNull())
        .addColumn("ended_at_ms", wide);
      await strict(engine, sessions).execute();
      await db.schema.createIndex("sessions_of_person").on("sessions").column("person_id").execute();

      const tokens = db.schema
        .createTable("refresh_tokens")
        .addColumn("token_hash", "text", (column) => column.primaryKey().notNull())
        .addColumn("session_id", "text", (column) =>
          column.notNull().references("sessions.session_id").onDelete("cascade"),
        )
        .addColumn("issued_at_ms", wide, (column) => column.notNull())
        .addColumn("used_at_ms", wide);
      await strict(engine, tokens).execute();
      await db.schema.createIndex("refresh_tokens_of_session").on("refresh_tokens").column("session_id").execute();

      const failures = db.schema
        .createTable("sign_in_failures")
        .addColumn("subject", "text", (column) => column.primaryKey().notNull())
        .addColumn("failures", "integer", (column) => column.notNull())
        .addColumn("last_at_ms", wide, (column) => column.notNull())
        .addColumn("locked_until_ms", wide, (column) => column.notNull());
      await strict(engine, failures).execute();
    },
  };
}
