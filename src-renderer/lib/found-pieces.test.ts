import fc from "fast-check";
import { expect, it } from "vitest";
import { foundPieces } from "./found-pieces.ts";

it("pieces make the text again, whatever the marks", () => {
  const mark = fc.record({ from: fc.nat(30), to: fc.nat(30) });
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.array(mark), (text, marks) => {
      const sound = marks
        .filter(({ from, to }) => from < to && to <= text.length)
        .toSorted((one, other) => one.from - other.from);
      expect(
        foundPieces(text, sound)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }),
  );
  expect(foundPieces("мой счёт", [{ from: 4, to: 8 }]).map(({ isFound }) => isFound)).toEqual([false, true]);
});
