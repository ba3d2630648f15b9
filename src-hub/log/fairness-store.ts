import type { FairnessEntry } from "../../src-shared/domain/fairness/fairness-ledger.ts";
import type { FairnessPeriod } from "../../src-shared/domain/fairness/fairness-report.ts";
import { OperatorId, QueueId } from "../../src-shared/ids.ts";
import type { ReadDb, WriteDb } from "../db/schema.ts";

/** What stands in the key for no queue: a key may not be null. */
const NO_QUEUE = "";

/** Adds entries to what the ledger holds; each key stands once among them. */
export async function addFairness(db: WriteDb, entries: readonly FairnessEntry[]): Promise<void> {
  for (const { hourMs, operatorId, queueId, idleMs, ...counts } of entries)
    await db
      .insertInto("fairness")
      .values({ hour_ms: hourMs, operator_id: operatorId, queue_id: queueId ?? NO_QUEUE, ...counts, idle_ms: idleMs })
      .onConflict((conflict) =>
        conflict.columns(["hour_ms", "operator_id", "queue_id"]).doUpdateSet(({ eb, ref }) => ({
          offers: eb(ref("fairness.offers"), "+", ref("excluded.offers")),
          taken: eb(ref("fairness.taken"), "+", ref("excluded.taken")),
          missed: eb(ref("fairness.missed"), "+", ref("excluded.missed")),
          refused: eb(ref("fairness.refused"), "+", ref("excluded.refused")),
          claimed: eb(ref("fairness.claimed"), "+", ref("excluded.claimed")),
          voice: eb(ref("fairness.voice"), "+", ref("excluded.voice")),
          text: eb(ref("fairness.text"), "+", ref("excluded.text")),
          idle_ms: eb(ref("fairness.idle_ms"), "+", ref("excluded.idle_ms")),
        })),
      )
      .execute();
}

/** The ledger of the hours that begin within a period. */
export async function readFairness(db: ReadDb, { fromMs, toMs }: FairnessPeriod): Promise<readonly FairnessEntry[]> {
  const rows = await db
    .selectFrom("fairness")
    .selectAll()
    .where("hour_ms", ">=", fromMs)
    .where("hour_ms", "<", toMs)
    .orderBy("hour_ms")
    .orderBy("operator_id")
    .orderBy("queue_id")
    .execute();
  return rows.map(({ hour_ms, operator_id, queue_id, idle_ms, ...counts }) => ({
    ...counts,
    hourMs: hour_ms,
    operatorId: OperatorId.parse(operator_id),
    queueId: queue_id === NO_QUEUE ? null : QueueId.parse(queue_id),
    idleMs: idle_ms,
  }));
}

/** How many contacts each operator took from a moment on. */
export async function readTakenSince(db: ReadDb, sinceMs: number): Promise<ReadonlyMap<OperatorId, number>> {
  const rows = await db
    .selectFrom("fairness")
    .select(({ fn }) => ["operator_id", fn.sum<number | string>("taken").as("taken")])
    .where("hour_ms", ">=", sinceMs)
    .groupBy("operator_id")
    .execute();
  return new Map(rows.map(({ operator_id, taken }) => [OperatorId.parse(operator_id), Number(taken)]));
}
