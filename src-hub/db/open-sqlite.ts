import { copyFile, mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { SqliteAdapter, SqliteDialect } from "kysely";
import { HubStartError } from "../hub-start-error.ts";
import { migrate } from "./migrate.ts";
import { migrationList, type NamedMigration } from "./migrations/list.ts";
import type { HubDatabase } from "./schema.ts";
import { SqliteDatabase } from "./sqlite-database.ts";

/** How long a new hub waits for the file when the old one is still going down. */
const LOCK_WAIT_MS = 5000;

/** Statements kept prepared; those with many rows in them come in many lengths. */
const MOST_STATEMENTS = 200;

export type SqliteOptions = {
  readonly file: string;
  /** 32 bytes in hex, or null for a file that is not encrypted. */
  readonly key: string | null;
  /** The steps of the schema; the product's own unless a test says otherwise. */
  readonly steps?: readonly NamedMigration[];
  readonly lockWaitMs?: number;
};

/** Opens (or makes) the hub's SQLite file and brings it up to date. Refuses with `HubStartError`, overwriting nothing. */
export async function openSqlite(options: SqliteOptions): Promise<HubDatabase> {
  const { file, key, steps = migrationList("sqlite"), lockWaitMs = LOCK_WAIT_MS } = options;
  const connection = await openConnection(file, key, lockWaitMs);
  const prepare = preparedOnce(connection);
  const database = { prepare, close: () => connection.close() };
  const db: HubDatabase = new SqliteDatabase({ dialect: new TransactionalSqliteDialect({ database }) }, prepare);
  try {
    await migrate(db, steps, async (toStep) => {
      connection.pragma("wal_checkpoint(TRUNCATE)");
      await copyWhole(file, `${file}.before-${toStep}`);
    });
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** SQLite can undo DDL; Kysely's own adapter says it cannot, and would leave a failed migration half done. */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely prepares anew each time, which costs more than running; the hub's statements are few and the same. */
function preparedOnce(connection: Database.Database): (sql: string) => Database.Statement {
  const statements = new Map<string, Database.Statement>();
  return (sql) => {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= MOST_STATEMENTS) statements.clear();
    const statement = connection.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

async function openConnection(file: string, key: string | null, lockWaitMs: number): Promise<Database.Database> {
  let connection: Database.Database | undefined;
  try {
    await keepPrivate(file);
    connection = new Database(file, { timeout: lockWaitMs });
    if (key !== null) {
      connection.pragma("cipher='sqlcipher'");
      // A raw key: the passphrase way would spend 100 ms on key derivation at each start.
      connection.pragma(`key="x'${key}'"`);
    }
    // One hub per file: two of them would give the same numbers to different events.
    connection.pragma("locking_mode=EXCLUSIVE");
    connection.pragma("journal_mode=WAL");
    // FULL: after a power cut no number may be given out again that a desktop has already seen.
    connection.pragma("synchronous=FULL");
    connection.pragma("foreign_keys=ON");
    // What is erased, or replaced by something else, shall not be left in the free space of the file.
    connection.pragma("secure_delete=ON");
    connection.prepare("select count(*) from sqlite_master").get();
    return connection;
  } catch (error) {
    connection?.close();
    throw new HubStartError("database-unreadable", `the database cannot be opened (${sqliteCode(error)})`, {
      cause: error,
    });
  }
}

/** For its owner alone: it holds what checks passwords. SQLite gives the mode to what it puts beside, a copy has it too. */
async function keepPrivate(file: string): Promise<void> {
  if (file === ":memory:") return;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, "a", 0o600);
  try {
    await handle.chmod(0o600);
  } finally {
    await handle.close();
  }
}

/** The copy appears under its name only when it is whole. */
async function copyWhole(from: string, to: string): Promise<void> {
  await copyFile(from, `${to}.part`);
  await rename(`${to}.part`, to);
}

function sqliteCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
