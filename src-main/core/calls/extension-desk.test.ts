import { describe, expect, it } from "vitest";
import { CallId } from "../../../src-shared/ids.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { talk } from "../../../tests/support/fake-bridge/desk-day.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { EXTENSION_PAUSE_MS, ExtensionDesk } from "./extension-desk.ts";

const callId = CallId.parse("call-1");

function stage() {
  const clock = new FakeClock();
  const sent: string[] = [];
  const world = { calls: [] as CallView[], isTaken: true };
  const desk = new ExtensionDesk({
    clock,
    calls: () => world.calls,
    send: async (_callId, tones) => {
      sent.push(tones);
      return { ok: world.isTaken };
    },
  });
  const show = (change: Partial<CallView>) => {
    world.calls = [{ ...talk, callId, ...change }];
    desk.handleCalls();
  };
  show({ phase: "dialling" });
  desk.expect(callId, "123");
  return { clock, desk, sent, world, show };
}

describe("an extension", () => {
  it("goes a moment after the answer, once, and is then no more", async () => {
    const { clock, desk, sent, show } = stage();
    await clock.run(60_000);
    show({ phase: "early-media" });
    await clock.run(EXTENSION_PAUSE_MS);
    expect([sent, desk.view()]).toEqual([[], [{ callId, digits: "123", state: "waiting" }]]);
    show({ phase: "talking" });
    show({ phase: "talking", isMuted: true });
    await clock.run(EXTENSION_PAUSE_MS - 1);
    expect(sent).toEqual([]);
    await clock.run(1);
    expect([sent, desk.view(), clock.pendingTimers]).toEqual([["123"], [], 0]);
  });

  it("waits while the talk is held, and begins its pause anew", async () => {
    const { clock, sent, show } = stage();
    show({ phase: "talking" });
    await clock.run(EXTENSION_PAUSE_MS - 1);
    show({ phase: "talking", heldSinceMs: 1 });
    await clock.run(60_000);
    expect(sent).toEqual([]);
    show({ phase: "talking" });
    await clock.run(EXTENSION_PAUSE_MS);
    expect(sent).toEqual(["123"]);
  });

  it("is called off by the operator, and by the end of the call", async () => {
    const dropped = stage();
    dropped.show({ phase: "talking" });
    dropped.desk.drop(callId);
    const ended = stage();
    ended.show({ phase: "talking" });
    ended.show({ phase: "ended" });
    for (const { clock, desk, sent } of [dropped, ended]) {
      await clock.run(60_000);
      expect([sent, desk.view(), clock.pendingTimers]).toEqual([[], [], 0]);
    }
  });

  it("that the other side does not take stays shown until the end of the call", async () => {
    const { clock, desk, world, show } = stage();
    world.isTaken = false;
    show({ phase: "talking" });
    await clock.run(EXTENSION_PAUSE_MS);
    show({ phase: "talking", isMuted: true });
    await clock.run(60_000);
    expect(desk.view()).toEqual([{ callId, digits: "123", state: "refused" }]);
    show({ phase: "ended" });
    expect(desk.view()).toEqual([]);
  });
});
