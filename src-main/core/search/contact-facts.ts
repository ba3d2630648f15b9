import { type Channel, channelKind } from "../../../src-shared/domain/channel.ts";
import { type InteractionEvent, isInteractionEvent } from "../../../src-shared/domain/interaction.ts";
import type { Customer, InteractionResult, LogEvent } from "../../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId, QueueId, TopicId } from "../../../src-shared/ids.ts";

/** What is searched of one contact, of any channel; its times are the hub's. `doc`: the number of its first event. */
export type ContactFacts = {
  readonly doc: number;
  readonly interactionId: InteractionId;
  readonly channel: Channel;
  readonly direction: "in" | "out";
  readonly customer: Customer;
  readonly queueId: QueueId | null;
  /** Who was offered it or had it: only they find it. */
  readonly operators: readonly OperatorId[];
  /** Who has it, or had it last. */
  readonly operatorId: OperatorId | null;
  readonly createdAtMs: number;
  readonly acceptedAtMs: number | null;
  readonly endedAtMs: number | null;
  readonly result: InteractionResult | null;
  readonly notes: { readonly [operatorId: string]: string };
  /** What operators said of it beside their notes; absent: nothing, as in facts of before. */
  readonly said?: {
    readonly [operatorId: string]: { readonly topicIds: readonly TopicId[]; readonly nextStep: string };
  };
};

/** The events that change what is searched of a contact. */
export type FactsEvent =
  | InteractionEvent
  | LogEvent<"interaction.note-changed">
  | LogEvent<"interaction.outcome-changed">;

/** Whether an event changes what is searched of a contact. */
export function isFactsEvent(event: LogEvent): event is FactsEvent {
  const { type } = event;
  return type === "interaction.note-changed" || type === "interaction.outcome-changed" || isInteractionEvent(event);
}

/** What an operator wrote of a contact as its next step. */
export function nextSteps({ said = {} }: ContactFacts): readonly string[] {
  return Object.values(said).flatMap(({ nextStep }) => (nextStep === "" ? [] : [nextStep]));
}

/** What the contact was about, by whichever operator. */
export function topicsOf({ said = {} }: ContactFacts): readonly TopicId[] {
  return [...new Set(Object.values(said).flatMap(({ topicIds }) => topicIds))];
}

/** Folds an event into what is searched of its contact; undefined: nothing (yet) that this program could show. */
export function foldFacts(before: ContactFacts | undefined, event: FactsEvent): ContactFacts | undefined {
  if (event.type === "interaction.created") return before ?? created(event);
  if (!before) return undefined;
  switch (event.type) {
    case "interaction.queued":
      return { ...before, queueId: event.payload.queueId };
    case "interaction.offered":
      return withOperator(before, event.payload.operatorId);
    case "interaction.accepted": {
      const { operatorId } = event.payload;
      const acceptedAtMs = before.acceptedAtMs ?? event.atMs;
      return { ...withOperator(before, operatorId), operatorId, acceptedAtMs };
    }
    case "interaction.transferred": {
      const { toOperatorId } = event.payload;
      return { ...withOperator(before, toOperatorId), operatorId: toOperatorId ?? before.operatorId };
    }
    case "interaction.ended": {
      const { result, endedAtMs = event.atMs } = event.payload;
      return { ...before, result, endedAtMs };
    }
    case "interaction.note-changed": {
      const { operatorId, text } = event.payload;
      return { ...before, notes: { ...before.notes, [operatorId]: text } };
    }
    case "interaction.outcome-changed": {
      const { operatorId, topicIds, nextStep } = event.payload;
      return { ...before, said: { ...before.said, [operatorId]: { topicIds, nextStep } } };
    }
    default:
      return before;
  }
}

/** Whether the contact stands in the index: what nobody has had yet changes with every step, and is on the screen anyway. */
export function isIndexed({ acceptedAtMs, endedAtMs }: ContactFacts): boolean {
  return acceptedAtMs !== null || endedAtMs !== null;
}

/** What is left when the customer is erased. */
export function factsWithoutCustomer(facts: ContactFacts, pseudonym: string): ContactFacts {
  const said = Object.entries(facts.said ?? {}).map(
    ([who, { topicIds }]) => [who, { topicIds, nextStep: "" }] as const,
  );
  return {
    ...facts,
    customer: { address: pseudonym, name: null },
    notes: {},
    ...(facts.said && { said: Object.fromEntries(said) }),
  };
}

function created(event: LogEvent<"interaction.created">): ContactFacts | undefined {
  const { interactionId, channel, direction, customer, queueId, operatorId, happenedAtMs } = event.payload;
  if (channelKind(channel) === null) return undefined;
  return {
    doc: event.seq,
    interactionId,
    channel,
    direction,
    customer,
    queueId,
    operators: operatorId === null ? [] : [operatorId],
    operatorId,
    createdAtMs: Math.min(happenedAtMs ?? event.atMs, event.atMs),
    acceptedAtMs: null,
    endedAtMs: null,
    result: null,
    notes: {},
  };
}

function withOperator(facts: ContactFacts, operatorId: OperatorId | null): ContactFacts {
  if (operatorId === null || facts.operators.includes(operatorId)) return facts;
  return { ...facts, operators: [...facts.operators, operatorId] };
}
