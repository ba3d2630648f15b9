import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LogId } from "../../../src-shared/ids.ts";
import type { LinkFrame } from "../../../src-shared/link/link-contract.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { FakeHubLink } from "../../../tests/support/fake-hub-link.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { MemoryMirrorStore } from "../../../tests/support/memory-stores.ts";
import { randomLog } from "../../../tests/support/random-log.ts";
import { BadFrameError, Mirror, type MirrorChange } from "./mirror.ts";

const logId = LogId.parse("log-1");
const hubLog = randomLog({ interactions: 4, seed: 7 });

function aMirror() {
  const store = new MemoryMirrorStore();
  const link = new FakeHubLink();
  const clock = new FakeClock();
  const log = new FakeLog();
  const mirror = new Mirror({ store, link, clock, log });
  const changes: MirrorChange[] = [];
  mirror.onChange((change) => changes.push(change));
  return { store, link, clock, log, mirror, changes };
}

function frameOf(afterSeq: number, uptoSeq: number): LinkFrame {
  return { afterSeq, uptoSeq, events: hubLog.slice(afterSeq, uptoSeq) };
}

describe("the mirror", () => {
  test("takes a new log, and frames in order", () => {
    const { mirror, store, changes, link } = aMirror();
    mirror.handleWelcome({ logId, headSeq: 6 });
    mirror.handleFrame(frameOf(0, 4));
    mirror.handleFrame(frameOf(4, 6));
    expect(store.events).toEqual(hubLog.slice(0, 6));
    expect(mirror.position()).toEqual({ logId, lastSeq: 6 });
    expect(changes.map(({ wasReset, lastSeq }) => ({ wasReset, lastSeq }))).toEqual([
      { wasReset: true, lastSeq: 0 },
      { wasReset: false, lastSeq: 4 },
      { wasReset: false, lastSeq: 6 },
    ]);
    expect(link.resumed).toEqual([]);
  });

  test("a frame may move the number on without an event this operator may see", () => {
    const { mirror } = aMirror();
    mirror.handleWelcome({ logId, headSeq: 0 });
    mirror.handleFrame({ afterSeq: 0, uptoSeq: 9, events: [] });
    expect(mirror.position().lastSeq).toBe(9);
  });

  test("asks once after a gap, and again when nothing comes", () => {
    const { mirror, link, clock } = aMirror();
    mirror.handleWelcome({ logId, headSeq: 9 });
    mirror.handleFrame(frameOf(0, 2));
    mirror.handleFrame(frameOf(4, 6));
    mirror.handleFrame(frameOf(6, 8));
    expect(link.resumed).toEqual([2]);
    clock.advance(3000);
    expect(link.resumed).toEqual([2, 2]);
    mirror.handleFrame(frameOf(2, 9));
    clock.advance(60_000);
    expect(link.resumed).toEqual([2, 2]);
    expect(clock.pendingTimers).toBe(0);
  });

  test("asks no more when the link went away", () => {
    const { mirror, clock } = aMirror();
    mirror.handleWelcome({ logId, headSeq: 9 });
    mirror.handleFrame(frameOf(4, 6));
    mirror.handleOffline();
    expect(clock.pendingTimers).toBe(0);
  });

  test("an old frame changes nothing and asks nothing", () => {
    const { mirror, link, store } = aMirror();
    mirror.handleWelcome({ logId, headSeq: 4 });
    mirror.handleFrame(frameOf(0, 4));
    mirror.handleFrame(frameOf(0, 4));
    mirror.handleFrame(frameOf(1, 3));
    expect(store.events).toEqual(hubLog.slice(0, 4));
    expect(link.resumed).toEqual([]);
  });

  test("another log drops the old one", () => {
    const { mirror, store } = aMirror();
    mirror.handleWelcome({ logId, headSeq: 4 });
    mirror.handleFrame(frameOf(0, 4));
    mirror.handleWelcome({ logId: LogId.parse("log-2"), headSeq: 0 });
    expect(mirror.position()).toEqual({ logId: "log-2", lastSeq: 0 });
    expect(store.events).toEqual([]);
  });

  test("a hub that lost its end makes the mirror start anew", () => {
    const { mirror, store, link } = aMirror();
    mirror.handleWelcome({ logId, headSeq: 6 });
    mirror.handleFrame(frameOf(0, 6));
    mirror.handleWelcome({ logId, headSeq: 3 });
    expect(link.resumed).toEqual([0]);
    mirror.handleFrame(frameOf(0, 3));
    expect(store.events).toEqual(hubLog.slice(0, 3));
  });

  test("a store that dropped its damaged file is filled from the start", () => {
    const { mirror, store, link } = aMirror();
    mirror.handleWelcome({ logId, headSeq: 6 });
    mirror.handleFrame(frameOf(0, 4));
    const real = store.apply.bind(store);
    store.apply = () => {
      store.apply = real;
      // What `MirrorDatabase` does when a page cannot be read.
      store.reset(LogId.parse("x"));
      store.position = () => ({ logId: null, lastSeq: 0 });
      return false;
    };
    const reset = store.reset.bind(store);
    store.reset = (id) => {
      store.position = MemoryMirrorStore.prototype.position;
      reset(id);
    };
    mirror.handleFrame(frameOf(4, 6));
    expect(link.resumed).toEqual([0]);
    mirror.handleFrame(frameOf(0, 6));
    expect(store.events).toEqual(hubLog.slice(0, 6));
  });

  test.each([
    ["an event of before", { afterSeq: 3, uptoSeq: 5, events: hubLog.slice(1, 3) }],
    ["events in the wrong order", { afterSeq: 0, uptoSeq: 5, events: [...hubLog.slice(0, 2)].reverse() }],
    ["more than it says", { afterSeq: 0, uptoSeq: 1, events: hubLog.slice(0, 2) }],
  ])("refuses a frame with %s", (_what, frame) => {
    const { mirror, store } = aMirror();
    mirror.handleWelcome({ logId, headSeq: 9 });
    expect(() => mirror.handleFrame(frame)).toThrow(BadFrameError);
    expect(store.events).toEqual([]);
  });
});

/** What the network may do with a frame on its way. */
const Fate = fc.constantFrom("arrives", "lost", "twice", "late", "cut");

describe("whatever the network does", () => {
  test("the mirror ends up equal to the hub", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(Fate, { minLength: 1, maxLength: 120 }),
        fc.integer({ min: 1, max: 9999 }),
        (frameSize, fates, seed) => {
          const hub = randomLog({ interactions: 3, seed });
          const { mirror, store, link, clock } = aMirror();
          let cursor = 0;
          let isLinked = false;
          let late: LinkFrame[] = [];
          const connect = () => {
            isLinked = true;
            cursor = mirror.position().logId === logId ? mirror.position().lastSeq : 0;
            mirror.handleWelcome({ logId, headSeq: hub.length });
          };
          const nextFrame = (): LinkFrame => {
            const asked = link.resumed.splice(0).at(-1);
            cursor = asked ?? cursor;
            const uptoSeq = Math.min(hub.length, cursor + frameSize);
            const frame = { afterSeq: cursor, uptoSeq, events: hub.slice(cursor, uptoSeq) };
            cursor = uptoSeq;
            return frame;
          };
          const step = (fate: string) => {
            if (!isLinked) connect();
            const frame = nextFrame();
            if (fate === "late") late.push(frame);
            if (fate === "arrives" || fate === "twice") mirror.handleFrame(frame);
            if (fate === "twice") mirror.handleFrame(frame);
            if (fate === "arrives") for (const one of late.splice(0)) mirror.handleFrame(one);
            if (fate === "cut") {
              mirror.handleOffline();
              isLinked = false;
              late = [];
            }
          };
          for (const fate of fates) step(fate);
          // The network is whole again: at most a wait, and the rest comes.
          for (let turn = 0; turn < 3 * hub.length + 10; turn += 1) {
            step("arrives");
            if (mirror.position().lastSeq < hub.length && cursor === hub.length) clock.advance(3000);
            // Nothing was noticed when the last frames were lost: the hub's next event shows the gap.
            if (mirror.position().lastSeq < cursor && link.resumed.length === 0)
              mirror.handleFrame({ afterSeq: hub.length, uptoSeq: hub.length + 1, events: [] });
          }
          expect(store.events).toEqual(hub);
          expect(mirror.position().lastSeq).toBe(hub.length);
          expect(clock.pendingTimers).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
