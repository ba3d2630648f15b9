import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { normaliseAddress } from "../../../src-shared/domain/phone-number.ts";
import { isMissedBy } from "../../core/history/history-row.ts";
import { participants } from "../../core/mirror/interaction-roles.ts";
import type { ReadDb, WriteDb } from "./access.ts";

export const MISSED_SQL = `SELECT interaction.body FROM missed_calls AS missed
  JOIN interactions AS interaction ON interaction.interaction_id = missed.interaction_id
  WHERE missed.operator_id = ? AND missed.ended_at_ms > ?
  ORDER BY missed.ended_at_ms DESC, missed.interaction_id DESC LIMIT ?`;

export const LAST_TALK_SQL = "SELECT max(at_ms) AS atMs FROM last_talks WHERE customer = ?";
export const LAST_TALK_WITH_SQL = `${LAST_TALK_SQL} AND operator_id = ?`;

/** Who missed this contact, and that it was talked in; written whenever the interaction is. */
export function writeCallLog(db: WriteDb, interaction: Interaction): void {
  const { interactionId, endedAtMs, acceptedAtMs, customer, operatorId } = interaction;
  if (endedAtMs !== null)
    for (const missedBy of participants(interaction))
      if (isMissedBy(interaction, missedBy))
        db.run(
          "INSERT INTO missed_calls (operator_id, ended_at_ms, interaction_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
          missedBy,
          endedAtMs,
          interactionId,
        );
  if (acceptedAtMs !== null && operatorId !== null)
    db.run(
      `INSERT INTO last_talks (customer, operator_id, at_ms) VALUES (?, ?, ?)
       ON CONFLICT (customer, operator_id) DO UPDATE SET at_ms = max(at_ms, excluded.at_ms)`,
      normaliseAddress(customer.address),
      operatorId,
      acceptedAtMs,
    );
}

export function readMissed(
  db: ReadDb,
  { operatorId, afterMs, limit }: { readonly operatorId: string; readonly afterMs: number; readonly limit: number },
): readonly Interaction[] {
  const rows = db.all<{ body: string }>(MISSED_SQL, operatorId, afterMs, limit);
  return rows.map(({ body }) => JSON.parse(body) as Interaction);
}

export function readLastTalkMs(db: ReadDb, customer: string, operatorId: string | null): number | null {
  const address = normaliseAddress(customer);
  const row =
    operatorId === null
      ? db.get<{ atMs: number | null }>(LAST_TALK_SQL, address)
      : db.get<{ atMs: number | null }>(LAST_TALK_WITH_SQL, address, operatorId);
  return row?.atMs ?? null;
}
