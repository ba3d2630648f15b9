import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import { type DatabaseEngine, strict, wideInteger } from "../dialect.ts";

/** Scripts with their drafts, the versions that were published, and how far each contact has walked them. */
export function createScripts(engine: DatabaseEngine): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      const scripts = db.schema
        .createTable("scripts")
        .addColumn("script_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("version", "integer", (column) => column.notNull())
        .addColumn("head", "text")
        .addColumn("is_withdrawn", "integer", (column) => column.notNull())
        .addColumn("draft", "text")
        .addColumn("draft_revision", "integer", (column) => column.notNull())
        .addColumn("draft_by", "text")
        .addColumn("draft_at_ms", wideInteger(engine));
      const versions = db.schema
        .createTable("script_versions")
        .addColumn("script_id", "text", (column) => column.notNull())
        .addColumn("version", "integer", (column) => column.notNull())
        .addColumn("graph", "text", (column) => column.notNull())
        .addColumn("head", "text", (column) => column.notNull())
        .addColumn("at_ms", wideInteger(engine), (column) => column.notNull())
        .addColumn("published_by", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("script_versions_key", ["script_id", "version"]);
      const runs = db.schema
        .createTable("script_runs")
        .addColumn("run_id", "text", (column) => column.primaryKey().notNull())
        .addColumn("interaction_id", "text", (column) => column.notNull())
        .addColumn("operator_id", "text", (column) => column.notNull())
        .addColumn("pins", "text", (column) => column.notNull())
        .addColumn("known", "text", (column) => column.notNull())
        .addColumn("began_at_ms", wideInteger(engine), (column) => column.notNull())
        .addColumn("steps", "integer", (column) => column.notNull());
      const steps = db.schema
        .createTable("script_steps")
        .addColumn("run_id", "text", (column) => column.notNull())
        .addColumn("step_index", "integer", (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("script_steps_key", ["run_id", "step_index"]);
      for (const table of [scripts, versions, runs, steps]) await strict(engine, table).execute();
      await db.schema
        .createIndex("script_runs_by_interaction")
        .on("script_runs")
        .columns(["interaction_id", "began_at_ms"])
        .execute();
    },
  };
}
