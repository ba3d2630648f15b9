import { isKnownEvent, type LogEvent, ReceivedEventSchema } from "../../../../src-shared/events/log-event.ts";
import {
  type ContactFacts,
  factsWithoutCustomer,
  foldFacts,
  isFactsEvent,
  isIndexed,
} from "../../../core/search/contact-facts.ts";
import type { WriteDb } from "../access.ts";
import { readPosition } from "../mirror-reader.ts";
import {
  addDocument,
  contactTerms,
  documentsOf,
  dropDocument,
  hasDocument,
  isTextEvent,
  messageTerms,
  type TextEvent,
} from "./search-index.ts";

type Known = { readonly before: ContactFacts | undefined; now: ContactFacts | undefined };
type EventRow = { seq: number; atMs: number; actor: string; type: string; payload: string };

/**
 * Keeps the index equal to the log, in the transaction of the log. When events were there before the index was, they are
 * behind: new ones wait in the log for their turn (`indexMore`).
 */
export class SearchWriter {
  readonly #db: WriteDb;
  readonly #contacts = new Map<string, Known>();
  readonly isBehind: boolean;

  /** `lastSeq`: the last event before those that are to be taken. */
  constructor(db: WriteDb, lastSeq: number) {
    this.#db = db;
    this.isBehind = readIndexedUpto(db) < lastSeq;
  }

  take(event: LogEvent): void {
    // What is taken back is so for what is indexed, however much is behind; the log that follows holds it no more.
    if (event.type === "customer.erased") this.#erase(event);
    else if (event.type === "data.expired") this.#expire(event);
    else if (!this.isBehind) this.index(event);
  }

  index(event: LogEvent): void {
    if (isFactsEvent(event)) {
      const known = this.#contact(event.payload.interactionId);
      known.now = foldFacts(known.now, event);
    } else if (event.type === "message.deleted") this.#dropMessage(event.payload);
    else if (isTextEvent(event)) {
      if (event.type === "message.edited") this.#dropMessage(event.payload);
      const terms = messageTerms(this.#db, event);
      if (terms !== null) addDocument(this.#db, event.seq, terms);
    }
  }

  /** Writes the contacts that changed; `uptoSeq`: all up to it is in the index now, unless it is behind. */
  finish(uptoSeq: number): void {
    this.#flush();
    if (!this.isBehind) writeIndexedUpto(this.#db, uptoSeq);
  }

  #contact(interactionId: string): Known {
    const known = this.#contacts.get(interactionId);
    if (known) return known;
    const before = readFacts(this.#db, interactionId);
    const fresh = { before, now: before };
    this.#contacts.set(interactionId, fresh);
    return fresh;
  }

  #flush(): void {
    for (const { before, now } of this.#contacts.values()) if (now && now !== before) this.#write(before, now);
    this.#contacts.clear();
  }

  #write(before: ContactFacts | undefined, now: ContactFacts): void {
    const db = this.#db;
    const old = before && isIndexed(before) ? contactTerms(db, before) : null;
    const fresh = isIndexed(now) ? contactTerms(db, now) : null;
    if (old !== fresh) {
      if (old !== null) dropDocument(db, now.doc, old);
      if (fresh !== null) addDocument(db, now.doc, fresh);
    }
    db.run(
      `INSERT INTO search_contacts (interaction_id, facts) VALUES (?, ?)
       ON CONFLICT (interaction_id) DO UPDATE SET facts = excluded.facts`,
      now.interactionId,
      JSON.stringify(now),
    );
  }

  #dropMessage({ interactionId, messageId }: { readonly interactionId: string; readonly messageId: string }): void {
    for (const event of this.#texts(interactionId)) if (event.payload.messageId === messageId) this.#drop(event);
  }

  #erase({ payload }: LogEvent<"customer.erased">): void {
    this.#flush();
    for (const { interactionId, pseudonym } of payload.contacts) {
      for (const event of this.#texts(interactionId)) this.#drop(event);
      const before = readFacts(this.#db, interactionId);
      if (before) this.#write(before, factsWithoutCustomer(before, pseudonym));
    }
  }

  #expire({ payload: { kind, afterSeq, uptoSeq } }: LogEvent<"data.expired">): void {
    if (kind !== "messages") return;
    const sql = `SELECT seq FROM events WHERE seq > ? AND seq <= ? AND type LIKE 'message.%'`;
    for (const { seq } of this.#db.all<{ seq: number }>(sql, afterSeq, uptoSeq)) {
      const event = readText(this.#db, seq);
      if (event && hasDocument(this.#db, seq, event.payload.interactionId)) this.#drop(event);
    }
  }

  #texts(interactionId: string): readonly TextEvent[] {
    return documentsOf(this.#db, interactionId).flatMap((doc) => {
      const event = readText(this.#db, doc);
      return event?.payload.interactionId === interactionId ? [event] : [];
    });
  }

  #drop(event: TextEvent): void {
    const terms = messageTerms(this.#db, event);
    if (terms !== null) dropDocument(this.#db, event.seq, terms);
  }
}

/** Takes the next events that are behind into the index; false: none is. */
export function indexMore(db: WriteDb, limit: number): boolean {
  return db.transaction(() => {
    const from = readIndexedUpto(db);
    const sql = `SELECT seq, at_ms AS atMs, actor, type, payload FROM events WHERE seq > ? ORDER BY seq LIMIT ?`;
    const rows = db.all<EventRow>(sql, from, limit);
    const writer = new SearchWriter(db, from);
    for (const row of rows) {
      const event = parseRow(row);
      // An erasure that was in the log before the index was has nothing to take out of it.
      if (event) writer.index(event);
    }
    const last = rows.length === limit ? rows.at(-1) : undefined;
    writer.finish(last?.seq ?? readPosition(db).lastSeq);
    return last !== undefined;
  });
}

/** Drops the whole index, for a mirror that starts anew. */
export function resetSearch(db: WriteDb): void {
  db.run("INSERT INTO search_index (search_index) VALUES ('delete-all')");
  db.run("DELETE FROM search_contacts");
  db.run("DELETE FROM search_tags");
  writeIndexedUpto(db, 0);
}

export function readFacts(db: Pick<WriteDb, "get">, interactionId: string): ContactFacts | undefined {
  const sql = "SELECT facts FROM search_contacts WHERE interaction_id = ?";
  const row = db.get<{ facts: string }>(sql, interactionId);
  return row && (JSON.parse(row.facts) as ContactFacts);
}

/** The text event with this number; null: it is another event, or is not there. */
export function readText(db: Pick<WriteDb, "get">, seq: number): TextEvent | null {
  const row = db.get<EventRow>("SELECT seq, at_ms AS atMs, actor, type, payload FROM events WHERE seq = ?", seq);
  if (!row?.type.startsWith("message.")) return null;
  // Written by `mirror-writer.ts` alone, from events that were parsed; what it could not read of one erased is an empty object.
  const event = { ...row, payload: JSON.parse(row.payload) as unknown } as LogEvent;
  return isTextEvent(event) && "interactionId" in event.payload ? event : null;
}

export function readIndexedUpto(db: Pick<WriteDb, "get">): number {
  return db.get<{ upto: number }>("SELECT indexed_upto AS upto FROM search_position")?.upto ?? 0;
}

function parseRow(row: EventRow): LogEvent | null {
  const parsed = ReceivedEventSchema.safeParse({ ...row, payload: JSON.parse(row.payload) as unknown });
  return parsed.success && isKnownEvent(parsed.data) ? parsed.data : null;
}

function writeIndexedUpto(db: WriteDb, seq: number): void {
  db.run("UPDATE search_position SET indexed_upto = ?", seq);
}
