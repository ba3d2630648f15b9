import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CallId, InteractionId } from "../../../src-shared/ids.ts";
import type { CallView, PhoneState } from "../../../src-shared/ipc/workplace.ts";
import { refused } from "../../../src-shared/result.ts";
import { FakeClock, settle } from "../../../tests/support/fake-clock.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { FakeMedia } from "../../../tests/support/fake-media.ts";
import { FakeSignalling, type SignallingCommand } from "../../../tests/support/fake-signalling.ts";
import type { CallEnd } from "../ports/call-signalling.ts";
import { type CallOver, CallService } from "./call-service.ts";

const A = CallId.parse("a");
const B = CallId.parse("b");
const REMOTE_BYE: CallEnd = { by: "remote", reason: "hung-up", sipCode: null };

let signalling: FakeSignalling;
let media: FakeMedia;
let clock: FakeClock;
let calls: CallService;
let ringingNow: Set<string>;
let overs: CallOver[];
let survivors: string[];
let troubles: string[];

beforeEach(() => {
  signalling = new FakeSignalling();
  media = new FakeMedia();
  clock = new FakeClock();
  ringingNow = new Set();
  overs = [];
  survivors = [];
  troubles = [];
  const showRinging = (call: CallView) => {
    ringingNow.add(call.callId);
    return () => void ringingNow.delete(call.callId);
  };
  calls = new CallService({ signalling, media, clock, log: new FakeLog(), notifier: { showRinging } });
  calls.onCallOver((over) => void overs.push(over));
  calls.onTalkSurvived(({ callId }) => void survivors.push(callId));
  calls.onTrouble(({ callId, trouble }) => void troubles.push(`${callId} ${trouble}`));
  phone("ready");
});

afterEach(async () => {
  for (const { callId } of calls.calls()) signalling.over(callId, REMOTE_BYE);
  await clock.run(60_000);
  expect({ calls: calls.calls(), timers: clock.pendingTimers, ringing: [...ringingNow], sound: media.ring }).toEqual({
    calls: [],
    timers: 0,
    ringing: [],
    sound: "none",
  });
  calls.dispose();
});

function phone(state: PhoneState["state"]) {
  signalling.emit({ type: "phone-changed", phone: { state, sinceMs: 0, retryAtMs: null, failure: null } });
}

/** What the phone was told since the last look. */
function told(): SignallingCommand[] {
  return signalling.commands.splice(0);
}

function view(callId: CallId): CallView | undefined {
  return calls.calls().find((call) => call.callId === callId);
}

async function talk(callId: CallId) {
  signalling.ring(callId);
  calls.answer(callId);
  signalling.emit({ type: "established", callId, interactionId: InteractionId.parse(`i-${callId}`) });
  await media.ask("media.open", { mediaId: callId, source: { kind: "microphone" }, offer: null, audible: true });
  await settle();
  told();
}

const held = (callId: CallId, isHeld: boolean) => signalling.emit({ type: "hold-changed", callId, held: isHeld });

describe("a call that comes in", () => {
  it("rings, is answered, talks, is over, and goes from the screen after 4 s", async () => {
    signalling.ring(A);
    await settle();
    expect({ ring: media.ring, ringing: [...ringingNow], phase: view(A)?.phase }).toEqual({
      ring: "ring",
      ringing: [A],
      phase: "ringing",
    });
    expect(calls.answer(A)).toEqual({ ok: true, value: {} });
    await settle();
    expect({ told: told(), ring: media.ring, ringing: [...ringingNow] }).toEqual({
      told: [{ name: "accept", callId: A }],
      ring: "none",
      ringing: [],
    });
    clock.advance(50);
    signalling.emit({ type: "established", callId: A, interactionId: InteractionId.parse("i-1") });
    media.emit("media.flow-changed", { mediaId: A, flowing: true });
    expect(view(A)).toMatchObject({
      phase: "talking",
      media: "flowing",
      interactionId: "i-1",
      answeredAtMs: clock.nowMs(),
    });
    signalling.over(A, REMOTE_BYE);
    expect(view(A)).toMatchObject({ phase: "ended", end: { by: "customer", result: "answered" }, media: "none" });
    expect(overs).toMatchObject([
      { interactionId: "i-1", endedBy: "customer", result: "answered", wasTalk: true, wasDetached: false },
    ]);
    await clock.run(3_999);
    expect(calls.calls()).toHaveLength(1);
    await clock.run(1);
    expect(calls.calls()).toEqual([]);
  });

  it.each([
    [
      { by: "remote", reason: "cancelled", sipCode: 487 },
      { by: "customer", result: "abandoned" },
    ],
    [
      { by: "remote", reason: "answered-elsewhere", sipCode: 487 },
      { by: "system", result: "cancelled" },
    ],
    [
      { by: "remote", reason: "no-answer", sipCode: 487 },
      { by: "system", result: "no-answer" },
    ],
    [
      { by: "network", reason: "failed", sipCode: null },
      { by: "system", result: "failed" },
    ],
  ] as const)("ends with %j as %j", (end, shown) => {
    signalling.ring(A);
    signalling.over(A, end);
    expect(view(A)?.end).toEqual(shown);
  });

  it("is declined", () => {
    signalling.ring(A);
    expect(calls.reject(A)).toEqual({ ok: true, value: {} });
    expect(told()).toEqual([{ name: "reject", callId: A, sipCode: 603 }]);
    signalling.over(A, { by: "local", reason: "rejected", sipCode: 603 });
    expect(view(A)?.end).toEqual({ by: "operator", result: "declined" });
    expect(calls.answer(A)).toEqual(refused("call-not-found"));
  });

  it("beeps instead of ringing while the operator talks", async () => {
    await talk(A);
    signalling.ring(B);
    await settle();
    expect(media.ring).toBe("waiting");
  });
});

describe("a call that goes out", () => {
  it("dials what was typed, rings back, talks", async () => {
    const dialled = calls.dial("8 (916) 123-45-67");
    if (!dialled.ok) throw new Error(dialled.code);
    const { callId } = dialled.value;
    expect(told()).toEqual([{ name: "dial", callId, target: "+79161234567" }]);
    expect(view(callId)).toMatchObject({
      phase: "dialling",
      direction: "out",
      customer: { address: "+79161234567", name: null },
    });
    signalling.emit({ type: "progress", callId, earlyMedia: false, interactionId: InteractionId.parse("i-9") });
    await settle();
    expect(media.ring).toBe("ringback");
    signalling.emit({ type: "progress", callId, earlyMedia: true, interactionId: null });
    await settle();
    expect([media.ring, view(callId)?.phase, view(callId)?.interactionId]).toEqual(["none", "early-media", "i-9"]);
    signalling.emit({ type: "established", callId, interactionId: null });
    expect(view(callId)?.phase).toBe("talking");
    calls.hangUp(callId);
    signalling.over(callId, { by: "local", reason: "hung-up", sipCode: null });
    expect(view(callId)?.end).toEqual({ by: "operator", result: "answered" });
  });

  it.each([
    ["busy", { by: "customer", result: "busy" }],
    ["rejected", { by: "customer", result: "declined" }],
    ["no-answer", { by: "system", result: "no-answer" }],
    ["not-found", { by: "system", result: "failed" }],
  ] as const)("ends by %s as %j", (reason, shown) => {
    const dialled = calls.dial("102");
    if (!dialled.ok) throw new Error(dialled.code);
    signalling.over(dialled.value.callId, { by: "remote", reason, sipCode: 486 });
    expect(view(dialled.value.callId)?.end).toEqual(shown);
  });

  it("is refused without a phone, for nonsense, and in a talk that is not held", async () => {
    expect(calls.dial("nonsense")).toEqual(refused("bad-number"));
    phone("waiting");
    expect(calls.dial("102")).toEqual(refused("phone-not-ready", "later"));
    phone("ready");
    await talk(A);
    expect(calls.dial("102")).toEqual(refused("already-talking", "later"));
    const hold = calls.setHeld(A, true);
    held(A, true);
    await hold;
    expect(calls.dial("102")).toMatchObject({ ok: true });
  });
});

describe("two calls", () => {
  it("holds the first before the second is answered; resuming it holds the second", async () => {
    await talk(A);
    signalling.ring(B);
    calls.answer(B);
    expect(told()).toEqual([{ name: "set-held", callId: A, held: true }]);
    await settle();
    expect([...media.muted]).toEqual([A]);
    held(A, true);
    expect(told()).toEqual([{ name: "accept", callId: B }]);
    signalling.emit({ type: "established", callId: B, interactionId: null });
    expect([view(A)?.heldSinceMs, view(B)?.heldSinceMs]).toEqual([clock.nowMs(), null]);

    const resumed = calls.setHeld(A, false);
    expect(told()).toEqual([{ name: "set-held", callId: B, held: true }]);
    held(B, true);
    expect(told()).toEqual([{ name: "set-held", callId: A, held: false }]);
    held(A, false);
    expect(await resumed).toEqual({ ok: true, value: {} });
    expect([view(A)?.heldSinceMs, view(B)?.heldSinceMs]).toEqual([null, clock.nowMs()]);
  });

  it("does not keep the second waiting for a hold that takes too long; the first hears nothing all the same", async () => {
    await talk(A);
    signalling.ring(B);
    calls.answer(B);
    told();
    await clock.run(2_999);
    expect(told()).toEqual([]);
    await clock.run(1);
    expect(told()).toEqual([{ name: "accept", callId: B }]);
    expect([...media.muted]).toEqual([A]);
    signalling.emit({ type: "hold-failed", callId: A, held: true });
    await settle();
    expect([[...media.muted], troubles, view(A)?.heldSinceMs]).toEqual([[A], ["a held-locally"], clock.nowMs()]);
  });

  it("cuts the sound of a talk that cannot be held, says so, and answers", async () => {
    await talk(A);
    signalling.ring(B);
    calls.answer(B);
    told();
    signalling.emit({ type: "hold-failed", callId: A, held: true });
    expect(told()).toEqual([{ name: "accept", callId: B }]);
    expect(troubles).toEqual(["a held-locally"]);
    await settle();
    expect([...media.muted]).toEqual([A]);
    signalling.over(B, REMOTE_BYE);
    expect(await calls.setHeld(A, false)).toEqual({ ok: true, value: {} });
    await settle();
    expect([told(), [...media.muted], view(A)?.heldSinceMs]).toEqual([[], [], null]);
  });

  it("answers one of two that ring, and gives up a dialling for it", async () => {
    const dialled = calls.dial("102");
    if (!dialled.ok) throw new Error(dialled.code);
    signalling.ring(A);
    signalling.ring(B);
    told();
    calls.answer(A);
    expect(told()).toEqual([
      { name: "hang-up", callId: dialled.value.callId },
      { name: "accept", callId: A },
    ]);
    expect(calls.answer(B)).toEqual(refused("not-ringing"));
    expect(view(B)?.phase).toBe("ringing");
  });
});

describe("in a talk", () => {
  it("keeps the mute over a hold", async () => {
    await talk(A);
    calls.setMuted(A, true);
    await settle();
    expect([...media.muted]).toEqual([A]);
    const hold = calls.setHeld(A, true);
    held(A, true);
    await hold;
    const resume = calls.setHeld(A, false);
    held(A, false);
    await resume;
    await settle();
    expect([[...media.muted], view(A)?.isMuted]).toEqual([[A], true]);
    calls.setMuted(A, false);
    await settle();
    expect([...media.muted]).toEqual([]);
  });

  it("says when a hold is refused, and when nothing came of it", async () => {
    await talk(A);
    const refusedHold = calls.setHeld(A, true);
    signalling.emit({ type: "hold-failed", callId: A, held: true });
    expect(await refusedHold).toEqual(refused("hold-refused", "now"));
    const silentHold = calls.setHeld(A, true);
    await clock.run(20_000);
    expect(await silentHold).toEqual(refused("hold-refused", "now"));
    expect(view(A)).toMatchObject({ phase: "talking", heldSinceMs: null });
  });

  it("keeps the tones that were sent, and says when they were not", async () => {
    await talk(A);
    const sent = calls.sendDtmf(A, "12");
    signalling.emit({ type: "dtmf-sent", callId: A, tones: "12" });
    expect(await sent).toEqual({ ok: true, value: {} });
    const failed = calls.sendDtmf(A, "3");
    signalling.emit({ type: "dtmf-failed", callId: A, tones: "3" });
    expect(await failed).toEqual(refused("dtmf-refused", "now"));
    expect(view(A)?.dtmf).toBe("12");
    signalling.ring(B);
    expect(await calls.sendDtmf(B, "1")).toEqual(refused("not-talking"));
  });

  it("shows the other side's hold apart from its own", async () => {
    await talk(A);
    signalling.emit({ type: "remote-hold-changed", callId: A, held: true });
    expect(view(A)).toMatchObject({ heldSinceMs: null, heldByCustomerSinceMs: clock.nowMs() });
  });

  it("passes the levels on", async () => {
    await talk(A);
    const levels: unknown[] = [];
    calls.onLevels((level) => void levels.push(level));
    media.emit("media.levelled", { mediaId: A, out: 0.5, in: 0.25 });
    media.emit("media.levelled", { mediaId: "other", out: 1, in: 1 });
    expect(levels).toEqual([{ callId: A, you: 0.5, customer: 0.25 }]);
  });
});

describe("when the flow was lost in a talk", () => {
  it("asks for the dialog once the phone is back, and tells that the talk survived", async () => {
    await talk(A);
    phone("waiting");
    expect(view(A)?.phase).toBe("talking");
    phone("ready");
    expect(told()).toEqual([{ name: "probe", callId: A }]);
    await settle();
    expect([survivors, troubles]).toEqual([[A], []]);
  });

  it("keeps a talk without a dialog until its sound stops", async () => {
    await talk(A);
    media.emit("media.flow-changed", { mediaId: A, flowing: true });
    signalling.probeAnswer = false;
    phone("waiting");
    phone("ready");
    await settle();
    expect([survivors, troubles, view(A)?.phase]).toEqual([[A], ["a dialog-gone"], "talking"]);
    media.emit("media.flow-changed", { mediaId: A, flowing: false });
    expect(view(A)).toMatchObject({ phase: "talking", fadesAtMs: clock.nowMs() + 12_000 });
    await clock.run(11_999);
    expect(told()).not.toContainEqual({ name: "hang-up", callId: A });
    await clock.run(1);
    expect(told()).toContainEqual({ name: "hang-up", callId: A });
    signalling.over(A, { by: "local", reason: "hung-up", sipCode: null });
    expect(overs).toMatchObject([
      { interactionId: "i-a", endedBy: "system", result: "interrupted", wasDetached: true },
    ]);
  });

  it("takes the end back when the sound is back in time", async () => {
    await talk(A);
    signalling.probeAnswer = false;
    phone("waiting");
    phone("ready");
    await settle();
    media.emit("media.flow-changed", { mediaId: A, flowing: false });
    await clock.run(11_000);
    media.emit("media.flow-changed", { mediaId: A, flowing: true });
    expect(view(A)?.fadesAtMs).toBeNull();
    await clock.run(30_000);
    expect(view(A)?.phase).toBe("talking");
  });

  it("asks for the dialog again and again, and is whole again when the exchange sees both phones", async () => {
    await talk(A);
    signalling.probeAnswer = false;
    phone("waiting");
    phone("ready");
    await settle();
    media.emit("media.flow-changed", { mediaId: A, flowing: false });
    await clock.run(7_000);
    expect(told().filter(({ name }) => name === "probe")).toHaveLength(2);
    signalling.probeAnswer = true;
    await clock.run(2_000);
    expect(view(A)).toMatchObject({ phase: "talking", fadesAtMs: null });
    expect([survivors, troubles]).toEqual([[A], ["a dialog-gone"]]);
    await clock.run(30_000);
    expect(told()).not.toContainEqual({ name: "hang-up", callId: A });
  });

  it("does not count a silence that a hold of the other side explains", async () => {
    await talk(A);
    signalling.emit({ type: "remote-hold-changed", callId: A, held: true });
    signalling.probeAnswer = false;
    phone("waiting");
    phone("ready");
    await settle();
    media.emit("media.flow-changed", { mediaId: A, flowing: false });
    await clock.run(60_000);
    expect(view(A)).toMatchObject({ phase: "talking", fadesAtMs: null });
  });

  it("keeps it until the operator hangs up", async () => {
    await talk(A);
    signalling.probeAnswer = false;
    phone("waiting");
    phone("ready");
    await settle();
    calls.hangUp(A);
    signalling.over(A, { by: "local", reason: "hung-up", sipCode: null });
    expect(overs).toMatchObject([{ endedBy: "operator", result: "answered", wasDetached: true }]);
  });
});

describe("when the media window dies", () => {
  it("while ringing: an answer waits for the window that comes", async () => {
    signalling.ring(A);
    media.kill();
    expect(calls.answer(A)).toEqual({ ok: true, value: {} });
    expect(told()).toEqual([]);
    await clock.run(1_000);
    media.revive();
    expect(told()).toEqual([{ name: "renew-media", callId: A }]);
    signalling.emit({ type: "media-renewed", callId: A, ok: true });
    expect(told()).toEqual([{ name: "accept", callId: A }]);
  });

  it("while ringing: rings on in the new window", async () => {
    signalling.ring(A);
    media.kill();
    media.revive();
    await settle();
    expect([media.ring, view(A)?.phase]).toEqual(["ring", "ringing"]);
    signalling.emit({ type: "media-renewed", callId: A, ok: true });
  });

  it("while ringing: declines after 5 s without a window", async () => {
    signalling.ring(A);
    media.kill();
    await clock.run(5_000);
    expect(told()).toEqual([{ name: "reject", callId: A, sipCode: 480 }]);
    signalling.over(A, { by: "local", reason: "rejected", sipCode: 480 });
    expect(view(A)?.end).toEqual({ by: "system", result: "failed" });
    media.revive();
  });

  it("in a talk: agrees on new media, with the mute as it was", async () => {
    await talk(A);
    calls.setMuted(A, true);
    media.kill();
    expect(view(A)?.media).toBe("lost");
    media.revive();
    expect(told()).toEqual([{ name: "renew-media", callId: A }]);
    await settle();
    // Before the media is opened: it must open muted, not be muted a moment later.
    expect([...media.muted]).toEqual([A]);
    await media.ask("media.open", { mediaId: A, source: { kind: "microphone" }, offer: null, audible: true });
    signalling.emit({ type: "media-renewed", callId: A, ok: true });
    media.emit("media.flow-changed", { mediaId: A, flowing: true });
    await settle();
    expect([view(A)?.media, [...media.muted]]).toEqual(["flowing", [A]]);
  });

  it("in a talk: keeps the sound that came before the word that all is agreed", async () => {
    await talk(A);
    media.kill();
    media.revive();
    media.emit("media.connection-changed", { mediaId: A, state: "connected" });
    media.emit("media.flow-changed", { mediaId: A, flowing: true });
    signalling.emit({ type: "media-renewed", callId: A, ok: true });
    expect(view(A)?.media).toBe("flowing");
  });

  it("in a talk: ends it as interrupted when the new media is refused", async () => {
    await talk(A);
    media.kill();
    media.revive();
    signalling.emit({ type: "media-renewed", callId: A, ok: false });
    expect(told().at(-1)).toEqual({ name: "hang-up", callId: A });
    signalling.over(A, { by: "local", reason: "hung-up", sipCode: null });
    expect(view(A)?.end).toEqual({ by: "system", result: "interrupted" });
  });

  it("while dialling: ends the call, whose offer named the dead window", async () => {
    const dialled = calls.dial("102");
    if (!dialled.ok) throw new Error(dialled.code);
    media.kill();
    expect(told().at(-1)).toEqual({ name: "hang-up", callId: dialled.value.callId });
    signalling.over(dialled.value.callId, { by: "local", reason: "cancelled", sipCode: null });
    expect(view(dialled.value.callId)?.end).toEqual({ by: "system", result: "failed" });
    media.revive();
  });
});
