import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, wideInteger } from "../dialect.ts";

/** Of a queue: how its wrap-up may be prolonged (null: as by default), and how many members may rest at once (null: any). */
export function addWrapUpPolicies(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await db.schema.alterTable("queues").addColumn("wrap_up_policy", "text").execute();
      await db.schema.alterTable("queues").addColumn("max_on_break", wideInteger(engine)).execute();
    },
  };
}
