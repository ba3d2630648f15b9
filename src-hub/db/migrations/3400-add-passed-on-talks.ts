import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** What an operator passed to a queue and still writes up. */
export function addPassedOnTalks(): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await db.schema.alterTable("operator_states").addColumn("passed_on", "text").execute();
    },
  };
}
