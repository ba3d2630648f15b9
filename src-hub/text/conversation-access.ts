import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { hasRight, type Role } from "../../src-shared/domain/rights.ts";
import type { ConversationId, OperatorId } from "../../src-shared/ids.ts";
import { readPlace } from "../log/conversation-people-store.ts";
import { readConversation } from "./conversation-store.ts";
import { isOwner, type OpenContacts } from "./open-contacts.ts";
import type { TextNeeds } from "./text-needs.ts";
import { outstanding } from "./text-offers.ts";

/** Who reads conversations. */
export type Reader = { readonly operatorId: OperatorId; readonly role: Role };

/** Who may read which conversation; what is not allowed looks as if it were not there. */
export class ConversationAccess {
  readonly #needs: Pick<TextNeeds, "db" | "directory">;
  readonly #contacts: OpenContacts;

  constructor(needs: Pick<TextNeeds, "db" | "directory">, contacts: OpenContacts) {
    this.#needs = needs;
    this.#contacts = contacts;
  }

  /** A person of the team by their id, as the directory has them now; null: nobody. */
  readerOf(operatorId: OperatorId): Reader | null {
    const role = this.#needs.directory.roleOf(operatorId);
    return role === null ? null : { operatorId, role };
  }

  /** Who owns it, is offered it, serves the queue it waits in, had a part in it, or may read everybody's. */
  async maySee(reader: Reader, conversationId: ConversationId): Promise<boolean> {
    const { db } = this.#needs;
    const contact = this.#contacts.ofConversation(conversationId);
    if (contact && (this.isMine(reader, contact) || this.isWaitingFor(reader, contact))) return true;
    if ((await readPlace(db, conversationId, reader.operatorId))?.hadPart) return true;
    return this.seesAll(reader) && (await readConversation(db, conversationId)) !== null;
  }

  /** Whether somebody has the contact, or is offered it. */
  isMine({ operatorId }: Reader, contact: Interaction): boolean {
    return isOwner(contact, operatorId) || outstanding(contact).some((offer) => offer.operatorId === operatorId);
  }

  /** Whether the contact waits where this person could take it from. */
  isWaitingFor(reader: Reader, { state, queueId }: Interaction): boolean {
    if (queueId === null || (state !== "queued" && state !== "offered")) return false;
    const queue = this.#needs.directory.queue(queueId);
    return queue?.members.includes(reader.operatorId) === true || this.seesAll(reader);
  }

  seesAll({ role }: Reader): boolean {
    return hasRight(role, "history.read-team");
  }
}
