import { loudnessDb } from "./level-scale.ts";
import type { OpenNoiseFilter } from "./noise-filter.ts";

type Which = "bare" | "clean";
type Sample = Readonly<Record<Which, AudioBuffer>>;

/** Noise is what is heard in the quietest tenth of the blocks: between the words. */
const BLOCK_S = 0.02;
const QUIETEST = 0.1;
/** Recordings begin and end with what the encoder adds. */
const EDGE_S = 0.2;
/** A voice is not kept longer than somebody may want to hear it again. */
const KEPT_MS = 60_000;

/** Records the operator with and without noise at the same time, so that both can be heard one after the other. */
export class NoiseSample {
  readonly #audio: AudioContext;
  readonly #open: OpenNoiseFilter;
  #sample: Sample | null = null;
  #timer = 0;

  constructor(audio: AudioContext, open: OpenNoiseFilter) {
    this.#audio = audio;
    this.#open = open;
  }

  /** Takes the track over; answers with the noise of both recordings in dB of full scale. */
  async record(track: MediaStreamTrack, forMs: number): Promise<Readonly<Record<Which, number>>> {
    this.#forget();
    const filter = await this.#open(track, () => undefined);
    try {
      const [bare, clean] = await Promise.all([this.#record(track, forMs), this.#record(filter.track, forMs)]);
      this.#sample = { bare, clean };
      this.#timer = setTimeout(() => this.#forget(), KEPT_MS);
      return { bare: noiseDb(bare), clean: noiseDb(clean) };
    } finally {
      filter.close();
      track.stop();
    }
  }

  /** Plays one of the recordings to its end; false when there is none, or the device takes no sound. */
  async play(which: Which, sinkId: string): Promise<boolean> {
    const buffer = this.#sample?.[which];
    if (!buffer) return false;
    const player = new Audio();
    const destination = this.#audio.createMediaStreamDestination();
    player.srcObject = destination.stream;
    try {
      await player.setSinkId(sinkId);
      await player.play();
    } catch {
      return false;
    }
    const node = new AudioBufferSourceNode(this.#audio, { buffer });
    node.connect(destination);
    await new Promise((resolve) => {
      node.addEventListener("ended", resolve);
      node.start();
    });
    player.srcObject = null;
    return true;
  }

  async #record(track: MediaStreamTrack, forMs: number): Promise<AudioBuffer> {
    const recorder = new MediaRecorder(new MediaStream([track]));
    const parts: Blob[] = [];
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    await new Promise((resolve) => {
      recorder.addEventListener("stop", resolve);
      recorder.start();
      setTimeout(() => recorder.stop(), forMs);
    });
    return this.#audio.decodeAudioData(await new Blob(parts).arrayBuffer());
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#sample = null;
  }
}

function noiseDb(sound: AudioBuffer): number {
  const samples = sound.getChannelData(0);
  const block = Math.round(BLOCK_S * sound.sampleRate);
  const edge = Math.round(EDGE_S * sound.sampleRate);
  const levels: number[] = [];
  for (let at = edge; at + block <= samples.length - edge; at += block)
    levels.push(loudnessDb(samples.subarray(at, at + block)));
  levels.sort((one, other) => one - other);
  return levels[Math.floor(levels.length * QUIETEST)] ?? 0;
}
