import { describe, expect, it } from "vitest";
import { learnButton } from "./learn-button.ts";

const report = (...data: number[]) => ({ reportId: 5, data });

describe("learnButton", () => {
  it("learns a bit that goes on and off again as a push-button", () =>
    expect(learnButton([0, 0], [report(0, 4), report(0, 0)])).toEqual({
      signal: { reportId: 5, bit: 10, size: 1, equals: null },
      kind: "pulse",
    }));

  it("learns a bit that stays as a switch, whichever way it went", () => {
    const hook = { signal: { reportId: 5, bit: 0, size: 1, equals: null }, kind: "switch" };
    expect(learnButton([2], [report(3)])).toEqual(hook);
    expect(learnButton([3], [report(2)])).toEqual(hook);
  });

  it("learns a code in a byte, and not its end", () => {
    expect(learnButton([], [report(0x30, 0), report(0, 0)])).toEqual({
      signal: { reportId: 5, bit: 0, size: 8, equals: 0x30 },
      kind: "pulse",
    });
    expect(learnButton([0x30, 0], [report(0, 0)])).toBeNull();
  });

  it("learns nothing of nothing", () => {
    expect(learnButton([], [])).toBeNull();
    expect(learnButton([1], [report(1)])).toBeNull();
  });
});
