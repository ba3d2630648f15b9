import type { Clock } from "../core/ports/clock.ts";

/** When to make a thing again that died: at once, then slower and slower, quick again after it lived for a while. */
export type RestartPolicy = {
  readonly firstMs: number;
  readonly maxMs: number;
  /** Alive for this long counts as healthy: the next death is the first one again. */
  readonly healthyMs: number;
};

export type Restarter = {
  /** Notes a birth. */
  born(): void;
  /** Calls back when it is time to make the thing again; answers the delay. */
  died(again: () => void): number;
  stop(): void;
};

/** Doubles the delay with each early death; half of it is jitter, so that several things do not restart in step. */
export function createRestarter(policy: RestartPolicy, clock: Clock): Restarter {
  let deaths = 0;
  let bornAtMs: number | null = null;
  let cancel: (() => void) | null = null;
  return {
    born() {
      bornAtMs = clock.nowMs();
    },
    died(again) {
      if (bornAtMs !== null && clock.nowMs() - bornAtMs >= policy.healthyMs) deaths = 0;
      bornAtMs = null;
      const fullMs = deaths === 0 ? 0 : Math.min(policy.maxMs, policy.firstMs * 2 ** (deaths - 1));
      const delayMs = Math.round(fullMs / 2 + (fullMs / 2) * clock.random());
      deaths += 1;
      cancel?.();
      cancel = clock.after(delayMs, again);
      return delayMs;
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
