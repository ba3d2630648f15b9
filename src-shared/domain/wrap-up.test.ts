import { expect, it } from "vitest";
import { DEFAULT_WRAP_UP, extendedUntil, type WrapUp } from "./wrap-up.ts";

const wrapUp: WrapUp = { untilMs: 60_000, atEnd: "close", extensions: 0 };

it("prolongs from its end, or from now when it is over", () => {
  expect(extendedUntil(wrapUp, DEFAULT_WRAP_UP, 0, 10_000)).toEqual({ untilMs: 90_000 });
  expect(extendedUntil({ ...wrapUp, atEnd: "stay" }, DEFAULT_WRAP_UP, 0, 100_000)).toEqual({ untilMs: 130_000 });
});

it("refuses when the contact's extensions or the shift's budget are used up", () => {
  const often = { ...wrapUp, extensions: 2 };
  expect(extendedUntil(often, DEFAULT_WRAP_UP, 0, 0)).toEqual({ refusal: "no-extensions-left" });
  expect(extendedUntil(wrapUp, DEFAULT_WRAP_UP, 870_000, 0)).toEqual({ untilMs: 90_000 });
  expect(extendedUntil(wrapUp, DEFAULT_WRAP_UP, 870_001, 0)).toEqual({ refusal: "shift-budget-used" });
});
