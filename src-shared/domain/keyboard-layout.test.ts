import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOtherLayout } from "./keyboard-layout.ts";

describe("inOtherLayout", () => {
  it.each([
    ["ghbdtn", "привет"],
    ["GHBDTN", "привет"],
    ["pderf", "звука"],
    ["j,tl", "обед"],
    ["`krf", "ёлка"],
    ["ыщгтв", "sound"],
    ["102", "102"],
    ["ntvf 2", "тема 2"],
  ])("reads %s as %s", (typed, meant) => {
    expect(inOtherLayout(typed)).toBe(meant);
  });

  it("twice is the same letters again, whichever layout they were typed in", () => {
    const letters = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz".split(""));
    const words = fc.array(letters, { minLength: 1 }).map((signs) => signs.join(""));
    fc.assert(fc.property(words, (word) => inOtherLayout(inOtherLayout(word)) === word));
  });
});
