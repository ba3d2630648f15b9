import type { MediaState } from "../../../src-shared/ipc/workplace.ts";
import type { Media } from "../ports/media.ts";

type Microphone = "live" | "missing" | "denied" | "unknown";

/** Follows the media window: whether it lives, and what its microphone says. */
export class MediaStateTracker {
  readonly #stops: readonly (() => void)[];
  #isAlive: boolean | null = null;
  #microphone: Microphone | null = null;

  constructor(media: Pick<Media, "on" | "onAlive">, onChange: (state: MediaState) => void) {
    const tell = () => onChange(this.state());
    this.#stops = [
      media.on("media.ready", ({ microphone }) => {
        this.#isAlive = true;
        this.#microphone = microphone;
        tell();
      }),
      media.on("media.microphone-changed", ({ microphone }) => {
        this.#microphone = microphone;
        tell();
      }),
      media.onAlive((isAlive) => {
        this.#isAlive = isAlive;
        tell();
      }),
    ];
  }

  state(): MediaState {
    if (this.#isAlive === false) return "gone";
    if (this.#isAlive === null) return "starting";
    if (this.#microphone === "missing") return "no-microphone";
    return this.#microphone === "denied" ? "microphone-denied" : "ready";
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
  }
}
