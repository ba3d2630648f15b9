import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FromClients, FromServer, type ToClients, type ToServer } from "./link-messages.ts";

const CLIENT_PROCESSES = 2;
/** How long events may be on their way after the last was sent. */
const LATEST_MS = 30_000;
const LOOK_AGAIN_MS = 200;
const QUIET_LOOKS = 5;

/** How many events a second, for how long, and whether the server's being busy holds them up (`isKept`: it does not). */
export type Rate = { readonly perSecond: number; readonly seconds: number; readonly isKept: boolean };

/** What came to all clients of one server since the last look. */
export type Look = {
  /** Events by the whole milliseconds they took. */
  readonly arrivals: readonly number[];
  readonly frames: number;
  /** Frames that did not follow the one before. */
  readonly gaps: number;
  /** Links that ended. */
  readonly lost: number;
};

export const NOTHING_CAME: Look = { arrivals: [], frames: 0, gaps: 0, lost: 0 };

export function bothLooks(left: Look, right: Look): Look {
  const [long, short] = left.arrivals.length < right.arrivals.length ? [right, left] : [left, right];
  return {
    arrivals: long.arrivals.map((count, ms) => count + (short.arrivals[ms] ?? 0)),
    frames: left.frames + right.frames,
    gaps: left.gaps + right.gaps,
    lost: left.lost + right.lost,
  };
}

/** How many events came. */
export function cameIn({ arrivals }: Look): number {
  return arrivals.reduce((sum, count) => sum + count, 0);
}

/** A hub and a bare socket.io server, each in its process, and two processes whose clients link to both. */
export class ManyLinks implements AsyncDisposable {
  readonly #folder = mkdtempSync(path.join(tmpdir(), "tandem-bench-links-"));
  readonly #children: ChildProcess[] = [];
  readonly #clients: ChildProcess[];
  readonly #servers: { readonly hub: ChildProcess; readonly bare: ChildProcess };
  readonly #ports = { hub: 0, bare: 0 };
  readonly #linked = { hub: 0, bare: 0 };

  private constructor() {
    this.#servers = { hub: this.#fork("link-server.ts"), bare: this.#fork("link-server.ts") };
    this.#clients = Array.from({ length: CLIENT_PROCESSES }, () => this.#fork("link-clients.ts"));
  }

  static async start(operators: number): Promise<ManyLinks> {
    const links = new ManyLinks();
    for (const kind of ["hub", "bare"] as const) {
      const answer = await links.#ask(kind, { do: "start", kind, operators, folder: links.#folder });
      if (answer.done === "start") links.#ports[kind] = answer.port;
    }
    return links;
  }

  /** Links clients until there are so many. */
  async link(kind: "hub" | "bare", upTo: number): Promise<void> {
    const from = this.#linked[kind];
    const share = Math.ceil((upTo - from) / this.#clients.length);
    this.#linked[kind] = upTo;
    await Promise.all(
      this.#clients.map((child, index) => {
        const first = from + index * share;
        const count = Math.max(0, Math.min(share, upTo - first));
        const port = this.#ports[kind];
        return askClients(child, { do: "link", port, isHub: kind === "hub", from: first, count });
      }),
    );
  }

  async send(kind: "hub" | "bare", rate: Rate): Promise<Extract<FromServer, { done: "send" }>> {
    const answer = await this.#ask(kind, { do: "send", ...rate });
    if (answer.done !== "send") throw new Error("bench: the server did not send");
    return answer;
  }

  async memory(kind: "hub" | "bare"): Promise<Extract<FromServer, { done: "memory" }>> {
    const answer = await this.#ask(kind, { do: "memory" });
    if (answer.done !== "memory") throw new Error("bench: the server did not tell its memory");
    return answer;
  }

  /** What came, once so many events have come to all together, or after a while without. */
  async look(kind: "hub" | "bare", events: number): Promise<Look> {
    let look = await this.#lookNow(kind);
    const giveUpAtMs = Date.now() + LATEST_MS;
    while (cameIn(look) < events && Date.now() < giveUpAtMs) {
      await new Promise((resolve) => {
        setTimeout(resolve, LOOK_AGAIN_MS);
      });
      look = bothLooks(look, await this.#lookNow(kind));
    }
    return look;
  }

  /** Waits until nothing comes any more, and forgets what came: that many linked is told to all of them as well. */
  async settle(kind: "hub" | "bare"): Promise<void> {
    let quiet = 0;
    const giveUpAtMs = Date.now() + LATEST_MS;
    while (quiet < QUIET_LOOKS && Date.now() < giveUpAtMs) {
      await new Promise((resolve) => {
        setTimeout(resolve, LOOK_AGAIN_MS);
      });
      quiet = cameIn(await this.#lookNow(kind)) === 0 ? quiet + 1 : 0;
    }
  }

  async #lookNow(kind: "hub" | "bare"): Promise<Look> {
    const looks = await Promise.all(
      this.#clients.map((child) => askClients(child, { do: "look", isHub: kind === "hub" })),
    );
    return looks.flatMap((look) => (look.done === "look" ? [look] : [])).reduce<Look>(bothLooks, NOTHING_CAME);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) child.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #fork(file: string): ChildProcess {
    const child = fork(path.resolve(import.meta.dirname, file), {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      execArgv: ["--expose-gc"],
    });
    this.#children.push(child);
    return child;
  }

  async #ask(kind: "hub" | "bare", message: ToServer): Promise<FromServer> {
    return FromServer.parse(await answerOf(this.#servers[kind], message));
  }
}

async function askClients(child: ChildProcess, message: ToClients): Promise<FromClients> {
  return FromClients.parse(await answerOf(child, message));
}

/** The child's next message; fails when the child ends instead. */
async function answerOf(child: ChildProcess, message: ToClients | ToServer): Promise<unknown> {
  const done = new AbortController();
  const { signal } = done;
  const gone = once(child, "exit", { signal }).then(() => {
    throw new Error("bench: a process of the link is gone");
  });
  const answered = once(child, "message", { signal });
  child.send(message);
  try {
    return (await Promise.race([answered, gone]))[0];
  } finally {
    gone.catch(() => undefined);
    answered.catch(() => undefined);
    done.abort();
  }
}

/** The time below which that share of the events came. */
export function arrivalPercentile(arrivals: readonly number[], share: number): number {
  const total = arrivals.reduce((sum, count) => sum + count, 0);
  if (total === 0) throw new Error("bench: nothing came");
  let seen = 0;
  for (const [ms, count] of arrivals.entries()) {
    seen += count;
    if (seen >= share * total) return ms;
  }
  return arrivals.length;
}
