import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { LINK_FRAME_LIMIT, type LinkFrame } from "../../src-shared/link/link-contract.ts";
import type { HubClock } from "../clock.ts";

/** Frames on their way at once; the rest waits until the desktop has applied some. */
const MOST_UNACKNOWLEDGED = 8;
/** Frames sent at once in one window; under load, events are gathered into one frame per window. */
const BURST = 8;
const WINDOW_MS = 50;

export type FramePumpNeeds = {
  readonly read: (afterSeq: number, limit: number) => Promise<readonly LogEvent[]>;
  readonly headSeq: () => number;
  readonly maySee: (event: LogEvent) => boolean;
  /** Sends a frame; the callback is called when the desktop has applied it. */
  readonly send: (frame: LinkFrame, acknowledged: () => void) => void;
  readonly clock: HubClock;
  readonly onFault: (error: unknown) => void;
};

/**
 * Sends one desktop the log in a chain of frames. Backlog and live events are the same thing here: whatever the log
 * has after the last frame. An idle chain sends at once; a busy one gathers.
 */
export class FramePump {
  readonly #needs: FramePumpNeeds;
  #sentSeq: number;
  /** Which chain it is: acknowledgements and reads of an earlier one no longer count. */
  #chain = 0;
  #unacknowledged = 0;
  #isPumping = false;
  #isStopped = false;
  #windowStartMs = 0;
  #sentInWindow = 0;
  #stopTimer: (() => void) | null = null;

  constructor(needs: FramePumpNeeds, afterSeq: number) {
    this.#needs = needs;
    this.#sentSeq = afterSeq;
  }

  /** Something new may be in the log. */
  wake(): void {
    if (this.#isPumping || this.#isStopped) return;
    this.#isPumping = true;
    this.#pump()
      .catch((error: unknown) => {
        this.stop();
        this.#needs.onFault(error);
      })
      .finally(() => {
        this.#isPumping = false;
        if (this.#canSend()) this.wake();
      });
  }

  /** Starts the chain again after a number. */
  resume(afterSeq: number): void {
    this.#chain += 1;
    this.#unacknowledged = 0;
    this.#sentSeq = Math.min(afterSeq, this.#needs.headSeq());
    this.wake();
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopTimer?.();
  }

  async #pump(): Promise<void> {
    while (this.#canSend()) {
      const [chain, afterSeq, headSeq] = [this.#chain, this.#sentSeq, this.#needs.headSeq()];
      const events = await this.#needs.read(afterSeq, LINK_FRAME_LIMIT);
      if (this.#isStopped) return;
      if (chain !== this.#chain) continue;
      const uptoSeq = events.at(-1)?.seq ?? headSeq;
      this.#sentSeq = uptoSeq;
      this.#unacknowledged += 1;
      this.#sentInWindow += 1;
      this.#needs.send({ afterSeq, uptoSeq, events: events.filter(this.#needs.maySee) }, () => {
        if (chain !== this.#chain) return;
        this.#unacknowledged -= 1;
        this.wake();
      });
    }
  }

  #canSend(): boolean {
    if (this.#isStopped || this.#unacknowledged >= MOST_UNACKNOWLEDGED) return false;
    if (this.#sentSeq >= this.#needs.headSeq()) return false;
    return this.#mayBurst();
  }

  #mayBurst(): boolean {
    const nowMs = this.#needs.clock.nowMs();
    const passedMs = nowMs - this.#windowStartMs;
    if (passedMs >= WINDOW_MS || passedMs < 0) {
      this.#windowStartMs = nowMs;
      this.#sentInWindow = 0;
    }
    if (this.#sentInWindow < BURST) return true;
    this.#stopTimer ??= this.#needs.clock.after(this.#windowStartMs + WINDOW_MS - nowMs, () => {
      this.#stopTimer = null;
      this.wake();
    });
    return false;
  }
}
