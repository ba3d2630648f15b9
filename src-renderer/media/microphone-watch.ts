import { levelOf } from "./level-scale.ts";
import type { Microphone } from "./microphone.ts";
import { SoundMeter } from "./sound-meter.ts";

const LEVEL_MS = 66;

type WatchParts = {
  readonly audio: AudioContext;
  readonly microphone: Microphone;
  readonly onLevel: (level: number) => void;
  readonly onOver: () => void;
};

/** Lets the operator see the level of the microphone without a call. Ends by itself when nobody asks for more. */
export class MicrophoneWatch {
  readonly #parts: WatchParts;
  readonly #meter: SoundMeter;
  #track: MediaStreamTrack | null = null;
  #timer = 0;
  #end = 0;

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#meter = new SoundMeter(parts.audio);
  }

  get isOn(): boolean {
    return this.#timer !== 0;
  }

  async watch(forMs: number): Promise<"live" | "missing" | "denied"> {
    clearTimeout(this.#end);
    if (forMs === 0) {
      this.#stop();
      return "live";
    }
    this.#end = setTimeout(() => this.#stop(), forMs);
    const isNew = !this.isOn;
    if (isNew) this.#timer = setInterval(() => this.#parts.onLevel(levelOf(this.#meter.loudnessDb())), LEVEL_MS);
    const heard = await this.#parts.microphone.open();
    if (isNew) this.follow();
    return heard;
  }

  /** Another device is open. */
  follow(): void {
    if (!this.isOn) return;
    this.#track?.stop();
    this.#meter.close();
    this.#track = this.#parts.microphone.track();
    if (this.#track) this.#meter.listenTo(this.#track);
  }

  #stop(): void {
    if (!this.isOn) return;
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#track?.stop();
    this.#track = null;
    this.#meter.close();
    this.#parts.onOver();
  }
}
