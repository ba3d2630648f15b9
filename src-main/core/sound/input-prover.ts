import type { SoundNow } from "../../../src-shared/ipc/sound.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Media } from "../ports/media.ts";

/** A microphone that gave nothing is tried again this much later: it may have been switched on meanwhile. */
const AGAIN_MS = 15_000;

type Facts = {
  /** Customers' calls can come: the microphone must be known to work. */
  readonly isWorking: boolean;
  readonly isTalking: boolean;
  readonly sound: Pick<SoundNow, "microphone" | "input">;
};

/**
 * Has the microphone proved before the first customer needs it: opened for less than a second when the operator goes
 * «На линии» or another one is plugged in, and every 15 s while it is found silent. In a call it is open anyway and
 * watched by the media window. Otherwise no microphone is open.
 */
export class InputProver {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #media: Pick<Media, "ask">;
  #wasWorking = false;
  /** The device that was asked about last. */
  #asked: string | null = null;
  #isAsking = false;
  #stopTimer: (() => void) | null = null;
  #facts: Facts = { isWorking: false, isTalking: false, sound: { microphone: null, input: "unknown" } };

  constructor(parts: { readonly clock: Clock; readonly log: Log; readonly media: Pick<Media, "ask"> }) {
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#media = parts.media;
  }

  follow(facts: Facts): void {
    this.#facts = facts;
    const { isWorking, isTalking, sound } = facts;
    const begins = isWorking && !this.#wasWorking;
    this.#wasWorking = isWorking;
    if (!isWorking || sound.microphone === null) {
      this.#asked = null;
      this.#rest();
      return;
    }
    if (begins || this.#asked !== sound.microphone.deviceId) {
      this.#asked = sound.microphone.deviceId;
      if (!isTalking) this.#ask();
    }
    if (sound.input === "alive") this.#rest();
    else this.#stopTimer ??= this.#clock.after(AGAIN_MS, () => this.#again());
  }

  dispose(): void {
    this.#rest();
  }

  #again(): void {
    this.#stopTimer = null;
    if (!this.#facts.isTalking) this.#ask();
    this.follow(this.#facts);
  }

  #ask(): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#media
      .ask("media.prove-input", {})
      .catch((cause: unknown) => this.#log.warn({ cause }, "microphone not proved"))
      .finally(() => {
        this.#isAsking = false;
      });
  }

  #rest(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
  }
}
