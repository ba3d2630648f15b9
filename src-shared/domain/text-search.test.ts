import fc from "fast-check";
import { expect, it } from "vitest";
import { foldForSearch, holdsWords, searchWords } from "./text-search.ts";

it("finds words whatever their case, letters and order", () => {
  const text = "Ещё не приехал заказ №1427, Ёлка ЙОГУРТ café";
  for (const asked of ["заказ", "еще", "ЁЛКА", "елка заказ", "1427", "йогурт", "CAFE", "приехал  еще"])
    expect(holdsWords(text, searchWords(asked)), asked).toBe(true);
  for (const asked of ["иогурт", "возврат", "заказ возврат"]) expect(holdsWords(text, searchWords(asked))).toBe(false);
  expect(holdsWords(text, searchWords(" \n"))).toBe(false);
});

it("always finds a word of the text itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, at) => {
      const words = text.split(/\s+/).filter((word) => searchWords(word).length > 0);
      const word = words[at % Math.max(1, words.length)];
      if (word !== undefined) expect(holdsWords(text, searchWords(word))).toBe(true);
      expect(foldForSearch(foldForSearch(text))).toBe(foldForSearch(text));
    }),
  );
});
