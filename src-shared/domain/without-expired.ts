import type { LogEvent } from "../events/log-event.ts";
import type { SiteEntry } from "../site-chat/entries.ts";
import type { RetentionKind } from "./retention.ts";

/** The event without the texts of a message, or the course of a talk's sound; the same event where there is nothing of the kind. */
export function eventWithoutExpired(event: LogEvent, kind: RetentionKind): LogEvent {
  if (kind === "quality" && event.type === "call.quality-measured") {
    const { quality, ...payload } = event.payload;
    const course = { codec: null, heard: null, said: null, roundTripMs: null, events: [] };
    return { ...event, payload: { ...payload, quality: { ...quality, ...course } } };
  }
  if (kind !== "messages") return event;
  switch (event.type) {
    case "message.received":
      return { ...event, payload: { ...event.payload, text: "", attachments: [] } };
    case "message.sent":
      return { ...event, payload: { ...event.payload, text: "", attachments: [] } };
    case "message.edited":
      return { ...event, payload: { ...event.payload, text: "" } };
    case "message.edit-asked":
      return { ...event, payload: { ...event.payload, text: "" } };
    default:
      return event;
  }
}

/** An entry of a visitor's mailbox without its text: the number stays, so that the conversation has no gaps. */
export function entryWithoutText(entry: SiteEntry): SiteEntry {
  switch (entry.kind) {
    case "message":
      return { ...entry, text: "", file: null };
    case "amended":
      return { ...entry, text: null };
    case "rated":
      return { ...entry, comment: "" };
    default:
      return entry;
  }
}
