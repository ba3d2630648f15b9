// Runs in the customer's page: follows a tone without a pause, on the audio thread, where a busy page loses nothing.
import { loadProcessor } from "./audio-processor.ts";
import type { ToneRun } from "./customer-state.ts";

/**
 * The processor, as the text a worklet wants. Each 20 ms of sound count as heard when most of their energy is the tone;
 * gaps count from the first time it was heard.
 */
const PROCESSOR = `
registerProcessor("tone-watch", class extends AudioWorkletProcessor {
  constructor({ processorOptions: { hz } }) {
    super();
    this.turn = (2 * Math.PI * hz) / sampleRate;
    this.size = Math.round(sampleRate / 50);
    this.run = { watchedMs: 0, heardMs: 0, longestGapMs: 0, gapMs: 0 };
    this.clear();
    this.port.onmessage = () => this.port.postMessage(this.run);
  }
  clear() {
    this.count = this.real = this.imaginary = this.energy = 0;
  }
  process([input]) {
    const samples = input[0];
    for (let i = 0; i < 128; i += 1) {
      const sample = samples ? samples[i] : 0;
      this.real += sample * Math.cos(this.turn * this.count);
      this.imaginary += sample * Math.sin(this.turn * this.count);
      this.energy += sample * sample;
      this.count += 1;
      if (this.count === this.size) this.take();
    }
    return true;
  }
  take() {
    const power = this.real ** 2 + this.imaginary ** 2;
    const isHeard = (2 * Math.sqrt(power)) / this.size > 0.005 && (2 * power) / this.size > this.energy / 2;
    const run = this.run;
    if (isHeard) run.heardMs += 20;
    run.gapMs = isHeard ? 0 : run.gapMs + 20;
    if (run.heardMs > 0) {
      run.watchedMs += 20;
      run.longestGapMs = Math.max(run.longestGapMs, run.gapMs);
    }
    this.clear();
  }
});`;

/** Listens for a tone from now on, whatever track it comes by. */
export class ToneWatch {
  readonly #node: AudioWorkletNode;
  #source: AudioNode | null = null;

  static async start(context: AudioContext, hz: number): Promise<ToneWatch> {
    await loadProcessor(context, "tone-watch", PROCESSOR);
    return new ToneWatch(context, hz);
  }

  private constructor(context: AudioContext, hz: number) {
    this.#node = new AudioWorkletNode(context, "tone-watch", { numberOfOutputs: 0, processorOptions: { hz } });
  }

  /** Listens to this source instead of the one before; without a source it hears silence. */
  follow(source: AudioNode): void {
    this.#source?.disconnect(this.#node);
    this.#source = source;
    source.connect(this.#node);
  }

  /** What was heard so far. */
  look(): Promise<ToneRun> {
    return new Promise((resolve) => {
      this.#node.port.onmessage = ({ data }: MessageEvent<ToneRun>) => resolve(data);
      this.#node.port.postMessage(null);
    });
  }

  stop(): void {
    this.#source?.disconnect(this.#node);
    this.#node.port.close();
  }
}
