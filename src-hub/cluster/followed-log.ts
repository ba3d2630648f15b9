import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { LogId } from "../../src-shared/ids.ts";
import type { ReadDb } from "../db/schema.ts";
import type { EventLogListener } from "../log/event-log.ts";
import { readEvents, readHead } from "../log/event-store.ts";
import { readMeta } from "../log/meta-store.ts";
import { SerialQueue } from "../log/serial-queue.ts";

const RECENT_EVENTS = 2000;
const PAGE = 500;

/**
 * The log as a node sees it that does not write it: told of new events by the leader, and reading for itself whatever it
 * was not told. What it passes on follows without a gap.
 */
export class FollowedLog {
  readonly #db: ReadDb;
  readonly #listeners = new Set<EventLogListener>();
  readonly #renewListeners = new Set<() => void>();
  readonly #reads = new SerialQueue();
  readonly #onFault: (error: unknown) => void;
  #recent: LogEvent[] = [];
  #headSeq: number;
  #logId: LogId;

  private constructor(db: ReadDb, onFault: (error: unknown) => void, headSeq: number, logId: LogId) {
    this.#db = db;
    this.#onFault = onFault;
    this.#headSeq = headSeq;
    this.#logId = logId;
  }

  static async open(db: ReadDb, onFault: (error: unknown) => void): Promise<FollowedLog> {
    const logId = await readMeta(db, "log-id");
    if (logId === null) throw new Error("the log has not begun");
    return new FollowedLog(db, onFault, (await readHead(db))?.seq ?? 0, logId as LogId);
  }

  get headSeq(): number {
    return this.#headSeq;
  }

  get logId(): LogId {
    return this.#logId;
  }

  onAppended(listener: EventLogListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells when the log began a new life: its numbers are no longer those that were sent. */
  onRenewed(listener: () => void): () => void {
    this.#renewListeners.add(listener);
    return () => this.#renewListeners.delete(listener);
  }

  /** Events after a number, in order, at most `limit`. */
  async read(afterSeq: number, limit: number): Promise<readonly LogEvent[]> {
    const oldest = this.#recent[0]?.seq;
    if (oldest === undefined || afterSeq < oldest - 1) return readEvents(this.#db, afterSeq, limit);
    const from = afterSeq - oldest + 1;
    return this.#recent.slice(from, from + limit);
  }

  /** The leader tells of events; what is known already is nothing new, and a gap is read from the database. */
  heard(events: readonly LogEvent[]): void {
    const [first] = events;
    const news = events.filter(({ seq }) => seq > this.#headSeq);
    if (!first || news.length === 0) return;
    if (first.seq > this.#headSeq + 1) this.catchUp().catch(this.#onFault);
    else this.#take(news);
  }

  /** The leader says where the log ends. */
  heardHead(headSeq: number, logId: LogId): void {
    if (logId !== this.#logId) this.#renewed(logId);
    if (headSeq > this.#headSeq) this.catchUp().catch(this.#onFault);
  }

  /** Reads what is in the database and was not told. */
  catchUp(): Promise<void> {
    return this.#reads.run(async () => {
      for (;;) {
        const asked = this.#headSeq;
        const events = await readEvents(this.#db, asked, PAGE);
        // Meanwhile some of it may have been told.
        this.#take(events.filter(({ seq }) => seq > this.#headSeq));
        if (events.length < PAGE) return;
      }
    });
  }

  forgetRecent(): void {
    this.#recent = [];
  }

  #take(events: readonly LogEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    this.#headSeq = last.seq;
    this.#recent.push(...events);
    if (this.#recent.length > 2 * RECENT_EVENTS) this.#recent = this.#recent.slice(-RECENT_EVENTS);
    for (const listener of [...this.#listeners]) listener(events);
  }

  #renewed(logId: LogId): void {
    this.#logId = logId;
    this.#recent = [];
    for (const listener of [...this.#renewListeners]) listener();
  }
}
