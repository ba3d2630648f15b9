/** Wrong passwords of one subject (a login, an address), as they are kept. Times are epoch milliseconds. */
export type FailureRecord = { readonly failures: number; readonly lastAtMs: number; readonly lockedUntilMs: number };

/** How a subject is locked out: `freeTries` wrong ones are free, each one after them locks for twice as long as the last. */
export type LockRule = {
  readonly freeTries: number;
  readonly firstLockMs: number;
  readonly longestLockMs: number;
  /** Without a wrong one for so long after the last lock, everything is forgotten. */
  readonly forgottenAfterMs: number;
};

const MINUTE_MS = 60_000;

/** A login is locked for at most a quarter of an hour: else a stranger could keep a person from their work. */
export const LOGIN_LOCK: LockRule = {
  freeTries: 5,
  firstLockMs: MINUTE_MS,
  longestLockMs: 15 * MINUTE_MS,
  forgottenAfterMs: 24 * 60 * MINUTE_MS,
};

/** An address may be a whole office: more tries, and nobody's right password takes them back. */
export const ADDRESS_LOCK: LockRule = {
  freeTries: 30,
  firstLockMs: MINUTE_MS,
  longestLockMs: 60 * MINUTE_MS,
  forgottenAfterMs: 60 * MINUTE_MS,
};

/** The record after one more wrong password. */
export function failOnce(before: FailureRecord | null, rule: LockRule, nowMs: number): FailureRecord {
  const known = before && !isForgotten(before, rule, nowMs) ? before : null;
  const failures = (known?.failures ?? 0) + 1;
  const beyond = failures - rule.freeTries;
  const lockMs = beyond < 0 ? 0 : Math.min(rule.longestLockMs, rule.firstLockMs * 2 ** Math.min(beyond, 30));
  return { failures, lastAtMs: nowMs, lockedUntilMs: Math.max(known?.lockedUntilMs ?? 0, nowMs + lockMs) };
}

/** How long a subject has to wait; 0: it may try now. A clock that went back never lengthens a lock. */
export function waitMs(record: FailureRecord | null, rule: LockRule, nowMs: number): number {
  if (!record || record.failures < rule.freeTries) return 0;
  return Math.min(rule.longestLockMs, Math.max(0, record.lockedUntilMs - nowMs));
}

/** How many checks of a subject may run at once: those all sent together are not all let through to the slow check. */
export function mostAtOnce(record: FailureRecord | null, rule: LockRule, nowMs: number): number {
  const failures = record && !isForgotten(record, rule, nowMs) ? record.failures : 0;
  return Math.max(1, rule.freeTries - failures);
}

function isForgotten({ lastAtMs, lockedUntilMs }: FailureRecord, rule: LockRule, nowMs: number): boolean {
  return nowMs - Math.max(lastAtMs, lockedUntilMs) >= rule.forgottenAfterMs;
}
