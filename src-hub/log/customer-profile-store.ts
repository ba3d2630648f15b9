import { BLANK_PROFILE, type CustomerProfile, changedProfile } from "../../src-shared/domain/customer-profile.ts";
import { addressForms } from "../../src-shared/domain/personal-data.ts";
import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { OperatorId } from "../../src-shared/ids.ts";
import type { ReadDb, WriteDb } from "../db/schema.ts";

/** Keeps what is written about customers in step with the log, in the transaction of its events. */
export async function saveCustomerProfiles(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== "customer.described" || event.payload.change.kind === "erased") continue;
    const row = await db
      .selectFrom("interactions")
      .select("customer_address")
      .where("interaction_id", "=", event.payload.interactionId)
      .executeTakeFirst();
    if (!row) continue;
    const address = normaliseAddress(row.customer_address);
    const before = await readCustomerProfile(db, address);
    const by = OperatorId.parse(event.actor);
    const body = JSON.stringify(changedProfile(before, event.payload.change, { by, atMs: event.atMs }));
    await db
      .insertInto("customer_profiles")
      .values({ customer_address: address, body })
      .onConflict((conflict) => conflict.column("customer_address").doUpdateSet({ body }))
      .execute();
  }
}

/** What is written about the customer with this address, in its one form. */
export async function readCustomerProfile(db: ReadDb, address: string): Promise<CustomerProfile> {
  const row = await db
    .selectFrom("customer_profiles")
    .select("body")
    .where("customer_address", "=", normaliseAddress(address))
    .executeTakeFirst();
  return row ? (JSON.parse(row.body) as CustomerProfile) : BLANK_PROFILE;
}

/** Forgets what is written about those of these customers of whom no contact is known any more. */
export async function forgetProfilesWithoutContacts(db: WriteDb, addresses: readonly string[]): Promise<void> {
  for (const address of new Set(addresses.map(normaliseAddress))) {
    const contact = await db
      .selectFrom("interactions")
      .select("interaction_id")
      .where("customer_address", "in", [...addressForms(address)])
      .limit(1)
      .executeTakeFirst();
    if (!contact) await db.deleteFrom("customer_profiles").where("customer_address", "=", address).execute();
  }
}
