import type { InteractionId, OperatorId, QueueId } from "../../../src-shared/ids.ts";
import type { HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import type { ContactFacts } from "./contact-facts.ts";

/** What ids are called, and the hub's clock now. */
export type FactsReader = {
  readonly nowMs: number;
  queueName(queueId: QueueId): string | null;
  operator(operatorId: OperatorId): { readonly name: string } | null;
  outcome(interactionId: InteractionId): HistoryRow["outcome"];
};

/** The row of a contact that stands in no list of this desktop yet; times stay the hub's. */
export function factsRow(facts: ContactFacts, { nowMs, queueName, operator, outcome }: FactsReader): HistoryRow {
  const { interactionId, direction, customer, queueId, operatorId, createdAtMs, acceptedAtMs, endedAtMs } = facts;
  const talkMs = acceptedAtMs === null ? null : Math.max(0, Math.round((endedAtMs ?? nowMs) - acceptedAtMs));
  const said = outcome(interactionId);
  return {
    interactionId,
    atMs: createdAtMs,
    direction,
    customer,
    queueName: queueId && queueName(queueId),
    operatorId,
    operatorName: operatorId && (operator(operatorId)?.name ?? null),
    waitMs: Math.max(0, Math.round((acceptedAtMs ?? endedAtMs ?? nowMs) - createdAtMs)),
    talkMs,
    heldMs: 0,
    endedBy: null,
    result: facts.result,
    quality: null,
    missed: null,
    ...(said && { outcome: said }),
  };
}
