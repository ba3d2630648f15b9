import { expect, it } from "vitest";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { createRestarter } from "./restart-policy.ts";

const policy = { firstMs: 400, maxMs: 3000, healthyMs: 60_000 };

it("restarts at once, then ever slower up to a limit, with jitter of a half", () => {
  const restarter = createRestarter(policy, new FakeClock());
  const delays = Array.from({ length: 7 }, () => restarter.died(() => {}));
  const full = [0, 400, 800, 1600, 3000, 3000, 3000];
  for (const [index, delay] of delays.entries()) {
    expect(delay).toBeGreaterThanOrEqual((full[index] ?? 0) / 2);
    expect(delay).toBeLessThanOrEqual(full[index] ?? 0);
  }
});

it("is quick again after a healthy life, and forgets nothing after a short one", () => {
  const clock = new FakeClock();
  const restarter = createRestarter(policy, clock);
  restarter.died(() => {});
  restarter.born();
  clock.advance(policy.healthyMs - 1);
  expect(restarter.died(() => {})).toBeGreaterThan(0);
  restarter.born();
  clock.advance(policy.healthyMs);
  expect(restarter.died(() => {})).toBe(0);
});

it("calls back once per death, and not after it was stopped", () => {
  const clock = new FakeClock();
  const restarter = createRestarter(policy, clock);
  let times = 0;
  restarter.died(() => {
    times += 1;
  });
  clock.advance(10_000);
  expect(times).toBe(1);
  restarter.died(() => {
    times += 1;
  });
  restarter.stop();
  clock.advance(10_000);
  expect(times).toBe(1);
  expect(clock.pendingTimers).toBe(0);
});
