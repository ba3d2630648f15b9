import { describe, expect, it } from "vitest";
import { CallId } from "../../../src-shared/ids.ts";
import type { CallsSeen } from "./calls-seen.ts";
import { type HeadsetEvent, NO_HEADSETS_STATE, reduceHeadsets } from "./headset-machine.ts";

const one = CallId.parse("one");
const two = CallId.parse("two");
const idle: CallsSeen = { ringing: null, live: null, held: null };
const rings: CallsSeen = { ...idle, ringing: one };
const talks: CallsSeen = { ...idle, live: { callId: one, isMuted: false, isTalk: true } };
const muted: CallsSeen = { ...idle, live: { callId: one, isMuted: true, isTalk: true } };
const holds: CallsSeen = { ...idle, held: one };
const talksAndRings: CallsSeen = { ...talks, ringing: two };

const jabra = { headsetId: "j", isHookSwitch: true, isOnHookOnHold: false };
const toggling = { headsetId: "t", isHookSwitch: false, isOnHookOnHold: false };

/** Plays events at their times; the answer is what came out of each. */
function play(...events: readonly (HeadsetEvent | number)[]) {
  let state = NO_HEADSETS_STATE;
  let nowMs = 0;
  const said: string[] = [];
  for (const event of events) {
    if (typeof event === "number") {
      nowMs += event;
      continue;
    }
    const step = reduceHeadsets(state, event, nowMs);
    state = step.state;
    for (const effect of step.effects) {
      if (effect.type === "command")
        said.push(`${effect.command.type} ${JSON.stringify(Object.values(effect.command).slice(1))}`);
      if (effect.type === "show")
        said.push(
          `${effect.headsetId}: ${Object.entries(effect.lamps)
            .filter(([, isLit]) => isLit)
            .map(([lamp]) => lamp)
            .join("+")}`,
        );
    }
  }
  return said;
}

const join = (headset = jabra): HeadsetEvent => ({ type: "joined", headset });
const calls = (seen: CallsSeen): HeadsetEvent => ({ type: "calls", calls: seen });
const hook = (isOn: boolean, headsetId = "j"): HeadsetEvent => ({
  type: "button",
  headsetId,
  control: "hook",
  kind: "switch",
  isOn,
});
const press = (control: "hook" | "mute" | "hold" | "reject" | "drop", headsetId = "t"): HeadsetEvent => ({
  type: "button",
  headsetId,
  control,
  kind: "pulse",
  isOn: true,
});
const muteBit = (isOn: boolean): HeadsetEvent => ({
  type: "button",
  headsetId: "j",
  control: "mute",
  kind: "either",
  isOn,
});
const settle: HeadsetEvent = { type: "settle", headsetId: "j" };

describe("lamps follow the calls", () => {
  it("rings, is off the hook in a talk, shows mute and hold, and goes dark", () =>
    expect(play(join(), calls(rings), calls(talks), calls(muted), calls(holds), calls(idle))).toEqual([
      "j: ",
      "j: ring",
      "j: offHook",
      "j: offHook+mute",
      "j: offHook+hold",
      "j: ",
    ]));

  it("hangs up on hold for a maker that wants it", () =>
    expect(play(join({ ...jabra, isOnHookOnHold: true }), calls(talks), calls(holds))).toEqual([
      "j: ",
      "j: offHook",
      "j: hold",
    ]));

  it("one that comes in a talk shows the talk at once; one that goes is not written to", () =>
    expect(play(calls(talks), join(), { type: "left", headsetId: "j" }, calls(muted))).toEqual(["j: offHook"]));

  it("of two only the worn one is in the talk, and both ring", () =>
    expect(play(join(), join(toggling), { type: "worn", headsetIds: ["t"] }, calls(rings), calls(talks))).toEqual([
      "j: ",
      "t: ",
      "j: ring",
      "t: ring",
      "j: ",
      "t: offHook",
    ]));
});

describe("a hook that is a switch", () => {
  it("answers when lifted and hangs up when put down", () =>
    expect(play(join(), calls(rings), hook(true), calls(talks), 5000, hook(false))).toEqual([
      "j: ",
      "j: ring",
      'answer ["one"]',
      "j: offHook",
      'hang-up ["one"]',
    ]));

  it("takes its own echo for no press: answered and ended in the window", () =>
    expect(play(join(), calls(rings), calls(talks), 80, hook(true), 9000, calls(idle), 80, hook(false))).toEqual([
      "j: ",
      "j: ring",
      "j: offHook",
      "j: ",
    ]));

  it("a late echo of an answered call does not answer the next one", () =>
    expect(play(join(), calls(talks), 50, calls(idle), 50, calls(rings), 100, hook(true), hook(false))).toEqual([
      "j: ",
      "j: offHook",
      "j: ",
      "j: ring",
    ]));

  it("that springs back answers and does not hang up", () =>
    expect(play(join(), calls(rings), hook(true), calls(talks), 200, hook(false), 600, settle)).toEqual([
      "j: ",
      "j: ring",
      'answer ["one"]',
      "j: offHook",
      "j: offHook",
    ]));

  it("pressed when nothing goes on, is put back", () =>
    expect(play(join(), hook(true), 600, settle, 30, hook(false))).toEqual(["j: ", "j: "]));

  it("pressed in a talk for a second ring: answers it, ends nothing, and stays off the hook", () => {
    const both: CallsSeen = { ringing: null, live: { callId: two, isMuted: false, isTalk: true }, held: one };
    expect(play(join(), calls(talks), 900, calls(talksAndRings), hook(false), calls(both), 600, settle)).toEqual([
      "j: ",
      "j: offHook",
      "j: ring+offHook",
      'answer ["two"]',
      "j: offHook",
    ]);
  });

  it("pressed on hold brings the customer back instead of hanging up", () =>
    expect(play(join(), calls(holds), 900, hook(false))).toEqual(["j: ", "j: offHook+hold", 'set-held ["one",false]']));
});

describe("a hook that toggles", () => {
  it("answers, and hangs up at the next press; its release says nothing", () =>
    expect(
      play(
        join(toggling),
        calls(rings),
        press("hook"),
        { ...press("hook"), isOn: false } as HeadsetEvent,
        calls(talks),
        100,
        press("hook"),
      ),
    ).toEqual(["t: ", "t: ring", 'answer ["one"]', "t: offHook", 'hang-up ["one"]']));
});

describe("mute, hold, decline", () => {
  it("a mute that goes on and off again at each press toggles once", () =>
    expect(
      play(
        join(),
        calls(talks),
        900,
        muteBit(true),
        calls(muted),
        50,
        muteBit(false),
        3000,
        muteBit(true),
        20,
        muteBit(false),
      ),
    ).toEqual(["j: ", "j: offHook", 'set-muted ["one",true]', "j: offHook+mute", 'set-muted ["one",false]']));

  it("a boom that stays up mutes, and unmutes when it comes down", () =>
    expect(play(join(), calls(talks), 900, muteBit(true), calls(muted), 4000, muteBit(false))).toEqual([
      "j: ",
      "j: offHook",
      'set-muted ["one",true]',
      "j: offHook+mute",
      'set-muted ["one",false]',
    ]));

  it("muted in the window: what the device repeats is no press", () =>
    expect(play(join(), calls(talks), 900, calls(muted), 60, muteBit(true))).toEqual([
      "j: ",
      "j: offHook",
      "j: offHook+mute",
    ]));

  it("holds, resumes, changes between two, and takes a second ring", () => {
    expect(play(join(toggling), calls(talks), press("hold"))).toContain('set-held ["one",true]');
    expect(play(join(toggling), calls(holds), press("hold"))).toContain('set-held ["one",false]');
    const two_: CallsSeen = { ...talks, live: { callId: two, isMuted: false, isTalk: true }, held: one };
    expect(play(join(toggling), calls(two_), press("hold"))).toContain('set-held ["one",false]');
    expect(play(join(toggling), calls(talksAndRings), press("hold"))).toContain('answer ["two"]');
  });

  it("declines only a ring; drop ends a talk too", () => {
    expect(play(join(toggling), calls(rings), press("reject"))).toContain('reject ["one"]');
    expect(play(join(toggling), calls(talks), press("reject")).join()).not.toContain("reject");
    expect(play(join(toggling), calls(talks), press("drop"))).toContain('hang-up ["one"]');
    expect(play(join(toggling), calls(rings), press("drop"))).toContain('reject ["one"]');
  });

  it("means nothing without a call, and nothing from a headset that is gone", () =>
    expect(play(join(toggling), press("mute"), press("hold"), press("hook"), press("mute", "gone"))).toEqual(["t: "]));
});
