import type { CustomerExport } from "../../src-shared/domain/customer-export.ts";
import { addressForms } from "../../src-shared/domain/personal-data.ts";
import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { AttachmentId, InteractionId, OperatorId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase, WriteDb } from "../db/schema.ts";
import { readCustomerExport } from "../log/customer-export-store.ts";
import type { EventLog } from "../log/event-log.ts";
import { emptyWriteAheadLog, eraseContacts, findEventsOf, readContactsOf } from "../log/personal-data-store.ts";

const EVENTS_AT_ONCE = 1000;
/** Contacts told of in one event. */
const CONTACTS_AN_EVENT = 500;

export type CustomerDataNeeds = {
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly clock: HubClock;
  readonly removeFile: (attachmentId: AttachmentId) => Promise<void>;
};

/**
 * Erases what is known of a customer. The log is looked through before, in small pieces beside the other work; what was
 * found is rewritten in the transaction of the event that tells of it.
 */
export class CustomerData {
  readonly #needs: CustomerDataNeeds;
  /** Numbers of events that name a contact, and up to where the log was looked through. */
  #scanned: {
    readonly ids: ReadonlySet<InteractionId>;
    readonly seqs: readonly number[];
    readonly uptoSeq: number;
  } | null = null;
  #files: AttachmentId[] = [];

  constructor(needs: CustomerDataNeeds) {
    this.#needs = needs;
  }

  /** Looks through the log for the contacts of these addresses; others are served in between. */
  async prepare(addresses: readonly string[]): Promise<void> {
    const { db, log } = this.#needs;
    const contacts = await readContactsOf(db, addresses.flatMap(addressForms));
    const ids = new Set(contacts.map(({ interactionId }) => interactionId));
    const seqs: number[] = [];
    let uptoSeq = 0;
    while (ids.size > 0 && uptoSeq < log.headSeq) {
      const piece = await findEventsOf(db, ids, uptoSeq, EVENTS_AT_ONCE);
      seqs.push(...piece.seqs);
      uptoSeq = piece.uptoSeq;
      // A database in this process answers without a turn of the event loop.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    this.#scanned = { ids, seqs, uptoSeq };
  }

  /** Everything known of the customer, as one document. */
  async read(addresses: readonly string[]): Promise<Result<CustomerExport, "unknown-customer">> {
    const { db, clock } = this.#needs;
    const known = await readCustomerExport(db, addresses.flatMap(addressForms), clock.nowMs());
    return known ? accepted(known) : refused("unknown-customer");
  }

  /** What is logged of it; refused while the customer is being served, and when there is nothing. */
  async erase(
    actor: OperatorId,
    addresses: readonly string[],
  ): Promise<Result<readonly NewEvent[], "unknown-customer" | "customer-in-contact">> {
    const { db, clock } = this.#needs;
    const contacts = await readContactsOf(db, addresses.flatMap(addressForms));
    if (contacts.length === 0) return refused("unknown-customer");
    if (contacts.some(({ state }) => state !== "closed")) return refused("customer-in-contact", "later");
    const erasureId = clock.newId();
    const pseudonyms = new Map<string, string>();
    const pseudonymOf = (address: string) => {
      const known = pseudonyms.get(address) ?? `erased-${erasureId}-${pseudonyms.size + 1}`;
      pseudonyms.set(address, known);
      return known;
    };
    const erased = contacts.map(({ interactionId, customer }) => ({
      interactionId,
      pseudonym: pseudonymOf(normaliseAddress(customer.address)),
    }));
    return accepted(
      Array.from({ length: Math.ceil(erased.length / CONTACTS_AN_EVENT) }, (_none, index) => ({
        type: "customer.erased",
        actor,
        payload: { contacts: erased.slice(index * CONTACTS_AN_EVENT, (index + 1) * CONTACTS_AN_EVENT) },
      })),
    );
  }

  /** Does what was logged, in its transaction. */
  async follow(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
    const contacts = new Map(
      events.flatMap((event) =>
        event.type === "customer.erased"
          ? event.payload.contacts.map(({ interactionId, pseudonym }) => [interactionId, pseudonym] as const)
          : [],
      ),
    );
    if (contacts.size === 0) return;
    this.#files = [...(await eraseContacts(db, contacts, await this.#seqsOf(db, new Set(contacts.keys()))))];
  }

  /** After the commit: nothing of it is left in memory, in the write-ahead log or among the files. */
  async finish(): Promise<void> {
    const { db, log, removeFile } = this.#needs;
    log.forgetRecent();
    for (const file of this.#files.splice(0)) await removeFile(file);
    await emptyWriteAheadLog(db);
  }

  async #seqsOf(db: WriteDb, ids: ReadonlySet<InteractionId>): Promise<readonly number[]> {
    const scanned = this.#scanned;
    this.#scanned = null;
    const isOfThese = scanned !== null && [...ids].every((id) => scanned.ids.has(id));
    const seqs = isOfThese ? [...scanned.seqs] : [];
    let uptoSeq = isOfThese ? scanned.uptoSeq : 0;
    for (;;) {
      const piece = await findEventsOf(db, ids, uptoSeq, EVENTS_AT_ONCE);
      if (piece.uptoSeq === uptoSeq) return seqs;
      seqs.push(...piece.seqs);
      uptoSeq = piece.uptoSeq;
    }
  }
}
