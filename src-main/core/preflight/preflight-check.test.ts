import { beforeEach, describe, expect, it } from "vitest";
import type { CallId } from "../../../src-shared/ids.ts";
import type { Preflight } from "../../../src-shared/ipc/preflight.ts";
import { preflightVerdict } from "../../../src-shared/ipc/preflight-verdict.ts";
import { FakeClock, settle } from "../../../tests/support/fake-clock.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { FakeMedia } from "../../../tests/support/fake-media.ts";
import type { SignallingEvent } from "../ports/call-signalling.ts";
import { PreflightCheck } from "./preflight-check.ts";

const WELL = { isLinked: true, isPhoneReady: true, isTalking: false };

let clock: FakeClock;
let media: FakeMedia;
let kept: Preflight | null;
let called: CallId[];
let hungUp: CallId[];
let tell: (event: SignallingEvent) => void;
let check: PreflightCheck;

beforeEach(() => {
  clock = new FakeClock();
  media = new FakeMedia();
  kept = null;
  [called, hungUp] = [[], []];
  check = aCheck();
});

function aCheck(): PreflightCheck {
  return new PreflightCheck({
    clock,
    log: new FakeLog(),
    media,
    signalling: {
      callEcho: (callId) => {
        called.push(callId);
        return { mediaId: callId };
      },
      hangUp: (callId) => void hungUp.push(callId),
      onEvent: (listener) => {
        tell = listener;
        return () => undefined;
      },
    },
    store: {
      read: () => kept,
      write: (written) => {
        kept = written;
      },
    },
  });
}

/** Runs it up to the echo call, and answers that. */
async function answered(): Promise<void> {
  await settle();
  const [callId] = called;
  if (!callId) throw new Error("no echo call was made");
  await media.ask("media.open", { mediaId: callId, source: { kind: "echo" }, offer: null, audible: false });
  tell({ type: "established", callId, interactionId: null });
  await settle();
}

describe("the check of the connection", () => {
  it("proves link, phone, microphone and the sound there and back; the headphones only the person can", async () => {
    media.answers["media.listen-for-tone"] = () => ({ heard: true, levelDb: -12 });
    expect(check.start(WELL)).toMatchObject({ ok: true });
    expect(check.view()?.microphone.verdict).toBe("running");
    await answered();
    expect(check.view()).toMatchObject({ link: "good", phone: "good", finishedAtMs: clock.nowMs() });
    expect(check.view()).toMatchObject({ microphone: { verdict: "good" }, headphones: { verdict: "unsure" } });
    expect(check.view()?.echo).toMatchObject({ verdict: "good", levelDb: -12 });
    expect(hungUp).toEqual(called);
    check.sayHeard(true);
    expect(kept && preflightVerdict(kept)).toBe("good");
    expect(aCheck().view()).toEqual(kept);
  });

  it.each([
    ["dead", "bad", -100],
    ["quiet", "unsure", -70],
    [null, "good", -30],
  ] as const)("a microphone that is %s is %s", async (problem, verdict, levelDb) => {
    media.answers["media.check-sound"] = () => ({
      microphone: "live",
      label: "Headset",
      levelDb,
      output: { isThere: true, label: null },
    });
    check.start(WELL);
    await settle();
    expect(check.view()?.microphone).toEqual({ verdict, problem, label: "Headset", levelDb });
  });

  it("makes no call without a phone, and says so", async () => {
    check.start({ ...WELL, isPhoneReady: false });
    await settle();
    expect(called).toEqual([]);
    expect(check.view()).toMatchObject({ phone: "bad", echo: { problem: "phone-not-ready" } });
  });

  it("calls nothing broken where the PBX has no echo number", async () => {
    check.start(WELL);
    await settle();
    const [callId] = called;
    if (!callId) throw new Error("no echo call was made");
    tell({ type: "ended", callId, end: { by: "remote", reason: "not-found", sipCode: 404 } });
    await settle();
    expect(check.view()?.echo).toMatchObject({ verdict: "unsure", problem: "no-number" });
    expect(check.view()?.finishedAtMs).not.toBeNull();
  });

  it("finds a call that nobody answers, and one whose sound does not return", async () => {
    check.start(WELL);
    await settle();
    await clock.run(8_000);
    expect(check.view()?.echo).toMatchObject({ verdict: "bad", problem: "not-answered" });
    called.length = 0;
    check.start(WELL);
    await answered();
    expect(check.view()?.echo).toMatchObject({ verdict: "bad", problem: "no-sound" });
  });

  it("says when the sound itself is gone", async () => {
    media.kill();
    check.start({ ...WELL, isPhoneReady: false });
    await settle();
    expect(check.view()).toMatchObject({ microphone: { problem: "no-window" }, headphones: { problem: "no-window" } });
  });

  it("does not begin in a talk, nor twice; one that was cut off by the end of the program counts as none", async () => {
    expect(check.start({ ...WELL, isTalking: true })).toMatchObject({ ok: false, code: "preflight-busy" });
    check.start(WELL);
    expect(check.start(WELL)).toMatchObject({ ok: false, code: "preflight-busy" });
    kept = check.view();
    expect(aCheck().view()).toBeNull();
  });
});
