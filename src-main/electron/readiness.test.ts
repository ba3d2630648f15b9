import { expect, it } from "vitest";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import type { Painted } from "../core/workplace/workplace-handlers.ts";
import { whenDrawn } from "./readiness.ts";

class Window {
  readonly listeners = new Set<(painted: Painted) => void>();

  readonly onPainted = (listener: (painted: Painted) => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  paint(what: Painted["what"]): void {
    for (const listener of [...this.listeners]) listener({ what, callId: null });
  }
}

it("waits for the workplace being drawn, and for nothing else", async () => {
  const window = new Window();
  const clock = new FakeClock();
  let isDrawn = false;
  const drawn = whenDrawn(window, clock, 1500).then(() => {
    isDrawn = true;
  });
  window.paint("call");
  await clock.run(1499);
  expect(isDrawn).toBe(false);
  window.paint("workplace");
  await drawn;
  expect([window.listeners.size, clock.pendingTimers]).toEqual([0, 0]);
});

it("does not wait for ever for a window that is not drawn", async () => {
  const window = new Window();
  const clock = new FakeClock();
  const drawn = whenDrawn(window, clock, 1500);
  await clock.run(1500);
  await drawn;
  expect([window.listeners.size, clock.pendingTimers]).toEqual([0, 0]);
});
