import { channelKind } from "../../../src-shared/domain/channel.ts";
import { DEFAULT_QUEUE_RULES } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { takeRefusal } from "../../../src-shared/domain/distribution/taking.ts";
import { requirementsOf } from "../../../src-shared/domain/distribution/waiting-place.ts";
import { DEFAULT_WORKLOAD, roomFor } from "../../../src-shared/domain/distribution/workload.ts";
import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import type { OperatorState } from "../../../src-shared/domain/operator-status.ts";
import type { Operator, Queue } from "../../../src-shared/domain/team.ts";

/** The operator of this desktop, as far as it knows. */
export type Taker = {
  readonly operator: Operator;
  readonly state: OperatorState | undefined;
  /** What they are offered, have, and write up. */
  readonly own: readonly Interaction[];
  /** The hub's clock. */
  readonly nowMs: number;
};

/**
 * Whether the operator may take a waiting contact by themselves: the rule of the hub, by what this desktop knows. An order of
 * a call-back waits for the time its customer chose.
 */
export function mayTake(contact: Interaction, queue: Pick<Queue, "members" | "rules"> | null, taker: Taker): boolean {
  const { operator, state, own, nowMs } = taker;
  const kind = channelKind(contact.channel);
  if (!queue?.members.includes(operator.operatorId) || kind === null || contact.channel === "callback") return false;
  const rules = queue.rules ?? DEFAULT_QUEUE_RULES;
  const open = { voice: 0, text: 0 };
  for (const { channel } of own) open[channelKind(channel) ?? "voice"] += 1;
  const refusal = takeRefusal({
    taking: rules.taking,
    isWaiting: true,
    isDue: true,
    isOfferedElsewhere: contact.offers.some(({ outcome }) => outcome === null),
    isOnline: state?.status === "online" && state.next === undefined,
    hasRoom: roomFor(operator.workload ?? DEFAULT_WORKLOAD, open)[kind],
    skills: operator.skills ?? {},
    requirements: requirementsOf(rules, contact.hints?.requiredSkills ?? [], nowMs - contact.createdAtMs),
  });
  return refusal === null;
}
