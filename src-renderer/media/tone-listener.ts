import { measureTone } from "./goertzel.ts";
import { SILENCE_DB } from "./level-scale.ts";
import type { SoundMeter } from "./sound-meter.ts";

const BLOCK_MS = 50;
/** In a block that counts the tone is audible and most of what is heard. */
const QUIETEST_DB = -55;
const SMALLEST_SHARE = 0.4;
/** A tone stands out when it fills this much of the time; a word or a click does not. */
const SMALLEST_PART = 0.3;

/** Listens for a while, and says whether a tone stood out and how loud it was at its loudest. */
export async function listenForTone(
  meter: SoundMeter,
  hz: number,
  forMs: number,
): Promise<{ heard: boolean; levelDb: number }> {
  let [blocks, hits, levelDb] = [0, 0, SILENCE_DB];
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs) {
    await new Promise((resolve) => setTimeout(resolve, BLOCK_MS));
    const measure = measureTone(meter.samples(), hz, meter.sampleRate);
    blocks += 1;
    if (measure.levelDb > QUIETEST_DB && measure.share >= SMALLEST_SHARE) hits += 1;
    levelDb = Math.max(levelDb, measure.levelDb);
  }
  return { heard: blocks > 0 && hits / blocks >= SMALLEST_PART, levelDb };
}
