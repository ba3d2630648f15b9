import type { ContactResult, OutcomeField } from "../../../src-shared/domain/topics/contact-outcome.ts";

/** The results in their order, by the digit that chooses them. */
export const RESULTS = [
  { value: "solved", word: "wrapUp.solved" },
  { value: "promised", word: "wrapUp.promised" },
  { value: "passed-on", word: "wrapUp.handedOver" },
  { value: "unsolved", word: "wrapUp.unsolved" },
] as const satisfies readonly { readonly value: ContactResult; readonly word: string }[];

/** What is said at a field that is missing, and how it is called in a list of them. */
export const FIELD_WORDS = {
  topics: { miss: "wrapUp.missTopics", name: "wrapUp.missingField.topics" },
  result: { miss: "wrapUp.missResult", name: "wrapUp.missingField.result" },
  "next-step": { miss: "wrapUp.missNextStep", name: "wrapUp.missingField.nextStep" },
} as const satisfies Record<OutcomeField, { readonly miss: string; readonly name: string }>;

type Press = Pick<KeyboardEvent, "code" | "altKey" | "ctrlKey" | "shiftKey" | "metaKey">;

/** What a key does to the outcome, anywhere in the window; the search for topics has keys of its own. */
export function outcomeKey(press: Press, isInField: boolean): { readonly result: ContactResult } | "topics" | null {
  if (press.ctrlKey || press.shiftKey || press.metaKey) return null;
  if (!press.altKey) return press.code === "Slash" && !isInField ? "topics" : null;
  const digit = /^(?:Digit|Numpad)([1-4])$/.exec(press.code)?.[1];
  const chosen = digit === undefined ? undefined : RESULTS[Number(digit) - 1];
  return chosen ? { result: chosen.value } : null;
}
