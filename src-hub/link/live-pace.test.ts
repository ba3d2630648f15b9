import { expect, it } from "vitest";
import { LivePace } from "./live-pace.ts";

/**
 * Ten seconds of events for a thousand readers on a machine that a frame keeps busy for so long that events wait at its
 * door: how many frames go out, and for how long the first event of one waited at most.
 */
function pacedWhenSlow(everyMs: number, frameMs: number): { frames: number; waitedMs: number } {
  const pace = new LivePace();
  let [frames, waitedMs, nowMs, askedMs, dueAtMs, firstMs] = [0, 0, 0, 0, Number.POSITIVE_INFINITY, 0];
  const sendOrWait = (waitMs: number) => {
    if (waitMs > 0) {
      dueAtMs = nowMs + waitMs;
      return;
    }
    frames += 1;
    nowMs += frameMs;
    waitedMs = Math.max(waitedMs, nowMs - firstMs);
    dueAtMs = Number.POSITIVE_INFINITY;
    pace.sent(frameMs);
  };
  while (nowMs < 10_000) {
    if (askedMs <= nowMs) {
      if (dueAtMs === Number.POSITIVE_INFINITY) {
        firstMs = askedMs;
        sendOrWait(pace.waitMs(nowMs, 1000));
      } else pace.joins(nowMs, 1000);
      askedMs += everyMs;
    } else if (dueAtMs <= nowMs) sendOrWait(pace.waitedMs(nowMs, 1000));
    else nowMs = Math.min(askedMs, dueAtMs);
  }
  return { frames, waitedMs };
}

it.each([1, 10, 20, 40, 80])(
  "gathers 200 events a second where a frame takes %i ms, and leaves a third of the time at least",
  (frameMs) => {
    const { frames, waitedMs } = pacedWhenSlow(5, frameMs);
    expect(frames * frameMs).toBeLessThan(6_500);
    expect(frames).toBeGreaterThan(50);
    expect(waitedMs).toBeLessThan(50 + 5 * frameMs);
  },
);
