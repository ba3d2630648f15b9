import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Team } from "../../../src-shared/domain/team.ts";
import { FromHub, type HubStart } from "../../../src-shared/ipc/hub-process.ts";
import { SECRETS, testTeam } from "../../e2e/test-team.ts";

const SCRIPT = path.resolve(import.meta.dirname, "../../integration/hub/support/utility-process.ts");

/** The hub as a process of its own, with the team of the e2e tests; it can be killed, and comes back on the same port. */
export class KillableHub implements AsyncDisposable {
  readonly #folder = mkdtempSync(path.join(tmpdir(), "tandem-bench-hub-"));
  #child: ChildProcess | null = null;
  #port = 0;

  static async start(): Promise<KillableHub> {
    const hub = new KillableHub();
    await hub.begin();
    return hub;
  }

  get port(): number {
    return this.#port;
  }

  /** When it listens again. */
  async begin(): Promise<number> {
    const child = fork(SCRIPT, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    this.#child = child;
    const start: HubStart = {
      type: "start",
      sites: [],
      scripts: [],
      databaseFile: path.join(this.#folder, "hub.db"),
      databaseKey: null,
      listen: { host: "127.0.0.1", port: this.#port },
      team: Team.parse(testTeam()),
      secrets: { ...SECRETS },
    };
    const answered = once(child, "message");
    child.send(start);
    const answer = FromHub.parse((await answered)[0]);
    if (answer.type !== "ready") throw new Error(`bench: the hub did not start: ${answer.code}`);
    this.#port = answer.port;
    return Date.now();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    this.#child = null;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
