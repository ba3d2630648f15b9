import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** How queues distribute, and what operators take at once: documents, null where everything is as it was. */
export function addDistributionSettings(): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await db.schema.alterTable("queues").addColumn("rules", "text").execute();
      await db.schema.alterTable("accounts").addColumn("workload", "text").execute();
      // Who talked with a customer last is asked at each arrival.
      await db.schema
        .createIndex("interactions_by_customer")
        .on("interactions")
        .columns(["customer_address", "ended_at_ms"])
        .execute();
    },
  };
}
