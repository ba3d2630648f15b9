import type { OnConflictBuilder } from "kysely";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { type LogEvent, LogEventSchema } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import type { HubSchema, ReadDb, WriteDb } from "../db/schema.ts";

/** SQLite takes at most 32,766 values in one statement; nine a row leave room. */
const ROWS_PER_INSERT = 1000;

/** Among so many last contacts of a customer a talk is looked for: attempts that nobody answered are no talks. */
const LAST_CONTACTS = 10;

/** Events with a number greater than `afterSeq`, in order. */
export async function readEvents(db: ReadDb, afterSeq: number, limit: number): Promise<readonly LogEvent[]> {
  const rows = await db
    .selectFrom("events")
    .select(["seq", "at_ms", "actor", "type", "payload"])
    .where("seq", ">", afterSeq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  return rows.map(({ seq, at_ms, actor, type, payload }) =>
    LogEventSchema.parse({ seq, atMs: at_ms, actor, type, payload: JSON.parse(payload) as unknown }),
  );
}

/** The last number given out, and when; null in an empty log. */
export async function readHead(db: ReadDb): Promise<{ readonly seq: number; readonly atMs: number } | null> {
  const row = await db.selectFrom("events").select(["seq", "at_ms"]).orderBy("seq", "desc").limit(1).executeTakeFirst();
  return row ? { seq: row.seq, atMs: row.at_ms } : null;
}

export async function insertEvents(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += ROWS_PER_INSERT)
    await db
      .insertInto("events")
      .values(events.slice(from, from + ROWS_PER_INSERT).map(eventRow))
      .execute();
}

/** Puts other words in the place of past events; numbers, times and types stay. */
export async function rewriteEvents(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += ROWS_PER_INSERT)
    await db
      .insertInto("events")
      .values(events.slice(from, from + ROWS_PER_INSERT).map(eventRow))
      .onConflict((conflict) => conflict.column("seq").doUpdateSet(({ ref }) => ({ payload: ref("excluded.payload") })))
      .execute();
}

export function eventRow({ seq, atMs, actor, type, payload }: LogEvent): HubSchema["events"] {
  return { seq, at_ms: atMs, actor, type, payload: JSON.stringify(payload) };
}

/** Interactions that are not closed: what the hub keeps in memory. */
export async function readUnclosedInteractions(db: ReadDb): Promise<readonly Interaction[]> {
  const rows = await db
    .selectFrom("interactions")
    .select("body")
    .where("is_closed", "=", 0)
    .orderBy("created_at_ms")
    .orderBy("interaction_id")
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as Interaction);
}

/** An interaction in any state; null when there is none of that id. */
export async function readInteraction(db: ReadDb, interactionId: InteractionId): Promise<Interaction | null> {
  const row = await db
    .selectFrom("interactions")
    .select("body")
    .where("interaction_id", "=", interactionId)
    .executeTakeFirst();
  return row ? (JSON.parse(row.body) as Interaction) : null;
}

/** When each operator's last talk ended, by operator. */
export async function readLastTalkEnds(db: ReadDb): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("interactions")
    .select(({ fn }) => ["operator_id", fn.max("ended_at_ms").as("ended_at_ms")])
    .where("operator_id", "is not", null)
    .where("ended_at_ms", "is not", null)
    .groupBy("operator_id")
    .execute();
  return new Map(rows.map(({ operator_id, ended_at_ms }) => [String(operator_id), Number(ended_at_ms)]));
}

/** Who of the team talked with a customer last, and when; null: nobody. */
export async function readFamiliar(
  db: ReadDb,
  customerAddress: string,
  exceptId: InteractionId,
): Promise<{ readonly operatorId: OperatorId; readonly lastAtMs: number } | null> {
  const rows = await db
    .selectFrom("interactions")
    .select("body")
    .where("customer_address", "=", customerAddress)
    .where("ended_at_ms", "is not", null)
    .where("operator_id", "is not", null)
    .where("interaction_id", "!=", exceptId)
    .orderBy("ended_at_ms", "desc")
    .limit(LAST_CONTACTS)
    .execute();
  for (const { body } of rows) {
    const { operatorId, acceptedAtMs, endedAtMs } = JSON.parse(body) as Interaction;
    if (operatorId && acceptedAtMs !== null && endedAtMs !== null) return { operatorId, lastAtMs: endedAtMs };
  }
  return null;
}

export async function saveInteractions(db: WriteDb, interactions: readonly Interaction[]): Promise<void> {
  for (let from = 0; from < interactions.length; from += ROWS_PER_INSERT)
    await db
      .insertInto("interactions")
      .values(interactions.slice(from, from + ROWS_PER_INSERT).map(interactionRow))
      .onConflict(replaceInteraction)
      .execute();
}

export function interactionRow(interaction: Interaction): HubSchema["interactions"] {
  return {
    interaction_id: interaction.interactionId,
    state: interaction.state,
    queue_id: interaction.queueId,
    operator_id: interaction.operatorId,
    customer_address: interaction.customer.address,
    created_at_ms: interaction.createdAtMs,
    ended_at_ms: interaction.endedAtMs,
    last_seq: interaction.lastSeq,
    body: JSON.stringify(interaction),
    is_closed: interaction.state === "closed" ? 1 : 0,
  };
}

function replaceInteraction(conflict: OnConflictBuilder<HubSchema, "interactions">) {
  return conflict.column("interaction_id").doUpdateSet(({ ref }) => ({
    state: ref("excluded.state"),
    queue_id: ref("excluded.queue_id"),
    operator_id: ref("excluded.operator_id"),
    customer_address: ref("excluded.customer_address"),
    created_at_ms: ref("excluded.created_at_ms"),
    ended_at_ms: ref("excluded.ended_at_ms"),
    last_seq: ref("excluded.last_seq"),
    body: ref("excluded.body"),
    is_closed: ref("excluded.is_closed"),
  }));
}
