/** Within a window each append may go out at once; when too many came, what follows is gathered into one frame a window. */
const WINDOW_MS = 50;
/** Frames sent one by one in a window, at most, however few read along. */
const MOST_FRAMES = 8;
/**
 * Deliveries (frames times readers) one by one in a window: 60,000 a second. A core that does nothing else makes 80,000
 * (ADR 32).
 */
const MOST_DELIVERIES = 3000;

/** When the next live frame may go: a lone event at once, many gathered. Pure but for what it counts. */
export class LivePace {
  #windowStartMs = Number.NEGATIVE_INFINITY;
  #asked = 0;
  #sent = 0;
  #isGathering = false;

  /** An append wants to go out: how long it has to wait, in ms; 0: it goes now, and is counted as sent. */
  waitMs(nowMs: number, readers: number): number {
    this.#roll(nowMs, readers);
    this.#asked += 1;
    return this.#take(nowMs, readers);
  }

  /** What waited wants to go out now: as `waitMs`, but nothing new came. */
  waitedMs(nowMs: number, readers: number): number {
    this.#roll(nowMs, readers);
    return this.#take(nowMs, readers);
  }

  #take(nowMs: number, readers: number): number {
    if (this.#sent >= (this.#isGathering ? 1 : framesOf(readers))) return this.#windowStartMs + WINDOW_MS - nowMs;
    this.#sent += 1;
    return 0;
  }

  #roll(nowMs: number, readers: number): void {
    const passedMs = nowMs - this.#windowStartMs;
    if (passedMs >= 0 && passedMs < WINDOW_MS) return;
    // A window that stood empty in between, or a clock that was set back, ends the gathering.
    const isNext = passedMs >= WINDOW_MS && passedMs < 2 * WINDOW_MS;
    this.#isGathering = isNext && this.#asked > framesOf(readers);
    this.#windowStartMs = nowMs;
    this.#asked = 0;
    this.#sent = 0;
  }
}

function framesOf(readers: number): number {
  return Math.min(MOST_FRAMES, Math.max(1, Math.floor(MOST_DELIVERIES / Math.max(1, readers))));
}
