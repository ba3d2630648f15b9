import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contrast, parseColour, standOut, textOn } from "./contrast.ts";

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("colours of a site", () => {
  test("contrast is WCAG's", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  test("any colour carries a text that can be read", () => {
    fc.assert(fc.property(colour, (fill) => contrast(textOn(fill), fill) >= 4.5));
  });

  test("any colour stands out from any surface of the widget, and stays what it is when it did anyway", () => {
    fc.assert(
      fc.property(colour, fc.constantFrom("#ffffff", "#171a20"), fc.constantFrom(3, 4.5), (asked, surface, ratio) => {
        const moved = standOut(asked, surface, ratio);
        expect(contrast(moved, surface)).toBeGreaterThanOrEqual(ratio);
        if (contrast(asked, surface) >= ratio) expect(moved).toBe(asked);
      }),
    );
  });

  test("only colours are colours", () => {
    expect(parseColour(" #0C7a54 ")).toBe("#0c7a54");
    expect(parseColour("#0af")).toBe("#00aaff");
    for (const bad of ["red", "#12", "#12345g", "url(x)", "#000000;background:url(//evil)", null, undefined])
      expect(parseColour(bad)).toBeNull();
  });
});
