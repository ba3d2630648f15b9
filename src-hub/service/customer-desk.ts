import type { CustomerDeed, CustomerExport } from "../../src-shared/domain/customer-export.ts";
import { accepted, type Result } from "../../src-shared/result.ts";
import type { CustomerData } from "./customer-data.ts";
import type { Journal } from "./journal.ts";

export type CustomerDeskNeeds = {
  readonly data: CustomerData;
  readonly journal: Journal;
  /** In turn with everything else the service does. */
  readonly run: <Value>(job: () => Promise<Value>) => Promise<Value>;
};

/** What is known of one customer, handed over or erased for somebody who has the right; each deed is in the log. */
export class CustomerDesk {
  readonly #needs: CustomerDeskNeeds;

  constructor(needs: CustomerDeskNeeds) {
    this.#needs = needs;
  }

  /** One document with everything; that it went out is logged before it goes. */
  async export(
    actor: string,
    deed: CustomerDeed,
  ): Promise<Result<CustomerExport, "unknown-customer" | "proof-names-customer">> {
    const { data, journal, run } = this.#needs;
    const read = await data.read(deed);
    if (!read.ok) return read;
    const { document, payload } = read.value;
    await run(() => journal.write([{ type: "customer.exported", actor, payload }]));
    return accepted(document);
  }

  /** Answers how many contacts know the customer no more. */
  async erase(
    actor: string,
    deed: CustomerDeed,
  ): Promise<
    Result<{ readonly contacts: number }, "unknown-customer" | "proof-names-customer" | "customer-in-contact">
  > {
    const { data, journal, run } = this.#needs;
    await data.prepare(deed.addresses);
    return run(async () => {
      const decided = await data.erase(actor, deed);
      if (!decided.ok) return decided;
      await journal.write(decided.value, (db, events) => data.follow(db, events));
      await data.finish();
      const counts = decided.value.map((event) =>
        event.type === "customer.erased" ? event.payload.contacts.length : 0,
      );
      return accepted({ contacts: counts.reduce((sum, count) => sum + count, 0) });
    });
  }
}
