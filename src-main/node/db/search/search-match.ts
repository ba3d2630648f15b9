import type { NamedTerm, SearchBreadth } from "../../../core/ports/search-store.ts";
import type { ReadDb } from "../access.ts";
import { digitMarks, knownTag, operatorName, queueName, topicMark } from "./search-tags.ts";

/** Shorter beginnings answer by whole words only: too much begins so. */
const LEAST_PREFIX = 3;

/**
 * The FTS5 expression for a query of one operator; null: nothing in the index can answer. Words hold letters and digits
 * alone (`parseSearch`) and stand in quotes, so nothing that was typed becomes syntax.
 */
export function searchMatch(
  db: ReadDb,
  terms: readonly NamedTerm[],
  breadth: SearchBreadth,
  operatorId: string,
): string | null {
  const own = knownTag(db, operatorName(operatorId));
  if (own === null) return null;
  const parts = terms.map((term) => termMatch(db, term, breadth));
  if (parts.includes(null)) return null;
  return [...parts, quoted(own)].join(" AND ");
}

function termMatch(
  db: ReadDb,
  { words, fragments, queueIds, operatorIds, topicIds }: NamedTerm,
  breadth: SearchBreadth,
) {
  const marks = [...queueIds.map(queueName), ...operatorIds.map(operatorName), ...topicIds.map(topicMark)];
  const names = marks.flatMap((name) => {
    const tag = knownTag(db, name);
    return tag === null ? [] : [quoted(tag)];
  });
  const spoken = words.map(({ word, stems }) => {
    const begun = breadth === "begun" && word.length >= LEAST_PREFIX ? ` OR ${quoted(word)}*` : "";
    return `(${stems.map(quoted).join(" OR ")}${begun})`;
  });
  const numbers = fragments.map((fragment) => `(${digitMarks(fragment).map(quoted).join(" AND ")})`);
  const ways = [...(spoken.length > 0 ? [`(${spoken.join(" AND ")})`] : []), ...numbers, ...names];
  return ways.length === 0 ? null : `(${ways.join(" OR ")})`;
}

function quoted(term: string): string {
  return `"${term.replaceAll('"', "")}"`;
}
