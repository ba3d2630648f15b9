import { expect, it } from "vitest";
import { closedWords, givenUpWords, TextRules } from "./text-rules.ts";

const atMs = Date.parse("2026-11-23T06:00:00Z");
const opens = { atMs, timeZone: "Europe/Moscow" };

it("a customer at a closed queue is told in their language, with when it opens", () => {
  const own = TextRules.parse({ closedWords: { ru: "Откроемся {opens}", en: "Open {opens}" } });
  expect(closedWords(own, "ru", opens)).toBe("Откроемся 23 ноября в 09:00");
  expect(closedWords(own, "en", opens)).toBe("Open 23 November at 09:00");
  expect(closedWords(own, null, { ...opens, atMs: null })).toBe("Откроемся ");
});

it("words of one language serve both, the hub has words of its own, and an empty text says nothing", () => {
  expect(closedWords(TextRules.parse({ closedWords: { en: "Closed" } }), "ru", opens)).toBe("Closed");
  expect(closedWords(TextRules.parse({}), "ru", opens)).toContain("(23 ноября в 09:00)");
  expect(closedWords(TextRules.parse({}), "en", { ...opens, atMs: null })).toMatch(/when we open\.$/);
  expect(closedWords(TextRules.parse({ whenClosed: "close" }), null, opens)).toContain("Напишите нам");
  expect(closedWords(TextRules.parse({ closedWords: { ru: "" } }), "en", opens)).toBe("");
  expect(givenUpWords(TextRules.parse({}), "ru")).toBe("");
  expect(givenUpWords(TextRules.parse({ givenUpWords: { ru: "Никого" } }), "en")).toBe("Никого");
});
