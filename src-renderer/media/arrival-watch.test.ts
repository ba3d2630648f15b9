import { describe, expect, it } from "vitest";
import { type ArrivalCounts, ArrivalWatch } from "./arrival-watch.ts";

const LOOK_MS = 500;
const NOTHING: ArrivalCounts = {
  packetsSent: 0,
  packetsReceived: 0,
  transportReceived: 0,
  checksSent: 0,
  checksAnswered: 0,
  reportAtMs: null,
  reportedLoss: 0,
};

/** A talk look by look: what each half second adds. */
class Played {
  readonly watch = new ArrivalWatch();
  readonly told: { readonly atMs: number; readonly arrives: boolean }[] = [];
  #counts = NOTHING;
  #nowMs = 0;

  /** `feedback`: packets of the far side that are no sound. */
  run(
    looks: number,
    each: { feedback?: number; sent?: number; heard?: number; isCheckLost?: boolean; loss?: number } = {},
  ): this {
    const { feedback = 5, sent = 25, heard = 25, isCheckLost = false, loss } = each;
    for (let look = 0; look < looks; look += 1) {
      this.#nowMs += LOOK_MS;
      const isCheck = this.#nowMs % 1000 === 0;
      const before = this.#counts;
      this.#counts = {
        packetsSent: before.packetsSent + sent,
        packetsReceived: before.packetsReceived + heard,
        transportReceived: before.transportReceived + heard + feedback,
        checksSent: before.checksSent + (isCheck ? 1 : 0),
        checksAnswered: before.checksAnswered + (isCheck && !isCheckLost ? 1 : 0),
        reportAtMs: loss === undefined ? before.reportAtMs : this.#nowMs,
        reportedLoss: loss ?? before.reportedLoss,
      };
      const arrives = this.watch.update(this.#counts, true, this.#nowMs);
      if (arrives !== null) this.told.push({ atMs: this.#nowMs, arrives });
    }
    return this;
  }

  fresh(): this {
    this.#counts = NOTHING;
    return this;
  }
}

describe("ArrivalWatch", () => {
  it("says nothing while the far side answers", () => {
    expect(new Played().run(40).told).toEqual([]);
  });

  it("notices within 2.5 s that the feedback on our sound stopped, and that it is back", () => {
    const { told } = new Played().run(10).run(8, { feedback: 0 }).run(6);
    expect(told.map(({ arrives }) => arrives)).toEqual([false, true]);
    expect((told[0]?.atMs ?? 0) - 5_000).toBeLessThanOrEqual(2_500);
  });

  it("notices checks without an answer where the far side gives no feedback", () => {
    const { told } = new Played().run(10, { feedback: 0 }).run(6, { feedback: 0, isCheckLost: true });
    expect(told).toEqual([{ atMs: 7_000, arrives: false }]);
  });

  it("believes a report that all was lost, and one that it no longer is", () => {
    const quiet = { feedback: 0 };
    const { told } = new Played()
      .run(10, quiet)
      .run(1, { ...quiet, loss: 1 })
      .run(4, quiet)
      .run(1, { ...quiet, loss: 0.1 })
      .run(2, quiet);
    expect(told.map(({ arrives }) => arrives)).toEqual([false, true]);
  });

  it("claims nothing where the far side never says anything", () => {
    expect(new Played().run(40, { feedback: 0 }).told).toEqual([]);
  });

  it("claims nothing when nothing is sent, and nothing when nothing comes either", () => {
    expect(new Played().run(10).run(10, { feedback: 0, sent: 0 }).told).toEqual([]);
    expect(new Played().run(10).run(10, { feedback: 0, heard: 0 }).told).toEqual([]);
  });

  it("starts anew with a fresh connection, and tells when that one is heard", () => {
    const played = new Played().run(10).run(6, { feedback: 0 });
    expect(
      played
        .fresh()
        .run(6)
        .told.map(({ arrives }) => arrives),
    ).toEqual([false, true]);
  });
});
