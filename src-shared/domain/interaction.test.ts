import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anInteraction, anna, aStory, boris, STORY_START_MS } from "../../tests/support/an-interaction.ts";
import type { LogEvent } from "../events/log-event.ts";
import { InteractionId, OfferId, OperatorId, QueueId } from "../ids.ts";
import { foldInteraction, type Interaction, type InteractionEvent, mayFollow } from "./interaction.ts";

const interactionId = InteractionId.parse("i-1");
const operator = fc.constantFrom("anna", "boris").map((id) => OperatorId.parse(id));
const offer = fc.constantFrom("o-1", "o-2", "o-3").map((id) => OfferId.parse(id));
const queueId = QueueId.parse("support");

const step = fc.oneof(
  fc.record({
    type: fc.constant("interaction.created" as const),
    payload: fc.record({
      interactionId: fc.constant(interactionId),
      channel: fc.constant("voice" as const),
      direction: fc.constantFrom("in" as const, "out" as const),
      customer: fc.constant({ address: "+79990001122", name: null }),
      dialled: fc.constant("700"),
      queueId: fc.constantFrom(queueId, null),
      operatorId: fc.option(operator),
    }),
  }),
  fc.record({
    type: fc.constant("interaction.queued" as const),
    payload: fc.option(operator).map((fromOperatorId) => ({
      interactionId,
      queueId,
      ...(fromOperatorId && { handOver: { fromOperatorId, note: "ждёт счёт" } }),
    })),
  }),
  fc.record({
    type: fc.constant("interaction.offered" as const),
    payload: fc.record({
      interactionId: fc.constant(interactionId),
      offerId: offer,
      operatorId: fc.option(operator),
      reasons: fc.constant([]),
      ringUntilMs: fc.nat(),
    }),
  }),
  fc.record({
    type: fc.constant("interaction.offer-ended" as const),
    payload: fc.record({
      interactionId: fc.constant(interactionId),
      offerId: offer,
      operatorId: fc.option(operator),
      outcome: fc.constantFrom("no-answer" as const, "declined" as const, "withdrawn" as const),
    }),
  }),
  fc.record({
    type: fc.constant("interaction.accepted" as const),
    payload: operator.map((operatorId) => ({ interactionId, operatorId })),
  }),
  fc.record({
    type: fc.constant("interaction.held" as const),
    payload: fc.constant({ interactionId, by: "operator" as const }),
  }),
  fc.record({ type: fc.constant("interaction.resumed" as const), payload: fc.constant({ interactionId }) }),
  fc.record({
    type: fc.constant("interaction.transferred" as const),
    payload: fc.record({
      interactionId: fc.constant(interactionId),
      fromOperatorId: operator,
      toOperatorId: fc.option(operator),
    }),
  }),
  fc.record({
    type: fc.constant("interaction.ended" as const),
    payload: fc.record(
      {
        interactionId: fc.constant(interactionId),
        endedBy: fc.constantFrom("customer" as const, "system" as const),
        result: fc.constantFrom("answered" as const, "interrupted" as const, "expired" as const),
        endedAtMs: fc.nat(1_000_000),
        wrapUp: fc.record({ untilMs: fc.nat(), atEnd: fc.constantFrom("close" as const, "stay" as const) }),
      },
      { requiredKeys: ["interactionId", "endedBy", "result"] },
    ),
  }),
  fc.record({
    type: fc.constant("interaction.wrap-up-extended" as const),
    payload: fc.record({
      interactionId: fc.constant(interactionId),
      operatorId: operator,
      untilMs: fc.nat(),
      byMs: fc.integer({ min: 1, max: 30_000 }),
    }),
  }),
  fc.record({ type: fc.constant("interaction.closed" as const), payload: fc.constant({ interactionId }) }),
);

/** Any events in any order, on a clock that may also jump back. */
const anyOrder = fc.array(fc.tuple(step, fc.integer({ min: -2000, max: 20_000 })), { maxLength: 40 }).map((steps) => {
  let atMs = 500_000;
  return steps.map(([made, passedMs], index) => {
    atMs = Math.max(0, atMs + passedMs);
    return { seq: index + 1, atMs, actor: "system", ...made } as InteractionEvent;
  });
});

describe("foldInteraction", () => {
  it("keeps a legal state in any order of events", () => {
    fc.assert(
      fc.property(anyOrder, (events) => {
        let interaction: Interaction | undefined;
        for (const event of events) {
          const before = interaction;
          interaction = foldInteraction(before, event);
          if (!mayFollow(before?.state, event.type)) expect(interaction).toBe(before);
          else expect(interaction?.lastSeq).toBe(event.seq);
          if (interaction) expectSound(interaction);
          if (before?.state === "closed") expect(interaction).toBe(before);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never counts held time backwards, whatever the hub's clock does", () => {
    const story = aStory();
    const talk = [story.arrives(), story.waits(), story.rings(anna), story.isAnswered(anna)];
    const passed = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(passed, passed), { minLength: 1, maxLength: 5 }), passed, (holds, lastMs) => {
        const held = holds.flatMap(([beforeMs, heldMs]) => [
          { ...story.isHeld(), afterMs: beforeMs },
          story.isResumed(heldMs),
        ]);
        const { heldTotalMs } = anInteraction([
          ...talk,
          ...held,
          story.isHeld(),
          story.ends("answered", "customer", lastMs),
        ]);
        const forwards = holds.reduce((sum, [, heldMs]) => sum + Math.max(0, heldMs), 0);
        expect(heldTotalMs).toBeGreaterThanOrEqual(forwards);
        expect(heldTotalMs).toBeLessThanOrEqual(forwards + Math.max(0, lastMs) + 100_000);
      }),
    );
  });

  it("keeps the first answer's time and the last owner through a transfer", () => {
    const story = aStory();
    const before = [story.arrives(), story.waits(), story.rings(anna), story.isAnswered(anna)];
    const after = anInteraction([...before, story.isHeld(), story.rings(boris, 2), story.isTransferred(anna, boris)]);
    expect(after).toMatchObject({
      state: "active",
      operatorId: boris,
      acceptedAtMs: anInteraction(before).acceptedAtMs,
    });
    expect(after.offers.map(({ outcome }) => outcome)).toEqual(["answered", "answered"]);
    expect(after.heldTotalMs).toBe(4000);
  });

  it("goes back to a queue with its card and belongs to nobody; what rang for a transfer is taken back", () => {
    const story = aStory();
    const handOver = { fromOperatorId: anna, note: "ждёт счёт" };
    const payload = { interactionId: story.interactionId, queueId: QueueId.parse("sales"), handOver };
    const after = anInteraction([
      story.arrives(),
      story.waits(),
      story.rings(anna),
      story.isAnswered(anna),
      story.isHeld(),
      story.rings(boris, 2),
      { type: "interaction.queued", payload },
    ]);
    expect(after).toMatchObject({ state: "queued", queueId: "sales", operatorId: null, heldSinceMs: null, handOver });
    expect(after.offers.map(({ outcome }) => outcome)).toEqual(["answered", "withdrawn"]);
  });

  it("keeps the end of its wrap-up and how often it was prolonged", () => {
    const story = aStory();
    const { interactionId } = story;
    const wrapUp = { untilMs: 90_000, atEnd: "stay" } as const;
    const ended = { interactionId, endedBy: "customer", result: "answered", wrapUp } as const;
    const extended = { interactionId, operatorId: anna, untilMs: 120_000, byMs: 30_000 };
    const after = anInteraction([
      story.arrives(),
      story.waits(),
      story.rings(anna),
      story.isAnswered(anna),
      { type: "interaction.ended", payload: ended },
      { type: "interaction.wrap-up-extended", payload: extended },
    ]);
    expect(after).toMatchObject({ state: "wrap-up", wrapUp: { untilMs: 120_000, atEnd: "stay", extensions: 1 } });
  });

  it("goes back to its place after a missed offer, and counts it", () => {
    const story = aStory();
    const after = anInteraction([
      story.arrives(),
      story.waits(),
      story.rings(anna),
      story.offerEnds(anna, "no-answer"),
    ]);
    expect(after).toMatchObject({ state: "queued", operatorId: null });
    expect(after.offers).toMatchObject([
      { operatorId: anna, outcome: "no-answer", endedAtMs: STORY_START_MS + 22_000 },
    ]);
  });

  it("takes an end that was learnt later, but not one from before the talk or from the future", () => {
    const story = aStory();
    const talk = anInteraction([story.arrives(), story.waits(), story.rings(anna), story.isAnswered(anna)]);
    const endAt = (endedAtMs: number) => {
      const payload = {
        interactionId: talk.interactionId,
        endedBy: "customer",
        result: "answered",
        endedAtMs,
      } as const;
      const atMs = STORY_START_MS + 600_000;
      const ended: LogEvent<"interaction.ended"> = {
        seq: 9,
        atMs,
        actor: "system",
        type: "interaction.ended",
        payload,
      };
      return foldInteraction(talk, ended)?.endedAtMs;
    };
    expect(endAt(STORY_START_MS + 30_000)).toBe(STORY_START_MS + 30_000);
    expect(endAt(0)).toBe(talk.acceptedAtMs);
    expect(endAt(STORY_START_MS + 900_000)).toBe(STORY_START_MS + 600_000);
  });
});

function expectSound(interaction: Interaction): void {
  const { state, offers, heldTotalMs, heldSinceMs, endedAtMs, endedBy, result } = interaction;
  expect(heldTotalMs).toBeGreaterThanOrEqual(0);
  expect(heldSinceMs !== null).toBe(state === "held");
  const isOver = state === "wrap-up" || state === "closed";
  expect(endedAtMs !== null && endedBy !== null && result !== null).toBe(isOver);
  if (isOver) for (const { outcome } of offers) expect(outcome).not.toBeNull();
  if (interaction.wrapUp) expect(isOver).toBe(true);
  if (state === "queued") for (const { outcome } of offers) expect(outcome).not.toBeNull();
  for (const { outcome, endedAtMs: offerEndedAtMs } of offers) expect(offerEndedAtMs !== null).toBe(outcome !== null);
}
