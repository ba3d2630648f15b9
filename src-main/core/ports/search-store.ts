import type { SearchTerm } from "../../../src-shared/domain/search/search-query.ts";
import type { MessageId, OperatorId, QueueId, TopicId } from "../../../src-shared/ids.ts";
import type { ContactFacts } from "../search/contact-facts.ts";

/** A term, and whose names answer it beside the texts: names are not in the log, and change. */
export type NamedTerm = SearchTerm & {
  readonly queueIds: readonly QueueId[];
  readonly operatorIds: readonly OperatorId[];
  readonly topicIds: readonly TopicId[];
};

/** `whole`: whole words and other forms of them; `begun`: also words that begin so. */
export type SearchBreadth = "whole" | "begun";

/** What is looked for, newest first. Without terms: all of the operator's contacts. */
export type SearchQuery = {
  readonly terms: readonly NamedTerm[];
  readonly breadth: SearchBreadth;
  /** Only what this operator may find. */
  readonly operatorId: OperatorId;
  /** Only documents with a number less than this. */
  readonly before: number | null;
  /** The hub's epoch ms, `from` included, `until` not. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly limit: number;
};

/** A document of the index: a contact, or a message of it. */
export type SearchHit = {
  readonly doc: number;
  readonly atMs: number;
  readonly contact: ContactFacts;
  readonly message: { readonly messageId: MessageId; readonly text: string } | null;
};

/** The full-text index beside the mirror. */
export interface SearchStore {
  /** Documents that may answer, the newest first; `last`: the number of the last one looked at, null: there are no more. */
  find(query: SearchQuery): { readonly hits: readonly SearchHit[]; readonly last: number | null };
  /** Indexes some of the events that were there before the index; false: none is left. */
  indexMore(limit: number): boolean;
  /** How far the index is behind the mirror, in numbers of the log. */
  behind(): number;
}
