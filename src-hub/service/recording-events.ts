import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { Directory } from "../accounts/directory.ts";
import type { TelephonyEvent } from "../telephony/telephony.ts";

/** The fact of a recording: whose side it is, and which file. */
export function recordingEvent(
  directory: Directory,
  { interactionId, user, name, state, durationMs }: Extract<TelephonyEvent, { type: "recording-changed" }>,
): NewEvent {
  const operatorId = directory.operatorOfUser(user)?.operatorId ?? null;
  const payload = { interactionId, operatorId, recording: name, state, ...(durationMs === null ? {} : { durationMs }) };
  return { type: "call.recording-changed", actor: "system", payload };
}
