import * as z from "zod";
import { InteractionId, OperatorId } from "../ids.ts";

const EpochMs = z.number().int().nonnegative();

/** A recording of one side of a talk: the number of the fact that first told of it. */
export const RecordingId = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/**
 * One side of a talk, as it was recorded. `operatorId` null: the customer's side. `recording` and `paused` go on, `ended`
 * can be heard, `failed` was given up by the exchange, and what it holds may be heard. `durationMs` without the pauses.
 */
export const Recording = z.object({
  recordingId: RecordingId,
  interactionId: InteractionId,
  operatorId: OperatorId.nullable(),
  startedAtMs: EpochMs,
  durationMs: z.number().int().nonnegative().nullable(),
  state: z.enum(["recording", "paused", "ended", "failed"]),
});
export type Recording = z.output<typeof Recording>;

/** A page of them, the newest first; `nextBeforeId` asks for what lies before, null: there is nothing. */
export const RecordingPage = z.object({ recordings: z.array(Recording), nextBeforeId: RecordingId.nullable() });
export type RecordingPage = z.output<typeof RecordingPage>;
