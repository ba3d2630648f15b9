import { expect, it } from "vitest";
import { LivePace } from "./live-pace.ts";

/** Frames that go out in ten seconds when something is appended every so often; and the longest wait. */
function paced(everyMs: number, readers: number): { frames: number; longestMs: number } {
  const pace = new LivePace();
  let [frames, longestMs, dueAtMs] = [0, 0, Number.POSITIVE_INFINITY];
  for (let nowMs = 0; nowMs < 10_000; nowMs += 1) {
    if (nowMs >= dueAtMs) {
      const waitMs = pace.waitedMs(nowMs, readers);
      dueAtMs = waitMs > 0 ? nowMs + waitMs : Number.POSITIVE_INFINITY;
      if (waitMs <= 0) frames += 1;
    }
    if (nowMs % everyMs !== 0) continue;
    const waitMs = pace.waitMs(nowMs, readers);
    longestMs = Math.max(longestMs, waitMs);
    if (waitMs <= 0) frames += 1;
    else dueAtMs = Math.min(dueAtMs, nowMs + waitMs);
  }
  return { frames, longestMs };
}

it("sends 40 events a second one by one to a thousand readers", () => {
  expect(paced(25, 1000)).toEqual({ frames: 400, longestMs: 0 });
});

it("gathers 200 events a second into one frame in 50 ms for a thousand readers, and waits no longer than that", () => {
  const { frames, longestMs } = paced(5, 1000);
  expect(frames).toBeGreaterThan(195);
  expect(frames).toBeLessThan(205);
  expect(longestMs).toBeLessThanOrEqual(50);
});

it("sends the same 200 events one by one to a small team", () => {
  expect(paced(7, 5).frames).toBe(Math.ceil(10_000 / 7));
});

it("is at once again after a pause, and after the clock was set back", () => {
  const pace = new LivePace();
  for (let count = 0; count < 100; count += 1) pace.waitMs(count, 1000);
  expect([pace.waitMs(100, 1000), pace.waitMs(101, 1000)]).toEqual([0, 49]);
  expect(pace.waitMs(1000, 1000)).toBe(0);
  expect(pace.waitMs(10, 1000)).toBe(0);
});
