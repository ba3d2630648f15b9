/** Numbers that look like chance and are the same for the same seed (mulberry32). */
export class Chance {
  readonly seed: number;
  #state: number;

  constructor(seed: number) {
    this.seed = seed;
    this.#state = seed | 0;
  }

  /** The seed of `TANDEM_SEED`, else a new one; said aloud, so that what failed can be played again. */
  static forTest(name: string): Chance {
    const given = Number(process.env.TANDEM_SEED);
    const seed = Number.isInteger(given) && given > 0 ? given : Math.floor(Math.random() * 1_000_000_000) + 1;
    process.stderr.write(`${name}: TANDEM_SEED=${seed}\n`);
    return new Chance(seed);
  }

  /** 0 ≤ n < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to and without `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  is(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  /** Settles at a moment that nobody knows beforehand: what is struck then may be in the middle of anything. */
  moment(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, this.below(withinMs));
    });
  }
}
