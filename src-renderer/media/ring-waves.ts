import type { RingMelody } from "../../src-shared/domain/sound-devices.ts";
import type { RequestInput } from "../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../src-shared/ipc/media.ts";

export type RingSound = Exclude<RequestInput<MediaContract, "media.set-ring">["sound"], "none">;
export type Cue = RequestInput<MediaContract, "media.play-cue">["cue"];

type Note = { readonly atS: number; readonly forS: number; readonly hz: readonly number[]; readonly peak: number };
type Wave = { readonly periodS: number; readonly notes: readonly Note[] };

/** One period of each sound; played in a loop. Ringback is the Russian one (425 Hz, 1 s on, 4 s off). */
const WAVES: Record<Exclude<RingSound, "ring"> | RingMelody | Cue, Wave> = {
  bell: {
    periodS: 3,
    notes: [0, 0.06, 0.12, 0.18, 0.24, 0.3, 0.36, 0.42, 0.48, 0.54, 0.6, 0.66].map((atS, index) => ({
      atS,
      forS: 0.06,
      hz: index % 2 === 0 ? [1318.5, 2637] : [1046.5, 2093],
      peak: 0.3,
    })),
  },
  marimba: {
    periodS: 3,
    notes: [392, 523.25, 659.25, 523.25, 783.99].map((hz, index) => ({
      atS: index * 0.22,
      forS: 0.2,
      hz: [hz, hz * 4],
      peak: 0.3,
    })),
  },
  chime: {
    periodS: 3,
    notes: [
      { atS: 0, forS: 0.45, hz: [659.25, 987.77], peak: 0.25 },
      { atS: 0.5, forS: 0.7, hz: [523.25, 783.99], peak: 0.25 },
    ],
  },
  ringback: { periodS: 5, notes: [{ atS: 0, forS: 1, hz: [425], peak: 0.12 }] },
  // Higher and shorter than any melody: nobody takes a text for a call.
  "text-offer": {
    periodS: 0.9,
    notes: [1174.66, 1479.98, 1760].map((hz, index) => ({
      atS: index * 0.16,
      forS: 0.22,
      hz: [hz, hz / 2],
      peak: 0.2,
    })),
  },
  "text-message": { periodS: 0.4, notes: [{ atS: 0, forS: 0.25, hz: [1396.91, 2093], peak: 0.12 }] },
  waiting: { periodS: 4, notes: [{ atS: 0, forS: 0.18, hz: [440], peak: 0.04 }] },
};

const EDGE_S = 0.012;

/** The samples of one period. */
export function ringWave(sound: keyof typeof WAVES, sampleRate: number): Float32Array<ArrayBuffer> {
  const { periodS, notes } = WAVES[sound];
  const samples = new Float32Array(Math.round(periodS * sampleRate));
  for (const note of notes) addNote(samples, note, sampleRate);
  return samples;
}

function addNote(samples: Float32Array, { atS, forS, hz, peak }: Note, sampleRate: number): void {
  const count = Math.round(forS * sampleRate);
  const start = Math.round(atS * sampleRate);
  for (let index = 0; index < count; index += 1) {
    const atNoteS = index / sampleRate;
    // Soft edges, or each note begins and ends with a click.
    const edge = Math.min(1, atNoteS / EDGE_S, (forS - atNoteS) / EDGE_S);
    const tone = hz.reduce((sum, one) => sum + Math.sin(2 * Math.PI * one * atNoteS), 0) / hz.length;
    samples[start + index] = (samples[start + index] ?? 0) + tone * edge * peak;
  }
}
