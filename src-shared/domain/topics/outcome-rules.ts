import type { ContactOutcome, OutcomeField } from "./contact-outcome.ts";

/** Nothing was said yet. */
export const NO_OUTCOME: ContactOutcome = { topicIds: [], result: null, nextStep: "" };

const IN_ORDER: readonly OutcomeField[] = ["topics", "result", "next-step"];

/** What is asked for and was not said, in the order it is shown. What is solved has no next step, and none is asked for. */
export function missingFields(
  { topicIds, result, nextStep }: ContactOutcome,
  required: readonly OutcomeField[],
): readonly OutcomeField[] {
  const isMissing: Readonly<Record<OutcomeField, boolean>> = {
    topics: topicIds.length === 0,
    result: result === null,
    "next-step": nextStep.trim() === "" && result !== "solved",
  };
  return IN_ORDER.filter((field) => required.includes(field) && isMissing[field]);
}

/** Whether two say the same. */
export function isSameOutcome(one: ContactOutcome, other: ContactOutcome): boolean {
  return (
    one.result === other.result &&
    one.nextStep === other.nextStep &&
    one.topicIds.join(" ") === other.topicIds.join(" ")
  );
}
