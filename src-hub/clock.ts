import { randomUUID } from "node:crypto";

/** Time and ids as the hub sees them; a fake one drives the tests. */
export interface HubClock {
  /** Epoch milliseconds, UTC. */
  nowMs(): number;
  /** Calls back once after a delay; the answer stops it. */
  after(delayMs: number, callback: () => void): () => void;
  /** A new id, unique across machines. */
  newId(): string;
}

/** The machine's own clock. Its timers keep no process alive. */
export const systemClock: HubClock = {
  nowMs: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
  newId: () => randomUUID(),
};
