/** How much work a password hash costs: memory in KiB, passes over it, lanes. */
export type Argon2Cost = { readonly memoryKib: number; readonly passes: number; readonly lanes: number };

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. */
export const OWASP_COST: Argon2Cost = { memoryKib: 19_456, passes: 2, lanes: 1 };

const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$[A-Za-z0-9+/]{8,}\$[A-Za-z0-9+/]{16,}$/;

/** What a stored hash cost; null: it is not an argon2id hash in the PHC string format. */
export function costOf(stored: string): Argon2Cost | null {
  const match = PHC.exec(stored);
  return match ? { memoryKib: Number(match[1]), passes: Number(match[2]), lanes: Number(match[3]) } : null;
}

/** Whether a hash should be made anew while the password is at hand: another scheme, or less work than is asked today. */
export function needsRehash(stored: string, wanted: Argon2Cost): boolean {
  const cost = costOf(stored);
  return cost === null || cost.memoryKib < wanted.memoryKib || cost.passes < wanted.passes || cost.lanes < wanted.lanes;
}
