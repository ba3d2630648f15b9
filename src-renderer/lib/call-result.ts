import type { InteractionResult } from "../../src-shared/events/log-event.ts";
import type { ResultTone } from "../ui/result-mark.tsx";

type Direction = "in" | "out";

const KEYS = {
  answered: { in: "history.resultAnswered", out: "history.resultAnswered" },
  abandoned: { in: "history.resultAbandoned", out: "history.resultCancelled" },
  "no-answer": { in: "history.resultMissed", out: "history.resultNotAnswered" },
  declined: { in: "history.resultDeclined", out: "history.resultDeclinedByCustomer" },
  busy: { in: "history.resultBusy", out: "history.resultBusy" },
  cancelled: { in: "history.resultCancelled", out: "history.resultCancelled" },
  failed: { in: "history.resultFailed", out: "history.resultFailed" },
  expired: { in: "history.resultExpired", out: "history.resultExpired" },
  interrupted: { in: "history.resultInterrupted", out: "history.resultInterrupted" },
} as const satisfies Record<InteractionResult, Record<Direction, string>>;

/** The key of the word for a result; null: it still goes on. */
export function resultKey(result: InteractionResult | null, direction: Direction) {
  return result === null ? "history.resultGoing" : KEYS[result][direction];
}

/** The shape beside the word. A miss is only what a customer suffered: an incoming call nobody took. */
export function resultTone(result: InteractionResult | null, direction: Direction): ResultTone {
  if (result === null) return "going";
  if (result === "answered") return "good";
  if (result === "failed" || result === "interrupted") return "broken";
  return direction === "in" && (result === "no-answer" || result === "abandoned" || result === "expired")
    ? "missed"
    : "neutral";
}
