import * as z from "zod";
import { CallId } from "../ids.ts";

/**
 * A talk that the PBX records and can pause. `paused` since `sinceMs`; at `resumesAtMs` it goes on by itself, so that a
 * pause nobody ends costs no recording. `pausing`, `resuming`: the PBX has not answered yet.
 */
export const RecordingView = z.object({
  callId: CallId,
  state: z.enum(["on", "pausing", "paused", "resuming"]),
  sinceMs: z.number().int().nonnegative(),
  resumesAtMs: z.number().int().nonnegative().nullable(),
});
export type RecordingView = z.output<typeof RecordingView>;

export const recordingRequests = {
  "calls.set-recording": {
    input: z.object({ callId: CallId, isOn: z.boolean() }),
    output: z.object({}),
    errors: ["call-not-found", "recording-refused"],
  },
} as const;

export const recordingEvents = {
  /** A pause went on so long that the recording was resumed; `ok` false: the PBX did not agree, and it is tried again. */
  "calls.recording-resumed": z.object({ callId: CallId, ok: z.boolean() }),
} as const;
