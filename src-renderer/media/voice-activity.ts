const HANGOVER_MS = 300;
/** Voice stands at least this far above the noise, and is never quieter than the floor below. */
const ABOVE_NOISE_DB = 9;
const QUIETEST_VOICE_DB = -50;
/** One loud block is a click; this many in a row are speech. */
const ONSET_BLOCKS = 2;
/** The noise floor follows a quieter room at once and a noisier one slowly. */
const RISE_PER_BLOCK_DB = 0.15;

/** Says when somebody begins and ceases to speak, from the loudness of one block after another. */
export class VoiceActivity {
  #noiseDb = -70;
  #loudBlocks = 0;
  #isSpeaking = false;
  #lastLoudMs = 0;

  /** Takes the next block in; true or false when speech began or ended with it, else null. */
  update(db: number, nowMs: number): boolean | null {
    const isLoud = db > Math.max(this.#noiseDb + ABOVE_NOISE_DB, QUIETEST_VOICE_DB);
    this.#noiseDb = db < this.#noiseDb ? db : this.#noiseDb + RISE_PER_BLOCK_DB;
    this.#loudBlocks = isLoud ? this.#loudBlocks + 1 : 0;
    if (isLoud) this.#lastLoudMs = nowMs;
    if (!this.#isSpeaking && this.#loudBlocks >= ONSET_BLOCKS) {
      this.#isSpeaking = true;
      return true;
    }
    if (this.#isSpeaking && nowMs - this.#lastLoudMs >= HANGOVER_MS) {
      this.#isSpeaking = false;
      return false;
    }
    return null;
  }
}
