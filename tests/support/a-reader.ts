import { Kysely, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import type { HubSchema, ReadDb } from "../../src-hub/db/schema.ts";

const INT8_OID = 20;

/** Looks at a hub's PostgreSQL database as it is at one moment, beside the hub that has it. */
export async function lookAt<Value>(url: string, use: (db: ReadDb) => Promise<Value>): Promise<Value> {
  const pool = new Pool({
    connectionString: url,
    max: 1,
    application_name: "looks on",
    types: { getTypeParser: (oid, format) => (oid === INT8_OID ? Number : types.getTypeParser(oid, format)) },
  });
  // The server may be killed while a connection is idle, or between two statements.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  const db = new Kysely<HubSchema>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await db.transaction().setIsolationLevel("repeatable read").execute(use);
  } finally {
    await db.destroy();
  }
}
