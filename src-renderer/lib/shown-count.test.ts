import { expect, test } from "vitest";
import { shownCount } from "./shown-count.ts";

test("a million is no wider than a hundred", () => {
  expect([0, 99, 100, 1_000_000].map((count) => shownCount(count))).toEqual(["0", "99", "99+", "99+"]);
  expect(shownCount(1_000_000, 999)).toBe("999+");
});
