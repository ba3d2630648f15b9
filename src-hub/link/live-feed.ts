import type { Role } from "../../src-shared/domain/rights.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { LINK_FRAME_LIMIT, type LinkFrame } from "../../src-shared/link/link-contract.ts";
import type { HubClock } from "../clock.ts";
import { LivePace } from "./live-pace.ts";
import { isPersonal, mayOperatorSee, mayRoleSee, type Viewer } from "./visibility.ts";

/** One in so many readers is asked to acknowledge a frame: with few, each is; with a thousand, each every 31st frame. */
const READERS_PER_ASK = 32;
const MOST_ASK_EVERY = 32;
/** Frames a reader may be behind: as many as its own chain allows when each is acknowledged, else two rounds of asking. */
const MOST_BEHIND_ASKED = 8;
const MOST_BEHIND = 64;

/** A desktop that has caught up and reads along. */
export interface LiveReader {
  readonly id: string;
  readonly viewer: Viewer;
  /** Whether it has left so many frames unacknowledged, or too many events. */
  isBehind(mostFrames: number): boolean;
  /** It is no longer sent live frames; it catches up by its own chain. */
  fallBehind(): void;
  /** A frame of its own; `asks`: it is to be acknowledged. */
  sendLive(frame: LinkFrame, asks: boolean): void;
  /** The frame that everybody gets was sent to it. */
  sharedSent(frame: LinkFrame): void;
  /** The feed moved on; only those that catch up are told. */
  wake(): void;
}

export type LiveFeedNeeds = {
  readonly clock: HubClock;
  /** Sends a frame to every live reader of a role, but those named; encoded once for all of them. */
  readonly broadcast: (role: Role, frame: LinkFrame, except: readonly string[]) => void;
};

/**
 * The log's newest end, for all desktops that have caught up: a frame is made and encoded once for all who see the same.
 * Those who see more (what is theirs alone) and those asked to acknowledge get it by themselves.
 */
export class LiveFeed {
  readonly #needs: LiveFeedNeeds;
  readonly #pace = new LivePace();
  /** Live readers by role, each with its turn to be asked. */
  readonly #live = new Map<Role, Map<LiveReader, number>>();
  readonly #catchingUp = new Set<LiveReader>();
  #pending: LogEvent[] = [];
  #sentSeq: number;
  #frames = 0;
  #joined = 0;
  #stopTimer: (() => void) | null = null;

  constructor(needs: LiveFeedNeeds, headSeq: number) {
    this.#needs = needs;
    this.#sentSeq = headSeq;
  }

  /** The number up to which live readers were sent the log: where one that catches up may join. */
  get sentSeq(): number {
    return this.#sentSeq;
  }

  /** Facts were logged. */
  appended(events: readonly LogEvent[]): void {
    this.#pending.push(...events);
    if (this.#stopTimer !== null) {
      this.#pace.joins(this.#needs.clock.nowMs(), this.#readers);
      return;
    }
    this.#sendOrWait(this.#pace.waitMs(this.#needs.clock.nowMs(), this.#readers));
  }

  /** A desktop begins to catch up: it is woken whenever the feed moves on, until it joins or leaves. */
  follow(reader: LiveReader): void {
    this.#remove(reader);
    this.#catchingUp.add(reader);
  }

  /** A desktop that was sent all up to `sentSeq` reads along. */
  join(reader: LiveReader): void {
    this.#catchingUp.delete(reader);
    this.#joined += 1;
    const { role } = reader.viewer;
    const readers = this.#live.get(role) ?? new Map<LiveReader, number>();
    this.#live.set(role, readers.set(reader, this.#joined));
  }

  leave(reader: LiveReader): void {
    this.#remove(reader);
    this.#catchingUp.delete(reader);
  }

  /** What waits for its turn goes now. */
  flush(): void {
    this.stop();
    if (this.#pending.length > 0) this.#send();
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
  }

  #remove(reader: LiveReader): void {
    this.#live.get(reader.viewer.role)?.delete(reader);
  }

  get #readers(): number {
    let readers = 0;
    for (const ofRole of this.#live.values()) readers += ofRole.size;
    return readers;
  }

  #sendOrWait(waitMs: number): void {
    if (waitMs <= 0) {
      this.#send();
      return;
    }
    this.#stopTimer = this.#needs.clock.after(waitMs, () => {
      this.#stopTimer = null;
      this.#sendOrWait(this.#pace.waitedMs(this.#needs.clock.nowMs(), this.#readers));
    });
  }

  #send(): void {
    const pending = this.#pending;
    this.#pending = [];
    const startedMs = this.#needs.clock.nowMs();
    for (let from = 0; from < pending.length; from += LINK_FRAME_LIMIT)
      this.#sendFrame(pending.slice(from, from + LINK_FRAME_LIMIT));
    this.#pace.sent(Math.max(0, this.#needs.clock.nowMs() - startedMs));
    for (const reader of [...this.#catchingUp]) reader.wake();
  }

  #sendFrame(events: readonly LogEvent[]): void {
    const afterSeq = this.#sentSeq;
    const uptoSeq = events.at(-1)?.seq ?? afterSeq;
    this.#sentSeq = uptoSeq;
    this.#frames += 1;
    const askEvery = Math.min(MOST_ASK_EVERY, Math.max(1, Math.floor(this.#readers / READERS_PER_ASK)));
    const personal = events.filter(isPersonal);
    for (const [role, readers] of this.#live) {
      const shared = { afterSeq, uptoSeq, events: events.filter((event) => mayRoleSee(role, event)) };
      const alone = new Map<LiveReader, OwnFrame>();
      for (const [reader, turn] of readers) {
        const asks = (this.#frames + turn) % askEvery === 0;
        const own = this.#ownFrame(reader, { shared, events, personal, asks, askEvery });
        if (own) alone.set(reader, own);
      }
      // What is packed for everybody is then there for those who get the same by themselves.
      const except = [...alone.keys()].map(({ id }) => id);
      if (alone.size < readers.size) this.#needs.broadcast(role, shared, except);
      for (const [reader, { frame, asks }] of alone) reader.sendLive(frame, asks);
    }
  }

  /** What a reader gets by itself, when it needs that; null: it shares the common frame, or reads along no more. */
  #ownFrame(reader: LiveReader, { shared, events, personal, asks, askEvery }: FrameForAll): OwnFrame | null {
    if (reader.isBehind(askEvery === 1 ? MOST_BEHIND_ASKED : MOST_BEHIND)) {
      this.follow(reader);
      reader.fallBehind();
      return null;
    }
    const seesMore = personal.some((event) => mayOperatorSee(reader.viewer, event));
    if (!seesMore && !asks) {
      reader.sharedSent(shared);
      return null;
    }
    const own = seesMore ? events.filter((event) => mayOperatorSee(reader.viewer, event)) : shared.events;
    return { frame: { ...shared, events: own }, asks };
  }
}

type OwnFrame = { readonly frame: LinkFrame; readonly asks: boolean };

type FrameForAll = {
  readonly shared: LinkFrame;
  readonly events: readonly LogEvent[];
  readonly personal: readonly LogEvent[];
  readonly asks: boolean;
  readonly askEvery: number;
};
