import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { CustomerCard, CustomerContact } from "../../src-shared/link/customer-queries.ts";
import type { LinkQueryInput } from "../../src-shared/link/link-queries.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { ReadDb } from "../db/schema.ts";
import { readCardContacts, readPromisedCalls } from "../log/customer-card-store.ts";
import { readCustomerProfile } from "../log/customer-profile-store.ts";
import { type NoteOfContact, readNotes } from "../text/conversation-list-store.ts";

export type CustomerCardNeeds = { readonly db: ReadDb; readonly directory: Pick<Directory, "destination"> };

/** What the team knows of a customer, as everybody who may read customers is shown it. */
export class CustomerCards {
  readonly #needs: CustomerCardNeeds;

  constructor(needs: CustomerCardNeeds) {
    this.#needs = needs;
  }

  async read({
    address,
    before,
    limit,
  }: LinkQueryInput<"customer.card">): Promise<Result<CustomerCard, "not-a-customer">> {
    const { db, directory } = this.#needs;
    const kind = directory.destination(address)?.kind;
    if (kind === "operator" || kind === "queue") return refused("not-a-customer");
    const addresses = [normaliseAddress(address)];
    // One more than asked for says whether there is a next page.
    const found = await readCardContacts(db, addresses, { before, limit: limit + 1 });
    const page = found.slice(0, limit);
    const notes = await readNotes(
      db,
      page.map(({ interactionId }) => interactionId),
    );
    const last = page.at(-1);
    const profile = await readCustomerProfile(db, address);
    const orders = await readPromisedCalls(db, addresses);
    return accepted({
      name: profile.name ?? page.find(({ customer }) => customer.name !== null)?.customer.name ?? null,
      tags: profile.tags,
      notes: profile.notes.toReversed(),
      addresses,
      promisedCalls: orders.map(({ interactionId, orderedAtMs, dueAtMs, card: { topic, comment } }) => ({
        ...{ interactionId, orderedAtMs, dueAtMs, topic, comment },
      })),
      contacts: page.map((contact) => contactOf(contact, notes)),
      nextBefore:
        found.length > limit && last ? { createdAtMs: last.createdAtMs, interactionId: last.interactionId } : null,
    });
  }
}

function contactOf(interaction: Interaction, notes: readonly NoteOfContact[]): CustomerContact {
  const { interactionId, channel, direction, customer, queueId, operatorId } = interaction;
  const { createdAtMs, acceptedAtMs, endedAtMs, result } = interaction;
  return {
    ...{ interactionId, channel, direction, customer, queueId, operatorId },
    ...{ createdAtMs, acceptedAtMs, endedAtMs, result },
    notes: notes.flatMap((note) =>
      note.interactionId === interactionId && note.text !== ""
        ? [{ operatorId: note.operatorId, text: note.text, atMs: note.atMs }]
        : [],
    ),
  };
}
