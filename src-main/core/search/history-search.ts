import { channelKind } from "../../../src-shared/domain/channel.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";
import type { HistoryFilter, HistorySearch } from "../../../src-shared/ipc/history-search.ts";
import type { FoundRow, HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import { accepted } from "../../../src-shared/result.ts";
import type { NamedTerm, SearchHit, SearchStore } from "../ports/search-store.ts";
import type { ContactFacts } from "./contact-facts.ts";
import { foundTexts } from "./found-texts.ts";
import { decodePlace, encodePlace, type SearchPlace } from "./search-cursor.ts";

/** Documents of one reading, and of one answer: what narrows may throw most of them away, and the window waits. */
const READ = 100;
const MOST_READ = 500;
/** Indexed before an answer when the index is behind. */
const INDEXED_FIRST = 500;

/** Who asks, and how what is found is shown. */
export type SearchReader = {
  readonly operatorId: OperatorId;
  readonly terms: readonly NamedTerm[];
  /** This machine's time → the hub's. */
  toHub(localMs: number): number;
  /** The row of a contact, in this machine's time. */
  row(contact: ContactFacts): HistoryRow;
};

/**
 * Finds what the mirror holds: whole words first, and words that begin so when those are too few for a page. One row a
 * contact; a page may be short or empty and yet have a next one, where what narrows left little of what was looked at.
 */
export function searchHistory(store: SearchStore, asked: HistorySearch, reader: SearchReader) {
  const start = asked.cursor === null ? accepted(firstPlace(reader)) : decodePlace(asked.cursor);
  if (!start.ok) return start;
  store.indexMore(INDEXED_FIRST);
  const rows = new Map<string, FoundRow>();
  let place: SearchPlace | null = start.value;
  for (let read = 0; place !== null && rows.size < asked.limit && read < MOST_READ; read += READ)
    place = readOn(store, asked, reader, place, rows);
  return accepted({
    rows: [...rows.values()],
    cursor: place && encodePlace(place),
    isIndexing: store.behind() > 0,
  });
}

/** Without words there is nothing to widen. */
function firstPlace({ terms }: SearchReader): SearchPlace {
  return { breadth: terms.some(({ words }) => words.length > 0) ? "whole" : "begun", before: null };
}

/** Takes the next rows; answers where to go on, null: there is nothing more. */
function readOn(
  store: SearchStore,
  { filter, limit }: HistorySearch,
  reader: SearchReader,
  { breadth, before }: SearchPlace,
  rows: Map<string, FoundRow>,
): SearchPlace | null {
  const { operatorId, terms } = reader;
  const fromMs = filter.fromMs === null ? null : reader.toHub(filter.fromMs);
  const untilMs = filter.untilMs === null ? null : reader.toHub(filter.untilMs);
  const { hits, last } = store.find({ terms, breadth, operatorId, before, fromMs, untilMs, limit: READ });
  for (const hit of hits) {
    // What a contact was found by first is its newest; the rest of it stands in the contact itself.
    const row = rows.has(hit.contact.interactionId) ? null : rowOf(hit, reader, filter);
    if (row) rows.set(row.interactionId, row);
    if (rows.size >= limit) return { breadth, before: hit.doc };
  }
  if (last !== null) return { breadth, before: last };
  return breadth === "whole" ? { breadth: "begun", before: null } : null;
}

function rowOf(hit: SearchHit, reader: SearchReader, filter: HistoryFilter): FoundRow | null {
  const { contact } = hit;
  if (filter.kind !== null && channelKind(contact.channel) !== filter.kind) return null;
  const texts = foundTexts(hit, reader.terms);
  if (texts === null) return null;
  const row = reader.row(contact);
  if (filter.direction !== null && row.direction !== filter.direction) return null;
  if (filter.outcome !== null && filter.outcome !== (row.talkMs === null ? "missed" : "answered")) return null;
  return { ...row, kind: channelKind(contact.channel) ?? "voice", found: texts.slice(0, 3) };
}
