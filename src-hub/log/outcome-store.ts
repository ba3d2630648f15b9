import { ContactOutcome } from "../../src-shared/domain/topics/contact-outcome.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import type { HubSchema, ReadDb, WriteDb } from "../db/schema.ts";

/** What one operator said of one contact. */
export type OutcomeOfContact = ContactOutcome & {
  readonly interactionId: InteractionId;
  readonly operatorId: OperatorId;
  readonly atMs: number;
};

/** Keeps what each operator said last of each interaction. */
export async function saveOutcomes(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== "interaction.outcome-changed") continue;
    const { interactionId, operatorId, topicIds, result, nextStep } = event.payload;
    const changes = { at_ms: event.atMs, topics: JSON.stringify(topicIds), result, next_step: nextStep };
    await db
      .insertInto("interaction_outcomes")
      .values({ interaction_id: interactionId, operator_id: operatorId, ...changes })
      .onConflict((conflict) => conflict.columns(["interaction_id", "operator_id"]).doUpdateSet(changes))
      .execute();
  }
}

/** What was said of these contacts, by whomever. */
export async function readOutcomesOf(
  db: ReadDb,
  interactionIds: readonly InteractionId[],
): Promise<readonly OutcomeOfContact[]> {
  if (interactionIds.length === 0) return [];
  const rows = await db
    .selectFrom("interaction_outcomes")
    .selectAll()
    .where("interaction_id", "in", [...interactionIds])
    .orderBy("at_ms")
    .execute();
  return rows.map((row) => ({
    ...outcomeOf(row),
    interactionId: InteractionId.parse(row.interaction_id),
    operatorId: OperatorId.parse(row.operator_id),
    atMs: row.at_ms,
  }));
}

/** What one operator said of one contact; null: nothing. */
export async function readOutcome(
  db: ReadDb,
  interactionId: InteractionId,
  operatorId: OperatorId,
): Promise<ContactOutcome | null> {
  const row = await db
    .selectFrom("interaction_outcomes")
    .selectAll()
    .where("interaction_id", "=", interactionId)
    .where("operator_id", "=", operatorId)
    .executeTakeFirst();
  return row ? outcomeOf(row) : null;
}

function outcomeOf({ topics, result, next_step }: HubSchema["interaction_outcomes"]): ContactOutcome {
  return ContactOutcome.parse({ topicIds: JSON.parse(topics) as unknown, result, nextStep: next_step });
}
