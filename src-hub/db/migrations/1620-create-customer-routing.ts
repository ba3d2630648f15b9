import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict } from "../dialect.ts";

/** How a customer's contacts are to be distributed: how important they are, and who of the team is responsible. */
export function createCustomerRouting(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const table = db.schema
        .createTable("customer_routing")
        .addColumn("customer_address", "text", (column) => column.primaryKey().notNull())
        .addColumn("priority", "integer", (column) => column.notNull())
        .addColumn("responsible_id", "text");
      await strict(engine, table).execute();
    },
  };
}
