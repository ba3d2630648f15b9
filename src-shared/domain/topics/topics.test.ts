import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TopicId } from "../../ids.ts";
import { ContactOutcome, OutcomeField } from "./contact-outcome.ts";
import { missingFields, NO_OUTCOME } from "./outcome-rules.ts";
import { topicRows } from "./topic-rows.ts";
import { removedTopics, TopicSettings } from "./topic-settings.ts";
import { isOffered, topicName } from "./topic-tree.ts";

const id = (topicId: string) => TopicId.parse(topicId);
const topic = (topicId: string, name: string, parentId: string | null = null, isArchived = false) => ({
  ...{ topicId, name, parentId, isArchived },
});
const TREE = TopicSettings.parse({
  topics: [
    topic("delivery", "Доставка"),
    topic("date", "Перенос даты", "delivery"),
    topic("late", "Задержка у перевозчика", "delivery"),
    topic("claim", "Претензия"),
    topic("claim-late", "Задержка", "claim"),
    topic("claim-old", "Счёт по почте", "claim", true),
    topic("bill", "Счёт"),
  ],
  required: ["topics"],
});
const names = (search: string, open: readonly string[] = []) =>
  topicRows(TREE.topics, search, new Set(open.map(id))).map(({ name, depth }) => `${"·".repeat(depth)}${name}`);

describe("the tree of topics", () => {
  it("shows what is open, and nothing that is archived", () => {
    expect(names("")).toEqual(["Доставка", "Претензия", "Счёт"]);
    expect(names("", ["claim"])).toEqual(["Доставка", "Претензия", "·Задержка", "Счёт"]);
  });

  it.each([
    ["задерж", ["Доставка", "·Задержка у перевозчика", "Претензия", "·Задержка"]],
    ["ПЕРЕНОСА дат", ["Доставка", "·Перенос даты"]],
    ["доставка задержки", ["Доставка", "·Задержка у перевозчика"]],
    ["доставку", ["Доставка", "·Перенос даты", "·Задержка у перевозчика"]],
    ["счет", ["Счёт"]],
    ["pflth;rf", ["Доставка", "·Задержка у перевозчика", "Претензия", "·Задержка"]],
    ["самолёт", []],
  ])("finds by «%s»", (search, found) => {
    expect(names(search)).toEqual(found);
  });

  it("marks in the name what was found", () => {
    const [, row] = topicRows(TREE.topics, "доставка перенос", new Set());
    expect(row?.marks.map(({ from, to }) => row.name.slice(from, to))).toEqual(["Перенос"]);
  });

  it("says a topic with its groups, also an archived one", () => {
    expect(topicName(id("claim-old"), TREE.topics)).toBe("Претензия › Счёт по почте");
    expect(topicName(id("mars"), TREE.topics)).toBeNull();
    expect(TREE.topics.filter((one) => isOffered(one, TREE.topics)).map(({ topicId }) => topicId)).toEqual([
      ...["date", "late", "claim-late", "bill"],
    ]);
  });

  it("refuses a tree that makes no sense, at the place of the fault", () => {
    const places = (topics: unknown, required: unknown = []) =>
      TopicSettings.safeParse({ topics, required }).error?.issues.map(({ path }) => path.join("."));
    expect(places([topic("a", "А"), topic("a", "Б")])).toEqual(["topics.0.topicId"]);
    expect(places([topic("a", "А", "b")])).toEqual(["topics.0.parentId"]);
    expect(places([topic("a", "А", "b"), topic("b", "Б", "a")])).toEqual(["topics.0.parentId", "topics.1.parentId"]);
    expect(places(["a", "b", "c", "d"].map((one, at, all) => topic(one, one, all[at - 1] ?? null)))).toEqual([
      "topics.3.parentId",
    ]);
    expect(places([topic("a", "Счёт"), topic("b", "СЧЁТ")])).toEqual(["topics.1.name"]);
    expect(places([topic("a", "А", null, true)], ["topics"])).toEqual(["required"]);
    expect(places([topic("a", "a\u0000")])).toEqual(["topics.0.name"]);
    const without = { ...TREE, topics: TREE.topics.slice(0, -1) };
    expect(removedTopics(TREE, without)).toEqual(["bill"]);
  });

  it("never throws, and shows each topic once under its own group, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.subarray(["delivery", "claim"]), (search, open) => {
        const rows = topicRows(TREE.topics, search, new Set(open.map(id)));
        expect(new Set(rows.map(({ topicId }) => topicId)).size).toBe(rows.length);
        for (const [at, { parentId, depth }] of rows.entries()) {
          const parent = rows.slice(0, at).findLast((row) => row.topicId === parentId);
          expect(depth).toBe(parent ? parent.depth + 1 : 0);
          expect(parentId === null || parent?.isOpen).toBe(true);
        }
      }),
    );
  });
});

describe("the outcome of a contact", () => {
  const Outcome = fc.record({
    topicIds: fc.subarray([id("date"), id("late")]),
    result: fc.constantFrom(null, "solved" as const, "promised" as const),
    nextStep: fc.constantFrom("", " ", "Звонок водителя"),
  });

  it("misses only what is asked for, and nothing once all is said", () => {
    fc.assert(
      fc.property(Outcome, fc.subarray([...OutcomeField.options]), (outcome, required) => {
        const missing = missingFields(outcome, required);
        expect(required).toEqual(expect.arrayContaining([...missing]));
        const said = {
          topicIds: missing.includes("topics") ? [id("date")] : outcome.topicIds,
          result: missing.includes("result") ? ("promised" as const) : outcome.result,
          nextStep: outcome.nextStep.trim() === "" ? "Звонок водителя" : outcome.nextStep,
        };
        expect(missingFields(said, required)).toEqual([]);
      }),
    );
    expect(missingFields(NO_OUTCOME, ["next-step", "topics", "result"])).toEqual(["topics", "result", "next-step"]);
    expect(missingFields({ ...NO_OUTCOME, result: "solved" }, ["next-step"])).toEqual([]);
  });

  it("holds a topic once", () => {
    expect(ContactOutcome.safeParse({ ...NO_OUTCOME, topicIds: ["date", "date"] }).success).toBe(false);
  });
});
