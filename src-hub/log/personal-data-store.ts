import { PostgresAdapter, sql } from "kysely";
import type { Message } from "../../src-shared/domain/fold-message.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import {
  addressForms,
  eventWithoutCustomer,
  interactionWithoutCustomer,
  messageWithoutCustomer,
} from "../../src-shared/domain/personal-data.ts";
import { LogEventSchema } from "../../src-shared/events/log-event.ts";
import { AttachmentId, InteractionId } from "../../src-shared/ids.ts";
import type { HubDatabase, ReadDb, WriteDb } from "../db/schema.ts";
import { saveInteractions } from "./event-store.ts";

/** Values of one statement; both engines take far more. */
const IDS_AT_ONCE = 500;
const OF_INTERACTION = /"interactionId":"([^"\\]+)"/g;

/** Pseudonyms by interaction. */
export type ErasedContacts = ReadonlyMap<InteractionId, string>;

/** All contacts of these addresses, oldest first. */
export async function readContactsOf(db: ReadDb, addresses: readonly string[]): Promise<readonly Interaction[]> {
  const rows = await db
    .selectFrom("interactions")
    .select("body")
    .where("customer_address", "in", [...addresses])
    .orderBy("created_at_ms")
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as Interaction);
}

/** The numbers of the events that name any of the contacts, in one piece of the log; `uptoSeq`: where the piece ends. */
export async function findEventsOf(
  db: ReadDb,
  ids: ReadonlySet<InteractionId>,
  afterSeq: number,
  limit: number,
): Promise<{ readonly uptoSeq: number; readonly seqs: readonly number[] }> {
  const rows = await db
    .selectFrom("events")
    .select(["seq", "payload"])
    .where("seq", ">", afterSeq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  const names = ({ payload }: { readonly payload: string }) =>
    [...payload.matchAll(OF_INTERACTION)].some(([, id]) => ids.has(id as InteractionId));
  return { uptoSeq: rows.at(-1)?.seq ?? afterSeq, seqs: rows.filter(names).map(({ seq }) => seq) };
}

/** Takes what is known of the customer out of the events and out of everything made of them; answers with the files to remove. */
export async function eraseContacts(
  db: WriteDb,
  contacts: ErasedContacts,
  seqs: readonly number[],
): Promise<readonly AttachmentId[]> {
  for (const some of pieces(seqs)) await eraseEvents(db, contacts, some);
  const files: AttachmentId[] = [];
  for (const some of pieces([...contacts.keys()])) {
    await eraseInteractions(db, contacts, some);
    await db.updateTable("interaction_notes").set({ body: "" }).where("interaction_id", "in", some).execute();
    await eraseMessages(db, some);
    files.push(...(await eraseConversations(db, contacts, some)));
  }
  return files;
}

/** SQLite keeps pages as they were in its write-ahead log until it is emptied. */
export async function emptyWriteAheadLog(db: HubDatabase): Promise<void> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) await sql`pragma wal_checkpoint(TRUNCATE)`.execute(db);
}

async function eraseEvents(db: WriteDb, contacts: ErasedContacts, seqs: readonly number[]): Promise<void> {
  const rows = await db.selectFrom("events").selectAll().where("seq", "in", seqs).execute();
  for (const { seq, at_ms, actor, type, payload } of rows) {
    const event = LogEventSchema.parse({ seq, atMs: at_ms, actor, type, payload: JSON.parse(payload) as unknown });
    const id = "interactionId" in event.payload ? event.payload.interactionId : null;
    const pseudonym = id && contacts.get(id);
    if (!pseudonym) continue;
    const erased = JSON.stringify(eventWithoutCustomer(event, pseudonym).payload);
    if (erased !== payload) await db.updateTable("events").set({ payload: erased }).where("seq", "=", seq).execute();
  }
}

async function eraseInteractions(db: WriteDb, contacts: ErasedContacts, ids: readonly InteractionId[]): Promise<void> {
  const rows = await db.selectFrom("interactions").select("body").where("interaction_id", "in", ids).execute();
  const interactions = rows.map(({ body }) => JSON.parse(body) as Interaction);
  const addresses = interactions.flatMap(({ customer }) => addressForms(customer.address));
  if (addresses.length > 0)
    await db.deleteFrom("customer_routing").where("customer_address", "in", addresses).execute();
  const erased = interactions.flatMap((interaction) => {
    const pseudonym = contacts.get(interaction.interactionId);
    return pseudonym ? [interactionWithoutCustomer(interaction, pseudonym)] : [];
  });
  await saveInteractions(db, erased);
}

async function eraseMessages(db: WriteDb, ids: readonly InteractionId[]): Promise<void> {
  const rows = await db
    .selectFrom("messages")
    .select(["message_id", "body"])
    .where("interaction_id", "in", ids)
    .execute();
  for (const { message_id, body } of rows) {
    const message = messageWithoutCustomer(JSON.parse(body) as Message);
    const changes = { body: JSON.stringify(message), channel_message_id: message.channelMessageId };
    await db.updateTable("messages").set(changes).where("message_id", "=", message_id).execute();
    await db.deleteFrom("outbound").where("message_id", "=", message_id).execute();
  }
}

async function eraseConversations(
  db: WriteDb,
  contacts: ErasedContacts,
  ids: readonly InteractionId[],
): Promise<readonly AttachmentId[]> {
  const rows = await db
    .selectFrom("messages")
    .innerJoin("conversations", "conversations.conversation_id", "messages.conversation_id")
    .select(["conversations.conversation_id", "conversations.external_id", "messages.interaction_id"])
    .where("messages.interaction_id", "in", ids)
    .execute();
  const files: AttachmentId[] = [];
  for (const { conversation_id, external_id, interaction_id } of rows) {
    const pseudonym = contacts.get(InteractionId.parse(interaction_id));
    if (!pseudonym || external_id === `erased-${conversation_id}`) continue;
    await db
      .updateTable("conversations")
      .set({ external_id: `erased-${conversation_id}`, customer_address: pseudonym, customer_name: null })
      .where("conversation_id", "=", conversation_id)
      .execute();
    const attached = await db
      .deleteFrom("attachments")
      .where("conversation_id", "=", conversation_id)
      .returning("attachment_id")
      .execute();
    files.push(...attached.map(({ attachment_id }) => AttachmentId.parse(attachment_id)));
    for (const table of ["site_files", "site_entries", "site_visitors"] as const)
      await db.deleteFrom(table).where("visitor_id", "=", external_id).execute();
  }
  return files;
}

function pieces<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / IDS_AT_ONCE) }, (_none, index) =>
    items.slice(index * IDS_AT_ONCE, (index + 1) * IDS_AT_ONCE),
  );
}
