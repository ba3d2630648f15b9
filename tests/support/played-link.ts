import { FramePump } from "../../src-hub/link/frame-pump.ts";
import { LiveFeed } from "../../src-hub/link/live-feed.ts";
import type { Viewer } from "../../src-hub/link/visibility.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { LinkFrame } from "../../src-shared/link/link-contract.ts";
import { FakeClock } from "./fake-clock.ts";

/** A desktop of a played link: applies what follows its last number, as the contract says, and holds back its answers. */
export class PlayedDesktop {
  readonly frames: LinkFrame[] = [];
  readonly held: LogEvent[] = [];
  readonly answers: (() => void)[] = [];
  readonly viewer: Viewer;
  readonly pump: FramePump;
  lastSeq: number;
  isLive = false;
  isAcknowledging = true;

  constructor(link: PlayedLink, viewer: Viewer, afterSeq = 0) {
    this.viewer = viewer;
    this.lastSeq = afterSeq;
    this.pump = new FramePump(
      {
        id: viewer.operatorId,
        viewer,
        feed: link.feed,
        read: (seq, limit) => link.read(seq, limit),
        send: (frame, acknowledged) => this.receive(frame, acknowledged),
        setLive: (isLive) => {
          this.isLive = isLive;
        },
        onFault: (error) => link.faults.push(error),
      },
      afterSeq,
    );
    link.desktops.push(this);
    this.pump.wake();
  }

  receive(frame: LinkFrame, acknowledged: (() => void) | null): void {
    this.frames.push(frame);
    if (frame.afterSeq === this.lastSeq) {
      this.lastSeq = frame.uptoSeq;
      this.held.push(...frame.events);
    }
    if (!acknowledged) return;
    if (this.isAcknowledging) queueMicrotask(acknowledged);
    else this.answers.push(acknowledged);
  }

  answerAll(): void {
    this.isAcknowledging = true;
    for (const answer of this.answers.splice(0)) answer();
  }

  get spans(): readonly string[] {
    return this.frames.map(({ afterSeq, uptoSeq, events }) => `${afterSeq}-${uptoSeq}:${events.length}`);
  }
}

/** The hub's end of the link over a played log, without sockets: time and answers are the test's. */
export class PlayedLink {
  readonly clock = new FakeClock();
  readonly log: LogEvent[] = [];
  readonly desktops: PlayedDesktop[] = [];
  readonly faults: unknown[] = [];
  readonly feed: LiveFeed;
  /** How many frames were made once for all. */
  shared = 0;
  isBroken = false;

  constructor() {
    this.feed = new LiveFeed(
      {
        clock: this.clock,
        broadcast: (role, frame, except) => {
          this.shared += 1;
          for (const desktop of this.desktops)
            if (desktop.isLive && desktop.viewer.role === role && !except.includes(desktop.pump.id))
              desktop.receive(frame, null);
        },
      },
      0,
    );
  }

  async read(afterSeq: number, limit: number): Promise<readonly LogEvent[]> {
    if (this.isBroken) throw new Error("disk gone");
    return this.log.slice(afterSeq, afterSeq + limit);
  }

  append(...events: readonly Pick<LogEvent, "type" | "payload">[]): void {
    const logged = events.map(
      (event, index) =>
        ({ ...event, seq: this.log.length + index + 1, atMs: this.clock.nowMs(), actor: "system" }) as LogEvent,
    );
    this.log.push(...logged);
    this.feed.appended(logged);
  }
}

/** Something everybody sees. */
export function closed(id: number | string): Pick<LogEvent, "type" | "payload"> {
  return { type: "interaction.closed", payload: { interactionId: `i-${id}` } } as LogEvent;
}

/** Something only its owner sees. */
export function writtenTo(ownerId: string): Pick<LogEvent, "type" | "payload"> {
  return { type: "message.deleted", payload: { ownerId } } as unknown as LogEvent;
}
