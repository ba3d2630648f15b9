import type { HubClock } from "../clock.ts";
import { TokenBucket } from "../telephony/embedded/token-bucket.ts";

/** A name that was quiet this long has a full bucket again, and may be forgotten. */
const QUIET_MS = 60_000;
const MOST_NAMES = 50_000;

type Rate = { readonly perSecond: number; readonly atOnce: number };

/** Lets so many a second through for each name, and forgets names that are quiet. */
export class RateGate {
  readonly #rate: Rate;
  readonly #clock: HubClock;
  readonly #buckets = new Map<string, { readonly bucket: TokenBucket; seenAtMs: number }>();

  constructor(rate: Rate, clock: HubClock) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** How long a token takes to come back. */
  get retryAfterMs(): number {
    return Math.ceil(1000 / this.#rate.perSecond);
  }

  /** How many names are known. */
  get size(): number {
    return this.#buckets.size;
  }

  take(name: string): boolean {
    const nowMs = this.#clock.nowMs();
    const known = this.#buckets.get(name);
    const entry = known ?? { bucket: this.#newBucket(nowMs), seenAtMs: nowMs };
    entry.seenAtMs = nowMs;
    // The order of the map is the order of use: the oldest stand first.
    this.#buckets.delete(name);
    this.#buckets.set(name, entry);
    this.#forget(nowMs);
    return entry.bucket.take(nowMs);
  }

  #newBucket(nowMs: number): TokenBucket {
    return new TokenBucket(this.#rate.perSecond, this.#rate.atOnce, nowMs);
  }

  #forget(nowMs: number): void {
    for (const [name, { seenAtMs }] of this.#buckets) {
      if (nowMs - seenAtMs < QUIET_MS && this.#buckets.size <= MOST_NAMES) return;
      this.#buckets.delete(name);
    }
  }
}
