import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mosOf } from "../../../src-shared/domain/quality/e-model.ts";
import { type PlayedSecond, playedSamples, seconds } from "../../../tests/support/quality-samples.ts";
import { TalkQuality } from "./talk-quality.ts";

const ALL = { heard: true, said: true };

function played(...parts: readonly (readonly PlayedSecond[])[]): TalkQuality {
  const quality = new TalkQuality();
  for (const sample of playedSamples(parts.flat())) quality.take(sample, ALL, sample.atMs);
  return quality;
}

describe("the quality of a talk", () => {
  it("is measured over five seconds, not over the whole talk", () => {
    const { windows } = played(seconds(5, { heardLoss: 0.2 }), seconds(5));
    expect(windows.map(({ heard }) => heard?.lossShare)).toEqual([0.2, 0]);
    expect(windows[1]?.heard?.mos).toBeCloseTo(mosOf({ lossShare: 0, delayMs: 39, codec: "opus" }), 6);
  });

  it("knows both directions: what came, and what the far side reports of ours", () => {
    const [window] = played(seconds(5, { heardLoss: 0.02, saidLoss: 0.1, jitterMs: 5, saidJitterMs: 12 })).windows;
    expect(window).toMatchObject({
      codec: "opus",
      heard: { lossShare: 0.02, jitterMs: 5 },
      said: { lossShare: 0.1, jitterMs: 12 },
      roundTripMs: 20,
    });
    expect(window?.said?.mos).toBeCloseTo(mosOf({ lossShare: 0.1, delayMs: 10 + 24 + 25, codec: "opus" }), 6);
  });

  it("leaves out what is muted or held", () => {
    const quality = new TalkQuality();
    const losses = seconds(10, { heardLoss: 0.5, saidLoss: 0.5 });
    for (const sample of playedSamples(losses)) quality.take(sample, { heard: true, said: false }, sample.atMs);
    expect(quality.windows.map(({ said }) => said)).toEqual([null, null]);
    const held = new TalkQuality();
    for (const sample of playedSamples(losses)) held.take(sample, { heard: false, said: false }, sample.atMs);
    expect(held.windows).toEqual([]);
    expect(held.summary()).toBeNull();
  });

  it("does not count across a fresh peer connection", () => {
    const quality = new TalkQuality();
    for (const sample of playedSamples(seconds(7))) quality.take(sample, ALL, sample.atMs);
    for (const sample of playedSamples(seconds(10))) quality.take(sample, ALL, 7000 + sample.atMs);
    for (const { heard } of quality.windows) expect(heard?.lossShare).toBe(0);
  });

  it("says nothing of a moment, warns of what lasts, and takes it back when it is clearly over", () => {
    expect(played(seconds(10), seconds(1, { heardLoss: 0.1 }), seconds(6)).events).toEqual([]);
    const lossy = played(seconds(5), seconds(8, { heardLoss: 0.08 }));
    expect(lossy.live).toMatchObject({ level: "poor", cause: "customer-side" });
    expect(lossy.events.map(({ code }) => code)).toEqual(["heard-loss"]);
    // Between the limits it stands: no flicker around one number.
    expect(played(seconds(8, { heardLoss: 0.08 }), seconds(10, { heardLoss: 0.02 })).live?.level).toBe("poor");
    expect(played(seconds(8, { heardLoss: 0.08 }), seconds(12)).live).toMatchObject({ level: "good", cause: null });
  });

  it.each<[string, PlayedSecond, string | null, string]>([
    ["nothing is wrong", {}, null, "good"],
    ["the far side misses our sound", { saidLoss: 0.08 }, "own-uplink", "poor"],
    ["it does over Wi-Fi", { saidLoss: 0.08, isWifi: true }, "weak-wifi", "poor"],
    ["both directions lose", { saidLoss: 0.08, heardLoss: 0.08 }, "own-network", "poor"],
    ["their sound is uneven", { jitterMs: 45 }, "customer-side", "poor"],
    ["the way is long", { roundTripMs: 520 }, "delay", "poor"],
    ["timers are late", { lateMs: 600, heardLoss: 0.08 }, "overloaded", "poor"],
    ["hardly a word gets through", { heardLoss: 0.4 }, "customer-side", "bad"],
  ])("names the cause when %s", (_what, second, cause, level) => {
    expect(played(seconds(12, second)).live).toMatchObject({ cause, level });
  });

  it("is summed up for the record", () => {
    const summary = played(seconds(5), seconds(5, { heardLoss: 0.1 })).summary();
    const [clean, lossy] = [
      mosOf({ lossShare: 0, delayMs: 39, codec: "opus" }),
      mosOf({ lossShare: 0.1, delayMs: 39, codec: "opus" }),
    ];
    expect(summary).toMatchObject({ windows: 2, codec: "opus", roundTripMs: 20 });
    expect(summary?.minMos).toBeCloseTo(lossy, 2);
    expect(summary?.mos).toBeCloseTo((clean + lossy) / 2, 1);
    expect(summary?.heard).toMatchObject({ lossShare: 0.05 });
  });

  it("never gets better by more loss", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (one, other) => {
        const mos = (heardLoss: number) => played(seconds(5, { heardLoss })).summary()?.mos ?? 1;
        expect(mos(Math.max(one, other))).toBeLessThanOrEqual(mos(Math.min(one, other)));
      }),
    );
  });
});
