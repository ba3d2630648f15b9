import type { Clock } from "../core/ports/clock.ts";

/** Knows what the start still waits for, and says so when it takes long: the app never hangs in silence. */
export type StartupWatch = {
  /** Passes a promise on, and remembers that it is waited for. */
  waitFor<Value>(what: string, promise: Promise<Value>): Promise<Value>;
  /** What is waited for now, in words. */
  pending(): readonly string[];
  done(): void;
};

/** First word after this; then ever more rarely, for a hub elsewhere may be away for hours. */
export const FIRST_WORD_MS = 10_000;

export function createStartupWatch(clock: Clock, say: (line: string) => void): StartupWatch {
  const waiting = new Set<string>();
  const startedAtMs = clock.nowMs();
  let cancel: (() => void) | null = null;
  const later = (delayMs: number) => {
    cancel = clock.after(delayMs, () => {
      const seconds = Math.round((clock.nowMs() - startedAtMs) / 1000);
      say(`tandem: start takes ${seconds} s, still waiting for: ${[...waiting].join(", ") || "nothing by name"}`);
      later(delayMs * 2);
    });
  };
  later(FIRST_WORD_MS);
  return {
    async waitFor(what, promise) {
      waiting.add(what);
      try {
        return await promise;
      } finally {
        waiting.delete(what);
      }
    },
    pending: () => [...waiting],
    done: () => cancel?.(),
  };
}
