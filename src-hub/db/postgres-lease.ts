import { Client } from "pg";
import { HubStartError } from "../hub-start-error.ts";
import { DatabaseGoneError } from "./database-gone.ts";

/** Any number, the same in every hub: advisory locks are named by numbers, and are of one database ("tandem" in ASCII). */
const LOCK = "127979076379753";
const CONNECT_WITHIN_MS = 5000;
const TRY_EVERY_MS = 100;
const ASK_EVERY_MS = 3000;
const ANSWER_WITHIN_MS = 5000;
/** How long sessions of a hub that died may take to end. */
const END_WITHIN_MS = 10_000;
/** What the sessions of the one that writes are called, beside the lease's own. */
export const WRITER_SESSION = "tandem-hub";
/** So that the server, too, notices soon that a hub's machine is gone, and gives the database to the next. */
const KEEP_ALIVE = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3";

/**
 * The right to write to a database: a session's advisory lock, which PostgreSQL gives to one hub at a time and takes
 * back when its session ends, however it ends. Who gets it is the only one that writes: other sessions of the hub before are
 * ended first, so that no statement of it that was still on its way is done after the next one has read how things stand.
 */
export class PostgresLease {
  readonly #client: Client;
  readonly #onLost: (error: Error) => void;
  #timer: NodeJS.Timeout | null = null;
  #isOver = false;

  private constructor(client: Client, onLost: (error: Error) => void) {
    this.#client = client;
    this.#onLost = onLost;
    client.on("error", (error) => this.#lose(error));
    client.on("end", () => this.#lose(null));
    this.#askLater();
  }

  /** Refuses with `database-taken` when another hub has it, and still has it after a while. */
  static async take(url: string, waitMs: number, onLost: (error: Error) => void): Promise<PostgresLease> {
    const client = new Client({
      connectionString: url,
      application_name: "tandem-hub lease",
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      keepAlive: true,
      options: KEEP_ALIVE,
    });
    // Errors of a connection that is not up yet come from `connect` as well.
    client.on("error", () => undefined);
    try {
      await client.connect();
      const endMs = Date.now() + waitMs;
      while (!(await tryLock(client))) {
        if (Date.now() >= endMs) throw new HubStartError("database-taken", "another hub serves this database");
        await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
      }
      await endWritersBefore(client);
      return new PostgresLease(client, onLost);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  async end(): Promise<void> {
    const wasOver = this.#isOver;
    this.#isOver = true;
    if (this.#timer) clearTimeout(this.#timer);
    // The next hub may take it at once; the end of a session alone is seen by the server a moment later.
    if (!wasOver) await this.#client.query("select pg_advisory_unlock($1)", [LOCK]).catch(() => undefined);
    await this.#client.end().catch(() => undefined);
  }

  #askLater(): void {
    this.#timer = setTimeout(() => {
      this.#client.query("select 1").then(
        () => this.#askLater(),
        (error: unknown) => this.#lose(error),
      );
    }, ASK_EVERY_MS);
    this.#timer.unref();
  }

  #lose(cause: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#onLost(new DatabaseGoneError("the database is lost", { cause }));
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [LOCK]);
  return rows[0]?.taken === true;
}

async function endWritersBefore(client: Client): Promise<void> {
  const endMs = Date.now() + END_WITHIN_MS;
  for (;;) {
    const { rows } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and usename = current_user and application_name = $1`,
      [WRITER_SESSION],
    );
    if (rows.length === 0) return;
    if (Date.now() >= endMs) throw new HubStartError("database-taken", "sessions of a hub before do not end");
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
  }
}
