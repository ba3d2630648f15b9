const FIRST_MS = 500;
const MOST_MS = 30_000;

/**
 * How long to wait before try number `failures + 1`: exponential with full jitter, so that a thousand desktops that lost
 * the same hub do not come back in one second. `random` is in [0, 1).
 */
export function backOffMs(failures: number, random: number): number {
  const mostMs = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(random * mostMs);
}
