import { assertNever } from "../../../src-shared/assert-never.ts";
import type { EndedBy, InteractionResult } from "../../../src-shared/events/log-event.ts";
import type { CallEnd } from "../ports/call-signalling.ts";
import type { Call } from "./call-state.ts";

type End = { readonly by: EndedBy; readonly result: InteractionResult };

/** Says in the product's words how a call ended. */
export function endOf(call: Pick<Call, "direction" | "answeredAtMs" | "endIntent">, end: CallEnd): End {
  const wasAnswered = call.answeredAtMs !== null;
  if (call.endIntent === "media-lost" || end.reason === "media-failed")
    return { by: "system", result: wasAnswered ? "interrupted" : "failed" };
  if (wasAnswered) return endOfTalk(end);
  if (call.endIntent === "declined" && end.by !== "remote") return { by: "operator", result: "declined" };
  return call.direction === "in" ? endOfIncoming(end) : endOfOutgoing(end);
}

function endOfTalk(end: CallEnd): End {
  switch (end.by) {
    case "local":
      return { by: "operator", result: "answered" };
    case "remote":
      return { by: "customer", result: "answered" };
    case "network":
      return { by: "system", result: "interrupted" };
    default:
      return assertNever(end.by);
  }
}

function endOfIncoming(end: CallEnd): End {
  switch (end.reason) {
    case "rejected":
      return { by: "operator", result: "declined" };
    case "busy":
      return { by: "operator", result: "busy" };
    case "no-answer":
      return { by: "system", result: "no-answer" };
    case "answered-elsewhere":
      return { by: "system", result: "cancelled" };
    case "cancelled":
    case "hung-up":
      return end.by === "local" ? { by: "operator", result: "declined" } : { by: "customer", result: "abandoned" };
    case "not-found":
    case "failed":
    case "media-failed":
      return { by: "system", result: "failed" };
    default:
      return assertNever(end.reason);
  }
}

function endOfOutgoing(end: CallEnd): End {
  switch (end.reason) {
    case "rejected":
      return { by: "customer", result: "declined" };
    case "busy":
      return { by: "customer", result: "busy" };
    case "no-answer":
      return { by: "system", result: "no-answer" };
    case "cancelled":
    case "hung-up":
      return end.by === "local" ? { by: "operator", result: "cancelled" } : { by: "system", result: "failed" };
    case "answered-elsewhere":
    case "not-found":
    case "failed":
    case "media-failed":
      return { by: "system", result: "failed" };
    default:
      return assertNever(end.reason);
  }
}
