import type { InputSound } from "../../src-shared/ipc/sound.ts";
import { InputSilence } from "./input-silence.ts";
import { SoundMeter } from "./sound-meter.ts";

const LOOK_MS = 200;
/** A proof that found nothing by then is none. */
const PROOF_MS = 4_500;

type InputWatchParts = {
  readonly audio: AudioContext;
  readonly onHeard: (input: InputSound) => void;
};

/** Listens to the open microphone itself, whatever is made of its sound, and says whether it gives any. */
export class InputWatch {
  readonly #parts: InputWatchParts;
  readonly #meter: SoundMeter;
  readonly #silence = new InputSilence();
  readonly #waiting = new Set<(input: InputSound) => void>();
  #source: MediaStreamTrack | null = null;
  #timer = 0;
  #clockS = -1;
  #heard: InputSound = "unknown";

  constructor(parts: InputWatchParts) {
    this.#parts = parts;
    this.#meter = new SoundMeter(parts.audio);
  }

  /** Somebody waits for a proof. */
  get isAwaited(): boolean {
    return this.#waiting.size > 0;
  }

  /** Another microphone is open; null: none, and what was heard last stands. */
  follow(source: MediaStreamTrack | null): void {
    if (source === this.#source) return;
    this.#source = source;
    clearInterval(this.#timer);
    this.#meter.close();
    this.#silence.forget();
    if (source === null) return;
    this.#meter.listenTo(source);
    this.#timer = setInterval(() => this.#look(source), LOOK_MS);
  }

  /** Another device is chosen, and nothing is known of it. */
  forget(): void {
    this.#silence.forget();
    this.#set("unknown");
  }

  /** The next that is heard of the microphone; `unknown` when nothing can be told in time. */
  prove(): Promise<InputSound> {
    return new Promise((resolve) => {
      const settle = (input: InputSound) => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        resolve(input);
      };
      const timer = setTimeout(() => settle("unknown"), PROOF_MS);
      this.#waiting.add(settle);
    });
  }

  #look(source: MediaStreamTrack): void {
    const { audio } = this.#parts;
    const isRunning = audio.state === "running" && audio.currentTime !== this.#clockS;
    this.#clockS = audio.currentTime;
    const input = this.#silence.update({
      isMuted: source.muted,
      isRunning,
      db: this.#meter.loudnessDb(),
      nowMs: performance.now(),
    });
    if (input === "unknown") return;
    this.#set(input);
    for (const settle of [...this.#waiting]) settle(input);
  }

  #set(input: InputSound): void {
    if (input === this.#heard) return;
    this.#heard = input;
    this.#parts.onHeard(input);
  }
}
