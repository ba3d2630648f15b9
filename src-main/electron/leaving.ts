import { app } from "electron";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { type ClosingStep, shutDown } from "./shut-down.ts";

/** The end of the app: everything that was opened is given back, newest first, before the process goes. */
export type Leaving = {
  /** What was opened just now must be given back before all that was opened earlier. */
  last(name: string, close: ClosingStep["close"]): void;
  leave(code: number): void;
};

export function createLeaving(clock: Clock, log: Log): Leaving {
  const steps: ClosingStep[] = [];
  let isLeaving = false;
  const leave = (code: number) => {
    if (isLeaving) return;
    isLeaving = true;
    void shutDown(steps, clock, log).then(() => app.exit(code));
  };
  // Also what Electron calls a quit (a signal, the menu, the end of the session) goes this way.
  app.on("before-quit", (event) => {
    event.preventDefault();
    leave(0);
  });
  return { last: (name, close) => void steps.unshift({ name, close }), leave };
}
