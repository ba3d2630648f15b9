import { randomUUID } from "node:crypto";
import type { Clock } from "../core/ports/clock.ts";

/** setTimeout counts in 32 bits and fires at once beyond them. */
const LONGEST_DELAY_MS = 2_147_483_647;

/** The machine's own time. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, Math.min(Math.max(0, delayMs), LONGEST_DELAY_MS));
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  newId: () => randomUUID(),
};
