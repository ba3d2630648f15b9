import { type Interaction, isOpen } from "../../src-shared/domain/interaction.ts";
import { holdsWords, searchWords } from "../../src-shared/domain/text-search.ts";
import type { ConversationId, InteractionId } from "../../src-shared/ids.ts";
import {
  ContactRecord,
  ConversationCard,
  ConversationHits,
  ConversationList,
  type ConversationListQuery,
  ConversationPage,
  type ConversationSearch,
  type ConversationSummary,
  type PageMessage,
  type PageQuery,
  PREVIEW_LIMIT,
} from "../../src-shared/link/conversation-queries.ts";
import { readInteraction } from "../log/event-store.ts";
import { readMessages, readMessagesAfter } from "../log/message-store.ts";
import { readOutcomesOf } from "../log/outcome-store.ts";
import type { ConversationAccess, Reader } from "./conversation-access.ts";
import {
  countUnreadOf,
  type ListedConversation,
  readContactsOf,
  readConversations,
  readNotes,
} from "./conversation-list-store.ts";
import { hasConversation, isOwner, type OpenContacts } from "./open-contacts.ts";
import type { TextNeeds } from "./text-needs.ts";

/** Messages looked through for one answer of a search: tens of milliseconds; the next question goes on. */
const LOOKED_THROUGH_AT_ONCE = 5000;
const LOOKED_THROUGH_PIECE = 500;

type ReaderNeeds = Pick<TextNeeds, "db" | "journal">;

/** Reads conversations for who may see them. What may not be seen looks as if it were not there: null. */
export class ConversationReader {
  readonly #needs: ReaderNeeds;
  readonly #contacts: OpenContacts;
  readonly access: ConversationAccess;

  constructor(needs: ReaderNeeds, contacts: OpenContacts, access: ConversationAccess) {
    this.#needs = needs;
    this.#contacts = contacts;
    this.access = access;
  }

  async list(reader: Reader, query: ConversationListQuery): Promise<ConversationList> {
    const { scope, channel = null, customer = null, beforeSeq = null, limit } = query;
    const { access } = this;
    const open = this.#contacts.all().filter(hasConversation);
    const isOfScope = (contact: Interaction) =>
      (scope !== "waiting" && access.isMine(reader, contact)) ||
      (scope !== "mine" && access.isWaitingFor(reader, contact));
    const ids = open.filter(isOfScope).map(({ conversationId }) => conversationId);
    const wanted = { reader: reader.operatorId, channel, customer, beforeSeq, limit: limit + 1 };
    const isEverybodys = scope === "all" && access.seesAll(reader);
    const found = isEverybodys
      ? await readConversations(this.#needs.db, { ...wanted, among: "all" })
      : await readConversations(this.#needs.db, { ...wanted, among: { ids } });
    const ofPast =
      scope === "all" && !isEverybodys
        ? await readConversations(this.#needs.db, { ...wanted, among: { partOf: reader.operatorId } })
        : [];
    const known = new Map([...found, ...ofPast].map((one) => [one.conversationId, one]));
    const sorted = [...known.values()].sort((one, other) => other.lastSeq - one.lastSeq);
    const page = sorted.slice(0, limit);
    const { total } = await this.unread(reader);
    return ConversationList.parse({
      conversations: await this.#summaries(reader, page),
      nextBeforeSeq: sorted.length > limit ? (page.at(-1)?.lastSeq ?? null) : null,
      unreadTotal: total,
    });
  }

  /** Unread messages of the conversations whose open contact this person has. */
  async unread(reader: Pick<Reader, "operatorId">): Promise<{
    readonly total: number;
    readonly conversations: { conversationId: ConversationId; unread: number; readUptoSeq: number }[];
  }> {
    const own = this.#contacts.all().filter((contact) => isOwner(contact, reader.operatorId));
    const ids = own.map(({ interactionId }) => interactionId);
    const counts = await countUnreadOf(this.#needs.db, reader.operatorId, ids);
    const conversations = own.filter(hasConversation).flatMap(({ interactionId, conversationId }) => {
      const count = counts.get(interactionId);
      return count ? [{ conversationId, ...count }] : [];
    });
    return { total: conversations.reduce((sum, { unread }) => sum + unread, 0), conversations };
  }

  async card(reader: Reader, conversationId: ConversationId): Promise<ConversationCard | null> {
    if (!(await this.access.maySee(reader, conversationId))) return null;
    const { db } = this.#needs;
    const [one] = await readConversations(db, {
      ...{ among: { ids: [conversationId] }, reader: reader.operatorId, channel: null, customer: null },
      ...{ beforeSeq: null, limit: 1 },
    });
    const [summary] = one ? await this.#summaries(reader, [one]) : [];
    if (!summary) return null;
    const contacts = await readContactsOf(db, conversationId);
    return ConversationCard.parse({ ...summary, contacts: await this.#records(contacts) });
  }

  async page(
    reader: Reader,
    conversationId: ConversationId,
    { beforeSeq, afterSeq, limit }: PageQuery,
  ): Promise<ConversationPage | null> {
    if (!(await this.access.maySee(reader, conversationId))) return null;
    const { db } = this.#needs;
    if (afterSeq !== undefined) {
      const found = await readMessagesAfter(db, conversationId, afterSeq, limit + 1);
      const messages = found.slice(0, limit);
      const nextAfterSeq = found.length > limit ? (messages.at(-1)?.seq ?? null) : null;
      const first = messages[0]?.seq;
      const older = first === undefined ? [] : await readMessages(db, conversationId, { beforeSeq: first, limit: 1 });
      return ConversationPage.parse({ messages, nextBeforeSeq: older.length > 0 ? first : null, nextAfterSeq });
    }
    const found = await readMessages(db, conversationId, { beforeSeq: beforeSeq ?? null, limit: limit + 1 });
    const messages = found.slice(0, limit).reverse();
    const nextBeforeSeq = found.length > limit ? (messages[0]?.seq ?? null) : null;
    const last = messages.at(-1)?.seq;
    const newer =
      last === undefined || beforeSeq === undefined ? [] : await readMessagesAfter(db, conversationId, last, 1);
    return ConversationPage.parse({ messages, nextBeforeSeq, nextAfterSeq: newer.length > 0 ? last : null });
  }

  async search(
    reader: Reader,
    conversationId: ConversationId,
    { text, beforeSeq, limit }: ConversationSearch,
  ): Promise<ConversationHits | null> {
    if (!(await this.access.maySee(reader, conversationId))) return null;
    const words = searchWords(text);
    const messages: PageMessage[] = [];
    let upto: number | null = beforeSeq ?? null;
    for (let looked = 0; looked < LOOKED_THROUGH_AT_ONCE; looked += LOOKED_THROUGH_PIECE) {
      const wanted = { beforeSeq: upto, limit: LOOKED_THROUGH_PIECE };
      const piece = await readMessages(this.#needs.db, conversationId, wanted);
      for (const message of piece) {
        const names = message.attachments.map(({ name }) => name);
        if (holdsWords([message.text, ...names].join("\n"), words)) messages.push(message as PageMessage);
        upto = message.seq;
        if (messages.length === limit) return ConversationHits.parse({ messages, nextBeforeSeq: upto });
      }
      if (piece.length < LOOKED_THROUGH_PIECE) return ConversationHits.parse({ messages, nextBeforeSeq: null });
    }
    return ConversationHits.parse({ messages, nextBeforeSeq: upto });
  }

  /** A contact on any channel: a customer's card shows it to whoever may read customers. */
  async contact(interactionId: InteractionId): Promise<ContactRecord | null> {
    const { db, journal } = this.#needs;
    const interaction = journal.log.interaction(interactionId) ?? (await readInteraction(db, interactionId));
    const [record] = interaction ? await this.#records([interaction]) : [];
    return record ?? null;
  }

  async #records(contacts: readonly Interaction[]): Promise<readonly ContactRecord[]> {
    const ids = contacts.map(({ interactionId }) => interactionId);
    const notes = await readNotes(this.#needs.db, ids);
    const outcomes = await readOutcomesOf(this.#needs.db, ids);
    return contacts.map((contact) =>
      ContactRecord.parse({
        ...contact,
        conversationId: contact.conversationId ?? null,
        wrapUp: contact.wrapUp ?? null,
        handOver: contact.handOver ?? null,
        notes: notes.filter(({ interactionId, text }) => interactionId === contact.interactionId && text !== ""),
        outcomes: outcomes.filter(({ interactionId }) => interactionId === contact.interactionId),
      }),
    );
  }

  async #summaries(reader: Reader, page: readonly ListedConversation[]): Promise<readonly ConversationSummary[]> {
    const open = page.flatMap(({ conversationId }) => this.#contacts.ofConversation(conversationId) ?? []);
    const ids = open.map(({ interactionId }) => interactionId);
    const counts = await countUnreadOf(this.#needs.db, reader.operatorId, ids);
    return page.map(({ last, ...one }) => {
      const contact = this.#contacts.ofConversation(one.conversationId);
      const unread = contact ? (counts.get(contact.interactionId)?.unread ?? 0) : 0;
      return {
        ...one,
        last: last && {
          messageId: last.messageId,
          from: last.from,
          operatorId: last.operatorId,
          // A pair that was cut in two would be a lone surrogate.
          preview: last.text.slice(0, PREVIEW_LIMIT).replace(/\p{Cs}/gu, ""),
          attachments: last.attachments.length,
          atMs: last.atMs,
          delivery: last.delivery,
          isDeleted: last.deletedAtMs !== null,
        },
        contact: contact && isOpen(contact) ? openContactOf(contact) : null,
        unread,
      };
    });
  }
}

function openContactOf(contact: Interaction): ConversationSummary["contact"] {
  const { interactionId, state, queueId, operatorId, createdAtMs, acceptedAtMs } = contact;
  if (state === "wrap-up" || state === "closed") return null;
  return { interactionId, state, queueId, operatorId, createdAtMs, acceptedAtMs };
}
