import { execFile } from "node:child_process";
import { mkdir, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { PostgresAdapter, sql } from "kysely";
import type { HubDatabase } from "./schema.ts";

const run = promisify(execFile);
const COPY = "require('node:fs').copyFileSync(process.argv[1], process.argv[2])";
/** SQLite's own. */
const CHECKPOINT_PAGES = 1000;

/** The file behind the database; null: it has none (a server, or memory). */
export async function sqliteFileOf(db: HubDatabase): Promise<string | null> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) return null;
  const { rows } = await sql<{ name: string; file: string }>`pragma database_list`.execute(db);
  return rows.find(({ name }) => name === "main")?.file || null;
}

/**
 * Copies the file while the hub writes on. What is written meanwhile stays in the write-ahead log, so the file stands as it
 * was at the beginning; it is encrypted as the file is. Another process copies: closing a file takes its locks along, and
 * they are this process's own (sqlite.org/howtocorrupt.html, 2.2).
 */
export async function backupSqlite(db: HubDatabase, file: string, to: string): Promise<number> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await sql`pragma wal_checkpoint(TRUNCATE)`.execute(db);
  await sql`pragma wal_autocheckpoint=0`.execute(db);
  try {
    await run(process.execPath, ["-e", COPY, file, `${to}.part`]);
  } finally {
    await sql.raw(`pragma wal_autocheckpoint=${CHECKPOINT_PAGES}`).execute(db);
  }
  await rename(`${to}.part`, to);
  return (await stat(to)).size;
}

/** Whether a copy is being made: then the write-ahead log must stay as it is. */
export async function isBeingCopied(db: HubDatabase): Promise<boolean> {
  const { rows } = await sql<{ wal_autocheckpoint: number }>`pragma wal_autocheckpoint`.execute(db);
  return rows[0]?.wal_autocheckpoint === 0;
}
