import type { HubClock } from "../clock.ts";
import type { HubDatabase, WriteDb } from "../db/schema.ts";
import type { EventLog } from "../log/event-log.ts";
import { readMeta, writeMeta } from "../log/meta-store.ts";

const BEAT_MS = 5000;

/** Notes now and then that the hub lives while something is open, so that a crash leaves an honest last sign of life. */
export class Heartbeat {
  readonly #db: HubDatabase;
  readonly #log: EventLog;
  readonly #clock: HubClock;
  readonly #whenDue: () => void;
  #stopTimer: (() => void) | null = null;

  constructor(db: HubDatabase, log: EventLog, clock: HubClock, whenDue: () => void) {
    this.#db = db;
    this.#log = log;
    this.#clock = clock;
    this.#whenDue = whenDue;
  }

  /** Starts beating when something is open; called after each append. */
  follow(): void {
    if (this.#stopTimer !== null || this.#log.unclosed().length === 0) return;
    this.#stopTimer = this.#clock.after(BEAT_MS, () => {
      this.#stopTimer = null;
      this.#whenDue();
    });
  }

  async beat(): Promise<void> {
    await writeSignOfLife(this.#db, this.#clock.nowMs());
    this.follow();
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
  }
}

/** Notes that the hub lives at this moment. */
export function writeSignOfLife(db: HubDatabase | WriteDb, atMs: number): Promise<void> {
  return writeMeta(db, "alive-at-ms", String(atMs));
}

/** The last time a hub is known to have lived on this database: its last beat or its last event. */
export async function readLastSignOfLife(db: HubDatabase, headAtMs: number | null): Promise<number> {
  const beatAtMs = Number(await readMeta(db, "alive-at-ms"));
  return Math.max(beatAtMs, headAtMs ?? 0);
}
