import { CustomerExport } from "../../src-shared/domain/customer-export.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import type { ReadDb } from "../db/schema.ts";
import { readContactsOf } from "./personal-data-store.ts";

const IDS_AT_ONCE = 500;

/** Everything known of who has these addresses; null when nothing is. */
export async function readCustomerExport(
  db: ReadDb,
  addresses: readonly string[],
  madeAtMs: number,
): Promise<CustomerExport | null> {
  const contacts = await readContactsOf(db, addresses);
  if (contacts.length === 0) return null;
  const found = { notes: [], quality: [], messages: [] } as Record<"notes" | "quality" | "messages", unknown[]>;
  for (let from = 0; from < contacts.length; from += IDS_AT_ONCE) {
    const ids = contacts.slice(from, from + IDS_AT_ONCE).map(({ interactionId }) => interactionId);
    found.notes.push(...(await notesOf(db, ids)));
    found.quality.push(...(await qualityOf(db, ids)));
    found.messages.push(...(await messagesOf(db, ids)));
  }
  return CustomerExport.parse({ format: "tandem-customer-1", madeAtMs, addresses, contacts, ...found });
}

function notesOf(db: ReadDb, ids: readonly InteractionId[]) {
  return db
    .selectFrom("interaction_notes")
    .select(["interaction_id as interactionId", "operator_id as operatorId", "at_ms as atMs", "body as text"])
    .where("interaction_id", "in", ids)
    .orderBy("at_ms")
    .execute();
}

function qualityOf(db: ReadDb, ids: readonly InteractionId[]) {
  return db
    .selectFrom("call_quality")
    .select(["interaction_id as interactionId", "operator_id as operatorId", "mos", "min_mos as minMos"])
    .where("interaction_id", "in", ids)
    .orderBy("at_ms")
    .execute();
}

async function messagesOf(db: ReadDb, ids: readonly InteractionId[]): Promise<readonly unknown[]> {
  const rows = await db
    .selectFrom("messages")
    .select("body")
    .where("interaction_id", "in", ids)
    .orderBy("seq")
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as unknown);
}
