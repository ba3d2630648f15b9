import type { Clock } from "../../src-main/core/ports/clock.ts";

type Timer = { readonly atMs: number; readonly order: number; readonly callback: () => void };

/** Time that stands still until a test moves it. Timers fire in the order of their time, then of their making. */
export class FakeClock implements Clock {
  #nowMs: number;
  #made = 0;
  #ids = 0;
  #seed: number;
  readonly #timers = new Set<Timer>();

  constructor(startMs = Date.UTC(2026, 10, 2, 9, 0, 0), seed = 1) {
    this.#nowMs = startMs;
    this.#seed = seed;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    this.#made += 1;
    const timer: Timer = { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#made, callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** The same numbers in the same order for the same seed (mulberry32). */
  random(): number {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), this.#seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  newId(): string {
    this.#ids += 1;
    return `id-${this.#ids}`;
  }

  /** How many timers wait: a suite ends with none, or something leaks. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** When the next timer is due, or null. */
  get nextAtMs(): number | null {
    return this.#next()?.atMs ?? null;
  }

  /** The machine sleeps: time goes on, and no timer fires until it is looked at again. */
  jump(byMs: number): void {
    this.#nowMs += byMs;
  }

  /** Moves on, firing each timer at its own time; also those that fired ones make. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (let timer = this.#next(); timer && timer.atMs <= untilMs; timer = this.#next()) this.#fire(timer);
    this.#nowMs = untilMs;
  }

  /** Like `advance`, and lets promises settle before, between and after the timers. */
  async run(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    await settle();
    for (let timer = this.#next(); timer && timer.atMs <= untilMs; timer = this.#next()) {
      this.#fire(timer);
      await settle();
    }
    this.#nowMs = untilMs;
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers)
      if (!next || timer.atMs < next.atMs || (timer.atMs === next.atMs && timer.order < next.order)) next = timer;
    return next;
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer);
    this.#nowMs = Math.max(this.#nowMs, timer.atMs);
    timer.callback();
  }
}

/** Lets every promise that can settle now, settle: a turn of the event loop comes after all microtasks. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
