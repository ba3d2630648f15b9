import { beforeEach, describe, expect, it } from "vitest";
import { InputSilence } from "./input-silence.ts";

let silence: InputSilence;
beforeEach(() => {
  silence = new InputSilence();
});

const look = (nowMs: number, change: { db?: number; isMuted?: boolean; isRunning?: boolean } = {}) =>
  silence.update({ nowMs, db: -100, isMuted: false, isRunning: true, ...change });

describe("what a microphone gives", () => {
  it("is sound as soon as one block is not all zeros, however quiet the room", () => {
    expect(look(0, { db: -85 })).toBe("alive");
  });

  it("is silence only after three seconds of nothing but zeros", () => {
    expect([look(0), look(2_900), look(3_000)]).toEqual(["unknown", "unknown", "silent"]);
    expect(look(3_100, { db: -60 })).toBe("alive");
    expect([look(3_200), look(6_000)]).toEqual(["unknown", "unknown"]);
  });

  it("is known at once when the system or the headset says that it is switched off", () => {
    expect(look(0, { isMuted: true, db: -100 })).toBe("muted");
    expect([look(100), look(3_050)]).toEqual(["unknown", "unknown"]);
  });

  it("is not judged while nothing can be heard for want of a running context", () => {
    expect([look(0), look(2_000, { isRunning: false }), look(3_500)]).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("starts anew with another microphone", () => {
    look(0);
    silence.forget();
    expect(look(3_000)).toBe("unknown");
  });
});
