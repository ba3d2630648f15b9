const FIRST_MS = 500;
const MOST_MS = 1_000;

/** A network that comes back during a try answers the next one: TCP itself would repeat its SYN after 1, 3 and 7 s. */
export const HANDSHAKE_MS = 3_000;

/**
 * How long to wait before try number `failures + 1`: exponential with full jitter, so that a thousand desktops that lost
 * the same hub do not come back in one second. Never long: a phone shall be ready within 5 s of the network's return,
 * and nothing else tells of the return of a network beyond this machine. A server with too many asks for more time
 * itself (503 with Retry-After). `random` is in [0, 1).
 */
export function backOffMs(failures: number, random: number): number {
  const mostMs = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(random * mostMs);
}
