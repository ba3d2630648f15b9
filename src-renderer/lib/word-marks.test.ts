import fc from "fast-check";
import { expect, it } from "vitest";
import { searchWords } from "../../src-shared/domain/text-search.ts";
import { foundPieces } from "./found-pieces.ts";
import { wordMarks } from "./word-marks.ts";

const marked = (text: string, typed: string) =>
  foundPieces(text, wordMarks(text, searchWords(typed)))
    .map((piece) => (piece.isFound ? `[${piece.text}]` : piece.text))
    .join("");

it("marks words whatever their case and letters, as they are written", () => {
  expect(marked("Ещё ёлка и ЕЛЬ", "елк ещ")).toBe("[Ещ]ё [ёлк]а и ЕЛЬ");
  expect(marked("йод и и\u0306од, иод", "йод")).toBe("[йод] и [и\u0306од], иод");
  expect(marked("Кафе́ café ﬁn", "кафе cafe fin")).toBe("[Кафе́] [café] [ﬁn]");
  expect(marked("аааа", "аа а")).toBe("[аааа]");
  expect(marked("нет", "другое")).toBe("нет");
  expect(marked("👩‍👩‍👧 заказ", "заказ")).toBe("👩‍👩‍👧 [заказ]");
});

it("marks lie in the text, in order and apart", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string({ minLength: 1, maxLength: 2 })), (text, typed) => {
      let last = 0;
      for (const { from, to } of wordMarks(text, searchWords(typed.join(" ")))) {
        expect(from).toBeGreaterThanOrEqual(last);
        expect(to).toBeGreaterThan(from);
        last = to;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
  );
});
