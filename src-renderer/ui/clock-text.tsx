import { useClock } from "../lib/clock.ts";
import { formatDuration } from "../lib/format-duration.ts";

type ClockTextProps = {
  readonly sinceMs: number;
  readonly format?: (durationMs: number) => string;
};

/** A running timer; draws itself again once a second and nothing around it. */
export function ClockText({ sinceMs, format = formatDuration }: ClockTextProps) {
  return useClock((nowMs) => format(nowMs - sinceMs));
}
