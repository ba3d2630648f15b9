import { expect, it } from "vitest";
import { isAlmostOver, leftMs, leftShare } from "./wrap-up-model.ts";

const view = { endedAtMs: 0, untilMs: 60_000 };

it("counts down in whole seconds, and on beyond its time", () => {
  expect([0, 100, 59_999, 60_000, 61_500].map((nowMs) => leftMs(view, nowMs))).toEqual([
    60_000, 60_000, 1000, 0, -1000,
  ]);
});

it("shows its share, which an extension makes larger again", () => {
  expect([0, 30_000, 90_000].map((nowMs) => leftShare(view, nowMs))).toEqual([1, 0.5, 0]);
  expect(leftShare({ ...view, untilMs: 90_000 }, 30_000)).toBe(0.67);
  expect([49_000, 50_000].map((nowMs) => isAlmostOver(view, nowMs))).toEqual([false, true]);
});
