import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteRange } from "./byte-range.ts";

describe("byteRange", () => {
  it.each([
    ["bytes=0-9", { first: 0, last: 9 }],
    ["bytes=90-", { first: 90, last: 99 }],
    ["bytes=-10", { first: 90, last: 99 }],
    ["bytes=-1000", { first: 0, last: 99 }],
    ["bytes=0-100000", { first: 0, last: 99 }],
    ["Bytes= 5 - 6", { first: 5, last: 6 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=9-5", null],
    ["bytes=0-1,3-4", null],
    ["bytes=a-b", null],
    ["bytes=-", null],
    ["items=0-1", null],
    [undefined, null],
  ])("%s of 100 bytes", (header, range) => {
    expect(byteRange(header, 100)).toEqual(range);
  });

  it("of nothing there is no part", () => {
    expect(["bytes=0-", "bytes=-5", "bytes=0-0"].map((header) => byteRange(header, 0))).toEqual(
      Array.from({ length: 3 }, () => "unsatisfiable"),
    );
  });

  it("whatever is asked for, the part lies inside", () => {
    fc.assert(
      fc.property(fc.option(fc.nat()), fc.option(fc.nat()), fc.nat({ max: 1_000_000 }), (from, to, total) => {
        const range = byteRange(`bytes=${from ?? ""}-${to ?? ""}`, total);
        if (range === null || range === "unsatisfiable") return;
        expect(range.first).toBeGreaterThanOrEqual(0);
        expect(range.last).toBeGreaterThanOrEqual(range.first);
        expect(range.last).toBeLessThan(total);
      }),
    );
  });
});
