import { loudnessDb, SILENCE_DB } from "./level-scale.ts";

const BLOCK = 2048;

/** Looks at the sound of a stream without touching it. */
export class SoundMeter {
  readonly #audio: AudioContext;
  readonly #analyser: AnalyserNode;
  readonly #samples = new Float32Array(BLOCK);
  /** What is looked at, to be mixed into something else; stays the same while tracks come and go. */
  readonly output: GainNode;
  #source: MediaStreamAudioSourceNode | null = null;

  constructor(audio: AudioContext) {
    this.#audio = audio;
    this.#analyser = audio.createAnalyser();
    this.output = audio.createGain();
    this.#analyser.fftSize = BLOCK;
  }

  listenTo(track: MediaStreamTrack): void {
    this.#source?.disconnect();
    this.#source = this.#audio.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
    this.#source.connect(this.output);
  }

  /** Leads what is heard on to another node as well. */
  leadTo(node: AudioNode): void {
    this.#source?.connect(node);
  }

  /** The last 43 ms or so. */
  samples(): Float32Array {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return this.#samples;
  }

  get sampleRate(): number {
    return this.#audio.sampleRate;
  }

  loudnessDb(): number {
    return this.#source ? loudnessDb(this.samples()) : SILENCE_DB;
  }

  close(): void {
    this.#source?.disconnect();
    this.#source = null;
  }
}
