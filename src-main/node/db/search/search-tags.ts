import type { ReadDb, WriteDb } from "../access.ts";

// Marks in the index that are no words of anybody's text: single characters of Unicode's private use, which no word holds
// (`searchStems`), and too short for the index of prefixes.
const TAGS_FROM = 0xe0_00;
const TRIGRAMS_FROM = 0xf_00_00;
const CONTACTS_FROM = 0xf_10_00;
const CONTACT_BUCKETS = 32_768;

/** The mark of the operator who may find a document. */
export function operatorName(operatorId: string): string {
  return `operator ${operatorId}`;
}

/** The mark of the queue a contact came by. */
export function queueName(queueId: string): string {
  return `queue ${queueId}`;
}

/** The mark of a topic that a contact was about. */
export function topicMark(topicId: string): string {
  return `topic ${topicId}`;
}

/** The mark with this name, made when there is none yet. */
export function tagOf(db: WriteDb, name: string): string {
  const known = knownTag(db, name);
  if (known !== null) return known;
  db.run("INSERT INTO search_tags (name) VALUES (?)", name);
  const made = knownTag(db, name);
  if (made === null) throw new Error("a mark that was made is not there");
  return made;
}

/** The mark with this name; null: nothing in the index has it. */
export function knownTag(db: ReadDb, name: string): string | null {
  const row = db.get<{ tag: number }>("SELECT tag FROM search_tags WHERE name = ?", name);
  return row ? String.fromCodePoint(TAGS_FROM + row.tag) : null;
}

/** The mark that leads from a contact to its documents; others may share it, so what is found by it is looked at again. */
export function contactMark(interactionId: string): string {
  let hash = 2_166_136_261;
  for (let index = 0; index < interactionId.length; index += 1)
    hash = Math.imul(hash ^ interactionId.charCodeAt(index), 16_777_619) >>> 0;
  return String.fromCodePoint(CONTACTS_FROM + (hash % CONTACT_BUCKETS));
}

/** Marks of each three digits in a row: a number that holds a fragment has all of the fragment's marks. */
export function digitMarks(digits: string): readonly string[] {
  const marks = new Set<string>();
  for (let index = 0; index + 3 <= digits.length; index += 1)
    marks.add(String.fromCodePoint(TRIGRAMS_FROM + Number(digits.slice(index, index + 3))));
  return [...marks];
}
