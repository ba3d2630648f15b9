import fc from "fast-check";
import { expect, test } from "vitest";
import { afterRefusalMs, backOffMs } from "./back-off.ts";

test("tries soon, then less and less often, never all at once, never more rarely than every 1.5 s", () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (attempt, random) => {
      const waitMs = backOffMs(attempt, random);
      expect(waitMs).toBeGreaterThanOrEqual(250);
      expect(waitMs).toBeLessThanOrEqual(1_500);
      expect(backOffMs(attempt + 1, random)).toBeGreaterThanOrEqual(waitMs);
    }),
  );
  expect([0, 1, 2, 3].map((attempt) => backOffMs(attempt, 0))).toEqual([250, 500, 750, 750]);
  expect(backOffMs(3, 0.5)).not.toBe(backOffMs(3, 0.6));
});

test("a refusal is tried again rarely; a locked login after its minute", () => {
  expect(afterRefusalMs("bad-credentials", 0)).toBe(300_000);
  expect(afterRefusalMs("too-many-tries", 0)).toBe(60_000);
  expect(afterRefusalMs("too-many-tries", 0.99)).toBeGreaterThan(70_000);
});
