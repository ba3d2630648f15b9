import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, wideInteger } from "../dialect.ts";

/** Beside a status: who else set it, what follows after the contact, that a break is too long, what the shift's wrap-ups took. */
export function extendOperatorStates(engine: DatabaseEngine): Migration {
  const wide = wideInteger(engine);
  return {
    up: async (db: Kysely<unknown>) => {
      // SQLite adds one column a statement.
      const table = () => db.schema.alterTable("operator_states");
      await table().addColumn("set_by", "text").execute();
      await table().addColumn("next_status", "text").execute();
      await table()
        .addColumn("is_overrun", "integer", (column) => column.notNull().defaultTo(0))
        .execute();
      await table()
        .addColumn("extended_in_shift_ms", wide, (column) => column.notNull().defaultTo(0))
        .execute();
    },
  };
}
