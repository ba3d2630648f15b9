import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText, textAround } from "./fold-text.ts";

const FAMILY = "👨‍👩‍👧‍👦";
const LONGEST = 2000;

test("a text of usual length is shown whole", () => {
  expect(foldText("Где мой заказ?")).toBeNull();
  expect(foldText("я".repeat(LONGEST))).toBeNull();
});

test("a long text is cut, and 10,000 lines as well", () => {
  expect(foldText("я".repeat(100_000))).toBe("я".repeat(LONGEST));
  expect(foldText("я\n".repeat(10_000))?.split("\n")).toHaveLength(24);
});

test("it is cut between words", () => {
  expect(foldText("доставка ".repeat(1000))).toMatch(/^(доставка )+$/);
});

test("an emoji of many code units is not torn", () => {
  const folded = foldText(FAMILY.repeat(1000)) ?? "";
  expect(folded.length).toBeGreaterThan(1900);
  expect(folded.length % FAMILY.length).toBe(0);
});

test("one letter under thousands of marks is still cut, and goes on at each press", () => {
  const text = `е${"\u0301".repeat(50_000)}`;
  expect(foldText(text)).toHaveLength(LONGEST);
  expect(foldText(text, 1)).toHaveLength(12_000);
});

const longText = fc
  .tuple(fc.string({ unit: "grapheme", minLength: 1, maxLength: 50 }), fc.integer({ min: 1, max: 3000 }))
  .map(([unit, count]) => unit.repeat(count));
const isTorn = (text: string) => /\p{Surrogate}/u.test(text);

test("what is cut is the beginning, bounded, and whole code points", () => {
  fc.assert(
    fc.property(longText, (text) => {
      const folded = foldText(text);
      if (folded === null) return text.length <= LONGEST;
      return text.startsWith(folded) && folded.length <= LONGEST && !isTorn(folded);
    }),
  );
});

test("each press shows more, never more than a part, until nothing is left", () => {
  fc.assert(
    fc.property(longText, (text) => {
      let shown = foldText(text);
      for (let more = 1; shown !== null; more += 1) {
        const next = foldText(text, more);
        const grown = (next ?? text).length - shown.length;
        expect(grown).toBeGreaterThan(0);
        expect(grown).toBeLessThanOrEqual(10_000);
        shown = next;
      }
    }),
  );
});

test("the surroundings of a place hold it, in whole code points and bounded", () => {
  fc.assert(
    fc.property(longText, longText, (before, after) => {
      const shown = textAround(`${before} нашлось ${after}`, before.length + 1);
      expect(shown).toContain("нашлось");
      expect(shown.length).toBeLessThanOrEqual(LONGEST + 2);
      expect(isTorn(shown)).toBe(false);
    }),
  );
});
