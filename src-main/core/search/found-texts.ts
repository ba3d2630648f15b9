import {
  markDigits,
  markWords,
  parseSearch,
  type SearchMark,
  searchStems,
  stemAnswers,
} from "../../../src-shared/domain/search/search-query.ts";
import type { Topic } from "../../../src-shared/domain/topics/topic.ts";
import { topicName } from "../../../src-shared/domain/topics/topic-tree.ts";
import type { TopicId } from "../../../src-shared/ids.ts";
import type { FoundText } from "../../../src-shared/ipc/history-search.ts";
import type { NamedTerm, SearchHit } from "../ports/search-store.ts";
import { type ContactFacts, nextSteps, topicsOf } from "./contact-facts.ts";

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
  const steps = nextSteps(contact);
  const texts = [name ?? "", address, ...notes, ...steps];
  if (!terms.every((term) => answersName(contact, term) || answersDigits(address, term) || answersWords(texts, term)))
    return null;
  const numberMarks = terms.flatMap((term) => markDigits(address, term)).slice(0, 1);
  return [
    ...(name === null ? [] : [found("name", name, marksOf(name, terms))]),
    found("number", address, numberMarks),
    ...notes.map((note) => found("note", note, marksOf(note, terms))),
    ...steps.map((step) => found("next-step", step, marksOf(step, terms))),
  ].filter(({ marks }) => marks.length > 0);
}

/** Of a query's terms, those that a name (of a queue, of a colleague) answers. */
export function nameAnswers(name: string, { words }: Pick<NamedTerm, "words">): boolean {
  return stemsAnswer(searchStems(name), { words });
}

function stemsAnswer(stems: readonly string[], { words }: Pick<NamedTerm, "words">): boolean {
  return words.length > 0 && words.every((word) => stems.some((stem) => stemAnswers(stem, word)));
}

/** Of hundreds of topics, which stay the same from one key to the next. */
const STEMS = new WeakMap<readonly Topic[], readonly TopicStems[]>();
type TopicStems = { readonly topicId: TopicId; readonly stems: readonly string[] };

/** By the names of their groups too: «доставка» finds each kind of it. */
function stemsOf(topics: readonly Topic[]): readonly TopicStems[] {
  const known = STEMS.get(topics);
  if (known) return known;
  const made = topics.map(({ topicId }) => ({ topicId, stems: searchStems(topicName(topicId, topics) ?? "") }));
  STEMS.set(topics, made);
  return made;
}

function answersName(contact: ContactFacts, { queueIds, operatorIds, topicIds }: NamedTerm): boolean {
  const { queueId, operators } = contact;
  if (queueId !== null && queueIds.includes(queueId)) return true;
  return operatorIds.some((one) => operators.includes(one)) || topicsOf(contact).some((one) => topicIds.includes(one));
}

function answersDigits(address: string, term: NamedTerm): boolean {
  return markDigits(address, term).length > 0;
}

function answersWords(texts: readonly string[], { words }: NamedTerm): boolean {
  return stemsAnswer(searchStems(texts.join(" ")), { words });
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
    readonly topics: readonly Topic[];
  },
): readonly NamedTerm[] {
  return parseSearch(text).map((term) => ({
    ...term,
    queueIds: names.queues.filter(({ name }) => nameAnswers(name, term)).map(({ queueId }) => queueId),
    topicIds: stemsOf(names.topics)
      .filter(({ stems }) => stemsAnswer(stems, term))
      .map(({ topicId }) => topicId),
    operatorIds: names.colleagues.filter(({ name }) => nameAnswers(name, term)).map(({ operatorId }) => operatorId),
  }));
}
