import { type BusinessHours, isOpenAt } from "../domain/distribution/business-hours.ts";

const STEP_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
/** A window is this long, and begins at a full hour this far ahead at the least. */
const WINDOW_MS = 2 * HOUR_MS;
const LEAST_AHEAD_MS = HOUR_MS;
const LOOK_AHEAD_MS = 4 * 24 * HOUR_MS;
const MOST_WINDOWS = 16;

export type CallBackWindow = { readonly fromMs: number; readonly toMs: number };

/** Times to which a call back can be put off: two hours each, within the working time, in the next days. */
export function callBackWindows(hours: BusinessHours | null, nowMs: number): readonly CallBackWindow[] {
  const windows: CallBackWindow[] = [];
  const firstMs = Math.ceil((nowMs + LEAST_AHEAD_MS) / HOUR_MS) * HOUR_MS;
  for (let fromMs = firstMs; fromMs < nowMs + LOOK_AHEAD_MS && windows.length < MOST_WINDOWS; ) {
    const isWhole = isOpenThroughout(hours, fromMs);
    if (isWhole) windows.push({ fromMs, toMs: fromMs + WINDOW_MS });
    fromMs += isWhole ? WINDOW_MS : HOUR_MS;
  }
  return windows;
}

/** Whether a window may be ordered: like those that are offered, or were while the form was filled in, and not over. */
export function isCallBackWindow(
  hours: BusinessHours | null,
  { fromMs, toMs }: CallBackWindow,
  nowMs: number,
): boolean {
  const isForm = fromMs % HOUR_MS === 0 && toMs - fromMs === WINDOW_MS;
  return isForm && fromMs > nowMs - HOUR_MS && fromMs < nowMs + LOOK_AHEAD_MS && isOpenThroughout(hours, fromMs);
}

/** When working time begins next; null: it is now, or not within two weeks. */
export function opensAt(hours: BusinessHours | null, nowMs: number): number | null {
  if (isOpenAt(hours, nowMs)) return null;
  const firstMs = Math.ceil(nowMs / STEP_MS) * STEP_MS;
  for (let atMs = firstMs; atMs < nowMs + 14 * 24 * HOUR_MS; atMs += STEP_MS) if (isOpenAt(hours, atMs)) return atMs;
  return null;
}

function isOpenThroughout(hours: BusinessHours | null, fromMs: number): boolean {
  // The end itself may be closing time.
  return [fromMs, fromMs + HOUR_MS, fromMs + WINDOW_MS - 1].every((atMs) => isOpenAt(hours, atMs));
}
