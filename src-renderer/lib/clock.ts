import { useSyncExternalStore } from "react";

const TICK_MS = 200;

type Listener = () => void;

/** One ticking clock for all timers of the window; it runs only while somebody looks at it. */
export function createClock(now: () => number) {
  const listeners = new Set<Listener>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    now,
    subscribe(listener: Listener): () => void {
      listeners.add(listener);
      timer ??= setInterval(() => {
        for (const each of listeners) each();
      }, TICK_MS);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

const clock = createClock(() => Date.now());

/** What `read` makes of the present moment; the component draws again only when that changes. */
export function useClock<Value extends string | number | boolean | null>(read: (nowMs: number) => Value): Value {
  return useSyncExternalStore(clock.subscribe, () => read(clock.now()));
}

/** The start of the present day; changes at midnight only. */
export function useToday(): number {
  return useClock((nowMs) => new Date(nowMs).setHours(0, 0, 0, 0));
}
