import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import { type InteractionId, LogId } from "../../src-shared/ids.ts";
import type { HubClock } from "../clock.ts";
import { isDatabaseGone } from "../db/database-gone.ts";
import type { HubDatabase } from "../db/schema.ts";
import { type AlongsideWrite, type Append, AppendGroup, type NumberedAppend } from "./append-group.ts";
import { readEvents, readHead, readUnclosedInteractions } from "./event-store.ts";
import { type LogProjection, writeGroup } from "./group-store.ts";
import { readMeta, writeMeta } from "./meta-store.ts";

/** How many of the newest events are kept in memory, so that live desktops are served without the database. */
const RECENT_EVENTS = 2000;
/** The most events that share a transaction: more would make the first of them wait for the last. */
const LARGEST_GROUP = 500;

export type EventLogListener = (events: readonly LogEvent[]) => void;

/**
 * The hub's one log of facts. Events and the projections that serve reads are written in one transaction; what may not
 * follow is refused before anything is written. One writer: numbers are given here, without gaps.
 */
export class EventLog {
  readonly #db: HubDatabase;
  readonly #clock: HubClock;
  readonly #listeners = new Set<EventLogListener>();
  readonly #projections: LogProjection[] = [];
  readonly #timeListeners = new Set<(ms: number) => void>();
  readonly #forgetListeners = new Set<() => void>();
  readonly #unclosed: Map<InteractionId, Interaction>;
  readonly #waiting: WaitingAppend[] = [];
  #isWriting = false;
  #recent: LogEvent[] = [];
  #headSeq: number;
  #logId: LogId;

  private constructor(db: HubDatabase, clock: HubClock, start: LogStart) {
    this.#db = db;
    this.#clock = clock;
    this.#headSeq = start.headSeq;
    this.#logId = start.logId;
    this.#unclosed = new Map(start.unclosed.map((interaction) => [interaction.interactionId, interaction]));
  }

  static async open(db: HubDatabase, clock: HubClock): Promise<EventLog> {
    const known = await readMeta(db, "log-id");
    const logId = LogId.parse(known ?? clock.newId());
    if (known === null) await writeMeta(db, "log-id", logId);
    const headSeq = (await readHead(db))?.seq ?? 0;
    return new EventLog(db, clock, { logId, headSeq, unclosed: await readUnclosedInteractions(db) });
  }

  get logId(): LogId {
    return this.#logId;
  }

  get headSeq(): number {
    return this.#headSeq;
  }

  /** An interaction that is not closed. */
  interaction(interactionId: InteractionId): Interaction | undefined {
    return this.#unclosed.get(interactionId);
  }

  /** All that are not closed, in the order they came. */
  unclosed(): readonly Interaction[] {
    return [...this.#unclosed.values()];
  }

  /**
   * Logs facts, all or none, and answers with them as they stand in the log, after their commit. Appends are numbered
   * in the order they were asked for; those that wait share a transaction, and one that is refused is refused alone.
   */
  append(newEvents: readonly NewEvent[], alongside?: AlongsideWrite): Promise<readonly LogEvent[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ newEvents, alongside, resolve, reject, askedAt: performance.now() });
      if (this.#isWriting) return;
      this.#isWriting = true;
      // What is asked for in the same turn joins the first group.
      queueMicrotask(() => void this.#writeWaiting());
    });
  }

  /** Added before anything is appended; one that fails fails the append. */
  addProjection(projection: LogProjection): void {
    this.#projections.push(projection);
  }

  /** Tells how long each append took, in milliseconds, from when it was asked for to its commit. */
  onAppendTimed(listener: (ms: number) => void): () => void {
    this.#timeListeners.add(listener);
    return () => this.#timeListeners.delete(listener);
  }

  /** Events after a number, in order, at most `limit`. */
  async read(afterSeq: number, limit: number): Promise<readonly LogEvent[]> {
    const oldest = this.#recent[0]?.seq;
    if (oldest === undefined || afterSeq < oldest - 1) return readEvents(this.#db, afterSeq, limit);
    const from = afterSeq - oldest + 1;
    return this.#recent.slice(from, from + limit);
  }

  /** Tells of events after they were committed, in order. */
  onAppended(listener: EventLogListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Past events were rewritten: what is kept of them in memory is no longer what the log says. */
  forgetRecent(): void {
    this.#recent = [];
    for (const listener of [...this.#forgetListeners]) listener();
  }

  /** Tells when past events were rewritten. */
  onForgotten(listener: () => void): () => void {
    this.#forgetListeners.add(listener);
    return () => this.#forgetListeners.delete(listener);
  }

  /** Starts a new life of the log: its numbers are no longer those its mirrors know (a backup was put back). */
  async renew(): Promise<void> {
    const logId = LogId.parse(this.#clock.newId());
    await writeMeta(this.#db, "log-id", logId);
    this.#logId = logId;
  }

  async #writeWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const waiting = this.#takeGroup();
      if (!(await this.#writeTogether(waiting)))
        // Somebody of the group cannot be written: one by one, so that it is refused alone.
        for (const append of waiting) await this.#writeTogether([append]);
    }
    this.#isWriting = false;
  }

  #takeGroup(): readonly WaitingAppend[] {
    let rows = 0;
    const end = this.#waiting.findIndex(({ newEvents }, index) => {
      rows += newEvents.length;
      return index > 0 && rows > LARGEST_GROUP;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  /** Writes and answers; false when nobody was answered, for it is not known whose fault it is. */
  async #writeTogether(waiting: readonly WaitingAppend[]): Promise<boolean> {
    const group = new AppendGroup(this.#headSeq, this.#unclosed);
    const atMs = this.#clock.nowMs();
    const refused = new Map<WaitingAppend, unknown>();
    const members = new Map<WaitingAppend, NumberedAppend>();
    for (const append of waiting)
      try {
        members.set(append, group.add(append, atMs));
      } catch (error) {
        refused.set(append, error);
      }
    try {
      if (members.size > 0) await writeGroup(this.#db, group, this.#projections);
    } catch (error) {
      if (waiting.length > 1 && !isDatabaseGone(error)) return false;
      for (const append of waiting) append.reject(refused.get(append) ?? error);
      return true;
    }
    for (const [append, error] of refused) append.reject(error);
    for (const [append, member] of members) this.#answer(append, member);
    return true;
  }

  #answer({ resolve, askedAt }: WaitingAppend, { events, changed }: NumberedAppend): void {
    this.#commit(events, changed);
    for (const listener of this.#timeListeners) listener(performance.now() - askedAt);
    resolve(events);
  }

  #commit(events: readonly LogEvent[], changed: ReadonlyMap<InteractionId, Interaction>): void {
    if (events.length === 0) return;
    this.#headSeq += events.length;
    this.#recent.push(...events);
    if (this.#recent.length > 2 * RECENT_EVENTS) this.#recent = this.#recent.slice(-RECENT_EVENTS);
    for (const [interactionId, interaction] of changed)
      if (interaction.state === "closed") this.#unclosed.delete(interactionId);
      else this.#unclosed.set(interactionId, interaction);
    for (const listener of [...this.#listeners]) listener(events);
  }
}

type WaitingAppend = Append & {
  readonly resolve: (events: readonly LogEvent[]) => void;
  readonly reject: (error: unknown) => void;
  readonly askedAt: number;
};

type LogStart = { readonly logId: LogId; readonly headSeq: number; readonly unclosed: readonly Interaction[] };
