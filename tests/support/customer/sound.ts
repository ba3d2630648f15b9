// Runs in the customer's page: what is heard of the other side, by frequency.
import type { Loudness, ToneLevel } from "./customer-state.ts";

const WINDOW = 2048;
const LOOK_EVERY_MS = 30;
/** 21 ms at 48 kHz: shorter than a syllable. */
const LOUDNESS_SAMPLES = 1024;
const LOUDNESS_EVERY_MS = 20;
/** A tone counts as heard when it is this loud, and stands this far out of other frequencies. */
const HEARD_DB = -45;
const CONTRAST_DB = 12;
/** Neighbours that are no harmonics of the tone nor of each other. */
const NEIGHBOURS = [0.57, 0.73, 1.37, 1.63];
const SILENCE_DB = -120;

/** Level of one frequency, by Goertzel's algorithm with a Hann window. */
export function goertzelDb(samples: Float32Array, hz: number, rate: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let previous = 0;
  let beforePrevious = 0;
  for (const [i, sample] of samples.entries()) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length);
    const next = sample * hann + coefficient * previous - beforePrevious;
    beforePrevious = previous;
    previous = next;
  }
  const power = previous ** 2 + beforePrevious ** 2 - coefficient * previous * beforePrevious;
  // A full-scale sine through a Hann window gives samples.length / 4.
  const amplitude = Math.sqrt(Math.max(power, 0)) / (samples.length / 4);
  return amplitude > 0 ? Math.max(20 * Math.log10(amplitude), SILENCE_DB) : SILENCE_DB;
}

/** Listens to the remote stream of a call until closed. */
export class Ear {
  readonly source: AudioNode;
  readonly #analyser: AnalyserNode;
  readonly #samples = new Float32Array(WINDOW);
  readonly #rate: number;
  readonly #player: HTMLAudioElement;

  constructor(context: AudioContext, stream: MediaStream) {
    // Chromium feeds WebAudio from a remote stream only while an element plays it (crbug.com/121673).
    this.#player = new Audio();
    this.#player.srcObject = stream;
    this.#player.muted = true;
    void this.#player.play();
    this.#rate = context.sampleRate;
    this.#analyser = context.createAnalyser();
    this.#analyser.fftSize = WINDOW;
    this.source = context.createMediaStreamSource(stream);
    this.source.connect(this.#analyser);
  }

  #look(): Float32Array {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return this.#samples;
  }

  async listen(hz: number, forMs: number): Promise<ToneLevel> {
    const untilMs = performance.now() + forMs;
    const levels: number[] = [];
    const contrasts: number[] = [];
    let heard = 0;
    do {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      const samples = this.#look();
      const level = goertzelDb(samples, hz, this.#rate);
      const around = NEIGHBOURS.map((factor) => goertzelDb(samples, hz * factor, this.#rate));
      const contrast = level - Math.max(...around);
      levels.push(level);
      contrasts.push(contrast);
      if (level > HEARD_DB && contrast > CONTRAST_DB) heard += 1;
    } while (performance.now() < untilMs);
    return { levelDb: median(levels), contrastDb: median(contrasts), share: heard / levels.length };
  }

  async loudness(forMs: number): Promise<Loudness[]> {
    const looks: Loudness[] = [];
    const untilMs = performance.now() + forMs;
    while (performance.now() < untilMs) {
      await new Promise((resolve) => setTimeout(resolve, LOUDNESS_EVERY_MS));
      const samples = this.#look().subarray(-LOUDNESS_SAMPLES);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      looks.push({ atMs: performance.now(), db: Math.max(SILENCE_DB, 10 * Math.log10(Math.max(power, 1e-12))) });
    }
    return looks;
  }

  close(): void {
    this.#analyser.disconnect();
    this.#player.srcObject = null;
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? SILENCE_DB;
}
