const FIRST_MS = 500;
/** The link shall be back within 5 s of the network: each try is cheap, and those that come at once are few. */
const LONGEST_MS = 1_500;

/** How long to wait before try number `attempt` (from 0): doubled each time, and spread so that a team does not return at once. */
export function backOffMs(attempt: number, random: number): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(fullMs / 2 + (fullMs / 2) * random);
}

/** A refusal is not hammered: only now and then, in case the hub has changed its mind. */
export function afterRefusalMs(code: string, random: number): number {
  const leastMs = code === "too-many-tries" ? 60_000 : 300_000;
  return Math.round(leastMs * (1 + random / 4));
}
