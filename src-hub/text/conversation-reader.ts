import { hasRight } from "../../src-shared/domain/rights.ts";
import type { ConversationId, OperatorId } from "../../src-shared/ids.ts";
import { ConversationPage, type LinkQueryInput } from "../../src-shared/link/link-queries.ts";
import { hadPart, readMessages } from "../log/message-store.ts";
import { readConversation } from "./conversation-store.ts";
import type { OpenContacts } from "./open-contacts.ts";
import type { TextNeeds } from "./text-needs.ts";
import { outstanding } from "./text-offers.ts";

/** Reads conversations, page by page, for who may see them. */
export class ConversationReader {
  readonly #needs: Pick<TextNeeds, "db" | "directory">;
  readonly #contacts: OpenContacts;

  constructor(needs: Pick<TextNeeds, "db" | "directory">, contacts: OpenContacts) {
    this.#needs = needs;
    this.#contacts = contacts;
  }

  /** Null: there is no such conversation, or not for this person; the two look the same. */
  async page(operatorId: OperatorId, query: LinkQueryInput<"conversation.read">): Promise<ConversationPage | null> {
    const { conversationId, beforeSeq, limit } = query;
    if (!(await this.maySee(operatorId, conversationId))) return null;
    const found = await readMessages(this.#needs.db, conversationId, {
      beforeSeq: beforeSeq ?? null,
      limit: limit + 1,
    });
    const page = found.slice(0, limit).reverse();
    const nextBeforeSeq = found.length > limit ? (page[0]?.seq ?? null) : null;
    return ConversationPage.parse({ messages: page, nextBeforeSeq });
  }

  /** Whether somebody may read it: who owns it, is offered it, had a part in it, or may read everybody's. */
  async maySee(operatorId: OperatorId, conversationId: ConversationId): Promise<boolean> {
    const { db, directory } = this.#needs;
    const contact = this.#contacts.ofConversation(conversationId);
    if (contact?.operatorId === operatorId) return true;
    if (contact && outstanding(contact).some((offer) => offer.operatorId === operatorId)) return true;
    if (await hadPart(db, conversationId, operatorId)) return true;
    const role = directory.roleOf(operatorId);
    if (role === null || !hasRight(role, "history.read-team")) return false;
    return (await readConversation(db, conversationId)) !== null;
  }
}
