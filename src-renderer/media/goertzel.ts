import { SILENCE_DB } from "./level-scale.ts";

/** How a tone stands in a block: its level, and how much of the block's power is in it (1: nothing else is heard). */
export type ToneMeasure = { readonly levelDb: number; readonly share: number };

/** The power of one frequency in a block of samples (Goertzel's algorithm, with a Hann window against leakage). */
export function measureTone(samples: ArrayLike<number>, hz: number, sampleRate: number): ToneMeasure {
  const count = samples.length;
  const turn = (2 * Math.PI * hz) / sampleRate;
  const coefficient = 2 * Math.cos(turn);
  let [previous, beforePrevious, power, weight, weightSquared] = [0, 0, 0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / (count - 1));
    const sample = (samples[index] ?? 0) * window;
    const now = sample + coefficient * previous - beforePrevious;
    beforePrevious = previous;
    previous = now;
    power += sample * sample;
    weight += window;
    weightSquared += window * window;
  }
  const magnitudeSquared = previous ** 2 + beforePrevious ** 2 - coefficient * previous * beforePrevious;
  if (power <= 1e-9 || magnitudeSquared <= 0) return { levelDb: SILENCE_DB, share: 0 };
  const amplitudeSquared = (4 * magnitudeSquared) / weight ** 2;
  const share = Math.min(1, (amplitudeSquared / 2) * (weightSquared / power));
  return { levelDb: 10 * Math.log10(amplitudeSquared), share };
}
