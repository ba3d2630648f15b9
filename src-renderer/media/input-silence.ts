import type { InputSound } from "../../src-shared/ipc/sound.ts";

/** The quietest block a live converter gives; a dead one gives zeros. */
const ALIVE_DB = -99;
/** Longer than a driver needs to start, or than the gap between two words that a noise gate closes on. */
const SILENT_AFTER_MS = 3_000;

type Look = {
  readonly isMuted: boolean;
  /** Whether what is looked at can move at all: the audio context runs. */
  readonly isRunning: boolean;
  readonly db: number;
  readonly nowMs: number;
};

/** Concludes from one look after another whether a microphone gives sound. */
export class InputSilence {
  #zerosSinceMs: number | null = null;

  /** What is known now; `unknown`: nothing yet, or nothing new. */
  update({ isMuted, isRunning, db, nowMs }: Look): InputSound {
    if (isMuted || !isRunning || db > ALIVE_DB) this.#zerosSinceMs = null;
    if (isMuted) return "muted";
    if (!isRunning) return "unknown";
    if (db > ALIVE_DB) return "alive";
    this.#zerosSinceMs ??= nowMs;
    return nowMs - this.#zerosSinceMs >= SILENT_AFTER_MS ? "silent" : "unknown";
  }

  /** Another microphone. */
  forget(): void {
    this.#zerosSinceMs = null;
  }
}
