import { describe, expect, test } from "vitest";
import { ConversationId } from "../../../src-shared/ids.ts";
import { HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import {
  anInteraction,
  anna,
  aStory,
  boris,
  STORY_START_MS,
  type StoryStep,
} from "../../../tests/support/an-interaction.ts";
import { type HistoryReader, historyRow } from "./history-row.ts";

const NOW_MS = STORY_START_MS + 600_000;
const PEOPLE: Record<string, { name: string; extension: string }> = {
  anna: { name: "Анна", extension: "201" },
  boris: { name: "Борис", extension: "202" },
};

function readBy(operatorId: typeof anna): HistoryReader {
  return {
    operatorId,
    nowMs: NOW_MS,
    outcome: () => undefined,
    quality: () => null,
    handledAtMs: () => null,
    queueName: () => "Поддержка",
    operator: (id) => PEOPLE[id] ?? null,
  };
}

function rowFor(operatorId: typeof anna, steps: readonly StoryStep[]): HistoryRow {
  const row = historyRow(anInteraction(steps), readBy(operatorId));
  expect(HistoryRow.parse(row)).toEqual(row);
  return row;
}

const story = aStory();
const start = [story.arrives(), story.waits()];

const conversationId = ConversationId.parse("conversation-1");
const arrives = story.arrives();
if (arrives.type !== "interaction.created") throw new Error("not the first step");
const aText = { ...arrives, payload: { ...arrives.payload, channel: "telegram", conversationId } };

describe("a text", () => {
  test("is known by its conversation, and by how long it was had", () => {
    const steps = [aText, story.waits(), story.rings(anna), story.isAnswered(anna), story.ends("answered", "operator")];
    expect(rowFor(anna, steps)).toMatchObject({
      text: { conversationId: "conversation-1", channel: "telegram" },
      ...{ result: "answered", waitMs: 6000, talkMs: 60_000 },
    });
  });

  test("is not missed like a call by whom it was offered to in vain", () => {
    const steps = [
      aText,
      story.waits(),
      story.rings(anna),
      story.offerEnds(anna, "no-answer"),
      story.ends("abandoned"),
    ];
    expect(rowFor(anna, steps)).toMatchObject({ missed: null });
  });
});

describe("a call to the queue", () => {
  test("answered by this operator: the whole row", () => {
    const steps = [
      ...start,
      story.rings(anna),
      story.isAnswered(anna),
      story.isHeld(),
      story.isResumed(),
      story.ends("answered"),
    ];
    expect(rowFor(anna, steps)).toEqual({
      interactionId: "i-1",
      atMs: STORY_START_MS,
      direction: "in",
      customer: { address: "+79990001122", name: "Иван" },
      queueName: "Поддержка",
      operatorId: "anna",
      operatorName: "Анна",
      waitMs: 6000,
      talkMs: 63_000,
      heldMs: 2000,
      quality: null,
      missed: null,
      endedBy: "customer",
      result: "answered",
    });
  });

  test("missed by this operator, answered by a colleague", () => {
    const steps = [
      ...start,
      story.rings(anna),
      story.offerEnds(anna, "no-answer"),
      story.rings(boris, 2),
      story.isAnswered(boris),
      story.ends("answered"),
    ];
    expect(rowFor(anna, steps)).toMatchObject({ result: "no-answer", talkMs: null, heldMs: 0, operatorName: "Борис" });
    expect(rowFor(boris, steps)).toMatchObject({ result: "answered", talkMs: 60_000, operatorName: "Борис" });
  });

  test.each([
    ["declined", "declined"],
    ["busy", "busy"],
    ["unreachable", "failed"],
    ["no-answer", "no-answer"],
  ] as const)("an offer that ended %s reads %s, also while the customer still waits", (outcome, result) => {
    const steps = [...start, story.rings(anna), story.offerEnds(anna, outcome)];
    expect(rowFor(anna, steps)).toMatchObject({ result, talkMs: null, operatorId: null });
  });

  test("the caller left while it rang here", () => {
    const steps = [...start, story.rings(anna), story.ends("abandoned", "customer", 5000)];
    expect(rowFor(anna, steps)).toMatchObject({ result: "abandoned", talkMs: null, endedBy: "customer", waitMs: 7000 });
  });

  test("taken back because a colleague had it", () => {
    const steps = [
      ...start,
      story.rings(anna),
      story.offerEnds(anna, "withdrawn", 1, 2000),
      story.rings(boris, 2),
      story.isAnswered(boris),
      story.ends("answered"),
    ];
    expect(rowFor(anna, steps)).toMatchObject({ result: "no-answer" });
  });

  test("rung twice: the last offer counts", () => {
    const steps = [
      ...start,
      story.rings(anna),
      story.offerEnds(anna, "no-answer"),
      story.rings(anna, 2),
      story.offerEnds(anna, "declined", 2, 1000),
    ];
    expect(rowFor(anna, steps)).toMatchObject({ result: "declined" });
  });

  test("still rings, still talks", () => {
    const ringing = [...start, story.rings(anna)];
    expect(rowFor(anna, ringing)).toMatchObject({ result: null, talkMs: null, waitMs: 600_000 });
    const talking = [...ringing, story.isAnswered(anna)];
    expect(rowFor(anna, talking)).toMatchObject({ result: null, talkMs: 594_000 });
  });

  test("interrupted in the talk", () => {
    const steps = [...start, story.rings(anna), story.isAnswered(anna), story.ends("interrupted", "system")];
    expect(rowFor(anna, steps)).toMatchObject({ result: "interrupted", endedBy: "system", talkMs: 60_000 });
  });
});

describe("a transfer", () => {
  const steps = [
    ...start,
    story.rings(anna),
    story.isAnswered(anna),
    story.rings(boris, 2),
    story.isTransferred(anna, boris, 9000),
  ];

  test("who passed the talk on has their own part of it, and it was answered", () => {
    expect(rowFor(anna, steps)).toMatchObject({ result: "answered", talkMs: 10_000, operatorName: "Анна" });
    const ended = [...steps, story.ends("interrupted", "system")];
    expect(rowFor(anna, ended)).toMatchObject({ result: "answered", talkMs: 10_000 });
  });

  test("who took it over has the rest", () => {
    expect(rowFor(boris, steps)).toMatchObject({ result: null });
    expect(rowFor(boris, [...steps, story.ends("answered")])).toMatchObject({ result: "answered", talkMs: 60_000 });
  });
});

describe("a call that goes out", () => {
  const dialled = [story.isDialled(), story.rings(null)];

  test.each(["busy", "no-answer", "cancelled", "failed", "declined"] as const)("ends %s", (result) => {
    const steps = [...dialled, story.ends(result, "operator", 5000)];
    expect(rowFor(anna, steps)).toMatchObject({
      direction: "out",
      result,
      talkMs: null,
      operatorName: "Анна",
      queueName: null,
    });
  });

  test("is answered", () => {
    const steps = [...dialled, story.isAnswered(anna), story.ends("answered", "operator")];
    expect(rowFor(anna, steps)).toMatchObject({ direction: "out", result: "answered", talkMs: 60_000, waitMs: 5000 });
  });

  test("and was passed on: the dialler keeps the first part", () => {
    const steps = [
      ...dialled,
      story.isAnswered(anna),
      story.rings(boris, 2),
      story.isTransferred(anna, boris),
      story.ends("answered"),
    ];
    expect(rowFor(anna, steps)).toMatchObject({
      direction: "out",
      result: "answered",
      talkMs: 4000,
      operatorName: "Анна",
    });
  });

  test("to a colleague comes in over there, from the dialler", () => {
    const steps = [
      story.isDialled(anna, "202"),
      story.rings(boris),
      story.offerEnds(boris, "no-answer"),
      story.ends("no-answer"),
    ];
    expect(rowFor(boris, steps)).toMatchObject({
      direction: "in",
      customer: { address: "201", name: "Анна" },
      result: "no-answer",
      talkMs: null,
    });
  });
});
