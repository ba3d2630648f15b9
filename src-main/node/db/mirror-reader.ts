import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import type { OperatorState } from "../../../src-shared/domain/operator-status.ts";
import { normaliseAddress } from "../../../src-shared/domain/phone-number.ts";
import { ContactOutcome } from "../../../src-shared/domain/topics/contact-outcome.ts";
import type { InteractionId, LogId } from "../../../src-shared/ids.ts";
import { LinkWelcome } from "../../../src-shared/link/link-contract.ts";
import type { CallQuality, KeptWelcome, MirrorPosition, MirrorStore } from "../../core/ports/store.ts";
import type { ReadDb, SqlValue } from "./access.ts";

type BodyRow = { readonly body: string };
type HistoryQuery = Parameters<MirrorStore["history"]>[0];

export const WAITING_SQL = "SELECT body FROM interactions WHERE is_waiting = 1 ORDER BY created_at_ms, interaction_id";

export const TALKS_SQL =
  "SELECT body FROM interactions WHERE json_extract(body, '$.state') IN ('active', 'held') ORDER BY interaction_id";

/** By the index `interactions_wrap_ups`, which its condition must equal. */
export const WRAP_UPS_SQL = `SELECT body FROM interactions WHERE json_extract(body, '$.state') = 'wrap-up'
  AND json_extract(body, '$.operatorId') = ? ORDER BY json_extract(body, '$.endedAtMs'), interaction_id`;

export const NOTE_SQL = "SELECT text FROM interaction_notes WHERE interaction_id = ? AND operator_id = ?";

export const OUTCOME_SQL = "SELECT outcome FROM interaction_outcomes WHERE interaction_id = ? AND operator_id = ?";

export function readPosition(db: ReadDb): MirrorPosition {
  const row = db.get<{ log_id: LogId | null; last_seq: number }>("SELECT log_id, last_seq FROM mirror_position");
  if (!row) throw new Error("the mirror has lost its position");
  return { logId: row.log_id, lastSeq: row.last_seq };
}

export function readInteraction(db: ReadDb, interactionId: InteractionId): Interaction | null {
  const row = db.get<BodyRow>("SELECT body FROM interactions WHERE interaction_id = ?", interactionId);
  return row ? toInteraction(row) : null;
}

export function readWaiting(db: ReadDb): readonly Interaction[] {
  return db.all<BodyRow>(WAITING_SQL).map(toInteraction);
}

export const QUALITY_SQL =
  "SELECT mos, min_mos AS minMos FROM call_quality WHERE interaction_id = ? AND operator_id = ?";

export function readCallQuality(db: ReadDb, interactionId: InteractionId, operatorId: string): CallQuality | null {
  return db.get<CallQuality>(QUALITY_SQL, interactionId, operatorId) ?? null;
}

export function readTalks(db: ReadDb): readonly Interaction[] {
  return db.all<BodyRow>(TALKS_SQL).map(toInteraction);
}

export function readWrapUps(db: ReadDb, operatorId: string): readonly Interaction[] {
  return db.all<BodyRow>(WRAP_UPS_SQL, operatorId).map(toInteraction);
}

export function readNote(db: ReadDb, interactionId: InteractionId, operatorId: string): string | null {
  return db.get<{ text: string }>(NOTE_SQL, interactionId, operatorId)?.text ?? null;
}

export function readOutcome(db: ReadDb, interactionId: InteractionId, operatorId: string): ContactOutcome | null {
  const row = db.get<{ outcome: string }>(OUTCOME_SQL, interactionId, operatorId);
  return row ? ContactOutcome.parse(JSON.parse(row.outcome)) : null;
}

/** Keyset pagination: each page starts where the last one ended, so new rows on top shift nothing. */
export function historySql(query: HistoryQuery): { readonly sql: string; readonly values: readonly SqlValue[] } {
  const { before, limit, customer, operatorId, isMissed = false } = query;
  const where = ["part.operator_id = ?"];
  const values: SqlValue[] = [operatorId];
  if (customer !== null) {
    where.push("part.customer = ?");
    values.push(normaliseAddress(customer));
  }
  if (before !== null) {
    where.push("(part.created_at_ms, part.interaction_id) < (?, ?)");
    values.push(before.createdAtMs, before.interactionId);
  }
  const missed = `JOIN missed_calls AS missed
    ON missed.operator_id = part.operator_id AND missed.interaction_id = part.interaction_id`;
  const sql = `SELECT interaction.body FROM interaction_parts AS part ${isMissed ? missed : ""}
    JOIN interactions AS interaction ON interaction.interaction_id = part.interaction_id
    WHERE ${where.join(" AND ")}
    ORDER BY part.created_at_ms DESC, part.interaction_id DESC LIMIT ?`;
  return { sql, values: [...values, limit] };
}

export function readHistory(db: ReadDb, query: HistoryQuery): readonly Interaction[] {
  const { sql, values } = historySql(query);
  return db.all<BodyRow>(sql, ...values).map(toInteraction);
}

export function readOperatorStates(db: ReadDb): readonly OperatorState[] {
  return db.all<OperatorStateRow>("SELECT * FROM operator_states ORDER BY operator_id").map(toOperatorState);
}

export function readOperatorState(db: ReadDb, operatorId: string): OperatorState | null {
  const row = db.get<OperatorStateRow>("SELECT * FROM operator_states WHERE operator_id = ?", operatorId);
  return row ? toOperatorState(row) : null;
}

type OperatorStateRow = {
  readonly operator_id: string;
  readonly status: OperatorState["status"];
  readonly reason: string | null;
  readonly limit_ms: number | null;
  readonly since_ms: number;
  readonly changed_by: OperatorState["by"];
  /** JSON of what stands beside the status, as `writeOperatorState` made it. */
  readonly beside: string | null;
};

function toOperatorState(row: OperatorStateRow): OperatorState {
  const { operator_id, status, reason, limit_ms, since_ms, changed_by, beside } = row;
  return {
    operatorId: operator_id,
    status,
    reason,
    limitMs: limit_ms,
    sinceMs: since_ms,
    by: changed_by,
    ...(beside === null
      ? {}
      : (JSON.parse(beside) as Pick<OperatorState, "setBy" | "next" | "isOverrun" | "passedOn">)),
  };
}

/** Null when none is kept, or when it was kept by a program with another idea of a welcome: the next one replaces it. */
export function readWelcome(db: ReadDb): KeptWelcome | null {
  const row = db.get<{ welcome: string; hub_clock_offset_ms: number; heard_at_ms: number }>(
    "SELECT welcome, hub_clock_offset_ms, heard_at_ms FROM kept_welcome",
  );
  if (!row) return null;
  const parsed = LinkWelcome.safeParse(JSON.parse(row.welcome));
  if (!parsed.success) return null;
  return { welcome: parsed.data, hubClockOffsetMs: row.hub_clock_offset_ms, heardAtMs: row.heard_at_ms };
}

// Bodies are written by `mirror-writer.ts` alone, from folded events; the cipher's checksum guards them on disk.
function toInteraction(row: BodyRow): Interaction {
  return JSON.parse(row.body) as Interaction;
}
