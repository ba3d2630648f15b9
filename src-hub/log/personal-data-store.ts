import { PostgresAdapter, sql } from "kysely";
import type { Message } from "../../src-shared/domain/fold-message.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import {
  addressForms,
  eventWithoutCustomer,
  interactionWithoutCustomer,
  messageWithoutCustomer,
} from "../../src-shared/domain/personal-data.ts";
import { type LogEvent, LogEventSchema } from "../../src-shared/events/log-event.ts";
import { InteractionId } from "../../src-shared/ids.ts";
import { eraseCallBacks } from "../callbacks/call-back-store.ts";
import { isBeingCopied } from "../db/backup-sqlite.ts";
import type { HubDatabase, ReadDb, WriteDb } from "../db/schema.ts";
import { forgetProfilesWithoutContacts } from "./customer-profile-store.ts";
import { rewriteEvents, saveInteractions } from "./event-store.ts";
import { forgetRecordings } from "./recording-store.ts";
import { addRemovals, type Removal } from "./removal-store.ts";
import { forgetScriptRuns } from "./script-run-store.ts";

/** Values of one statement; both engines take far more. */
const IDS_AT_ONCE = 500;
const OF_INTERACTION = /"interactionId":"([^"\\]+)"/g;

/** How every pseudonym begins. */
export const PSEUDONYM = "erased-";

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

/** Of these contacts those that exist, as they stand. */
export async function readContacts(db: ReadDb, ids: readonly InteractionId[]): Promise<readonly Interaction[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("interactions").select("body").where("interaction_id", "in", ids).execute();
  return rows.map(({ body }) => JSON.parse(body) as Interaction);
}

/** Every contact whose customer is known no more, by the pseudonym that stands there. */
export async function readErased(
  db: ReadDb,
): Promise<readonly { readonly interactionId: InteractionId; readonly pseudonym: string }[]> {
  const rows = await db
    .selectFrom("interactions")
    .select(["interaction_id", "customer_address"])
    .where("customer_address", "like", `${PSEUDONYM}%`)
    .orderBy("interaction_id")
    .execute();
  return rows.map(({ interaction_id, customer_address }) => ({
    interactionId: InteractionId.parse(interaction_id),
    pseudonym: customer_address,
  }));
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

/** These events, in order. */
export async function readEventsAt(db: ReadDb, seqs: readonly number[]): Promise<readonly LogEvent[]> {
  if (seqs.length === 0) return [];
  const rows = await db.selectFrom("events").selectAll().where("seq", "in", seqs).orderBy("seq").execute();
  return rows.map(({ seq, at_ms, actor, type, payload }) =>
    LogEventSchema.parse({ seq, atMs: at_ms, actor, type, payload: JSON.parse(payload) as unknown }),
  );
}

/**
 * Takes what is known of the customer out of the events and out of everything made of them. What lies outside the
 * database (files, recordings) is noted, to be removed after the commit.
 */
export async function eraseContacts(
  db: WriteDb,
  contacts: ErasedContacts,
  seqs: readonly number[],
  { atMs, keepsOpenDialogs = false }: { readonly atMs: number; readonly keepsOpenDialogs?: boolean },
): Promise<void> {
  const removals: Removal[] = [];
  for (const some of pieces(seqs)) removals.push(...(await eraseEvents(db, contacts, some)));
  for (const some of pieces([...contacts.keys()])) {
    await eraseInteractions(db, contacts, some, keepsOpenDialogs);
    await db.updateTable("interaction_notes").set({ body: "" }).where("interaction_id", "in", some).execute();
    await db.updateTable("interaction_outcomes").set({ next_step: "" }).where("interaction_id", "in", some).execute();
    await forgetScriptRuns(db, some);
    await eraseMessages(db, some);
    removals.push(...(await eraseConversations(db, contacts, some, keepsOpenDialogs)));
  }
  await eraseCallBacks(db, contacts);
  await addRemovals(db, removals, atMs);
}

/** SQLite keeps pages as they were in its write-ahead log until it is emptied. */
export async function emptyWriteAheadLog(db: HubDatabase): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter || (await isBeingCopied(db))) return;
  await sql`pragma wal_checkpoint(TRUNCATE)`.execute(db);
}

/** Answers with the recordings of these contacts. */
async function eraseEvents(
  db: WriteDb,
  contacts: ErasedContacts,
  seqs: readonly number[],
): Promise<readonly Removal[]> {
  const recordings = new Set<string>();
  const rewritten: LogEvent[] = [];
  for (const event of await readEventsAt(db, seqs)) {
    const id = "interactionId" in event.payload ? event.payload.interactionId : null;
    const pseudonym = id && contacts.get(id);
    if (!pseudonym) continue;
    if (event.type === "call.recording-changed") recordings.add(event.payload.recording);
    rewritten.push(eventWithoutCustomer(event, pseudonym));
  }
  await rewriteEvents(db, rewritten);
  await forgetRecordings(db, [...recordings]);
  return [...recordings].map((ref) => ({ kind: "recording", ref }));
}

async function eraseInteractions(
  db: WriteDb,
  contacts: ErasedContacts,
  ids: readonly InteractionId[],
  keepsRouting: boolean,
): Promise<void> {
  const rows = await db.selectFrom("interactions").select("body").where("interaction_id", "in", ids).execute();
  const interactions = rows.map(({ body }) => JSON.parse(body) as Interaction);
  const addresses = interactions.flatMap(({ customer }) => addressForms(customer.address));
  if (addresses.length > 0 && !keepsRouting)
    await db.deleteFrom("customer_routing").where("customer_address", "in", addresses).execute();
  const erased = interactions.flatMap((interaction) => {
    const pseudonym = contacts.get(interaction.interactionId);
    return pseudonym ? [interactionWithoutCustomer(interaction, pseudonym)] : [];
  });
  await saveInteractions(db, erased);
  await forgetProfilesWithoutContacts(
    db,
    interactions.map(({ customer }) => customer.address),
  );
}

async function eraseMessages(db: WriteDb, ids: readonly InteractionId[]): Promise<void> {
  const rows = await db.selectFrom("messages").selectAll().where("interaction_id", "in", ids).execute();
  for (const some of pieces(rows)) {
    const erased = some.map((row) => {
      const message = messageWithoutCustomer(JSON.parse(row.body) as Message);
      return { ...row, body: JSON.stringify(message), channel_message_id: message.channelMessageId };
    });
    await db
      .insertInto("messages")
      .values(erased)
      .onConflict((conflict) =>
        conflict.column("message_id").doUpdateSet(({ ref }) => ({
          body: ref("excluded.body"),
          channel_message_id: ref("excluded.channel_message_id"),
        })),
      )
      .execute();
    const messageIds = some.map(({ message_id }) => message_id);
    await db.deleteFrom("outbound").where("message_id", "in", messageIds).execute();
  }
}

async function eraseConversations(
  db: WriteDb,
  contacts: ErasedContacts,
  ids: readonly InteractionId[],
  keepsOpenDialogs: boolean,
): Promise<readonly Removal[]> {
  const rows = await db
    .selectFrom("messages")
    .innerJoin("conversations", "conversations.conversation_id", "messages.conversation_id")
    .select(["conversations.conversation_id", "conversations.external_id", "messages.interaction_id"])
    .where("messages.interaction_id", "in", ids)
    .execute();
  const files: Removal[] = [];
  for (const { conversation_id, external_id, interaction_id } of rows) {
    const pseudonym = contacts.get(InteractionId.parse(interaction_id));
    if (!pseudonym || external_id === `${PSEUDONYM}${conversation_id}`) continue;
    if (keepsOpenDialogs && (await hasKnownContact(db, conversation_id))) continue;
    await db
      .updateTable("conversations")
      .set({ external_id: `${PSEUDONYM}${conversation_id}`, customer_address: pseudonym, customer_name: null })
      .where("conversation_id", "=", conversation_id)
      .execute();
    const attached = await db
      .deleteFrom("attachments")
      .where("conversation_id", "=", conversation_id)
      .returning("attachment_id")
      .execute();
    files.push(...attached.map(({ attachment_id }) => ({ kind: "file" as const, ref: attachment_id })));
    for (const table of ["site_files", "site_entries", "site_visitors"] as const)
      await db.deleteFrom(table).where("visitor_id", "=", external_id).execute();
  }
  return files;
}

/** Whether a dialog has a contact whose customer is still known. */
async function hasKnownContact(db: ReadDb, conversationId: string): Promise<boolean> {
  const row = await db
    .selectFrom("messages")
    .innerJoin("interactions", "interactions.interaction_id", "messages.interaction_id")
    .select("messages.message_id")
    .where("messages.conversation_id", "=", conversationId)
    .where("interactions.customer_address", "not like", `${PSEUDONYM}%`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function pieces<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / IDS_AT_ONCE) }, (_none, index) =>
    items.slice(index * IDS_AT_ONCE, (index + 1) * IDS_AT_ONCE),
  );
}
