import type { HubClock } from "../../clock.ts";

/** The exchange's timers, so that none of them outlives it. */
export class TimerScope implements Pick<HubClock, "nowMs" | "after"> {
  readonly #clock: Pick<HubClock, "nowMs" | "after">;
  readonly #stops = new Set<() => void>();

  constructor(clock: Pick<HubClock, "nowMs" | "after">) {
    this.#clock = clock;
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  after(delayMs: number, callback: () => void): () => void {
    const stopTimer = this.#clock.after(delayMs, () => {
      this.#stops.delete(stop);
      callback();
    });
    const stop = () => {
      this.#stops.delete(stop);
      stopTimer();
    };
    this.#stops.add(stop);
    return stop;
  }

  dispose(): void {
    for (const stop of [...this.#stops]) stop();
  }
}
