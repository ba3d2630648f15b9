import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import type { LogId } from "../../../src-shared/ids.ts";
import type { LinkFrame, LinkWelcome } from "../../../src-shared/link/link-contract.ts";
import type { Clock } from "../ports/clock.ts";
import type { HubLink } from "../ports/hub-link.ts";
import type { Log } from "../ports/log.ts";
import type { MirrorPosition, MirrorStore } from "../ports/store.ts";

/** Asked for a new chain and heard nothing: ask again after this. */
const ASK_AGAIN_MS = 3000;

/** What came into the mirror: `events` in order, or everything is other than before. */
export type MirrorChange = {
  readonly wasReset: boolean;
  readonly events: readonly LogEvent[];
  readonly lastSeq: number;
};

export type MirrorParts = {
  readonly store: MirrorStore;
  readonly link: Pick<HubLink, "resume">;
  readonly clock: Clock;
  readonly log: Log;
};

/** A frame that contradicts itself: the hub is broken, and nothing of the frame may be kept. */
export class BadFrameError extends Error {
  override readonly name = "BadFrameError";
}

/**
 * Keeps the operator's mirror of the hub's log equal to the hub's. A frame is applied only when it follows the mirror's
 * last number; after a gap the hub is asked once to start the chain again, and what is still on its way is dropped.
 */
export class Mirror {
  readonly #parts: MirrorParts;
  readonly #listeners = new Set<(change: MirrorChange) => void>();
  #logId: LogId | null;
  #stopAsking: (() => void) | null = null;

  constructor(parts: MirrorParts) {
    this.#parts = parts;
    this.#logId = parts.store.position().logId;
  }

  position(): MirrorPosition {
    return this.#parts.store.position();
  }

  handleWelcome(welcome: Pick<LinkWelcome, "logId" | "headSeq">): void {
    const { store, link, log } = this.#parts;
    this.#endAsking();
    this.#logId = welcome.logId;
    const { logId, lastSeq } = store.position();
    if (logId !== welcome.logId) {
      this.#reset(welcome.logId);
    } else if (lastSeq > welcome.headSeq) {
      // The hub lost its last commits (a power loss): the mirror holds facts that are no longer true.
      log.warn({ lastSeq, headSeq: welcome.headSeq }, "the mirror is ahead of the hub and starts anew");
      this.#reset(welcome.logId);
      link.resume(0);
    }
  }

  handleFrame(frame: LinkFrame): void {
    if (this.#logId === null) return;
    checkFrame(frame);
    const { store } = this.#parts;
    if (store.apply(frame.afterSeq, frame.uptoSeq, frame.events, frame.unread)) {
      this.#endAsking();
      this.#announce({ wasReset: false, events: frame.events, lastSeq: frame.uptoSeq });
      return;
    }
    // The store may have dropped a damaged file while it tried: then it stands on no log.
    if (store.position().logId !== this.#logId) this.#reset(this.#logId);
    const { lastSeq } = store.position();
    const isOld = frame.uptoSeq <= lastSeq;
    if (!isOld && this.#stopAsking === null) this.#ask();
  }

  /** The link went away: the next connect says by itself where the mirror stands. */
  handleOffline(): void {
    this.#endAsking();
  }

  onChange(listener: (change: MirrorChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #ask(): void {
    const { store, link, clock, log } = this.#parts;
    const { lastSeq } = store.position();
    log.info({ lastSeq }, "gap in the log; asked for the chain again");
    this.#stopAsking = clock.after(ASK_AGAIN_MS, () => this.#ask());
    link.resume(lastSeq);
  }

  #endAsking(): void {
    this.#stopAsking?.();
    this.#stopAsking = null;
  }

  #reset(logId: LogId): void {
    this.#parts.store.reset(logId);
    this.#announce({ wasReset: true, events: [], lastSeq: 0 });
  }

  #announce(change: MirrorChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }
}

function checkFrame({ afterSeq, uptoSeq, events, unread = [] }: LinkFrame): void {
  for (const chain of [events, unread]) {
    let last = afterSeq;
    for (const event of chain) {
      if (event.seq <= last) throw new BadFrameError(`event ${event.seq} after ${last}`);
      last = event.seq;
    }
    if (uptoSeq < last) throw new BadFrameError(`frame up to ${uptoSeq} holds event ${last}`);
  }
}
