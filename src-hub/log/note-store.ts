import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { WriteDb } from "../db/schema.ts";

/** Keeps the last note of each operator on each interaction. */
export async function saveNotes(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== "interaction.note-changed") continue;
    const { interactionId, operatorId, text } = event.payload;
    const changes = { at_ms: event.atMs, body: text };
    await db
      .insertInto("interaction_notes")
      .values({ interaction_id: interactionId, operator_id: operatorId, ...changes })
      .onConflict((conflict) => conflict.columns(["interaction_id", "operator_id"]).doUpdateSet(changes))
      .execute();
  }
}
