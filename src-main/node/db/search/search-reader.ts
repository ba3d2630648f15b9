import type { SearchHit, SearchQuery, SearchStore } from "../../../core/ports/search-store.ts";
import type { ReadDb } from "../access.ts";
import { readPosition } from "../mirror-reader.ts";
import type { UseMirror } from "../mirror-store.ts";
import { searchedText } from "./search-index.ts";
import { searchMatch } from "./search-match.ts";
import { indexMore, readFacts, readIndexedUpto, readText } from "./search-writer.ts";

export const FIND_SQL = `SELECT rowid AS doc FROM search_index
  WHERE search_index MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`;

export function createSearchStore(use: UseMirror): SearchStore {
  return {
    find: (query) => use((db) => find(db, query)),
    indexMore: (limit) => use((db) => indexMore(db, limit)),
    behind: () => use((db) => Math.max(0, readPosition(db).lastSeq - readIndexedUpto(db))),
  };
}

function find(db: ReadDb, query: SearchQuery): ReturnType<SearchStore["find"]> {
  const { terms, breadth, operatorId, before, fromMs, untilMs, limit } = query;
  const match = searchMatch(db, terms, breadth, operatorId);
  if (match === null) return { hits: [], last: null };
  const from = fromMs === null ? 0 : firstSince(db, fromMs);
  const until = untilMs === null ? Number.MAX_SAFE_INTEGER : firstSince(db, untilMs);
  const docs = db.all<{ doc: number }>(FIND_SQL, match, from, Math.min(until, before ?? until), limit);
  const hits = docs.flatMap(({ doc }) => readHit(db, doc) ?? []);
  return { hits, last: docs.length === limit ? (docs.at(-1)?.doc ?? null) : null };
}

function readHit(db: ReadDb, doc: number): SearchHit | null {
  const text = readText(db, doc);
  const interactionId = text
    ? text.payload.interactionId
    : db.get<{ id: string }>("SELECT json_extract(payload, '$.interactionId') AS id FROM events WHERE seq = ?", doc)
        ?.id;
  const contact = interactionId === undefined ? undefined : readFacts(db, interactionId);
  if (!contact) return null;
  if (!text) return { doc, atMs: contact.createdAtMs, contact, message: null };
  const message = { messageId: text.payload.messageId, text: searchedText(text) };
  return { doc, atMs: text.atMs, contact, message };
}

/** The number of the first event not before this time: the log's numbers rise with its times, so halving finds it. */
function firstSince(db: ReadDb, atMs: number): number {
  let [low, high] = [0, readPosition(db).lastSeq + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const next = db.get<{ seq: number; atMs: number }>(
      "SELECT seq, at_ms AS atMs FROM events WHERE seq >= ? ORDER BY seq LIMIT 1",
      middle,
    );
    if (!next || next.seq >= high || next.atMs >= atMs) high = middle;
    else low = next.seq + 1;
  }
  return low;
}
