import { describe, expect, it } from "vitest";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { LinkFrame } from "../../src-shared/link/link-contract.ts";
import { FakeClock, settle } from "../../tests/support/fake-clock.ts";
import { FramePump } from "./frame-pump.ts";

class Chain {
  readonly clock = new FakeClock();
  readonly frames: LinkFrame[] = [];
  readonly acknowledge: (() => void)[] = [];
  readonly faults: unknown[] = [];
  readonly pump: FramePump;
  headSeq = 0;
  isAcknowledging = true;
  hidden = new Set<number>();

  constructor(afterSeq = 0) {
    this.pump = new FramePump(
      {
        read: async (seq, limit) => {
          if (this.headSeq > 1_000_000) throw new Error("disk gone");
          return Array.from({ length: Math.min(limit, this.headSeq - seq) }, (_none, index) =>
            anEvent(seq + index + 1),
          );
        },
        headSeq: () => this.headSeq,
        maySee: (event) => !this.hidden.has(event.seq),
        send: (frame, acknowledged) => {
          this.frames.push(frame);
          if (this.isAcknowledging) queueMicrotask(acknowledged);
          else this.acknowledge.push(acknowledged);
        },
        clock: this.clock,
        onFault: (error) => this.faults.push(error),
      },
      afterSeq,
    );
  }

  async append(count = 1): Promise<void> {
    this.headSeq += count;
    this.pump.wake();
    await settle();
  }

  get spans(): readonly string[] {
    return this.frames.map(({ afterSeq, uptoSeq, events }) => `${afterSeq}-${uptoSeq}:${events.length}`);
  }
}

function anEvent(seq: number): LogEvent {
  return {
    seq,
    atMs: seq,
    actor: "system",
    type: "interaction.closed",
    payload: { interactionId: `i-${seq}` },
  } as LogEvent;
}

describe("FramePump", () => {
  it("sends a lone event at once", async () => {
    const chain = new Chain();
    await chain.append();
    await chain.append();
    expect(chain.spans).toEqual(["0-1:1", "1-2:1"]);
  });

  it("gathers under load: after a burst, one frame a window", async () => {
    const chain = new Chain();
    for (let count = 0; count < 30; count += 1) await chain.append();
    expect(chain.frames).toHaveLength(8);
    await chain.clock.run(50);
    expect(chain.spans.at(-1)).toBe("8-30:22");
    expect(chain.clock.pendingTimers).toBe(0);
  });

  it("keeps a bounded number of frames on their way, and goes on when one was applied", async () => {
    const chain = new Chain();
    chain.isAcknowledging = false;
    await chain.append(10_000);
    expect(chain.spans).toHaveLength(8);
    await chain.clock.run(1000);
    expect(chain.spans).toHaveLength(8);
    chain.acknowledge.shift()?.();
    await settle();
    expect(chain.spans.at(-1)).toBe("4000-4500:500");
  });

  it("says where a frame ends also when the operator may see none of it", async () => {
    const chain = new Chain();
    chain.hidden = new Set([1, 2, 4]);
    await chain.append(3);
    await chain.append();
    expect(chain.spans).toEqual(["0-3:1", "3-4:0"]);
  });

  it("starts the chain again, and no longer counts what was acknowledged of the old one", async () => {
    const chain = new Chain(5);
    chain.isAcknowledging = false;
    chain.headSeq = 6;
    await chain.append();
    chain.pump.resume(2);
    await settle();
    for (const acknowledge of chain.acknowledge.splice(0, 1)) acknowledge();
    expect(chain.spans).toEqual(["5-7:2", "2-7:5"]);
    chain.pump.resume(900);
    await chain.append();
    expect(chain.spans.at(-1)).toBe("7-8:1");
  });

  it("stops with its desktop, and after a fault, which it tells", async () => {
    const stopped = new Chain();
    stopped.pump.stop();
    await stopped.append();
    expect(stopped.frames).toEqual([]);
    const broken = new Chain();
    await broken.append(2_000_000);
    expect(broken.faults).toHaveLength(1);
    await broken.append();
    expect(broken.faults).toHaveLength(1);
  });
});
