import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** People of the team with what checks their passwords; phones and their secrets stay in `accounts`. Operators are taken over. */
export function createPeople(engine: DatabaseEngine): Migration {
  const wide = wideInteger(engine);
  return {
    up: async (db: Kysely<unknown>) => {
      const people = db.schema
        .createTable("people")
        .addColumn("person_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("role", "text", (column) => column.notNull())
        .addColumn("groups", "text", (column) => column.notNull())
        .addColumn("skills", "text", (column) => column.notNull())
        .addColumn("is_blocked", "integer", (column) => column.notNull())
        .addColumn("is_removed", "integer", (column) => column.notNull())
        .addColumn("password_hash", "text")
        .addColumn("must_change_password", "integer", (column) => column.notNull())
        .addColumn("phone_key", "integer", (column) => column.notNull())
        .addColumn("totp_secret", "text")
        .addColumn("totp_is_on", "integer", (column) => column.notNull())
        .addColumn("totp_last_step", wide)
        .addColumn("recovery_hashes", "text", (column) => column.notNull())
        .addColumn("created_at_ms", wide, (column) => column.notNull());
      await strict(engine, people).execute();
      await sql`
        insert into people (person_id, name, role, groups, skills, is_blocked, is_removed, password_hash,
          must_change_password, phone_key, totp_secret, totp_is_on, totp_last_step, recovery_hashes, created_at_ms)
        select operator_id, name, 'operator', '[]', '{}', 0, 0, null, 0, 1, null, 0, null, '[]', 0
        from accounts where kind = 'operator' and operator_id is not null
      `.execute(db);
    },
  };
}
