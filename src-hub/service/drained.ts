import type { HubClock } from "../clock.ts";
import type { HubService } from "./hub-service.ts";

const LOOK_EVERY_MS = 100;

/** Takes no new calls; settles when those there are have ended, or the time is over. */
export function drained(parts: {
  readonly service: HubService;
  readonly clock: HubClock;
  readonly withinMs: number;
}): Promise<void> {
  const { service, clock, withinMs } = parts;
  const untilMs = clock.nowMs() + withinMs;
  service.drain();
  return new Promise((resolve) => {
    const look = () => {
      if (service.carriedCalls === 0 || clock.nowMs() >= untilMs) resolve();
      else clock.after(LOOK_EVERY_MS, look);
    };
    look();
  });
}
