import { expect, it } from "vitest";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { inFirstTalk } from "./window-screenshot.ts";

it("photographs once, some time into the first talk that lasts", () => {
  const clock = new FakeClock();
  const listeners = new Set<() => void>();
  let phases: CallView["phase"][] = [];
  let pictures = 0;
  inFirstTalk(
    () => phases.map((phase) => ({ phase }) as CallView),
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clock,
    () => {
      pictures += 1;
    },
  );
  const become = (...next: CallView["phase"][]) => {
    phases = next;
    for (const listener of [...listeners]) listener();
  };
  become("ringing");
  clock.advance(10_000);
  become("talking");
  clock.advance(500);
  become("ended");
  clock.advance(10_000);
  expect(pictures).toBe(0);
  become("ringing", "talking");
  become("talking");
  clock.advance(1_500);
  become("talking", "talking");
  clock.advance(10_000);
  expect(pictures).toBe(1);
  expect(listeners.size).toBe(0);
  expect(clock.pendingTimers).toBe(0);
});
