import { expect, it } from "vitest";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import type { Log } from "../core/ports/log.ts";
import { shutDown } from "./shut-down.ts";

it("closes all in order, also past a step that fails or hangs, and leaves no timer", async () => {
  const clock = new FakeClock();
  const seen: string[] = [];
  const log: Log = {
    error: ({ step }, words) => seen.push(`${String(step)}: ${words}`),
    warn() {},
    info() {},
    debug() {},
  };
  const done = shutDown(
    [
      { name: "phone", close: async () => void seen.push("phone") },
      {
        name: "link",
        close: () => {
          throw new Error("broken");
        },
      },
      { name: "hub", close: () => new Promise<void>(() => {}) },
      { name: "cache", close: () => void seen.push("cache") },
    ],
    clock,
    log,
  );
  await clock.run(10_000);
  await done;
  expect(seen).toEqual(["phone", "link: closing failed", "hub: closing took too long and was left", "cache"]);
  expect(clock.pendingTimers).toBe(0);
});
