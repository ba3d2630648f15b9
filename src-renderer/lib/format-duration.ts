const SECOND = 1000;

/** «0:08», «4:12», «1:04:12»: how long something lasts. Negative durations (clocks differ a little) read as zero. */
export function formatDuration(durationMs: number): string {
  const total = wholeSeconds(durationMs);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** «04:12»: the timer of a talk, of one width until the first hour is over. */
export function formatTalk(durationMs: number): string {
  return formatDuration(durationMs).padStart(5, "0");
}

export function wholeSeconds(durationMs: number): number {
  return Math.max(0, Math.floor(durationMs / SECOND));
}

/** Seconds left, rounded up: «через 1 с» is said until the moment itself. */
export function secondsLeft(untilMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((untilMs - nowMs) / SECOND));
}
