import { expect, it } from "vitest";
import { topicRows } from "../../../src-shared/domain/topics/topic-rows.ts";
import { TopicSettings } from "../../../src-shared/domain/topics/topic-settings.ts";
import { TopicId } from "../../../src-shared/ids.ts";
import { firstOpen, markedRow, type TreeHand, treeStep } from "./topic-picker-model.ts";

const id = (topicId: string) => TopicId.parse(topicId);
const { topics } = TopicSettings.parse({
  topics: [
    { topicId: "delivery", parentId: null, name: "Доставка" },
    { topicId: "date", parentId: "delivery", name: "Перенос даты" },
    { topicId: "bill", parentId: null, name: "Счёт" },
  ],
  required: [],
});
const closed = topicRows(topics, "", new Set());
const open = topicRows(topics, "", new Set([id("delivery")]));
const [delivery, date, bill] = open;
const hand = (change: Partial<TreeHand> = {}): TreeHand => ({ typed: "", marked: null, isWalking: true, ...change });

it("arrows walk from end to end and stay there", () => {
  expect(treeStep("ArrowDown", open, hand())).toEqual({ does: "mark", topicId: "delivery" });
  expect(treeStep("ArrowUp", open, hand())).toEqual({ does: "mark", topicId: "bill" });
  expect(treeStep("ArrowDown", open, hand({ marked: bill ?? null }))).toEqual({ does: "mark", topicId: "bill" });
  expect(treeStep("ArrowDown", [], hand())).toBeNull();
});

it("right opens a group, left closes it or goes up to it", () => {
  expect(treeStep("ArrowRight", closed, hand({ marked: closed[0] ?? null }))).toMatchObject({ does: "take" });
  expect(treeStep("ArrowRight", open, hand({ marked: delivery ?? null }))).toBeNull();
  expect(treeStep("ArrowLeft", open, hand({ marked: delivery ?? null }))).toMatchObject({ does: "take" });
  expect(treeStep("ArrowLeft", open, hand({ marked: date ?? null }))).toEqual({ does: "mark", topicId: "delivery" });
});

it("a space ticks where the arrows are, and else is typed; Enter takes what was found first", () => {
  expect(treeStep("Space", open, hand({ marked: date ?? null }))).toMatchObject({ does: "take", row: date });
  expect(treeStep("Space", open, hand({ marked: date ?? null, isWalking: false }))).toBeNull();
  const found = topicRows(topics, "доставка", new Set());
  expect(markedRow(found, null, "доставка")?.topicId).toBe("date");
  expect(markedRow(open, null, " ")).toBeNull();
  expect(treeStep("Enter", found, hand({ marked: markedRow(found, null, "доставка") }))).toMatchObject({
    does: "take",
  });
});

it("Escape clears what was typed, and Backspace in the empty field takes the last topic back", () => {
  expect(treeStep("Escape", open, hand({ typed: "сч" }))).toEqual({ does: "clear" });
  expect(treeStep("Escape", open, hand())).toBeNull();
  expect(treeStep("Backspace", open, hand())).toEqual({ does: "remove-last" });
  expect(treeStep("Backspace", open, hand({ typed: "с" }))).toBeNull();
});

it("a small tree is open at first, a large one where something is chosen", () => {
  expect([...firstOpen(topics, [])]).toEqual(["delivery"]);
  const many = Array.from({ length: 20 }, (_none, at) => ({ topicId: id(`t-${at}`), parentId: null }));
  expect([...firstOpen([...topics, ...many], [])]).toEqual([]);
  expect([...firstOpen([...topics, ...many], [id("date")])]).toEqual(["delivery"]);
});
