/** Within a window each append may go out at once; when too many came, what follows is gathered into one frame a window. */
const WINDOW_MS = 50;
/** Frames sent one by one in a window, at most, however few read along. */
const MOST_FRAMES = 8;
/**
 * Deliveries (frames times readers) one by one in a window: 60,000 a second. A core that does nothing else makes 80,000
 * (ADR 32).
 */
const MOST_DELIVERIES = 3000;
/** On a slow machine a window grows to twice what a frame takes, so that half of the time is left for commands; at most to this. */
const MOST_WINDOW_MS = 200;
/** How much a new measure weighs against those before. */
const MEASURE_WEIGHT = 0.3;

/** When the next live frame may go: a lone event at once, many gathered. Pure but for what it counts. */
export class LivePace {
  #windowStartMs = Number.NEGATIVE_INFINITY;
  #asked = 0;
  #sent = 0;
  #isGathering = false;
  #frameTakesMs = 0;

  /** An append wants to go out: how long it has to wait, in ms; 0: it goes now, and is counted as sent. */
  waitMs(nowMs: number, readers: number): number {
    this.#roll(nowMs, readers);
    this.#asked += 1;
    return this.#take(nowMs, readers);
  }

  /** An append joins a frame that waits already: it counts for how busy it is, and takes no frame's place. */
  joins(nowMs: number, readers: number): void {
    this.#roll(nowMs, readers);
    this.#asked += 1;
  }

  /** What waited wants to go out now: as `waitMs`, but nothing new came. */
  waitedMs(nowMs: number, readers: number): number {
    this.#roll(nowMs, readers);
    return this.#take(nowMs, readers);
  }

  /** A frame went out, and kept the hub busy for so long. */
  sent(tookMs: number): void {
    this.#frameTakesMs += (tookMs - this.#frameTakesMs) * MEASURE_WEIGHT;
  }

  #take(nowMs: number, readers: number): number {
    if (this.#sent >= (this.#isGathering ? 1 : this.#framesOf(readers)))
      return this.#windowStartMs + this.#windowMs - nowMs;
    this.#sent += 1;
    return 0;
  }

  #roll(nowMs: number, readers: number): void {
    const passedMs = nowMs - this.#windowStartMs;
    const windowMs = this.#windowMs;
    if (passedMs >= 0 && passedMs < windowMs) return;
    // By the time that really passed: a hub that was busy sending looks at its windows late. A pause, or a clock that was
    // set back, ends the gathering.
    this.#isGathering = passedMs >= windowMs && this.#asked * windowMs > this.#framesOf(readers) * passedMs;
    this.#windowStartMs = nowMs;
    this.#asked = 0;
    this.#sent = 0;
  }

  get #windowMs(): number {
    return Math.min(MOST_WINDOW_MS, Math.max(WINDOW_MS, 2 * this.#frameTakesMs));
  }

  #framesOf(readers: number): number {
    const affordable = this.#frameTakesMs === 0 ? MOST_FRAMES : Math.floor(this.#windowMs / 2 / this.#frameTakesMs);
    const deliverable = Math.floor(MOST_DELIVERIES / Math.max(1, readers));
    return Math.min(MOST_FRAMES, Math.max(1, Math.min(affordable, deliverable)));
  }
}
