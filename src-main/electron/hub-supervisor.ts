import { FromHub, type HubFailure, type HubStart, type ToHub } from "../../src-shared/ipc/hub-process.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { createRestarter, type Restarter } from "./restart-policy.ts";

/** The part of Electron's `UtilityProcess` that is used; a fake one drives the tests. */
export type HubChild = {
  postMessage(message: ToHub): void;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
  /** V8 cannot go on in the child (out of memory); `exit` follows. */
  on(event: "error", listener: (type: string) => void): unknown;
  kill(): boolean;
};

export type HubReady = {
  readonly port: number;
  readonly logId: string;
  readonly sipDomain: string;
  readonly sipPath: string;
};

/** The embedded hub's process: started once, restarted on the same port when it dies, drained at the end. */
export type HubSupervisor = {
  /** Starts the hub; a failure the hub itself names is final (its database must not be tried again and again). */
  start(): Promise<Result<HubReady, HubFailure>>;
  stop(): Promise<void>;
  isRunning(): boolean;
};

/** A hub that says nothing for this long is taken for dead; migrations of a large database need their time. */
const READY_MS = 60_000;
/** How long the hub may drain before it is killed. */
const STOP_MS = 5_000;

export function createHubSupervisor(parts: {
  readonly fork: () => HubChild;
  readonly start: HubStart;
  readonly clock: Clock;
  readonly log: Log;
  /** The hub was running and cannot be brought back: its database turned bad under it. */
  readonly onLost: (failure: HubFailure) => void;
}): HubSupervisor {
  return new Supervisor(parts);
}

type Parts = Parameters<typeof createHubSupervisor>[0];

class Supervisor implements HubSupervisor {
  readonly #parts: Parts;
  readonly #restarter: Restarter;
  #child: HubChild | null = null;
  #port: number;
  #isStopping = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#port = parts.start.listen.port;
    this.#restarter = createRestarter({ firstMs: 200, maxMs: 10_000, healthyMs: 30_000 }, parts.clock);
  }

  isRunning(): boolean {
    return this.#child !== null;
  }

  async start(): Promise<Result<HubReady, HubFailure>> {
    const result = await this.#launch();
    if (result.ok) {
      // The same port from here on, so that the link and the phone find the hub again by themselves.
      this.#port = result.value.port;
      this.#restarter.born();
    }
    return result;
  }

  stop(): Promise<void> {
    this.#isStopping = true;
    this.#restarter.stop();
    const child = this.#child;
    if (child === null) return Promise.resolve();
    return new Promise((resolve) => {
      const stopTimer = this.#parts.clock.after(STOP_MS, () => {
        this.#parts.log.warn({}, "hub did not drain in time and was killed");
        child.kill();
        resolve();
      });
      child.on("exit", () => {
        stopTimer();
        resolve();
      });
      child.postMessage({ type: "stop" });
    });
  }

  #launch(): Promise<Result<HubReady, HubFailure>> {
    const { fork, start, clock, log } = this.#parts;
    const child = fork();
    this.#child = child;
    return new Promise((resolve) => {
      let isReady = false;
      const stopTimer = clock.after(READY_MS, () => {
        log.error({ waitedMs: READY_MS }, "hub did not answer and was killed");
        child.kill();
      });
      child.on("message", (data) => {
        const message = FromHub.safeParse(data);
        if (!message.success) return log.error({}, "hub sent what is no message");
        stopTimer();
        if (message.data.type === "failed") {
          log.error({ code: message.data.code, detail: message.data.detail }, "hub could not start");
          resolve(refused(message.data.code));
          child.kill();
        } else {
          isReady = true;
          resolve(accepted(message.data));
        }
      });
      // An emitter throws an `error` nobody hears: the hub's end would be the desktop's, and that of its talk.
      child.on("error", (type) => log.error({ type }, "hub cannot go on"));
      child.on("exit", (code) => {
        stopTimer();
        if (this.#child === child) this.#child = null;
        resolve(refused("fault", "later"));
        if (isReady) this.#handleDeath(code);
      });
      child.postMessage({ ...start, listen: { ...start.listen, port: this.#port } });
    });
  }

  #handleDeath(code: number): void {
    if (this.#isStopping) return;
    const delayMs = this.#restarter.died(() => void this.#restart());
    this.#parts.log.error({ code, delayMs }, "hub died and is restarted");
  }

  async #restart(): Promise<void> {
    if (this.#isStopping) return;
    const result = await this.#launch();
    if (result.ok) return this.#restarter.born();
    // The old process may still hold the port for a moment; a fault may pass. A bad database does not.
    if (result.code === "fault" || result.code === "port-taken") return this.#handleDeath(1);
    this.#parts.onLost(result.code);
  }
}
