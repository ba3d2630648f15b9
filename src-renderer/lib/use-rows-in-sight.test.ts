import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsInSight } from "./use-rows-in-sight.ts";

const ROW = 54;

describe("rows in sight", () => {
  it("are all that the pane shows, and few more, however long the list", () => {
    const sights = fc.record({ top: fc.nat(60_000), height: fc.integer({ min: 0, max: 2000 }) });
    fc.assert(
      fc.property(sights, fc.nat(1000), (sight, count) => {
        const { from, until } = rowsInSight(sight, count, ROW);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from).toBeLessThanOrEqual(until);
        expect(until).toBeLessThanOrEqual(count);
        expect(until - from).toBeLessThanOrEqual(Math.ceil(sight.height / ROW) + 13);
        for (let row = 0; row < count; row += 1) {
          const isInSight = (row + 1) * ROW > sight.top && row * ROW < sight.top + sight.height;
          if (isInSight) expect(row >= from && row < until).toBe(true);
        }
      }),
    );
  });
});
