import type { HubClock } from "../../clock.ts";
import { TokenBucket } from "../../telephony/embedded/token-bucket.ts";

type Rate = { readonly perSecond: number; readonly burst: number };

const HOUR_S = 3600;

/** Far above what a person does; below what harms. */
const RATES = {
  /** Upgrades of one address: all widgets of an office come back at once after a restart, and again. */
  upgrade: { perSecond: 5, burst: 400 },
  /** Frames of one socket. */
  frame: { perSecond: 10, burst: 60 },
  /** Durable messages of one visitor over all tabs. */
  message: { perSecond: 1, burst: 20 },
  /** Call-back orders and offline forms of one visitor, and of one address. */
  order: { perSecond: 5 / HOUR_S, burst: 3 },
  addressOrder: { perSecond: 30 / HOUR_S, burst: 10 },
  /** Visitors made for one address: an office behind one address has many, a script more. */
  newVisitor: { perSecond: 1, burst: 60 },
  /** Calls from the page: whoever gets a busy line may try again, a script may not. */
  call: { perSecond: 12 / HOUR_S, burst: 4 },
  addressCall: { perSecond: 60 / HOUR_S, burst: 15 },
  file: { perSecond: 10 / 60, burst: 10 },
  addressFile: { perSecond: 1, burst: 40 },
} as const satisfies Record<string, Rate>;

export type LimitName = keyof typeof RATES;

/** Above this many names the oldest are let go: they have earned their whole allowance back by then, or nearly. */
const MOST_BUCKETS = 20_000;

/** Counts who asks for how much, by name and whom. */
export class SiteLimits {
  readonly #clock: HubClock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: HubClock) {
    this.#clock = clock;
  }

  /** Whether one more is allowed; it counts when it is. */
  take(name: LimitName, whom: string): boolean {
    const nowMs = this.#clock.nowMs();
    const key = `${name} ${whom}`;
    const known = this.#buckets.get(key);
    const bucket = known ?? this.newBucket(name);
    // Used last comes last: the first of the map is the one that was asked for longest ago.
    if (known) this.#buckets.delete(key);
    else if (this.#buckets.size >= MOST_BUCKETS) this.#dropOldest();
    this.#buckets.set(key, bucket);
    return bucket.take(nowMs);
  }

  /** A bucket of one owner, which goes with it. */
  newBucket(name: LimitName): TokenBucket {
    const { perSecond, burst } = RATES[name];
    return new TokenBucket(perSecond, burst, this.#clock.nowMs());
  }

  /** How long until one more is allowed at the latest. */
  waitMs(name: LimitName): number {
    return Math.ceil(1000 / RATES[name].perSecond);
  }

  #dropOldest(): void {
    const oldest = this.#buckets.keys().next();
    if (!oldest.done) this.#buckets.delete(oldest.value);
  }
}
