import { expect } from "vitest";
import { busyness } from "./busyness.ts";

/**
 * How often each kill test kills. `TANDEM_KILL_ROUNDS=50` is the whole proof: seven minutes
 * for all of them on a machine that does nothing else. In `npm test` the same moments of chance are fewer, with another seed each time.
 */
export const KILL_ROUNDS = Number(process.env.TANDEM_KILL_ROUNDS ?? 12);

/** Stranded contacts are offered again within a second. */
const AGAIN_WITHIN_MS = 1000;

export function expectOfferedAgainSoon(waitsMs: readonly number[], words: string): void {
  const sorted = waitsMs.toSorted((left, right) => left - right);
  const busy = busyness();
  const all = `${words}, on a machine ${busy.toFixed(1)} times as busy as it can be: ${sorted.join(" ")}`;
  process.stderr.write(`offered again after, ms: ${all}\n`);
  expect(sorted.length, all).toBeGreaterThan(0);
  expect(sorted.at(-1), all).toBeLessThanOrEqual(AGAIN_WITHIN_MS * busy);
}
