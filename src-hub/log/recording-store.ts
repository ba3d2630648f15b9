import type { Recording, RecordingPage } from "../../src-shared/domain/recording.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import type { HubSchema, ReadDb, WriteDb } from "../db/schema.ts";

/** Whose talks may be heard: those in which one of these was recorded; null: everybody's. */
export type RecordingScope = readonly OperatorId[] | null;

export type RecordingQuestion = {
  readonly scope: RecordingScope;
  readonly beforeId: number | undefined;
  readonly limit: number;
  readonly interactionId: InteractionId | undefined;
  readonly operatorId: OperatorId | undefined;
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
};

const STATES = {
  started: "recording",
  resumed: "recording",
  paused: "paused",
  stopped: "ended",
  failed: "failed",
} as const;

/** Keeps the recordings in step with the log; the newest word on a file counts. */
export async function saveRecordings(db: WriteDb, events: readonly LogEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== "call.recording-changed") continue;
    const { interactionId, operatorId, recording, state, durationMs = null } = event.payload;
    const first = {
      recording_id: event.seq,
      name: recording,
      interaction_id: interactionId,
      started_at_ms: event.atMs,
    };
    const changes = { state, duration_ms: durationMs };
    await db
      .insertInto("recordings")
      .values({ ...first, operator_id: operatorId, ...changes })
      .onConflict((conflict) => conflict.column("name").doUpdateSet(changes))
      .execute();
  }
}

/** The newest first. A talk belongs to all who were recorded in it, with both of its sides. */
export async function readRecordings(db: ReadDb, question: RecordingQuestion): Promise<RecordingPage> {
  const { scope, beforeId, limit, interactionId, operatorId, fromMs, toMs } = question;
  let query = db.selectFrom("recordings").selectAll();
  if (beforeId !== undefined) query = query.where("recording_id", "<", beforeId);
  if (interactionId !== undefined) query = query.where("interaction_id", "=", interactionId);
  if (fromMs !== undefined) query = query.where("started_at_ms", ">=", fromMs);
  if (toMs !== undefined) query = query.where("started_at_ms", "<", toMs);
  for (const people of [scope, operatorId === undefined ? null : [operatorId]])
    if (people !== null)
      query = query.where("interaction_id", "in", (with_) =>
        with_
          .selectFrom("recordings as part")
          .select("part.interaction_id")
          .where("part.operator_id", "in", [...people]),
      );
  const rows = await query.orderBy("recording_id", "desc").limit(limit).execute();
  const recordings = rows.map(recordingOf);
  return { recordings, nextBeforeId: rows.length === limit ? (recordings.at(-1)?.recordingId ?? null) : null };
}

/** One of them with the name of its file; null: there is none, or not in this scope. */
export async function readRecording(
  db: ReadDb,
  recordingId: number,
  scope: RecordingScope,
): Promise<{ readonly recording: Recording; readonly name: string } | null> {
  const rows = await db.selectFrom("recordings").selectAll().where("recording_id", "=", recordingId).execute();
  const [row] = rows;
  if (!row) return null;
  if (scope !== null) {
    const parts = await db
      .selectFrom("recordings")
      .select("recording_id")
      .where("interaction_id", "=", row.interaction_id)
      .where("operator_id", "in", [...scope])
      .limit(1)
      .execute();
    if (parts.length === 0) return null;
  }
  return { recording: recordingOf(row), name: row.name };
}

/** They are over their time: nothing of them is listed any more. */
export async function forgetRecordings(db: WriteDb, names: readonly string[]): Promise<void> {
  if (names.length > 0)
    await db
      .deleteFrom("recordings")
      .where("name", "in", [...names])
      .execute();
}

function recordingOf(row: HubSchema["recordings"]): Recording {
  return {
    recordingId: row.recording_id,
    interactionId: InteractionId.parse(row.interaction_id),
    operatorId: row.operator_id === null ? null : OperatorId.parse(row.operator_id),
    startedAtMs: row.started_at_ms,
    durationMs: row.duration_ms,
    state: STATES[row.state],
  };
}
