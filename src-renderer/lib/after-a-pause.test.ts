import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { afterAPause } from "./after-a-pause.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("does the work once for all that asked meanwhile, and again for the next", () => {
  const work = vi.fn<() => void>();
  const paused = afterAPause(work, 150);
  paused.ask();
  vi.advanceTimersByTime(100);
  paused.ask();
  expect(work).toHaveBeenCalledTimes(0);
  vi.advanceTimersByTime(50);
  expect(work).toHaveBeenCalledTimes(1);
  paused.ask();
  vi.advanceTimersByTime(150);
  expect(work).toHaveBeenCalledTimes(2);
});

it("does nothing more once stopped", () => {
  const work = vi.fn<() => void>();
  const paused = afterAPause(work, 150);
  paused.ask();
  paused.stop();
  vi.advanceTimersByTime(1000);
  expect(work).toHaveBeenCalledTimes(0);
});
