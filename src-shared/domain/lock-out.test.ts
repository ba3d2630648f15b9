import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ADDRESS_LOCK, type FailureRecord, failOnce, LOGIN_LOCK, mostAtOnce, waitMs } from "./lock-out.ts";

const MINUTE = 60_000;

function afterFailures(count: number, startMs = 0): { readonly record: FailureRecord | null; readonly nowMs: number } {
  let [record, nowMs] = [null as FailureRecord | null, startMs];
  for (let index = 0; index < count; index += 1) {
    nowMs += waitMs(record, LOGIN_LOCK, nowMs);
    record = failOnce(record, LOGIN_LOCK, nowMs);
  }
  return { record, nowMs };
}

describe("the lock-out", () => {
  it("lets five wrong passwords pass, then locks for 1, 2, 4, 8, 15, 15 … minutes", () => {
    const waits = [1, 4, 5, 6, 7, 8, 9, 10].map((count) => {
      const { record, nowMs } = afterFailures(count);
      return waitMs(record, LOGIN_LOCK, nowMs) / MINUTE;
    });
    expect(waits).toEqual([0, 0, 1, 2, 4, 8, 15, 15]);
  });

  it("forgets after a day without a wrong one, and not before", () => {
    const { record, nowMs } = afterFailures(9);
    const day = 24 * 60 * MINUTE;
    const lockEnd = nowMs + waitMs(record, LOGIN_LOCK, nowMs);
    expect(failOnce(record, LOGIN_LOCK, lockEnd + day - 1).failures).toBe(10);
    expect(failOnce(record, LOGIN_LOCK, lockEnd + day).failures).toBe(1);
    expect(mostAtOnce(record, LOGIN_LOCK, lockEnd + day)).toBe(5);
  });

  it("is not lengthened by a clock that went back", () => {
    const { record } = afterFailures(20, 1_000_000_000);
    expect(waitMs(record, LOGIN_LOCK, 0)).toBe(LOGIN_LOCK.longestLockMs);
  });

  it("never gives a guesser more tries than its rule, whatever the rhythm", () => {
    const rhythm = fc.array(fc.integer({ min: 0, max: 30 * MINUTE }), { maxLength: 300 });
    fc.assert(
      fc.property(fc.constantFrom(LOGIN_LOCK, ADDRESS_LOCK), rhythm, (rule, pauses) => {
        let [record, nowMs, tries, lockedMs] = [null as FailureRecord | null, 0, 0, 0];
        for (const pause of pauses) {
          nowMs += pause;
          if (waitMs(record, rule, nowMs) > 0) continue;
          tries += 1;
          record = failOnce(record, rule, nowMs);
          const wait = waitMs(record, rule, nowMs);
          lockedMs += wait;
          if (tries >= rule.freeTries && nowMs < rule.forgottenAfterMs) expect(wait).toBeGreaterThan(0);
          expect(wait).toBeLessThanOrEqual(rule.longestLockMs);
        }
        // The locks of all tries but the last lie behind one another in the time that passed.
        if (record) expect(lockedMs - waitMs(record, rule, record.lastAtMs)).toBeLessThanOrEqual(nowMs);
      }),
    );
  });
});
