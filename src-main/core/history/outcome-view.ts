import type { ContactOutcome } from "../../../src-shared/domain/topics/contact-outcome.ts";
import type { Topic } from "../../../src-shared/domain/topics/topic.ts";
import { topicName } from "../../../src-shared/domain/topics/topic-tree.ts";
import type { OutcomeView } from "../../../src-shared/ipc/outcome-view.ts";

/** What was said of a contact, in words; undefined: nothing. A topic that this team has no more is left out. */
export function outcomeView(outcome: ContactOutcome | null, topics: readonly Topic[]): OutcomeView | undefined {
  if (outcome === null) return undefined;
  const { topicIds, result, nextStep } = outcome;
  const named = topicIds.flatMap((topicId) => topicName(topicId, topics) ?? []);
  if (named.length === 0 && result === null && nextStep === "") return undefined;
  return { topics: named, result, nextStep };
}
