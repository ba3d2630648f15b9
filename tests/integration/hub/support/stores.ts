import { join } from "node:path";
import type { DatabaseEngine } from "../../../../src-hub/db/dialect.ts";
import { openDatabase } from "../../../../src-hub/db/open-database.ts";
import type { HubDatabase } from "../../../../src-hub/db/schema.ts";
import { TestPostgres } from "../../../support/a-postgres.ts";
import { aFolder, KEY } from "./a-hub.ts";

export const ENGINES: readonly DatabaseEngine[] = ["sqlite", "postgres"];

/** Empty databases of both engines: encrypted files, and databases of one real PostgreSQL server, which starts when it is needed. */
export class Stores {
  readonly #folder = aFolder();
  #postgres: Promise<TestPostgres> | null = null;
  #files = 0;

  /** Where to open an empty database, again and again. */
  async place(engine: DatabaseEngine): Promise<{ open(): Promise<HubDatabase> }> {
    if (engine === "sqlite") {
      this.#files += 1;
      const file = join(this.#folder.path, `hub-${this.#files}.db`);
      return { open: () => openDatabase({ file, key: KEY }) };
    }
    const url = await (await this.postgres()).createDatabase();
    return { open: () => openDatabase({ url, onLost: () => undefined }) };
  }

  postgres(): Promise<TestPostgres> {
    this.#postgres ??= TestPostgres.start();
    return this.#postgres;
  }

  async stop(): Promise<void> {
    await (await this.#postgres)?.stop();
    this.#folder.remove();
  }
}
