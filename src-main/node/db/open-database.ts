import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type Database from "better-sqlite3";
import type { Refusal } from "../../../src-shared/result.ts";
import { type DatabaseKey, isDamage, makeDurable, openEncrypted } from "./encrypted-file.ts";
import { type Migration, migrate, newestVersion, versionOf } from "./migration-runner.ts";
import { copyBeforeMigration } from "./safety-copy.ts";

/**
 * Why a database was not opened; nothing in it was overwritten. `copy` is the file as it was before a migration began,
 * `detail` is for the log and the support, not for the operator.
 */
export type OpenRefusal = Refusal<"database-newer" | "migration-failed" | "database-unreadable"> & {
  readonly file: string;
  readonly copy: string | null;
  /** The content is damaged, or another key's; not merely locked or out of reach. */
  readonly isDamaged: boolean;
  readonly detail: string;
};

export type OpenedDatabase = { readonly ok: true; readonly value: Database.Database } | OpenRefusal;

/** Opens, brings to the newest version, and refuses what it cannot read or must not touch. */
export function openDatabase(
  file: string,
  key: DatabaseKey,
  migrations: readonly Migration[],
  synchronous: "FULL" | "NORMAL",
): OpenedDatabase {
  let db: Database.Database | null = null;
  let copy: string | null = null;
  const refuse = (code: OpenRefusal["code"], detail: string, isDamaged = false): OpenRefusal => {
    return { ok: false, code, retry: "no", file, copy, isDamaged, detail };
  };
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const found = foundVersion(file, key);
    if (found > newestVersion(migrations))
      return refuse("database-newer", `version ${found}, this program knows ${newestVersion(migrations)}`);
    db = openEncrypted(file, key);
    makeDurable(db, synchronous);
    const opened = db;
    const outcome = migrate(opened, migrations, (from) => {
      if (from > 0) copy = copyBeforeMigration(opened, file, from);
    });
    if (outcome.ok) return { ok: true, value: opened };
    opened.close();
    if (outcome.code === "database-newer") return refuse(outcome.code, `version ${outcome.version}`);
    return refuse(outcome.code, `${outcome.step}: ${messageOf(outcome.cause)}`);
  } catch (error) {
    db?.close();
    return refuse("database-unreadable", messageOf(error), isDamage(error));
  }
}

/** Looked at read-only first: opening for writing could already checkpoint the -wal of a newer program into the file. */
function foundVersion(file: string, key: DatabaseKey): number {
  if (!existsSync(file) || statSync(file).size === 0) return 0;
  const db = openEncrypted(file, key, { readonly: true });
  try {
    return versionOf(db);
  } finally {
    db.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
