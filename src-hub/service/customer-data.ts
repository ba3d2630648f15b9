import { type CustomerDeed, type CustomerExport, proofNames } from "../../src-shared/domain/customer-export.ts";
import { addressForms } from "../../src-shared/domain/personal-data.ts";
import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { EventPayload, LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase, WriteDb } from "../db/schema.ts";
import { readCustomerExport } from "../log/customer-export-store.ts";
import type { EventLog } from "../log/event-log.ts";
import {
  emptyWriteAheadLog,
  eraseContacts,
  findEventsOf,
  PSEUDONYM,
  readContacts,
  readContactsOf,
  readErased,
} from "../log/personal-data-store.ts";
import type { Removals } from "./removals.ts";

const EVENTS_AT_ONCE = 1000;
/** Contacts told of in one event. */
const CONTACTS_AN_EVENT = 500;

export type CustomerDataNeeds = {
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly clock: HubClock;
  readonly removals: Pick<Removals, "carryOut">;
};

/** One document about a customer, and what is logged of its going out. */
export type ReadCustomer = {
  readonly document: CustomerExport;
  readonly payload: EventPayload<"customer.exported">;
};
type ReadRefusal = "unknown-customer" | "proof-names-customer";

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

  constructor(needs: CustomerDataNeeds) {
    this.#needs = needs;
  }

  /** Looks through the log for the contacts of these addresses; others are served in between. */
  async prepare(addresses: readonly string[]): Promise<void> {
    const contacts = await readContactsOf(this.#needs.db, addresses.flatMap(addressForms));
    const ids = new Set(contacts.map(({ interactionId }) => interactionId));
    this.#scanned = { ids, ...(await this.#lookThrough(ids)) };
  }

  /** Everything known of the customer, as one document, and the fact that it went out. */
  async read({ addresses, reason, proof }: CustomerDeed): Promise<Result<ReadCustomer, ReadRefusal>> {
    const { db, clock } = this.#needs;
    if (proof !== undefined && proofNames(proof, addresses)) return refused("proof-names-customer");
    const contacts = await readContactsOf(db, addresses.flatMap(addressForms));
    if (contacts.length === 0) return refused("unknown-customer");
    const { seqs } = await this.#lookThrough(new Set(contacts.map(({ interactionId }) => interactionId)));
    const document = await readCustomerExport(db, { addresses, contacts, seqs, madeAtMs: clock.nowMs() });
    const payload = { contacts: contacts.length, ...(reason && { reason }), ...(proof && { proof }) };
    return accepted({ document, payload });
  }

  /** What is logged of it; refused while the customer is being served, and when there is nothing. */
  async erase(
    actor: string,
    { addresses, reason, proof }: CustomerDeed,
  ): Promise<Result<readonly NewEvent[], ReadRefusal | "customer-in-contact">> {
    const { db, clock } = this.#needs;
    if (proof !== undefined && proofNames(proof, addresses)) return refused("proof-names-customer");
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
        payload: {
          contacts: erased.slice(index * CONTACTS_AN_EVENT, (index + 1) * CONTACTS_AN_EVENT),
          ...(reason && { reason }),
          ...(proof && { proof }),
        },
      })),
    );
  }

  /** What is logged when a backup brought erased contacts back: those of them that are known again. */
  async eraseAgain(
    contacts: readonly { readonly interactionId: InteractionId; readonly pseudonym: string }[],
  ): Promise<readonly NewEvent[]> {
    const known: { interactionId: InteractionId; pseudonym: string }[] = [];
    for (let from = 0; from < contacts.length; from += CONTACTS_AN_EVENT) {
      const some = contacts.slice(from, from + CONTACTS_AN_EVENT);
      const pseudonyms = new Map(some.map(({ interactionId, pseudonym }) => [interactionId, pseudonym]));
      for (const { interactionId, customer } of await readContacts(this.#needs.db, [...pseudonyms.keys()])) {
        const pseudonym = pseudonyms.get(interactionId);
        if (pseudonym && !customer.address.startsWith(PSEUDONYM)) known.push({ interactionId, pseudonym });
      }
    }
    return Array.from({ length: Math.ceil(known.length / CONTACTS_AN_EVENT) }, (_none, index) => ({
      type: "customer.erased",
      actor: "system",
      payload: {
        contacts: known.slice(index * CONTACTS_AN_EVENT, (index + 1) * CONTACTS_AN_EVENT),
        reason: "restored",
      },
    }));
  }

  /** Every contact that was ever erased, with its pseudonym: to be kept apart from the backups. */
  async erasures(): Promise<readonly { readonly interactionId: InteractionId; readonly pseudonym: string }[]> {
    return readErased(this.#needs.db);
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
    const seqs = await this.#seqsOf(db, new Set(contacts.keys()));
    await eraseContacts(db, contacts, seqs, { atMs: this.#needs.clock.nowMs() });
  }

  /** After the commit: nothing of it is left in memory and in the write-ahead log; files and recordings go behind it. */
  async finish(): Promise<void> {
    const { db, log, removals } = this.#needs;
    log.forgetRecent();
    removals.carryOut();
    await emptyWriteAheadLog(db);
  }

  async #lookThrough(ids: ReadonlySet<InteractionId>): Promise<{ readonly seqs: number[]; readonly uptoSeq: number }> {
    const { db, log } = this.#needs;
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
    return { seqs, uptoSeq };
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
