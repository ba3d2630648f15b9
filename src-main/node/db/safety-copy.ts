import { copyFileSync, existsSync, readFileSync, statSync } from "node:fs";
import type Database from "better-sqlite3";

/**
 * Copies a database beside itself before it is migrated: `mirror.db` → `mirror.db.v10.bak`. An older copy is never
 * overwritten; one that is equal already (the same migration failed at the last start too) is taken as it is.
 */
export function copyBeforeMigration(db: Database.Database, file: string, version: number): string {
  // Without the checkpoint, committed rows could still stand only in the -wal file.
  const [checkpoint] = db.pragma("wal_checkpoint(TRUNCATE)") as [{ busy: number }];
  if (checkpoint.busy !== 0) throw new Error("another process holds the database");
  for (let number = 1; ; number += 1) {
    const copy = `${file}.v${version}${number === 1 ? "" : `-${number}`}.bak`;
    if (existsSync(copy)) {
      if (isSame(file, copy)) return copy;
      continue;
    }
    copyFileSync(file, copy);
    return copy;
  }
}

function isSame(one: string, other: string): boolean {
  return statSync(one).size === statSync(other).size && readFileSync(one).equals(readFileSync(other));
}
