import type { NoiseState } from "../../src-shared/ipc/sound.ts";
import type { NoiseFilter, OpenNoiseFilter } from "./noise-filter.ts";
import type { Stumble } from "./stumble.ts";

type NoiseSwitchParts = {
  readonly onState: (state: NoiseState) => void;
  /** Each call takes another track; resolves when they all did. */
  readonly onSwapped: () => Promise<void>;
  readonly open: OpenNoiseFilter;
  readonly stumble: Stumble;
};

/**
 * Takes the noise out of the open microphone while that is wanted. Never in the way of a call: the microphone is heard as
 * it is until the filter runs, and again when it ceases to.
 */
export class NoiseSwitch {
  readonly #parts: NoiseSwitchParts;
  #source: MediaStreamTrack | null = null;
  #isWanted = false;
  #filter: NoiseFilter | null = null;
  #state: NoiseState = "off";

  constructor(parts: NoiseSwitchParts) {
    this.#parts = parts;
  }

  get state(): NoiseState {
    return this.#state;
  }

  /** The microphone without noise; null: it is heard as it is. */
  get track(): MediaStreamTrack | null {
    return this.#filter?.track ?? null;
  }

  /** Another microphone is open (null: none), or another wish. */
  follow(source: MediaStreamTrack | null, isWanted: boolean): void {
    if (source === this.#source && isWanted === this.#isWanted) return;
    this.#source = source;
    this.#isWanted = isWanted;
    this.#retire();
    if (source !== null && isWanted) void this.#open(source);
    else this.#set("off");
  }

  async #open(source: MediaStreamTrack): Promise<void> {
    this.#set("starting");
    const isMeant = () => this.#source === source && this.#isWanted;
    const { open, onSwapped } = this.#parts;
    try {
      const filter = await open(source, () => this.#fail(source));
      // A filter that came too late, or twice (off and on again while it was made), takes no place.
      if (!isMeant() || this.#filter !== null) {
        filter.close();
        return;
      }
      this.#filter = filter;
      this.#set("on");
      await onSwapped();
    } catch (cause) {
      this.#parts.stumble("noise", cause);
      if (isMeant()) this.#fail(source);
    }
  }

  #fail(source: MediaStreamTrack): void {
    if (this.#source !== source) return;
    this.#retire();
    this.#set("failed");
  }

  /** The calls take the bare microphone first: nobody hears a gap. */
  #retire(): void {
    const filter = this.#filter;
    this.#filter = null;
    if (filter) void this.#parts.onSwapped().finally(() => filter.close());
  }

  #set(state: NoiseState): void {
    const isNews = state !== this.#state;
    this.#state = state;
    if (isNews) this.#parts.onState(state);
  }
}
