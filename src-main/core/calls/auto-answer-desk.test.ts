import { expect, test } from "vitest";
import { type AutoAnswerPolicy, NO_AUTO_ANSWER } from "../../../src-shared/domain/auto-answer.ts";
import { CallId } from "../../../src-shared/ids.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { aCall, aWorkplace } from "../../../tests/support/a-workplace.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { isMicrophoneProved } from "./auto-answer.ts";
import { AutoAnswerDesk } from "./auto-answer-desk.ts";

const QUEUES: AutoAnswerPolicy = { queueCalls: true, onRequest: false, countdownMs: 3_000 };

function aDesk(policy: AutoAnswerPolicy = QUEUES) {
  const clock = new FakeClock();
  const told: string[] = [];
  const state = { calls: [] as CallView[], isProved: true, answersOnRequest: false };
  const desk = new AutoAnswerDesk({
    clock,
    calls: () => state.calls,
    answer: (callId) => told.push(`answer ${callId}`),
    warn: () => told.push("warn"),
    policy: () => policy,
    answersOnRequest: () => state.answersOnRequest,
    isMicrophoneProved: () => state.isProved,
  });
  const show = (...calls: CallView[]) => {
    state.calls = calls;
    desk.handleCalls();
  };
  return { clock, told, state, desk, show };
}

const queued = aCall({ callId: CallId.parse("q"), queueName: "Поддержка" });
const direct = aCall({ callId: CallId.parse("d") });
const talk = aCall({ callId: CallId.parse("t"), phase: "talking", heldSinceMs: 1 });

test("warns first, and answers a queue's call once when the countdown is over; a direct one rings on", () => {
  const { clock, told, desk, show } = aDesk();
  show(queued);
  expect(told).toEqual(["warn"]);
  expect(desk.view()).toEqual([{ state: "soon", callId: "q", atMs: clock.nowMs() + 3_000 }]);
  clock.advance(2_999);
  show(queued);
  expect(told).toEqual(["warn"]);
  clock.advance(1);
  show({ ...queued, phase: "connecting" });
  clock.advance(60_000);
  expect(told).toEqual(["warn", "answer q"]);
  show(direct);
  clock.advance(60_000);
  expect(told).toHaveLength(2);
});

test("off by default, also for calls that ask; the operator or the team may allow those", () => {
  const off = aDesk(NO_AUTO_ANSWER);
  off.desk.noteRequest(direct.callId, 0);
  off.show(queued, direct);
  off.clock.advance(60_000);
  expect(off.told).toEqual([]);

  for (const allowed of [aDesk({ ...NO_AUTO_ANSWER, onRequest: true }), aDesk(NO_AUTO_ANSWER)]) {
    allowed.state.answersOnRequest = true;
    allowed.desk.noteRequest(direct.callId, 5_000);
    allowed.show(direct);
    allowed.clock.advance(4_999);
    expect(allowed.told).toEqual(["warn"]);
    allowed.clock.advance(1);
    expect(allowed.told).toEqual(["warn", "answer d"]);
  }
});

test("never into another call, not even one on hold, and not when one begins meanwhile", () => {
  const held = aDesk();
  held.show(talk, queued);
  held.clock.advance(60_000);
  expect(held.desk.view()).toEqual([{ state: "blocked", callId: "q", why: "busy" }]);
  const meanwhile = aDesk();
  meanwhile.show(queued);
  meanwhile.show(queued, { ...talk, phase: "dialling" });
  meanwhile.show(queued);
  meanwhile.clock.advance(60_000);
  expect([...held.told, ...meanwhile.told]).toEqual(["warn"]);
});

test("never with a microphone that was not proved, also when it goes during the countdown", () => {
  const { clock, told, desk, show, state } = aDesk();
  state.isProved = false;
  show(queued);
  expect(desk.view()).toEqual([{ state: "blocked", callId: "q", why: "microphone" }]);
  show();
  state.isProved = true;
  show(queued);
  state.isProved = false;
  clock.advance(3_000);
  expect(told).toEqual(["warn"]);
  expect(desk.view()).toEqual([{ state: "blocked", callId: "q", why: "microphone" }]);
});

test("a call that was answered, declined or given up before has no countdown left", () => {
  const { clock, told, desk, show } = aDesk();
  show(queued);
  show({ ...queued, phase: "ended" });
  clock.advance(60_000);
  expect(told).toEqual(["warn"]);
  expect(desk.view()).toEqual([]);
});

test("a microphone is proved by a check of this shift that heard it, while it is the one in use", () => {
  const nowMs = 50_000_000;
  const microphone = { deviceId: "1", groupId: "1", label: "Headset" };
  const good = { verdict: "good", problem: null, label: "Headset", levelDb: -20 } as const;
  const rest = { verdict: "good", problem: null, label: null } as const;
  const echo = { verdict: "good", problem: null, roundTripMs: 1, lossPercent: 0, levelDb: 0 } as const;
  const preflight = {
    startedAtMs: nowMs - 20_000,
    finishedAtMs: nowMs - 10_000,
    link: "good",
    phone: "good",
    microphone: good,
    headphones: rest,
    echo,
  } as const;
  const { sound } = aWorkplace();
  const ready = { media: "ready", preflight, sound: { ...sound, microphone } } as const;
  expect(isMicrophoneProved(ready, nowMs)).toBe(true);
  expect(isMicrophoneProved({ ...ready, media: "no-microphone" }, nowMs)).toBe(false);
  expect(isMicrophoneProved({ ...ready, preflight: null }, nowMs)).toBe(false);
  expect(isMicrophoneProved({ ...ready, preflight: { ...preflight, finishedAtMs: null } }, nowMs)).toBe(false);
  expect(
    isMicrophoneProved({ ...ready, preflight: { ...preflight, microphone: { ...good, verdict: "unsure" } } }, nowMs),
  ).toBe(false);
  expect(
    isMicrophoneProved({ ...ready, sound: { ...sound, microphone: { ...microphone, label: "Camera" } } }, nowMs),
  ).toBe(false);
  expect(isMicrophoneProved(ready, nowMs + 12 * 3_600_000)).toBe(false);
});
