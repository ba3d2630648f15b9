import { type Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { HubStartError } from "../hub-start-error.ts";
import type { NamedMigration } from "./migrations/list.ts";

const MIGRATION_TABLE = "kysely_migration";

/**
 * Brings a database up to the last step, all pending steps in one transaction: the first failure undoes all of them.
 * `beforeChange` runs when an existing database is about to change, and gets the name of the last step to come.
 */
export async function migrate<Schema>(
  db: Kysely<Schema>,
  steps: readonly NamedMigration[],
  beforeChange: (toStep: string) => Promise<void>,
): Promise<void> {
  const names = steps.map(([name]) => name);
  if (names.some((name, index) => index > 0 && name <= (names[index - 1] ?? "")))
    throw new Error("the list of migrations must increase");
  const done = await doneSteps(db);
  const unknown = done.find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new HubStartError("database-newer", `the database has step ${unknown}, which this program does not know`);
  const last = names.at(-1);
  if (last === undefined || done.length === names.length) return;
  if (done.length > 0) await beforeChange(last);
  const migrator = new Migrator({ db, provider: { getMigrations: async () => Object.fromEntries(steps) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === "Error")?.migrationName ?? "unknown";
  throw new HubStartError("migration-failed", `step ${failed} failed; the database was left as it was`, {
    cause: error,
  });
}

/** Whether a database has every step; what it has beyond them is a newer program's. */
export async function isMigrated<Schema>(db: Kysely<Schema>, steps: readonly NamedMigration[]): Promise<boolean> {
  const done = new Set(await doneSteps(db));
  return steps.every(([name]) => done.has(name));
}

async function doneSteps<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === MIGRATION_TABLE)) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)} order by name`.execute(
    db,
  );
  return rows.map((row) => row.name);
}
