import type Database from "better-sqlite3";
import { Kysely, type KyselyConfig } from "kysely";
import type { HubSchema } from "./schema.ts";

/** A statement and the values it is run with, once for each row. */
export type RowStatement = {
  readonly sql: string;
  readonly rows: readonly (readonly unknown[])[];
  /** A row that is not there is a fault, and nothing is written. */
  readonly mustChange?: true;
};

/** The hub's database in a file, with a short way for what is written most. */
export class SqliteDatabase extends Kysely<HubSchema> {
  readonly #prepare: (sql: string) => Database.Statement;

  constructor(config: KyselyConfig, prepare: (sql: string) => Database.Statement) {
    super(config);
    this.#prepare = prepare;
  }

  /** Runs statements as one durable transaction, without building and compiling them: that would cost more than running. */
  runTogether(statements: readonly RowStatement[]): Promise<void> {
    // The one connection: nobody else's transaction is open on it meanwhile.
    return this.connection().execute(async () => {
      this.#prepare("begin").run();
      try {
        for (const { sql, rows, mustChange } of statements) {
          const statement = this.#prepare(sql);
          for (const row of rows)
            if (statement.run(...row).changes === 0 && mustChange) throw new Error(`nothing to change: ${sql}`);
        }
        this.#prepare("commit").run();
      } catch (error) {
        this.#prepare("rollback").run();
        throw error;
      }
    });
  }
}
