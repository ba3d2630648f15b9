import type { CreateTableBuilder } from "kysely";
import { sql } from "kysely";

/** The engines the schema lives on. */
export type DatabaseEngine = "sqlite" | "postgres";

/** A column type wide enough for epoch milliseconds: PostgreSQL's `integer` has 32 bits, SQLite's STRICT knows no `bigint`. */
export function wideInteger(engine: DatabaseEngine): "integer" | "bigint" {
  return engine === "sqlite" ? "integer" : "bigint";
}

/** Makes a table check the types of what is put in, where the engine does not do so anyway. */
export function strict<Table extends string, Columns extends string>(
  engine: DatabaseEngine,
  table: CreateTableBuilder<Table, Columns>,
): CreateTableBuilder<Table, Columns> {
  return engine === "sqlite" ? table.modifyEnd(sql`strict`) : table;
}
