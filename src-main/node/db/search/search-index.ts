import { digitsOf, searchStems } from "../../../../src-shared/domain/search/search-query.ts";
import type { LogEvent } from "../../../../src-shared/events/log-event.ts";
import { type ContactFacts, nextSteps, topicsOf } from "../../../core/search/contact-facts.ts";
import type { WriteDb } from "../access.ts";
import { contactMark, digitMarks, operatorName, queueName, tagOf, topicMark } from "./search-tags.ts";

/** The events of a text that is found; each of them is a document of its own. */
export type TextEvent = LogEvent<"message.received"> | LogEvent<"message.sent"> | LogEvent<"message.edited">;

/** Whether an event is a text that can be found. */
export function isTextEvent(event: LogEvent): event is TextEvent {
  return event.type === "message.received" || event.type === "message.sent" || event.type === "message.edited";
}

/** What of a message is read by the search: its text and the names of its files. */
export function searchedText({ payload }: TextEvent): string {
  const names = "attachments" in payload ? payload.attachments.map(({ name }) => name) : [];
  return [payload.text, ...names].join(" ").trim();
}

/**
 * What stands in the index of a message or a contact. A function of what is kept beside it alone: FTS5 takes a document
 * out by exactly the terms that went in.
 */
export function messageTerms(db: WriteDb, event: TextEvent): string | null {
  const { ownerId, interactionId } = event.payload;
  const stems = searchStems(searchedText(event));
  if (stems.length === 0 || ownerId === null) return null;
  return [tagOf(db, operatorName(ownerId)), contactMark(interactionId), ...stems].join(" ");
}

export function contactTerms(db: WriteDb, facts: ContactFacts): string {
  const { interactionId, customer, queueId, operators, notes } = facts;
  return [
    contactMark(interactionId),
    ...operators.map((operatorId) => tagOf(db, operatorName(operatorId))),
    ...(queueId === null ? [] : [tagOf(db, queueName(queueId))]),
    ...topicsOf(facts).map((topicId) => tagOf(db, topicMark(topicId))),
    ...digitMarks(digitsOf(customer.address)),
    ...searchStems([customer.name ?? "", customer.address, ...Object.values(notes), ...nextSteps(facts)].join(" ")),
  ].join(" ");
}

export function addDocument(db: WriteDb, doc: number, terms: string): void {
  db.run("INSERT INTO search_index (rowid, terms) VALUES (?, ?)", doc, terms);
}

export function dropDocument(db: WriteDb, doc: number, terms: string): void {
  db.run("INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', ?, ?)", doc, terms);
}

/** The documents that bear a contact's mark, maybe others' among them. */
export function documentsOf(db: WriteDb, interactionId: string): readonly number[] {
  const sql = "SELECT rowid AS doc FROM search_index WHERE search_index MATCH ?";
  return db.all<{ doc: number }>(sql, `"${contactMark(interactionId)}"`).map(({ doc }) => doc);
}

/** Whether the document with this number, of this contact, is in the index. */
export function hasDocument(db: WriteDb, doc: number, interactionId: string): boolean {
  const sql = "SELECT rowid AS doc FROM search_index WHERE search_index MATCH ? AND rowid = ?";
  return db.get<{ doc: number }>(sql, `"${contactMark(interactionId)}"`, doc) !== undefined;
}
