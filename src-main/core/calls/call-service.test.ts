import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InteractionId } from "../../../src-shared/ids.ts";
import { refused } from "../../../src-shared/result.ts";
import { A, B, CallStage, NOTHING_LEFT, REMOTE_BYE } from "../../../tests/support/a-call-stage.ts";
import { settle } from "../../../tests/support/fake-clock.ts";

let stage: CallStage;
beforeEach(() => {
  stage = new CallStage();
});
afterEach(async () => expect(await stage.close()).toEqual(NOTHING_LEFT));

describe("a call that comes in", () => {
  it("rings, is answered, talks, is over, and goes from the screen after 4 s", async () => {
    stage.signalling.ring(A);
    await settle();
    expect({ ring: stage.media.ring, ringing: [...stage.ringingNow], phase: stage.view(A)?.phase }).toEqual({
      ring: "ring",
      ringing: [A],
      phase: "ringing",
    });
    expect(stage.calls.answer(A)).toEqual({ ok: true, value: {} });
    await settle();
    expect({ told: stage.told(), ring: stage.media.ring, ringing: [...stage.ringingNow] }).toEqual({
      told: [{ name: "accept", callId: A }],
      ring: "none",
      ringing: [],
    });
    stage.clock.advance(50);
    stage.signalling.emit({ type: "established", callId: A, interactionId: InteractionId.parse("i-1") });
    stage.media.emit("media.flow-changed", { mediaId: A, flowing: true });
    expect(stage.view(A)).toMatchObject({
      phase: "talking",
      media: "flowing",
      interactionId: "i-1",
      answeredAtMs: stage.clock.nowMs(),
    });
    stage.signalling.over(A, REMOTE_BYE);
    expect(stage.view(A)).toMatchObject({ phase: "ended", end: { by: "customer", result: "answered" }, media: "none" });
    expect(stage.overs).toMatchObject([
      { interactionId: "i-1", endedBy: "customer", result: "answered", wasTalk: true, wasDetached: false },
    ]);
    await stage.clock.run(3_999);
    expect(stage.calls.calls()).toHaveLength(1);
    await stage.clock.run(1);
    expect(stage.calls.calls()).toEqual([]);
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
    stage.signalling.ring(A);
    stage.signalling.over(A, end);
    expect(stage.view(A)?.end).toEqual(shown);
  });

  it("is declined", () => {
    stage.signalling.ring(A);
    expect(stage.calls.reject(A)).toEqual({ ok: true, value: {} });
    expect(stage.told()).toEqual([{ name: "reject", callId: A, sipCode: 603 }]);
    stage.signalling.over(A, { by: "local", reason: "rejected", sipCode: 603 });
    expect(stage.view(A)?.end).toEqual({ by: "operator", result: "declined" });
    expect(stage.calls.answer(A)).toEqual(refused("call-not-found"));
  });

  it("beeps instead of ringing while the operator talks", async () => {
    await stage.talk(A);
    stage.signalling.ring(B);
    await settle();
    expect(stage.media.ring).toBe("waiting");
  });
});

describe("a call that goes out", () => {
  it("dials what was typed, rings back, talks", async () => {
    const dialled = stage.calls.dial("8 (916) 123-45-67");
    if (!dialled.ok) throw new Error(dialled.code);
    const { callId } = dialled.value;
    expect(stage.told()).toEqual([{ name: "dial", callId, target: "+79161234567" }]);
    expect(stage.view(callId)).toMatchObject({
      phase: "dialling",
      direction: "out",
      customer: { address: "+79161234567", name: null },
    });
    stage.signalling.emit({ type: "progress", callId, earlyMedia: false, interactionId: InteractionId.parse("i-9") });
    await settle();
    expect(stage.media.ring).toBe("ringback");
    stage.signalling.emit({ type: "progress", callId, earlyMedia: true, interactionId: null });
    await settle();
    expect([stage.media.ring, stage.view(callId)?.phase, stage.view(callId)?.interactionId]).toEqual([
      "none",
      "early-media",
      "i-9",
    ]);
    stage.signalling.emit({ type: "established", callId, interactionId: null });
    expect(stage.view(callId)?.phase).toBe("talking");
    stage.calls.hangUp(callId);
    stage.signalling.over(callId, { by: "local", reason: "hung-up", sipCode: null });
    expect(stage.view(callId)?.end).toEqual({ by: "operator", result: "answered" });
  });

  it.each([
    ["busy", { by: "customer", result: "busy" }],
    ["rejected", { by: "customer", result: "declined" }],
    ["no-answer", { by: "system", result: "no-answer" }],
    ["not-found", { by: "system", result: "failed" }],
  ] as const)("ends by %s as %j", (reason, shown) => {
    const dialled = stage.calls.dial("102");
    if (!dialled.ok) throw new Error(dialled.code);
    stage.signalling.over(dialled.value.callId, { by: "remote", reason, sipCode: 486 });
    expect(stage.view(dialled.value.callId)?.end).toEqual(shown);
  });

  it("is refused without a phone, for nonsense, and in a talk that is not held", async () => {
    expect(stage.calls.dial("nonsense")).toEqual(refused("bad-number"));
    stage.phone("waiting");
    expect(stage.calls.dial("102")).toEqual(refused("phone-not-ready", "later"));
    stage.phone("ready");
    await stage.talk(A);
    expect(stage.calls.dial("102")).toEqual(refused("already-talking", "later"));
    const hold = stage.calls.setHeld(A, true);
    stage.held(A, true);
    await hold;
    expect(stage.calls.dial("102")).toMatchObject({ ok: true });
  });
});

describe("two calls", () => {
  it("holds the first before the second is answered; resuming it holds the second", async () => {
    await stage.talk(A);
    stage.signalling.ring(B);
    stage.calls.answer(B);
    expect(stage.told()).toEqual([{ name: "set-held", callId: A, held: true }]);
    await settle();
    expect([...stage.media.muted]).toEqual([A]);
    stage.held(A, true);
    expect(stage.told()).toEqual([{ name: "accept", callId: B }]);
    stage.signalling.emit({ type: "established", callId: B, interactionId: null });
    expect([stage.view(A)?.heldSinceMs, stage.view(B)?.heldSinceMs]).toEqual([stage.clock.nowMs(), null]);

    const resumed = stage.calls.setHeld(A, false);
    expect(stage.told()).toEqual([{ name: "set-held", callId: B, held: true }]);
    stage.held(B, true);
    expect(stage.told()).toEqual([{ name: "set-held", callId: A, held: false }]);
    stage.held(A, false);
    expect(await resumed).toEqual({ ok: true, value: {} });
    expect([stage.view(A)?.heldSinceMs, stage.view(B)?.heldSinceMs]).toEqual([null, stage.clock.nowMs()]);
  });

  it("does not keep the second waiting for a hold that takes too long; the first hears nothing all the same", async () => {
    await stage.talk(A);
    stage.signalling.ring(B);
    stage.calls.answer(B);
    stage.told();
    await stage.clock.run(2_999);
    expect(stage.told()).toEqual([]);
    await stage.clock.run(1);
    expect(stage.told()).toEqual([{ name: "accept", callId: B }]);
    expect([...stage.media.muted]).toEqual([A]);
    stage.signalling.emit({ type: "hold-failed", callId: A, held: true });
    await settle();
    expect([[...stage.media.muted], stage.troubles, stage.view(A)?.heldSinceMs]).toEqual([
      [A],
      ["a held-locally"],
      stage.clock.nowMs(),
    ]);
  });

  it("cuts the sound of a talk that cannot be held, says so, and answers", async () => {
    await stage.talk(A);
    stage.signalling.ring(B);
    stage.calls.answer(B);
    stage.told();
    stage.signalling.emit({ type: "hold-failed", callId: A, held: true });
    expect(stage.told()).toEqual([{ name: "accept", callId: B }]);
    expect(stage.troubles).toEqual(["a held-locally"]);
    await settle();
    expect([...stage.media.muted]).toEqual([A]);
    stage.signalling.over(B, REMOTE_BYE);
    expect(await stage.calls.setHeld(A, false)).toEqual({ ok: true, value: {} });
    await settle();
    expect([stage.told(), [...stage.media.muted], stage.view(A)?.heldSinceMs]).toEqual([[], [], null]);
  });

  it("answers one of two that ring, and gives up a dialling for it", async () => {
    const dialled = stage.calls.dial("102");
    if (!dialled.ok) throw new Error(dialled.code);
    stage.signalling.ring(A);
    stage.signalling.ring(B);
    stage.told();
    stage.calls.answer(A);
    expect(stage.told()).toEqual([
      { name: "hang-up", callId: dialled.value.callId },
      { name: "accept", callId: A },
    ]);
    expect(stage.calls.answer(B)).toEqual(refused("not-ringing"));
    expect(stage.view(B)?.phase).toBe("ringing");
  });
});

describe("in a talk", () => {
  it("keeps the mute over a hold", async () => {
    await stage.talk(A);
    stage.calls.setMuted(A, true);
    await settle();
    expect([...stage.media.muted]).toEqual([A]);
    const hold = stage.calls.setHeld(A, true);
    stage.held(A, true);
    await hold;
    const resume = stage.calls.setHeld(A, false);
    stage.held(A, false);
    await resume;
    await settle();
    expect([[...stage.media.muted], stage.view(A)?.isMuted]).toEqual([[A], true]);
    stage.calls.setMuted(A, false);
    await settle();
    expect([...stage.media.muted]).toEqual([]);
  });

  it("says when a hold is refused, and when nothing came of it", async () => {
    await stage.talk(A);
    const refusedHold = stage.calls.setHeld(A, true);
    stage.signalling.emit({ type: "hold-failed", callId: A, held: true });
    expect(await refusedHold).toEqual(refused("hold-refused", "now"));
    const silentHold = stage.calls.setHeld(A, true);
    await stage.clock.run(20_000);
    expect(await silentHold).toEqual(refused("hold-refused", "now"));
    expect(stage.view(A)).toMatchObject({ phase: "talking", heldSinceMs: null });
  });

  it("keeps the tones that were sent, and says when they were not", async () => {
    await stage.talk(A);
    const sent = stage.calls.sendDtmf(A, "12");
    stage.signalling.emit({ type: "dtmf-sent", callId: A, tones: "12" });
    expect(await sent).toEqual({ ok: true, value: {} });
    const failed = stage.calls.sendDtmf(A, "3");
    stage.signalling.emit({ type: "dtmf-failed", callId: A, tones: "3" });
    expect(await failed).toEqual(refused("dtmf-refused", "now"));
    expect(stage.view(A)?.dtmf).toBe("12");
    stage.signalling.ring(B);
    expect(await stage.calls.sendDtmf(B, "1")).toEqual(refused("not-talking"));
  });

  it("shows the other side's hold apart from its own", async () => {
    await stage.talk(A);
    stage.signalling.emit({ type: "remote-hold-changed", callId: A, held: true });
    expect(stage.view(A)).toMatchObject({ heldSinceMs: null, heldByCustomerSinceMs: stage.clock.nowMs() });
  });

  it("passes the levels on", async () => {
    await stage.talk(A);
    const levels: unknown[] = [];
    stage.calls.onLevels((level) => void levels.push(level));
    stage.media.emit("media.levelled", { mediaId: A, out: 0.5, in: 0.25 });
    stage.media.emit("media.levelled", { mediaId: "other", out: 1, in: 1 });
    expect(levels).toEqual([{ callId: A, you: 0.5, customer: 0.25 }]);
  });
});
