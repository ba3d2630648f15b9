import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** The right to one call from a site each: made when a visitor presses, gone when the call arrives or the minute is over. */
export function createSiteCallTickets(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const tickets = db.schema
        .createTable("site_call_tickets")
        .addColumn("sip_user", "text", (column) => column.primaryKey().notNull())
        .addColumn("until_ms", wideInteger(engine), (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull());
      await strict(engine, tickets).execute();
      await db.schema.createIndex("site_call_tickets_by_end").on("site_call_tickets").column("until_ms").execute();
    },
  };
}
