import { readFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import type { Tandem } from "./tandem.ts";

type Keys = { readonly databaseKey: string; readonly hubDatabaseKey: string };

/** The keys of a run, as only the app itself can open them. */
export async function keysOf(tandem: Tandem): Promise<Keys> {
  const sealed = readFileSync(path.join(tandem.userDataDir, "secrets.bin")).toString("base64");
  const opened = await tandem.evaluate(
    async ({ safeStorage }, bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes, "base64"))).result,
    sealed,
  );
  const { secrets } = JSON.parse(opened) as { secrets: string };
  return JSON.parse(secrets) as Keys;
}

/** What SQLite finds wrong with each database of a folder, beside its name; all three say `ok` when they are whole. */
export function integrityOf(userDataDir: string, { databaseKey, hubDatabaseKey }: Keys): Record<string, unknown> {
  const check = (file: string, key: string) =>
    withDatabase(path.join(userDataDir, file), key, (database) => database.pragma("integrity_check", { simple: true }));
  return {
    "hub/hub.db": check("hub/hub.db", hubDatabaseKey),
    "cache/mirror.db": check("cache/mirror.db", databaseKey),
    "cache/outbox.db": check("cache/outbox.db", databaseKey),
  };
}

/** Interactions the hub has not closed, as its projection keeps them. */
export function unclosedIn(userDataDir: string, { hubDatabaseKey }: Keys): readonly unknown[] {
  return withDatabase(path.join(userDataDir, "hub/hub.db"), hubDatabaseKey, (database) =>
    database.prepare("select body from interactions where state <> 'closed'").all(),
  );
}

/** How many interactions the hub knows. */
export function talksIn(userDataDir: string, { hubDatabaseKey }: Keys): number {
  return withDatabase(path.join(userDataDir, "hub/hub.db"), hubDatabaseKey, (database) =>
    Number(database.prepare("select count(*) from interactions").pluck().get()),
  );
}

function withDatabase<Value>(file: string, key: string, read: (database: Database.Database) => Value): Value {
  const database = new Database(file);
  try {
    database.pragma("cipher='sqlcipher'");
    database.pragma(`key="x'${key}'"`);
    return read(database);
  } finally {
    database.close();
  }
}
