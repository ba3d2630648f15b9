import type { SearchHit, SearchQuery, SearchStore } from "../../src-main/core/ports/search-store.ts";
import {
  type ContactFacts,
  foldFacts,
  isFactsEvent,
  isIndexed,
  nextSteps,
} from "../../src-main/core/search/contact-facts.ts";
import { foundTexts } from "../../src-main/core/search/found-texts.ts";
import { searchStems } from "../../src-shared/domain/search/search-query.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";

/** `SearchStore` that reads the whole log for each question; what the index finds is measured against it. */
export class MemorySearchStore implements SearchStore {
  readonly #events: () => readonly LogEvent[];

  constructor(events: () => readonly LogEvent[]) {
    this.#events = events;
  }

  find(query: SearchQuery): ReturnType<SearchStore["find"]> {
    const { before, limit } = query;
    const all = this.#documents().filter(({ doc }) => before === null || doc < before);
    const found = all.filter((hit) => answers(hit, query)).toSorted((one, other) => other.doc - one.doc);
    const hits = found.slice(0, limit);
    return { hits, last: hits.length === limit ? (hits.at(-1)?.doc ?? null) : null };
  }

  indexMore(): boolean {
    return false;
  }

  behind(): number {
    return 0;
  }

  #documents(): readonly SearchHit[] {
    const contacts = new Map<string, ContactFacts>();
    const messages = new Map<string, { doc: number; atMs: number; of: string; ownerId: string | null; text: string }>();
    for (const event of this.#events()) {
      if (isFactsEvent(event)) {
        const facts = foldFacts(contacts.get(event.payload.interactionId), event);
        if (facts) contacts.set(facts.interactionId, facts);
      } else if (event.type === "message.deleted") messages.delete(event.payload.messageId);
      else if (event.type === "message.received" || event.type === "message.sent" || event.type === "message.edited") {
        const { messageId, interactionId: of, ownerId, text } = event.payload;
        messages.set(messageId, { doc: event.seq, atMs: event.atMs, of, ownerId, text });
      }
    }
    return [
      ...[...contacts.values()].filter(isIndexed).map((contact) => ({
        ...{ doc: contact.doc, atMs: contact.createdAtMs, contact, message: null },
      })),
      ...[...messages].flatMap(([messageId, { doc, atMs, of, ownerId, text }]) => {
        const contact = contacts.get(of);
        if (!contact || ownerId === null) return [];
        const seen = { ...contact, operators: contact.operators.filter((one) => one === ownerId) };
        return [{ doc, atMs, contact: seen, message: { messageId: messageId as never, text } }];
      }),
    ];
  }
}

function answers(hit: SearchHit, { terms, breadth, operatorId, fromMs, untilMs }: SearchQuery): boolean {
  if (!hit.contact.operators.includes(operatorId) || foundTexts(hit, terms) === null) return false;
  if ((fromMs !== null && hit.atMs < fromMs) || (untilMs !== null && hit.atMs >= untilMs)) return false;
  if (breadth === "begun") return true;
  const { customer, notes } = hit.contact;
  const texts = hit.message
    ? [hit.message.text]
    : [customer.name ?? "", customer.address, ...Object.values(notes), ...nextSteps(hit.contact)];
  const stems = new Set(searchStems(texts.join(" ")));
  return terms.every(
    ({ words, fragments, queueIds, operatorIds, topicIds }) =>
      words.every((word) => word.stems.some((stem) => stems.has(stem))) ||
      fragments.length + queueIds.length + operatorIds.length + topicIds.length > 0,
  );
}
