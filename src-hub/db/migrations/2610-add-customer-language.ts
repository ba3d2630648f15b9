import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** What a customer reads, where their channel knows: in it the hub itself speaks to them. */
export function addCustomerLanguage(): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await db.schema.alterTable("conversations").addColumn("language", "text").execute();
      await db.schema.alterTable("site_visitors").addColumn("language", "text").execute();
    },
  };
}
