import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";

/** One thing to give back at the end; the first named is given back first. */
export type ClosingStep = { readonly name: string; readonly close: () => Promise<void> | void };

/** How long one step may take before the next one begins anyway. */
const STEP_MS = 6_000;

/** Gives everything back in order; a step that fails or hangs does not keep the others from theirs. */
export async function shutDown(steps: readonly ClosingStep[], clock: Clock, log: Log): Promise<void> {
  for (const { name, close } of steps) {
    let stopTimer = () => {};
    const tooLong = new Promise<void>((resolve) => {
      stopTimer = clock.after(STEP_MS, () => {
        log.error({ step: name }, "closing took too long and was left");
        resolve();
      });
    });
    await Promise.race([closeOne(name, close, log), tooLong]);
    stopTimer();
  }
}

async function closeOne(name: string, close: ClosingStep["close"], log: Log): Promise<void> {
  try {
    await close();
  } catch (error) {
    log.error({ step: name, error }, "closing failed");
  }
}
