import {
  markDigits,
  markWords,
  parseSearch,
  type SearchMark,
  searchStems,
  stemAnswers,
} from "../../../src-shared/domain/search/search-query.ts";
import type { FoundText } from "../../../src-shared/ipc/history-search.ts";
import type { NamedTerm, SearchHit } from "../ports/search-store.ts";
import type { ContactFacts } from "./contact-facts.ts";

/** So much of a text is shown, about a line; so much of it before what was found. */
const SHOWN = 160;
const SHOWN_BEFORE = 16;
const MOST_MARKS = 32;

/**
 * Where a document answers the query; null: it does not. The index may name what does not: three digits of a number stand
 * elsewhere in it, or a mark is shared.
 */
export function foundTexts(hit: SearchHit, terms: readonly NamedTerm[]): readonly FoundText[] | null {
  const { contact, message } = hit;
  if (message) {
    if (!terms.every((term) => answersWords([message.text], term))) return null;
    return [found("message", message.text, marksOf(message.text, terms))];
  }
  const notes = Object.values(contact.notes);
  const { name, address } = contact.customer;
  const texts = [name ?? "", address, ...notes];
  if (!terms.every((term) => answersName(contact, term) || answersDigits(address, term) || answersWords(texts, term)))
    return null;
  const numberMarks = terms.flatMap((term) => markDigits(address, term)).slice(0, 1);
  return [
    ...(name === null ? [] : [found("name", name, marksOf(name, terms))]),
    found("number", address, numberMarks),
    ...notes.map((note) => found("note", note, marksOf(note, terms))),
  ].filter(({ marks }) => marks.length > 0);
}

/** Of a query's terms, those that a name (of a queue, of a colleague) answers. */
export function nameAnswers(name: string, { words }: Pick<NamedTerm, "words">): boolean {
  const stems = searchStems(name);
  return words.length > 0 && words.every((word) => stems.some((stem) => stemAnswers(stem, word)));
}

function answersName({ queueId, operators }: ContactFacts, { queueIds, operatorIds }: NamedTerm): boolean {
  return (queueId !== null && queueIds.includes(queueId)) || operatorIds.some((one) => operators.includes(one));
}

function answersDigits(address: string, term: NamedTerm): boolean {
  return markDigits(address, term).length > 0;
}

function answersWords(texts: readonly string[], { words }: NamedTerm): boolean {
  const stems = searchStems(texts.join(" "));
  return words.length > 0 && words.every((word) => stems.some((stem) => stemAnswers(stem, word)));
}

/** Each word by itself: a text is shown for the part of the query that it answers. */
function marksOf(text: string, terms: readonly NamedTerm[]): readonly SearchMark[] {
  return terms
    .flatMap(({ words }) => words.flatMap((word) => markWords(text, { words: [word], fragments: [] })))
    .toSorted((one, other) => one.from - other.from)
    .filter(({ from }, index, all) => index === 0 || from !== all[index - 1]?.from);
}

function found(where: FoundText["in"], text: string, marks: readonly SearchMark[]): FoundText {
  const first = marks[0]?.from ?? 0;
  // A narrow column cuts even a short text at its end, where the mark may be.
  const from = wordStart(text, Math.max(0, first - SHOWN_BEFORE), first);
  // A character of two units is not cut in the middle.
  const shown = text.slice(from, from + SHOWN).replace(/[\uD800-\uDBFF]$/, "");
  const before = from > 0 ? "…" : "";
  const after = from + SHOWN < text.length ? "…" : "";
  const shift = before.length - from;
  const kept = marks.filter(({ to }) => to <= from + SHOWN).slice(0, MOST_MARKS);
  return {
    in: where,
    text: `${before}${shown}${after}`,
    marks: kept.map((mark) => ({ from: mark.from + shift, to: mark.to + shift })),
  };
}

/** The beginning of a word at or after `at`, before `limit`; else `at`. */
function wordStart(text: string, at: number, limit: number): number {
  if (at === 0) return 0;
  const space = text.indexOf(" ", at);
  return space >= 0 && space < limit ? space + 1 : at;
}

/** The terms of what was typed, with the queues and colleagues whose names answer them. */
export function namedTerms(
  text: string,
  names: {
    readonly queues: readonly { readonly queueId: NamedTerm["queueIds"][number]; readonly name: string }[];
    readonly colleagues: readonly { readonly operatorId: NamedTerm["operatorIds"][number]; readonly name: string }[];
  },
): readonly NamedTerm[] {
  return parseSearch(text).map((term) => ({
    ...term,
    queueIds: names.queues.filter(({ name }) => nameAnswers(name, term)).map(({ queueId }) => queueId),
    operatorIds: names.colleagues.filter(({ name }) => nameAnswers(name, term)).map(({ operatorId }) => operatorId),
  }));
}
