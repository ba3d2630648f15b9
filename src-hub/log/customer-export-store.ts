import { CustomerExport } from "../../src-shared/domain/customer-export.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { Topic } from "../../src-shared/domain/topics/topic.ts";
import { topicName } from "../../src-shared/domain/topics/topic-tree.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId } from "../../src-shared/ids.ts";
import type { ReadDb } from "../db/schema.ts";
import { readCustomerProfile } from "./customer-profile-store.ts";
import { type OutcomeOfContact, readOutcomesOf } from "./outcome-store.ts";
import { readEventsAt } from "./personal-data-store.ts";
import { readTopics } from "./topic-store.ts";

const IDS_AT_ONCE = 500;

export type ExportRequest = {
  readonly addresses: readonly string[];
  readonly contacts: readonly Interaction[];
  /** The events that name these contacts. */
  readonly seqs: readonly number[];
  readonly madeAtMs: number;
};

/** Everything known of these contacts, as one document. */
export async function readCustomerExport(
  db: ReadDb,
  { addresses, contacts, seqs, madeAtMs }: ExportRequest,
): Promise<CustomerExport> {
  const found: Record<"notes" | "outcomes" | "quality" | "messages", unknown[]> = {
    ...{ notes: [], outcomes: [], quality: [], messages: [] },
  };
  const { topics } = (await readTopics(db)).settings;
  for (let from = 0; from < contacts.length; from += IDS_AT_ONCE) {
    const ids = contacts.slice(from, from + IDS_AT_ONCE).map(({ interactionId }) => interactionId);
    found.notes.push(...(await notesOf(db, ids)));
    found.outcomes.push(...(await readOutcomesOf(db, ids)).map((outcome) => named(outcome, topics)));
    found.quality.push(...(await qualityOf(db, ids)));
    found.messages.push(...(await messagesOf(db, ids)));
  }
  const events = await eventsOf(db, seqs);
  const [recordings, ratings, scriptAnswers] = [recordingsOf(events), ratingsOf(events), scriptAnswersOf(events)];
  const profiles = await Promise.all(
    [...new Set(addresses.map(normaliseAddress))].map(async (address) => ({
      address,
      ...(await readCustomerProfile(db, address)),
    })),
  );
  const document = {
    format: "tandem-customer-1",
    madeAtMs,
    addresses,
    contacts,
    profiles,
    recordings,
    ratings,
    scriptAnswers,
    ...found,
  };
  return CustomerExport.parse(document);
}

async function eventsOf(db: ReadDb, seqs: readonly number[]): Promise<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for (let from = 0; from < seqs.length; from += IDS_AT_ONCE)
    events.push(...(await readEventsAt(db, seqs.slice(from, from + IDS_AT_ONCE))));
  return events;
}

/** Ids say nothing to whom the document is handed. */
function named({ topicIds, ...outcome }: OutcomeOfContact, topics: readonly Topic[]) {
  return { ...outcome, topics: topicIds.map((topicId) => topicName(topicId, topics) ?? topicId) };
}

function recordingsOf(events: readonly LogEvent[]): CustomerExport["recordings"] {
  const byName = new Map<string, CustomerExport["recordings"][number]>();
  for (const event of events) {
    if (event.type !== "call.recording-changed") continue;
    const { interactionId, recording, durationMs } = event.payload;
    const known = byName.get(recording) ?? { interactionId, recording, atMs: event.atMs, durationMs: null };
    byName.set(recording, { ...known, durationMs: durationMs ?? known.durationMs });
  }
  return [...byName.values()];
}

function ratingsOf(events: readonly LogEvent[]): CustomerExport["ratings"] {
  return events.flatMap((event) => (event.type === "contact.rated" ? [{ ...event.payload, atMs: event.atMs }] : []));
}

function scriptAnswersOf(events: readonly LogEvent[]): CustomerExport["scriptAnswers"] {
  return events.flatMap((event) => {
    if (event.type !== "script.stepped") return [];
    const { interactionId, operatorId, step } = event.payload;
    const { input } = step;
    return input.kind === "fill" ? [{ interactionId, operatorId, atMs: event.atMs, values: input.values }] : [];
  });
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
