import { foldInteraction, type Interaction, isInteractionEvent } from "../../src-shared/domain/interaction.ts";
import type { EventPayload, EventType, LogEvent } from "../../src-shared/events/log-event.ts";
import { InteractionId, OfferId, OperatorId, QueueId } from "../../src-shared/ids.ts";

/** A fixed morning of the hub's clock. */
export const STORY_START_MS = Date.UTC(2026, 10, 2, 9, 0, 0);

export const anna = OperatorId.parse("anna");
export const boris = OperatorId.parse("boris");
export const support = QueueId.parse("support");

export type StoryStep = {
  [K in EventType]: { readonly type: K; readonly afterMs?: number; readonly payload: EventPayload<K> };
}[EventType];

/** Numbers steps and gives them times: each `afterMs` (1 s by default) after the one before. */
export function aLog(steps: readonly StoryStep[], firstSeq = 1, startMs = STORY_START_MS): readonly LogEvent[] {
  let atMs = startMs;
  return steps.map((step, index) => {
    atMs += index === 0 ? (step.afterMs ?? 0) : (step.afterMs ?? 1000);
    return { seq: firstSeq + index, atMs, actor: "system", type: step.type, payload: step.payload } as LogEvent;
  });
}

/** The interaction that a story makes. */
export function anInteraction(steps: readonly StoryStep[]): Interaction {
  const interaction = aLog(steps)
    .filter(isInteractionEvent)
    .reduce<Interaction | undefined>(foldInteraction, undefined);
  if (!interaction) throw new Error("the story makes no interaction");
  return interaction;
}

/** Steps of one interaction, with valid defaults. */
export function aStory(name = "i-1") {
  const interactionId = InteractionId.parse(name);
  const offerId = (number: number) => OfferId.parse(`${name}-offer-${number}`);
  return {
    interactionId,
    arrives: (afterMs?: number): StoryStep => ({
      type: "interaction.created",
      ...(afterMs === undefined ? {} : { afterMs }),
      payload: {
        interactionId,
        channel: "voice",
        direction: "in",
        customer: { address: "+79990001122", name: "Иван" },
        dialled: "100",
        queueId: support,
        operatorId: null,
      },
    }),
    isDialled: (by: OperatorId = anna, address = "+79995554433"): StoryStep => ({
      type: "interaction.created",
      payload: {
        interactionId,
        channel: "voice",
        direction: "out",
        customer: { address, name: null },
        dialled: address,
        queueId: null,
        operatorId: by,
      },
    }),
    waits: (): StoryStep => ({ type: "interaction.queued", payload: { interactionId, queueId: support } }),
    rings: (operatorId: OperatorId | null, number = 1): StoryStep => ({
      type: "interaction.offered",
      payload: {
        interactionId,
        offerId: offerId(number),
        operatorId,
        reasons: [{ code: "longest-idle", idleMs: 5000 }],
        ringUntilMs: STORY_START_MS + 20_000,
      },
    }),
    offerEnds: (
      operatorId: OperatorId | null,
      outcome: EventPayload<"interaction.offer-ended">["outcome"],
      number = 1,
      afterMs = 20_000,
    ): StoryStep => ({
      type: "interaction.offer-ended",
      afterMs,
      payload: { interactionId, offerId: offerId(number), operatorId, outcome },
    }),
    isAnswered: (operatorId: OperatorId, afterMs = 4000): StoryStep => ({
      type: "interaction.accepted",
      afterMs,
      payload: { interactionId, operatorId },
    }),
    isTransferred: (fromOperatorId: OperatorId, toOperatorId: OperatorId, afterMs = 3000): StoryStep => ({
      type: "interaction.transferred",
      afterMs,
      payload: { interactionId, fromOperatorId, toOperatorId },
    }),
    isHeld: (): StoryStep => ({ type: "interaction.held", payload: { interactionId, by: "operator" } }),
    isResumed: (afterMs = 2000): StoryStep => ({ type: "interaction.resumed", afterMs, payload: { interactionId } }),
    ends: (
      result: EventPayload<"interaction.ended">["result"],
      endedBy: EventPayload<"interaction.ended">["endedBy"] = "customer",
      afterMs = 60_000,
    ): StoryStep => ({ type: "interaction.ended", afterMs, payload: { interactionId, endedBy, result } }),
    closes: (): StoryStep => ({ type: "interaction.closed", payload: { interactionId } }),
  };
}
