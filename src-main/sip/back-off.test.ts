import fc from "fast-check";
import { expect, it } from "vitest";
import { backOffMs, HANDSHAKE_MS } from "./back-off.ts";

/** What a phone has after a cut of any length (`bench recovery`), and what of it the REGISTER and its challenge may take. */
const READY_WITHIN_MS = 5_000;
const REGISTER_MS = 900;

/** When the first try starts that finds the network again: one begun before dies with its handshake, however late that is. */
function firstGoodTryMs(cutMs: number, randoms: readonly number[]): number {
  let nowMs = 0;
  for (let failures = 0; nowMs < cutMs; failures += 1)
    nowMs += HANDSHAKE_MS + backOffMs(failures, randoms[failures % randoms.length] ?? 0);
  return nowMs;
}

it("after a cut of any length, with any jitter, a try comes soon enough to be ready within 5 s", () => {
  const random = fc.double({ min: 0, max: 0.999_999, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3_600_000 }),
      fc.array(random, { minLength: 1, maxLength: 50 }),
      (cutMs, randoms) => {
        const lateMs = firstGoodTryMs(cutMs, randoms) - cutMs;
        expect(lateMs).toBeLessThanOrEqual(READY_WITHIN_MS - REGISTER_MS);
      },
    ),
  );
});

it("spreads the tries of many phones: none waits longer than a second, and few come at once", () => {
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (failures, random) => {
      expect(backOffMs(failures, random)).toBeGreaterThanOrEqual(0);
      expect(backOffMs(failures, random)).toBeLessThanOrEqual(1_000);
    }),
  );
  const waits = Array.from({ length: 100 }, (_none, index) => backOffMs(3, index / 100));
  expect(new Set(waits).size).toBe(100);
});
