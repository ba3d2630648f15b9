import { expect, test } from "vitest";
import { CallId } from "../../../src-shared/ids.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { aCall } from "../../../tests/support/a-workplace.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { LONGEST_PAUSE_MS, RecordingDesk } from "./recording-desk.ts";

const talk = aCall({ callId: CallId.parse("t"), phase: "talking", answeredAtMs: 5 });

function aDesk() {
  const clock = new FakeClock();
  const asked: string[] = [];
  const state = { calls: [] as CallView[], agrees: true, records: true };
  const desk = new RecordingDesk({
    clock,
    calls: () => state.calls,
    recorder: {
      canPauseRecording: () => state.records,
      setRecording: async (callId, isOn) => {
        asked.push(`${callId} ${isOn ? "on" : "off"}`);
        return state.agrees;
      },
    },
  });
  const told: unknown[] = [];
  desk.resumed.add((one) => told.push(one));
  const show = (...calls: CallView[]) => {
    state.calls = calls;
    desk.handleCalls();
  };
  return { clock, asked, state, desk, told, show };
}

test("only a talk whose PBX records has anything to pause", async () => {
  const { desk, show, state } = aDesk();
  show(aCall());
  expect(desk.view()).toEqual([]);
  state.records = false;
  show(talk);
  expect(desk.view()).toEqual([]);
  expect(await desk.set(talk.callId, false)).toMatchObject({ code: "call-not-found" });
});

test("pauses and goes on when the PBX agrees, and says how it stands meanwhile", async () => {
  const { desk, show, asked, clock } = aDesk();
  show(talk);
  expect(desk.view()).toEqual([{ callId: "t", state: "on", sinceMs: 5, resumesAtMs: null }]);
  const pausing = desk.set(talk.callId, false);
  expect(desk.view()[0]?.state).toBe("pausing");
  expect(await pausing).toEqual({ ok: true, value: {} });
  expect(desk.view()[0]).toMatchObject({ state: "paused", resumesAtMs: clock.nowMs() + LONGEST_PAUSE_MS });
  await desk.set(talk.callId, false);
  await desk.set(talk.callId, true);
  expect(desk.view()[0]).toMatchObject({ state: "on", resumesAtMs: null });
  expect(asked).toEqual(["t off", "t on"]);
  await clock.run(LONGEST_PAUSE_MS);
  expect(asked).toHaveLength(2);
});

test("a refused pause records on, and is said", async () => {
  const { desk, show, state } = aDesk();
  state.agrees = false;
  show(talk);
  expect(await desk.set(talk.callId, false)).toMatchObject({ ok: false, code: "recording-refused" });
  expect(desk.view()[0]?.state).toBe("on");
});

test("a forgotten pause ends by itself, is told, and is asked for again until the PBX agrees", async () => {
  const { desk, show, asked, told, clock, state } = aDesk();
  show(talk);
  await desk.set(talk.callId, false);
  state.agrees = false;
  await clock.run(LONGEST_PAUSE_MS);
  expect(told).toEqual([{ callId: "t", ok: false }]);
  expect(desk.view()[0]?.state).toBe("paused");
  state.agrees = true;
  await clock.run(15_000);
  expect(told.at(-1)).toEqual({ callId: "t", ok: true });
  expect(desk.view()[0]?.state).toBe("on");
  expect(asked).toEqual(["t off", "t on", "t on"]);
});

test("with the talk everything of it ends", async () => {
  const { desk, show, asked, clock } = aDesk();
  show(talk);
  await desk.set(talk.callId, false);
  show({ ...talk, phase: "ended" });
  expect(desk.view()).toEqual([]);
  await clock.run(LONGEST_PAUSE_MS);
  expect(asked).toEqual(["t off"]);
});
