import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict } from "../dialect.ts";

/** What the team wrote about customers, by the one form of an address. */
export function createCustomerProfiles(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const table = db.schema
        .createTable("customer_profiles")
        .addColumn("customer_address", "text", (column) => column.primaryKey().notNull())
        .addColumn("body", "text", (column) => column.notNull());
      await strict(engine, table).execute();
    },
  };
}
