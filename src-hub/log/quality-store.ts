import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { WriteDb } from "../db/schema.ts";

/** Keeps what was measured of talks; the newest word on one operator's part of an interaction counts. */
export async function saveCallQuality(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== "call.quality-measured") continue;
    const { interactionId, operatorId, quality } = event.payload;
    const changes = { at_ms: event.atMs, mos: quality.mos, min_mos: quality.minMos, body: JSON.stringify(quality) };
    await db
      .insertInto("call_quality")
      .values({ interaction_id: interactionId, operator_id: operatorId, ...changes })
      .onConflict((conflict) => conflict.columns(["interaction_id", "operator_id"]).doUpdateSet(changes))
      .execute();
  }
}
