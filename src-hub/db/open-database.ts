import { openSqlite, type SqliteOptions } from "./open-sqlite.ts";
import type { PostgresOptions } from "./postgres-options.ts";
import type { HubDatabase } from "./schema.ts";

export type DatabaseOptions = SqliteOptions | PostgresOptions;

/** Opens the hub's database and brings it up to date. Refuses with `HubStartError`, overwriting nothing. */
export async function openDatabase(options: DatabaseOptions): Promise<HubDatabase> {
  if (!("url" in options)) return openSqlite(options);
  // A hub inside a desktop never needs the driver.
  const { openPostgres } = await import("./open-postgres.ts");
  return openPostgres(options);
}
