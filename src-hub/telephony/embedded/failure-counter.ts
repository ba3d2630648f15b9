type Record = { failures: number; readonly sinceMs: number; lockedUntilMs: number };

/** Keys remembered at once; the oldest go first, so that made-up names cannot fill the memory. */
const MOST_KEYS = 4096;

/** Counts wrong passwords by key (a user, an address) and says how long a key has to wait. */
export class FailureCounter {
  readonly #limit: number;
  readonly #lockMs: number;
  readonly #records = new Map<string, Record>();

  constructor(limit: number, lockMs: number) {
    this.#limit = limit;
    this.#lockMs = lockMs;
  }

  /** Milliseconds until the key may try again; 0 when it may now. */
  waitMs(key: string, nowMs: number): number {
    return Math.max(0, (this.#records.get(key)?.lockedUntilMs ?? 0) - nowMs);
  }

  fail(key: string, nowMs: number): void {
    const known = this.#records.get(key);
    const record =
      known && nowMs - known.sinceMs < this.#lockMs ? known : { failures: 0, sinceMs: nowMs, lockedUntilMs: 0 };
    record.failures += 1;
    if (record.failures >= this.#limit) record.lockedUntilMs = nowMs + this.#lockMs;
    this.#records.delete(key);
    this.#records.set(key, record);
    const oldest = this.#records.keys().next();
    if (this.#records.size > MOST_KEYS && !oldest.done) this.#records.delete(oldest.value);
  }

  succeed(key: string): void {
    this.#records.delete(key);
  }
}
