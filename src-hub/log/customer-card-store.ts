import type { CallBackOrder } from "../../src-shared/domain/callback/call-back-order.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { addressForms } from "../../src-shared/domain/personal-data.ts";
import type { ContactCursor } from "../../src-shared/link/customer-queries.ts";
import type { ReadDb } from "../db/schema.ts";

/** Contacts of everybody with these addresses, the newest first, strictly older than `before`. */
export async function readCardContacts(
  db: ReadDb,
  addresses: readonly string[],
  { before, limit }: { readonly before: ContactCursor | null; readonly limit: number },
): Promise<readonly Interaction[]> {
  let query = db.selectFrom("interactions").select("body").where("customer_address", "in", formsOf(addresses));
  if (before !== null)
    query = query.where((where) =>
      where.or([
        where("created_at_ms", "<", before.createdAtMs),
        where.and([
          where("created_at_ms", "=", before.createdAtMs),
          where("interaction_id", "<", before.interactionId),
        ]),
      ]),
    );
  const rows = await query.orderBy("created_at_ms", "desc").orderBy("interaction_id", "desc").limit(limit).execute();
  return rows.map(({ body }) => JSON.parse(body) as Interaction);
}

/** Open call-backs of these addresses, the one that is due first on top. Found by the contact, which has an index. */
export async function readPromisedCalls(db: ReadDb, addresses: readonly string[]): Promise<readonly CallBackOrder[]> {
  const rows = await db
    .selectFrom("callback_orders")
    .select("body")
    .where("is_open", "=", 1)
    .where("interaction_id", "in", (contacts) =>
      contacts.selectFrom("interactions").select("interaction_id").where("customer_address", "in", formsOf(addresses)),
    )
    .orderBy("due_at_ms")
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as CallBackOrder);
}

function formsOf(addresses: readonly string[]): string[] {
  return [...new Set(addresses.flatMap(addressForms))];
}
