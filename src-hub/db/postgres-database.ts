import { Kysely, type KyselyConfig } from "kysely";
import type { Pool } from "pg";
import type { HubSchema } from "./schema.ts";

/** The hub's database on a server, with a short way for what is written most. */
export class PostgresDatabase extends Kysely<HubSchema> {
  readonly #pool: Pick<Pool, "query">;

  constructor(config: KyselyConfig, pool: Pick<Pool, "query">) {
    super(config);
    this.#pool = pool;
  }

  /** Runs one statement, its own transaction, which each connection parses and plans once under its name. */
  async runPrepared(name: string, text: string, values: readonly unknown[]): Promise<void> {
    await this.#pool.query({ name, text, values: [...values] });
  }
}
