import { readFile } from "node:fs/promises";

const HEARD_DB = -35;

/** The level of a tone in the last part of a 16-bit mono WAV that may still be written, in dB of full scale. */
export async function toneLevelDb(file: string, hz: number, lastMs: number): Promise<number> {
  const wav = await readFile(file);
  const at = wav.indexOf("data", 0, "latin1");
  if (at < 0) return Number.NEGATIVE_INFINITY;
  const rate = wav.readUInt32LE(24);
  const first = at + 8;
  const samples = Math.floor((wav.length - first) / 2);
  const count = Math.floor((rate * lastMs) / 1_000);
  if (samples < count) return Number.NEGATIVE_INFINITY;
  let [re, im] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    const value = wav.readInt16LE(first + (samples - count + i) * 2) / 32_768;
    const angle = (2 * Math.PI * hz * i) / rate;
    re += value * Math.cos(angle);
    im += value * Math.sin(angle);
  }
  return 20 * Math.log10((2 * Math.hypot(re, im)) / count + 1e-9);
}

export async function isToneInWav(file: string, hz: number, lastMs = 500): Promise<boolean> {
  return (await toneLevelDb(file, hz, lastMs)) > HEARD_DB;
}
