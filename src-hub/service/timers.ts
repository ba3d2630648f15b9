import type { HubClock } from "../clock.ts";

/** Named timers: setting one again replaces it, and all stop together. */
export class Timers<Name> {
  readonly #clock: HubClock;
  readonly #stops = new Map<Name, () => void>();

  constructor(clock: HubClock) {
    this.#clock = clock;
  }

  set(name: Name, delayMs: number, callback: () => void): void {
    this.clear(name);
    const stop = this.#clock.after(Math.max(0, delayMs), () => {
      this.#stops.delete(name);
      callback();
    });
    this.#stops.set(name, stop);
  }

  clear(name: Name): void {
    this.#stops.get(name)?.();
    this.#stops.delete(name);
  }

  has(name: Name): boolean {
    return this.#stops.has(name);
  }

  clearAll(): void {
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }
}
