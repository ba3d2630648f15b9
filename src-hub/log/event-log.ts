import {
  foldInteraction,
  type Interaction,
  type InteractionEvent,
  isInteractionEvent,
  mayFollow,
} from "../../src-shared/domain/interaction.ts";
import { isPresenceEvent } from "../../src-shared/domain/operator-presence.ts";
import { EventPayloads, type LogEvent, type NewEvent } from "../../src-shared/events/log-event.ts";
import { type InteractionId, LogId } from "../../src-shared/ids.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase, WriteDb } from "../db/schema.ts";
import { insertEvents, readEvents, readHead, readUnclosedInteractions, saveInteraction } from "./event-store.ts";
import { saveMessages } from "./message-store.ts";
import { readMeta, writeMeta } from "./meta-store.ts";
import { saveNotes } from "./note-store.ts";
import { saveOperatorEvents } from "./operator-store.ts";
import { saveCallQuality } from "./quality-store.ts";
import { SerialQueue } from "./serial-queue.ts";

/** How many of the newest events are kept in memory, so that live desktops are served without the database. */
const RECENT_EVENTS = 2000;

/** An event that may not follow the state of its interaction: a fault of whoever asked to log it. */
export class IllegalEventError extends Error {
  override readonly name = "IllegalEventError";
}

/** Writes that belong to an append and share its transaction. */
export type AlongsideWrite = (db: WriteDb, events: readonly LogEvent[]) => Promise<void>;

/** A projection that is kept apart: called within the transaction, with each interaction as these events leave it. */
export type LogProjection = (
  db: WriteDb,
  events: readonly LogEvent[],
  interactionAfter: (interactionId: InteractionId) => Interaction | undefined,
) => Promise<void>;

export type EventLogListener = (events: readonly LogEvent[]) => void;

/**
 * The hub's one log of facts. Events and the projections that serve reads are written in one transaction; what may not
 * follow is refused before anything is written. One writer: numbers are given here, without gaps.
 */
export class EventLog {
  readonly #db: HubDatabase;
  readonly #clock: HubClock;
  readonly #appends = new SerialQueue();
  readonly #listeners = new Set<EventLogListener>();
  readonly #projections: LogProjection[] = [];
  readonly #timeListeners = new Set<(ms: number) => void>();
  readonly #unclosed: Map<InteractionId, Interaction>;
  #recent: readonly LogEvent[] = [];
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

  /** Logs facts, all or none, and answers with them as they stand in the log. Appends happen one after another. */
  async append(newEvents: readonly NewEvent[], alongside?: AlongsideWrite): Promise<readonly LogEvent[]> {
    const startedAt = performance.now();
    const events = await this.#appends.run(() => this.#append(newEvents, alongside));
    for (const listener of this.#timeListeners) listener(performance.now() - startedAt);
    return events;
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

  /** Starts a new life of the log: its numbers are no longer those its mirrors know (a backup was put back). */
  async renew(): Promise<void> {
    const logId = LogId.parse(this.#clock.newId());
    await writeMeta(this.#db, "log-id", logId);
    this.#logId = logId;
  }

  async #append(newEvents: readonly NewEvent[], alongside?: AlongsideWrite): Promise<readonly LogEvent[]> {
    const atMs = this.#clock.nowMs();
    const events = newEvents.map(
      (event, index) =>
        ({
          ...event,
          payload: EventPayloads[event.type].parse(event.payload),
          seq: this.#headSeq + index + 1,
          atMs,
        }) as LogEvent,
    );
    const changed = this.#fold(events.filter(isInteractionEvent));
    await this.#db.transaction().execute(async (db) => {
      if (events.length > 0) await insertEvents(db, events);
      for (const interaction of changed.values()) await saveInteraction(db, interaction);
      await saveOperatorEvents(db, events.filter(isPresenceEvent));
      await saveNotes(db, events);
      await saveCallQuality(db, events);
      await saveMessages(db, events);
      for (const project of this.#projections)
        await project(db, events, (interactionId) => changed.get(interactionId) ?? this.#unclosed.get(interactionId));
      await alongside?.(db, events);
    });
    this.#commit(events, changed);
    return events;
  }

  #fold(events: readonly InteractionEvent[]): ReadonlyMap<InteractionId, Interaction> {
    const changed = new Map<InteractionId, Interaction>();
    for (const event of events) {
      const { interactionId } = event.payload;
      const before = changed.get(interactionId) ?? this.#unclosed.get(interactionId);
      if (!mayFollow(before?.state, event.type))
        throw new IllegalEventError(`${event.type} may not follow ${before?.state ?? "nothing"}`);
      const after = foldInteraction(before, event);
      if (after) changed.set(interactionId, after);
    }
    return changed;
  }

  #commit(events: readonly LogEvent[], changed: ReadonlyMap<InteractionId, Interaction>): void {
    if (events.length === 0) return;
    this.#headSeq += events.length;
    this.#recent = [...this.#recent, ...events].slice(-RECENT_EVENTS);
    for (const [interactionId, interaction] of changed)
      if (interaction.state === "closed") this.#unclosed.delete(interactionId);
      else this.#unclosed.set(interactionId, interaction);
    for (const listener of [...this.#listeners]) listener(events);
  }
}

type LogStart = { readonly logId: LogId; readonly headSeq: number; readonly unclosed: readonly Interaction[] };
