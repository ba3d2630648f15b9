import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { A, CallStage, NOTHING_LEFT } from "../../../tests/support/a-call-stage.ts";
import { settle } from "../../../tests/support/fake-clock.ts";

let stage: CallStage;
beforeEach(() => {
  stage = new CallStage();
});
afterEach(async () => expect(await stage.close()).toEqual(NOTHING_LEFT));

describe("when the flow was lost in a talk", () => {
  it("asks for the dialog once the phone is back, and tells that the talk survived", async () => {
    await stage.talk(A);
    stage.phone("waiting");
    expect(stage.view(A)?.phase).toBe("talking");
    stage.phone("ready");
    expect(stage.told()).toEqual([{ name: "probe", callId: A }]);
    await settle();
    expect([stage.survivors, stage.troubles]).toEqual([[A], []]);
  });

  it("keeps a talk without a dialog until its sound stops", async () => {
    await stage.talk(A);
    stage.media.emit("media.flow-changed", { mediaId: A, flowing: true });
    stage.signalling.probeAnswer = false;
    stage.phone("waiting");
    stage.phone("ready");
    await settle();
    expect([stage.survivors, stage.troubles, stage.view(A)?.phase]).toEqual([[A], ["a dialog-gone"], "talking"]);
    stage.media.emit("media.flow-changed", { mediaId: A, flowing: false });
    expect(stage.view(A)).toMatchObject({ phase: "talking", fadesAtMs: stage.clock.nowMs() + 12_000 });
    await stage.clock.run(11_999);
    expect(stage.told()).not.toContainEqual({ name: "hang-up", callId: A });
    await stage.clock.run(1);
    expect(stage.told()).toContainEqual({ name: "hang-up", callId: A });
    stage.signalling.over(A, { by: "local", reason: "hung-up", sipCode: null });
    expect(stage.overs).toMatchObject([
      { interactionId: "i-a", endedBy: "system", result: "interrupted", wasDetached: true },
    ]);
  });

  it("takes the end back when the sound is back in time", async () => {
    await stage.talk(A);
    stage.signalling.probeAnswer = false;
    stage.phone("waiting");
    stage.phone("ready");
    await settle();
    stage.media.emit("media.flow-changed", { mediaId: A, flowing: false });
    await stage.clock.run(11_000);
    stage.media.emit("media.flow-changed", { mediaId: A, flowing: true });
    expect(stage.view(A)?.fadesAtMs).toBeNull();
    await stage.clock.run(30_000);
    expect(stage.view(A)?.phase).toBe("talking");
  });

  it("asks for the dialog again and again, and is whole again when the exchange sees both phones", async () => {
    await stage.talk(A);
    stage.signalling.probeAnswer = false;
    stage.phone("waiting");
    stage.phone("ready");
    await settle();
    stage.media.emit("media.flow-changed", { mediaId: A, flowing: false });
    await stage.clock.run(7_000);
    expect(stage.told().filter(({ name }) => name === "probe")).toHaveLength(2);
    stage.signalling.probeAnswer = true;
    await stage.clock.run(2_000);
    expect(stage.view(A)).toMatchObject({ phase: "talking", fadesAtMs: null });
    expect([stage.survivors, stage.troubles]).toEqual([[A], ["a dialog-gone"]]);
    await stage.clock.run(30_000);
    expect(stage.told()).not.toContainEqual({ name: "hang-up", callId: A });
  });

  it("does not count a silence that a hold of the other side explains", async () => {
    await stage.talk(A);
    stage.signalling.emit({ type: "remote-hold-changed", callId: A, held: true });
    stage.signalling.probeAnswer = false;
    stage.phone("waiting");
    stage.phone("ready");
    await settle();
    stage.media.emit("media.flow-changed", { mediaId: A, flowing: false });
    await stage.clock.run(60_000);
    expect(stage.view(A)).toMatchObject({ phase: "talking", fadesAtMs: null });
  });

  it("keeps it until the operator hangs up", async () => {
    await stage.talk(A);
    stage.signalling.probeAnswer = false;
    stage.phone("waiting");
    stage.phone("ready");
    await settle();
    stage.calls.hangUp(A);
    stage.signalling.over(A, { by: "local", reason: "hung-up", sipCode: null });
    expect(stage.overs).toMatchObject([{ endedBy: "operator", result: "answered", wasDetached: true }]);
  });
});

describe("when the media window dies", () => {
  it("while ringing: an answer waits for the window that comes", async () => {
    stage.signalling.ring(A);
    stage.media.kill();
    expect(stage.calls.answer(A)).toEqual({ ok: true, value: {} });
    expect(stage.told()).toEqual([]);
    await stage.clock.run(1_000);
    stage.media.revive();
    expect(stage.told()).toEqual([{ name: "renew-media", callId: A }]);
    stage.signalling.emit({ type: "media-renewed", callId: A, ok: true });
    expect(stage.told()).toEqual([{ name: "accept", callId: A }]);
  });

  it("while ringing: rings on in the new window", async () => {
    stage.signalling.ring(A);
    stage.media.kill();
    stage.media.revive();
    await settle();
    expect([stage.media.ring, stage.view(A)?.phase]).toEqual(["ring", "ringing"]);
    stage.signalling.emit({ type: "media-renewed", callId: A, ok: true });
  });

  it("while ringing: declines after 5 s without a window", async () => {
    stage.signalling.ring(A);
    stage.media.kill();
    await stage.clock.run(5_000);
    expect(stage.told()).toEqual([{ name: "reject", callId: A, sipCode: 480 }]);
    stage.signalling.over(A, { by: "local", reason: "rejected", sipCode: 480 });
    expect(stage.view(A)?.end).toEqual({ by: "system", result: "failed" });
    stage.media.revive();
  });

  it("in a talk: agrees on new stage.media, with the mute as it was", async () => {
    await stage.talk(A);
    stage.calls.setMuted(A, true);
    stage.media.kill();
    expect(stage.view(A)?.media).toBe("lost");
    stage.media.revive();
    expect(stage.told()).toEqual([{ name: "renew-media", callId: A }]);
    await settle();
    // Before the media is opened: it must open muted, not be muted a moment later.
    expect([...stage.media.muted]).toEqual([A]);
    await stage.media.ask("media.open", { mediaId: A, source: { kind: "microphone" }, offer: null, audible: true });
    stage.signalling.emit({ type: "media-renewed", callId: A, ok: true });
    stage.media.emit("media.flow-changed", { mediaId: A, flowing: true });
    await settle();
    expect([stage.view(A)?.media, [...stage.media.muted]]).toEqual(["flowing", [A]]);
  });

  it("in a talk: keeps the sound that came before the word that all is agreed", async () => {
    await stage.talk(A);
    stage.media.kill();
    stage.media.revive();
    stage.media.emit("media.connection-changed", { mediaId: A, state: "connected" });
    stage.media.emit("media.flow-changed", { mediaId: A, flowing: true });
    stage.signalling.emit({ type: "media-renewed", callId: A, ok: true });
    expect(stage.view(A)?.media).toBe("flowing");
  });

  it("in a talk: ends it as interrupted when the new media is refused", async () => {
    await stage.talk(A);
    stage.media.kill();
    stage.media.revive();
    stage.signalling.emit({ type: "media-renewed", callId: A, ok: false });
    expect(stage.told().at(-1)).toEqual({ name: "hang-up", callId: A });
    stage.signalling.over(A, { by: "local", reason: "hung-up", sipCode: null });
    expect(stage.view(A)?.end).toEqual({ by: "system", result: "interrupted" });
  });

  it("while dialling: ends the call, whose offer named the dead window", async () => {
    const dialled = stage.calls.dial("102");
    if (!dialled.ok) throw new Error(dialled.code);
    stage.media.kill();
    expect(stage.told().at(-1)).toEqual({ name: "hang-up", callId: dialled.value.callId });
    stage.signalling.over(dialled.value.callId, { by: "local", reason: "cancelled", sipCode: null });
    expect(stage.view(dialled.value.callId)?.end).toEqual({ by: "system", result: "failed" });
    stage.media.revive();
  });
});
