import { describeFault } from "../lib/ask.ts";
import { rendererLog } from "../lib/log.ts";

/** Faults that reach the window itself go to main's log. */
export function logWindowFaults(target: Window): void {
  target.addEventListener("error", (event) =>
    rendererLog.error(`window: ${describeFault(event.error ?? event.message)}`),
  );
  target.addEventListener("unhandledrejection", (event) =>
    rendererLog.error(`unhandled rejection: ${describeFault(event.reason)}`),
  );
}
