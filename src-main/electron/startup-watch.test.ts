import { expect, it } from "vitest";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { createStartupWatch } from "./startup-watch.ts";

it("says what it still waits for, ever more rarely, and is silent once done", async () => {
  const clock = new FakeClock();
  const lines: string[] = [];
  const watch = createStartupWatch(clock, (line) => {
    lines.push(line);
  });
  let open = () => {};
  const hub = watch.waitFor(
    "hub",
    new Promise<void>((resolve) => {
      open = resolve;
    }),
  );
  void watch.waitFor("media window", new Promise<void>(() => {}));
  clock.advance(10_000);
  open();
  await hub;
  clock.advance(20_000);
  watch.done();
  clock.advance(600_000);
  expect(lines).toEqual([
    "tandem: start takes 10 s, still waiting for: hub, media window",
    "tandem: start takes 30 s, still waiting for: media window",
  ]);
  expect(watch.pending()).toEqual(["media window"]);
  expect(clock.pendingTimers).toBe(0);
});
