import type Database from "better-sqlite3";

/** One step: brings a database of the previous version to `version`. Never edited once released. */
export type Migration = {
  readonly version: number;
  readonly name: string;
  up(db: Database.Database): void;
};

export type MigrationOutcome =
  | { readonly ok: true; readonly from: number; readonly to: number }
  | { readonly ok: false; readonly code: "database-newer"; readonly version: number }
  | { readonly ok: false; readonly code: "migration-failed"; readonly step: string; readonly cause: unknown };

/** A list of migrations that does not rise, or not by tens: a bug of the program. */
export class MigrationListError extends Error {
  override readonly name = "MigrationListError";
}

/** The version a database of this program has. */
export function newestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/**
 * Throws when the list could run a step twice. Numbers may be left out (branches of work have blocks of their own), but
 * once released none is put between two others: a database that is past it would never run it.
 */
export function checkList(migrations: readonly Migration[]): void {
  let last = 0;
  for (const { version, name } of migrations) {
    if (version <= last || version % 10 !== 0)
      throw new MigrationListError(`${name} has version ${version}, expected a ten after ${last}`);
    last = version;
  }
}

/** The schema version written in the file; 0 in a new one. */
export function versionOf(db: Database.Database): number {
  return Number(db.pragma("user_version", { simple: true }));
}

/**
 * Runs what is missing, each step and its number in one transaction, and stops at the first failure: the database then
 * stands at the last step that worked. `beforeFirst` is called once, and only when there is something to migrate.
 */
export function migrate(
  db: Database.Database,
  migrations: readonly Migration[],
  beforeFirst: (fromVersion: number) => void = () => {},
): MigrationOutcome {
  checkList(migrations);
  const from = versionOf(db);
  const to = newestVersion(migrations);
  if (from > to) return { ok: false, code: "database-newer", version: from };
  const missing = migrations.filter((migration) => migration.version > from);
  if (missing.length > 0) beforeFirst(from);
  for (const migration of missing) {
    try {
      runStep(db, migration);
    } catch (cause) {
      return { ok: false, code: "migration-failed", step: migration.name, cause };
    }
  }
  return { ok: true, from, to };
}

function runStep(db: Database.Database, migration: Migration): void {
  db.transaction(() => {
    migration.up(db);
    const broken = db.prepare("PRAGMA foreign_key_check").all();
    if (broken.length > 0) throw new Error(`${migration.name} leaves ${broken.length} rows without their parent`);
    db.pragma(`user_version = ${migration.version}`);
  }).exclusive();
}
