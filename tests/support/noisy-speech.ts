import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { Loudness } from "./customer/customer-state.ts";
import { emptyWav, WAV_RATE } from "./wav-file.ts";

const VOICES = path.resolve(import.meta.dirname, "../../assets/voices");
const PHRASES = ["greeting", "hello"];
const PAUSE_S = 0.8;
/** Of full scale, as RMS: a fan that never stops, and a hiss that comes and goes. */
const FAN_LEVEL = 0.03;
const HISS_LEVEL = 0.02;
const HISS_HZ = 6;
export const BLOCK_MS = 20;

/** Phrases with pauses, and the same in a noisy room, to be spoken into a fake microphone. */
export type NoisySpeech = {
  readonly seconds: number;
  /** Loudness of the bare speech, block after block of `BLOCK_MS`. */
  readonly speechDb: readonly number[];
};

/** Writes the speech with noise into `file`; a browser's page lends its decoder. */
export async function writeNoisySpeech(page: Page, file: string): Promise<NoisySpeech> {
  const pause = new Float32Array(PAUSE_S * WAV_RATE);
  const phrases = await Promise.all(PHRASES.map((name) => decode(page, name)));
  const speech = joined(phrases.flatMap((phrase) => [phrase, pause]));
  const noise = noiseOf(speech.length);
  const { file: wav, samplesAt } = emptyWav(speech.length);
  for (const [i, sample] of speech.entries()) {
    const both = Math.max(-1, Math.min(1, sample + (noise[i] ?? 0)));
    wav.writeInt16LE(Math.round(both * 32_767), samplesAt + i * 2);
  }
  writeFileSync(file, wav);
  const block = (BLOCK_MS * WAV_RATE) / 1000;
  const speechDb = Array.from({ length: Math.floor(speech.length / block) }, (_, i) =>
    db(speech.subarray(i * block, (i + 1) * block)),
  );
  return { seconds: speech.length / WAV_RATE, speechDb };
}

/** What was heard of noisy speech: the noise between the words, the words, and how well their shape is that of the speech. */
export function hearingOf(heard: readonly Loudness[], { speechDb }: NoisySpeech) {
  const levels = heard.map((look) => look.db).toSorted((a, b) => a - b);
  const at = (share: number) => levels[Math.floor(levels.length * share)] ?? Number.NaN;
  return { noiseDb: at(0.1), voiceDb: at(0.9), likeness: likeness(heard, speechDb) };
}

/** How long it was quieter than the voice by so much that nobody would call it a word. */
export function longestPauseMs(heard: readonly Loudness[], voiceDb: number): number {
  let [longest, sinceMs] = [0, heard[0]?.atMs ?? 0];
  for (const { atMs, db: level } of heard) {
    if (level > voiceDb - 25) sinceMs = atMs;
    longest = Math.max(longest, atMs - sinceMs);
  }
  return longest;
}

/** The best correlation of the loudness heard with that of the speech, which plays in a loop, over all delays. */
function likeness(heard: readonly Loudness[], speechDb: readonly number[]): number {
  const startMs = heard[0]?.atMs ?? 0;
  const ys = heard.map(({ db: level }) => Math.max(level, -60));
  const blocks = heard.map(({ atMs }) => Math.round((atMs - startMs) / BLOCK_MS));
  const correlations = speechDb.map((_, shift) =>
    correlation(
      blocks.map((block) => Math.max(speechDb[(block + shift) % speechDb.length] ?? -60, -60)),
      ys,
    ),
  );
  return Math.max(...correlations);
}

function correlation(xs: readonly number[], ys: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let [both, ofX, ofY] = [0, 0, 0];
  for (const [i, x] of xs.entries()) {
    const [dx, dy] = [x - meanX, (ys[i] ?? meanY) - meanY];
    both += dx * dy;
    ofX += dx * dx;
    ofY += dy * dy;
  }
  return both / Math.sqrt(ofX * ofY);
}

/** Always the same: what a test measures must not depend on luck. */
function noiseOf(length: number): Float32Array {
  let seed = 20_261_122;
  const next = () => {
    // A linear congruential generator (Numerical Recipes).
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 31 - 1;
  };
  const noise = new Float32Array(length);
  let fan = 0;
  for (let i = 0; i < length; i += 1) {
    // A leaky sum of white noise falls off toward high frequencies, as a fan does.
    fan = 0.98 * fan + 0.2 * next();
    const swell = (1 + Math.sin((2 * Math.PI * HISS_HZ * i) / WAV_RATE)) / 2;
    noise[i] = FAN_LEVEL * 1.73 * fan + HISS_LEVEL * 1.73 * swell * next();
  }
  return noise;
}

function db(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return 10 * Math.log10(Math.max(power, 1e-12));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function decode(page: Page, name: string): Promise<Float32Array> {
  const encoded = readFileSync(path.join(VOICES, `${name}.opus`)).toString("base64");
  const samples = await page.evaluate(
    async ([text, rate]) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const audio = new OfflineAudioContext(1, 1, rate);
      const sound = await audio.decodeAudioData(bytes.buffer);
      return [...sound.getChannelData(0)];
    },
    [encoded, WAV_RATE] as const,
  );
  return Float32Array.from(samples);
}
