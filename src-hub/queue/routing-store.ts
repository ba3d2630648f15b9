import { CustomerRouting } from "../../src-shared/domain/distribution/customer-routing.ts";
import type { HubDatabase, ReadDb, WriteDb } from "../db/schema.ts";

/** How a customer's contacts are to be distributed; null: as anybody's. */
export async function readCustomerRouting(db: ReadDb, customerAddress: string): Promise<CustomerRouting | null> {
  const row = await db
    .selectFrom("customer_routing")
    .select(["priority", "responsible_id"])
    .where("customer_address", "=", customerAddress)
    .executeTakeFirst();
  return row ? CustomerRouting.parse({ priority: row.priority, responsibleId: row.responsible_id }) : null;
}

/** Sets it from the next contact on; what says nothing is not kept. */
export async function saveCustomerRouting(
  db: HubDatabase | WriteDb,
  customerAddress: string,
  { priority, responsibleId }: CustomerRouting,
): Promise<void> {
  if (priority === 0 && responsibleId === null) {
    await db.deleteFrom("customer_routing").where("customer_address", "=", customerAddress).execute();
    return;
  }
  const changes = { priority, responsible_id: responsibleId };
  await db
    .insertInto("customer_routing")
    .values({ customer_address: customerAddress, ...changes })
    .onConflict((conflict) => conflict.column("customer_address").doUpdateSet(changes))
    .execute();
}
