import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallId } from "../../src-shared/ids.ts";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import { aCall, aWorkplace } from "../../tests/support/a-workplace.ts";
import { applyChange, catchUp, startWorkplaceFeed, type WorkplaceChange } from "./workplace-feed.ts";

const at = (revision: number): Workplace => aWorkplace({ revision });
const change = (revision: number): WorkplaceChange => ({ revision, media: "ready" });

describe("applyChange", () => {
  it("takes the next change, ignores an old one, and notices a missing one", () => {
    expect(applyChange(at(4), change(5))).toEqual({ ...at(5), media: "ready" });
    expect(applyChange(at(4), change(4))).toEqual(at(4));
    expect(applyChange(at(4), change(6))).toBe("gap");
  });
});

describe("calls", () => {
  it("that did not change stay the same objects", () => {
    const [first, second] = [
      aCall({ customer: { address: "1", name: null } }),
      aCall({ callId: CallId.parse("other") }),
    ];
    const before = aWorkplace({ revision: 1, calls: [first, second] });
    const changed = { ...structuredClone(second), isMuted: true };
    const after = applyChange(before, { revision: 2, calls: [structuredClone(first), changed] });
    if (after === "gap") throw new Error("a change is missing");
    expect(after.calls[0]).toBe(first);
    expect(after.calls[1]).toEqual(changed);
  });
});

describe("catchUp", () => {
  it("adds what came while the snapshot was on its way, in any order", () => {
    expect(catchUp(at(4), [change(6), change(3), change(5)])).toEqual({ ...at(6), media: "ready" });
    expect(catchUp(at(4), [change(6)])).toBe("gap");
  });
});

describe("startWorkplaceFeed", () => {
  let answers: (() => Promise<unknown>)[];
  let tell: (change: WorkplaceChange) => void;
  let shown: number[];
  let troubles: number;
  let stop: () => void;
  let asked: number;

  beforeEach(() => {
    vi.useFakeTimers();
    answers = [];
    shown = [];
    troubles = 0;
    asked = 0;
    const tandem = {
      invoke: () => {
        asked += 1;
        return answers.shift()?.() ?? Promise.resolve({ ok: false, code: "ipc-fault", retry: "later" });
      },
      on: (_name: string, listener: (payload: WorkplaceChange) => void) => {
        tell = listener;
        return () => undefined;
      },
    };
    vi.stubGlobal("window", { tandem });
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const start = (): void => {
    stop = startWorkplaceFeed({
      onWorkplace: ({ revision }) => void shown.push(revision),
      onTrouble: () => {
        troubles += 1;
      },
    });
  };
  const snapshot = (revision: number) => () => Promise.resolve({ ok: true, value: at(revision) });

  it("shows the snapshot, then each change", async () => {
    answers = [snapshot(4)];
    start();
    await vi.advanceTimersByTimeAsync(0);
    tell(change(5));
    tell(change(6));
    expect(shown).toEqual([4, 5, 6]);
    expect(asked).toBe(1);
  });

  it("asks for the whole again after a gap, and keeps what comes meanwhile", async () => {
    answers = [snapshot(4), snapshot(7)];
    start();
    await vi.advanceTimersByTimeAsync(0);
    tell(change(7));
    tell(change(8));
    await vi.advanceTimersByTimeAsync(0);
    expect(shown).toEqual([4, 8]);
    expect(asked).toBe(2);
  });

  it("tries again once a second when main does not give it, and says so", async () => {
    answers = [() => Promise.reject(new Error("no handler")), () => Promise.resolve({ ok: false, code: "ipc-fault" })];
    answers.push(snapshot(1));
    start();
    await vi.advanceTimersByTimeAsync(0);
    expect(troubles).toBe(1);
    await vi.advanceTimersByTimeAsync(2500);
    expect(shown).toEqual([1]);
  });

  it("is silent after it was stopped", async () => {
    answers = [snapshot(4)];
    start();
    stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(shown).toEqual([]);
  });
});
