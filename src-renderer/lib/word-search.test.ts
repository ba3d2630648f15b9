import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Findable, findByWords } from "./word-search.ts";

const items: readonly Findable[] = [
  { title: "Перерыв: обед", words: ["Lunch", "break"] },
  { title: "Обедня, 104", words: [] },
  { title: "Тёмная тема", words: ["Dark theme"] },
  { title: "Звук", words: ["Sound", "Микрофон", "гарнитура"] },
  { title: "Лев Орлов", words: ["101"] },
];

const found = (typed: string) => findByWords(items, typed).map(({ title }) => title);

describe("findByWords", () => {
  it("gives all in their order when nothing was typed", () => {
    expect(findByWords(items, " \t")).toBe(items);
  });

  it("puts a title that begins so before one that has the word inside", () => {
    expect(found("обед")).toEqual(["Обедня, 104", "Перерыв: обед"]);
  });

  it("finds by the words of the other language, by part of a word, and whatever way ё is written", () => {
    expect(found("lunch")).toEqual(["Перерыв: обед"]);
    expect(found("темн")).toEqual(["Тёмная тема"]);
    expect(found("фон")).toEqual(["Звук"]);
    expect(found("орлов лев")).toEqual(["Лев Орлов"]);
    expect(found("101")).toEqual(["Лев Орлов"]);
    expect(found("ъъъ")).toEqual([]);
  });

  it("forgives the wrong layout, and what was really typed comes first", () => {
    expect(found("j,tl")).toEqual(["Обедня, 104", "Перерыв: обед"]);
    expect(found("ыщгтв")).toEqual(["Звук"]);
    expect(found("ktd")).toEqual(["Лев Орлов"]);
    const both = [
      { title: "руку", words: [] },
      { title: "here", words: [] },
    ];
    expect(findByWords(both, "here").map(({ title }) => title)).toEqual(["here", "руку"]);
  });

  it("never fails and never makes up an item, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) =>
        findByWords(items, typed).every((one) => items.includes(one)),
      ),
    );
  });

  it("finds everything by its whole title", () => {
    for (const { title } of items) expect(found(title)[0]).toBe(title);
  });
});
