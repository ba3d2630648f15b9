import { PostgresDialect } from "kysely";
import { Pool, type PoolConfig, types } from "pg";
import { HubStartError } from "../hub-start-error.ts";
import { isDatabaseGone } from "./database-gone.ts";
import { migrate } from "./migrate.ts";
import { migrationList } from "./migrations/list.ts";
import { PostgresDatabase } from "./postgres-database.ts";
import { PostgresLease, WRITER_SESSION } from "./postgres-lease.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import type { HubDatabase } from "./schema.ts";

const CONNECTIONS = 8;
const CONNECT_WITHIN_MS = 5000;
/** A server that gives no answer is as good as gone; no statement of the hub takes as long. */
const ANSWER_WITHIN_MS = 10_000;
/** The server needs a moment to see that a hub that was killed is gone. */
const LOCK_WAIT_MS = 2000;
const INT8_OID = 20;

/** Opens a PostgreSQL database for this hub alone and brings it up to date. Refuses with `HubStartError`. */
export async function openPostgres(options: PostgresOptions): Promise<HubDatabase> {
  const { url, steps = migrationList("postgres"), lockWaitMs = LOCK_WAIT_MS, onLost } = options;
  const lease = await refusing(() => PostgresLease.take(url, lockWaitMs, onLost));
  try {
    await refusing(() => bringUpToDate(url, steps));
    const db = open({ connectionString: url, max: CONNECTIONS, query_timeout: ANSWER_WITHIN_MS }, () => lease.end());
    // Kysely closes only a pool it has used once.
    await refusing(() => db.selectFrom("meta").select("name").limit(1).execute());
    return db;
  } catch (error) {
    await lease.end();
    throw error;
  }
}

/** Opens a database that another hub has brought up to date, or will: for a node that does not write it (ADR 33). */
export function openShared(url: string): HubDatabase {
  const config = { connectionString: url, max: CONNECTIONS, query_timeout: ANSWER_WITHIN_MS };
  return open({ ...config, application_name: "tandem-hub node" }, async () => undefined);
}

/** Opens the database whose lease this node has, to write it: sessions that end when another node takes the lease. */
export function openLeased(url: string): HubDatabase {
  return open({ connectionString: url, max: CONNECTIONS, query_timeout: ANSWER_WITHIN_MS }, async () => undefined);
}

/** The right to write a database, taken when it is free: now (null: it is not), or however long that takes. */
export async function takeLease(
  url: string,
  waits: "no" | "yes",
  onLost: (error: Error) => void,
): Promise<PostgresLease | null> {
  try {
    return await refusing(() => PostgresLease.take(url, waits === "yes" ? Number.POSITIVE_INFINITY : 0, onLost));
  } catch (error) {
    if (error instanceof HubStartError && error.code === "database-taken") return null;
    throw error;
  }
}

/** Brings a database up to date whose lease was taken. */
export function bringLeasedUpToDate(url: string): Promise<void> {
  return refusing(() => bringUpToDate(url, migrationList("postgres")));
}

/** On a connection of its own: a step may take longer than any statement of a hub that serves. */
async function bringUpToDate(url: string, steps: NonNullable<PostgresOptions["steps"]>): Promise<void> {
  const db = open({ connectionString: url, max: 2 }, async () => undefined);
  try {
    // No copy: all steps are one transaction, and copies of a server's database are its administrator's (docs/admin-guide.md).
    await migrate(db, steps, async () => undefined);
  } finally {
    await db.destroy();
  }
}

function open(config: PoolConfig, whenClosed: () => Promise<void>): HubDatabase {
  const pool = new Pool({
    application_name: WRITER_SESSION,
    ...config,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  });
  // An idle connection that ends is replaced when it is needed; the lease tells when the server is gone.
  pool.on("error", () => undefined);
  // One that ends between two statements of a transaction tells nobody else; the next statement on it fails.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  const end = async () => {
    await pool.end();
    await whenClosed();
  };
  const dialect = new PostgresDialect({ pool: { options: pool.options, connect: () => pool.connect(), end } });
  return new PostgresDatabase({ dialect }, pool);
}

function parserOf(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  return oid === INT8_OID ? toSafeInteger : (types.getTypeParser(oid, format) as (value: string) => unknown);
}

/** `bigint` comes as text, for it may be more than a number holds; the hub's own never are. */
function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("a stored integer is more than a number holds");
  return value;
}

async function refusing<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HubStartError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    if (isDatabaseGone(error))
      throw new HubStartError("database-unreachable", `the database server does not answer (${code})`, {
        cause: error,
      });
    throw new HubStartError("database-unreadable", `the database cannot be opened (${code})`, { cause: error });
  }
}
