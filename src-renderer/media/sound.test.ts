import { describe, expect, it } from "vitest";
import { FlowWatch } from "./flow-watch.ts";
import { measureTone } from "./goertzel.ts";
import { levelOf, loudnessDb } from "./level-scale.ts";
import { ringWave } from "./ring-waves.ts";
import { fingerprintOf } from "./sdp-fingerprint.ts";
import { VoiceActivity } from "./voice-activity.ts";

const RATE = 48_000;

function tone(hz: number, peak = 0.5, count = 2048): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => peak * Math.sin((2 * Math.PI * hz * index) / RATE));
}

/** Noise without a random source: the same at each run. */
function noise(peak = 0.1, count = 2048): Float32Array {
  let seed = 1;
  return Float32Array.from({ length: count }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return peak * (seed / 1_073_741_824 - 1);
  });
}

describe("measureTone", () => {
  it("finds a tone, its level, and that nothing else is there", () => {
    const { levelDb, share } = measureTone(tone(440), 440, RATE);
    expect(levelDb).toBeCloseTo(20 * Math.log10(0.5), 0);
    expect(share).toBeGreaterThan(0.95);
  });

  it.each([620, 300, 880])("does not take %i Hz for 440", (hz) => {
    expect(measureTone(tone(hz), 440, RATE).share).toBeLessThan(0.05);
  });

  it("hears a tone over noise, and none in noise or silence", () => {
    const mixed = tone(440, 0.2).map((sample, index) => sample + (noise(0.05)[index] ?? 0));
    expect(measureTone(mixed, 440, RATE).share).toBeGreaterThan(0.8);
    expect(measureTone(noise(), 440, RATE).share).toBeLessThan(0.1);
    expect(measureTone(new Float32Array(2048), 440, RATE)).toEqual({ levelDb: -100, share: 0 });
  });
});

describe("levels", () => {
  it("counts loudness in dB of full scale", () => {
    expect(loudnessDb(tone(1_000, 1))).toBeCloseTo(-3, 0);
    expect(loudnessDb(new Float32Array(8))).toBe(-100);
    expect(loudnessDb([])).toBe(-100);
  });

  it("draws it in even steps between 0 and 1", () => {
    expect([-100, -60, -30, -15, 0, 6].map(levelOf)).toEqual([0, 0, 0.5, 0.75, 1, 1]);
  });
});

describe("VoiceActivity", () => {
  const play = (blocks: readonly number[]) => {
    const voice = new VoiceActivity();
    return blocks.flatMap((db, index) => {
      const change = voice.update(db, index * 66);
      return change === null ? [] : [[index, change]];
    });
  };

  it("begins with the second loud block and ends 300 ms after the last", () => {
    expect(play([-80, -80, -20, -20, -20, ...Array(10).fill(-80)])).toEqual([
      [3, true],
      [9, false],
    ]);
  });

  it("bridges the gaps between words, and takes no click for speech", () => {
    expect(play([-80, -20, -20, -70, -70, -20, -70, -70, -20, -20])).toEqual([[2, true]]);
    expect(play([-80, -20, -80, -80, -20, -80])).toEqual([]);
  });

  it("gets used to a noisy line, yet hears a voice over it", () => {
    const hum = Array(400).fill(-42);
    const changes = play([...hum, -20, -20]);
    expect(changes.at(-1)).toEqual([401, true]);
    expect(changes.filter(([index]) => Number(index) > 300)).toHaveLength(1);
  });
});

describe("FlowWatch", () => {
  const looks = (flow: FlowWatch, counts: readonly number[], isExpected = true, fromMs = 0) =>
    counts.map((packets, look) => flow.update(packets, isExpected, fromMs + look * 500));

  it("tells the first packet, and a silence of 1.5 s", () => {
    const counts = [0, 10, 60, 60, 60, 60, 60, 60, 70];
    expect(looks(new FlowWatch(), counts)).toEqual([null, true, null, null, null, false, null, null, true]);
  });

  it("tells of a sound that never came", () => {
    expect(looks(new FlowWatch(), [0, 0, 0, 0, 0, 0])).toEqual([null, null, null, false, null, null]);
  });

  it("does not take its own sleep for a silence", () => {
    const flow = new FlowWatch();
    flow.update(10, true, 0);
    expect(flow.update(10, true, 60_000)).toBeNull();
    expect(looks(flow, [10, 10, 10], true, 60_500)).toEqual([null, false, null]);
  });

  it("says nothing while held, and tells the first packet after it", () => {
    const flow = new FlowWatch();
    flow.update(10, true, 0);
    expect(looks(flow, [10, 10, 10, 10, 10], false, 500)).toEqual(Array(5).fill(null));
    expect(flow.update(20, true, 6_000)).toBe(true);
  });

  it("takes a fresh connection's smaller count for no news, and its growth for news", () => {
    const flow = new FlowWatch();
    flow.update(500, true, 0);
    expect(looks(flow, [0, 0, 0], true, 500).at(-1)).toBe(false);
    expect(flow.update(20, true, 4_000)).toBe(true);
  });
});

describe("ringWave", () => {
  it("rings back as Russian exchanges do: 425 Hz, 1 s on, 4 s off", () => {
    const wave = ringWave("ringback", 8_000);
    expect(wave).toHaveLength(5 * 8_000);
    expect(measureTone(wave.slice(2_000, 4_000), 425, 8_000).share).toBeGreaterThan(0.95);
    expect(loudnessDb(wave.slice(8_100))).toBe(-100);
  });

  it.each(["chime", "bell", "marimba", "ringback", "waiting", "text-offer", "text-message"] as const)(
    "keeps %s below full scale, without clicks at its ends",
    (sound) => {
      const wave = ringWave(sound, 8_000);
      expect(Math.max(...wave.map(Math.abs))).toBeLessThan(0.5);
      expect([wave[0], wave.at(-1)].map((sample) => Math.abs(sample ?? 1))).toEqual([0, 0]);
    },
  );
});

describe("fingerprintOf", () => {
  it("names the certificate, whatever its letters' case", () => {
    expect(fingerprintOf("v=0\r\na=fingerprint:SHA-256 AB:CD\r\n")).toBe("sha-256 ab:cd");
    expect(fingerprintOf("v=0\r\n")).toBeNull();
  });
});
