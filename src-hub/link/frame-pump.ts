import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { LINK_FRAME_LIMIT, type LinkFrame } from "../../src-shared/link/link-contract.ts";
import type { LiveFeed, LiveReader } from "./live-feed.ts";
import { mayOperatorSee, type Viewer } from "./visibility.ts";

/** Frames on their way at once; the rest waits until the desktop has applied some. */
const MOST_UNACKNOWLEDGED = 8;
/** Events on their way at once to a live reader. */
const MOST_EVENTS_BEHIND = MOST_UNACKNOWLEDGED * LINK_FRAME_LIMIT;

export type FramePumpNeeds = {
  readonly id: string;
  readonly viewer: Viewer;
  readonly feed: Pick<LiveFeed, "sentSeq" | "follow" | "join" | "leave">;
  readonly read: (afterSeq: number, limit: number) => Promise<readonly LogEvent[]>;
  /** Sends a frame; the callback is called when the desktop has applied it. Null: nobody asks. */
  readonly send: (frame: LinkFrame, acknowledged: (() => void) | null) => void;
  /** Whether the frames for everybody reach this desktop. */
  readonly setLive: (isLive: boolean) => void;
  readonly onFault: (error: unknown) => void;
};

/**
 * One desktop's chain of frames. It catches up from the log by frames of its own, then reads along with everybody else;
 * when it leaves too much unacknowledged it is sent nothing until it has answered, and catches up again.
 */
export class FramePump implements LiveReader {
  readonly id: string;
  readonly viewer: Viewer;
  readonly #needs: FramePumpNeeds;
  #sentSeq: number;
  #ackedSeq: number;
  /** Which chain it is: acknowledgements and reads of an earlier one no longer count. */
  #chain = 0;
  #frames = 0;
  #ackedFrames = 0;
  #asksOpen = 0;
  #isLive = false;
  /** It fell behind: nothing goes until every open question is answered. */
  #mustDrain = false;
  #isPumping = false;
  #isStopped = false;

  constructor(needs: FramePumpNeeds, afterSeq: number) {
    this.#needs = needs;
    this.id = needs.id;
    this.viewer = needs.viewer;
    this.#sentSeq = Math.min(afterSeq, needs.feed.sentSeq);
    this.#ackedSeq = this.#sentSeq;
    needs.feed.follow(this);
  }

  /** Something new may be in the log, or acknowledged. */
  wake(): void {
    if (this.#isPumping || this.#isStopped || this.#isLive) return;
    if (this.#joinWhenCaughtUp() || !this.#canSend()) return;
    this.#isPumping = true;
    this.#pump()
      .catch((error: unknown) => {
        this.stop();
        this.#needs.onFault(error);
      })
      .finally(() => {
        this.#isPumping = false;
        this.wake();
      });
  }

  /** Starts the chain again after a number. */
  resume(afterSeq: number): void {
    if (this.#isStopped) return;
    this.#chain += 1;
    this.#asksOpen = 0;
    this.#mustDrain = false;
    this.#frames = 0;
    this.#ackedFrames = 0;
    this.#sentSeq = Math.min(afterSeq, this.#needs.feed.sentSeq);
    this.#ackedSeq = this.#sentSeq;
    this.#catchUp();
    this.#needs.feed.follow(this);
    this.wake();
  }

  /** Asks whether all that was sent is applied; `done` is called then, if ever. */
  confirm(done: () => void): void {
    if (!this.#isStopped) this.#needs.send({ afterSeq: this.#sentSeq, uptoSeq: this.#sentSeq, events: [] }, done);
  }

  stop(): void {
    this.#isStopped = true;
    this.#needs.feed.leave(this);
  }

  isBehind(mostFrames: number): boolean {
    return this.#frames - this.#ackedFrames >= mostFrames || this.#sentSeq - this.#ackedSeq >= MOST_EVENTS_BEHIND;
  }

  fallBehind(): void {
    // Frames that nobody asked about are known as applied only by the answer to a later one.
    this.#mustDrain = this.#frames - this.#ackedFrames > this.#asksOpen && this.#asksOpen > 0;
    this.#catchUp();
  }

  sendLive(frame: LinkFrame, asks: boolean): void {
    this.#send(frame, asks);
  }

  sharedSent({ uptoSeq }: LinkFrame): void {
    this.#frames += 1;
    this.#sentSeq = uptoSeq;
  }

  async #pump(): Promise<void> {
    while (this.#canSend()) {
      const [chain, afterSeq] = [this.#chain, this.#sentSeq];
      const limit = Math.min(LINK_FRAME_LIMIT, this.#needs.feed.sentSeq - afterSeq);
      const events = await this.#needs.read(afterSeq, limit);
      if (this.#isStopped) return;
      if (chain !== this.#chain) continue;
      const uptoSeq = events.at(-1)?.seq ?? afterSeq + limit;
      const visible = events.filter((event) => mayOperatorSee(this.viewer, event));
      this.#send({ afterSeq, uptoSeq, events: visible }, true);
      if (this.#joinWhenCaughtUp()) return;
    }
  }

  #send(frame: LinkFrame, asks: boolean): void {
    this.#frames += 1;
    this.#sentSeq = frame.uptoSeq;
    if (!asks) {
      this.#needs.send(frame, null);
      return;
    }
    const [chain, sent] = [this.#chain, this.#frames];
    this.#asksOpen += 1;
    this.#needs.send(frame, () => {
      if (chain !== this.#chain) return;
      this.#asksOpen -= 1;
      this.#ackedFrames = Math.max(this.#ackedFrames, sent);
      this.#ackedSeq = Math.max(this.#ackedSeq, frame.uptoSeq);
      if (this.#asksOpen === 0) this.#mustDrain = false;
      this.wake();
    });
  }

  #canSend(): boolean {
    if (this.#isStopped || this.#isLive || this.#mustDrain) return false;
    return this.#asksOpen < MOST_UNACKNOWLEDGED && this.#sentSeq < this.#needs.feed.sentSeq;
  }

  /** Nothing is awaited between the look at the feed and the joining: no frame goes by in between. */
  #joinWhenCaughtUp(): boolean {
    if (this.#isStopped || this.#mustDrain || this.#sentSeq !== this.#needs.feed.sentSeq) return false;
    this.#isLive = true;
    this.#needs.setLive(true);
    this.#needs.feed.join(this);
    return true;
  }

  #catchUp(): void {
    if (!this.#isLive) return;
    this.#isLive = false;
    this.#needs.setLive(false);
  }
}
