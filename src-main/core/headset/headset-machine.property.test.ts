import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallId } from "../../../src-shared/ids.ts";
import { type CallsSeen, lampsFor } from "./calls-seen.ts";
import { type HeadsetEffect, type HeadsetEvent, NO_HEADSETS_STATE, reduceHeadsets } from "./headset-machine.ts";
import type { HeadsetCommand } from "./press-meaning.ts";

// Simulated headsets of every sort, calls that follow commands, and whatever happens in between.

/** `switch`: its hook follows the lamp and says so. `mum`: follows and says nothing. `spring`: a push-button. `toggle`: a pulse. */
type Sort = "switch" | "mum" | "spring" | "toggle";
type Happening =
  | { readonly type: "rings" | "answered" | "ended" | "muted" | "held" | "customer-left" }
  | { readonly type: "press"; readonly headset: number; readonly button: "hook" | "mute" | "hold" | "reject" }
  | { readonly type: "unplugged" | "plugged"; readonly headset: number }
  | { readonly type: "worn"; readonly headset: number | null };

const RADIO_MS = 40;
const LONG_MS = 5_000;

class World {
  state = NO_HEADSETS_STATE;
  calls: CallsSeen = { ringing: null, live: null, held: null };
  nowMs = 0;
  presses = 0;
  shows = 0;
  readonly commands: { readonly command: HeadsetCommand; readonly before: CallsSeen }[] = [];
  readonly #sorts: readonly Sort[];
  readonly #lifted: boolean[];
  readonly #isPlugged: boolean[];
  readonly #later: { readonly atMs: number; readonly run: () => void }[] = [];
  #calls = 0;

  constructor(sorts: readonly Sort[]) {
    this.#sorts = sorts;
    this.#lifted = sorts.map(() => false);
    this.#isPlugged = sorts.map(() => false);
    for (const index of sorts.keys()) this.plug(index);
  }

  happen(happening: Happening): void {
    switch (happening.type) {
      case "rings":
        if (this.calls.ringing === null) this.#set({ ...this.calls, ringing: CallId.parse(`call-${++this.#calls}`) });
        return;
      case "answered":
        this.#obey("answer");
        return;
      case "ended":
        this.#set({ ...this.calls, live: null });
        return;
      case "customer-left":
        this.#set({ ringing: null, live: null, held: null });
        return;
      case "muted":
        if (this.calls.live)
          this.#set({ ...this.calls, live: { ...this.calls.live, isMuted: !this.calls.live.isMuted } });
        return;
      case "held":
        this.#obey("hold");
        return;
      case "press":
        this.#press(happening.headset % this.#sorts.length, happening.button);
        return;
      case "unplugged":
        this.#unplug(happening.headset % this.#sorts.length);
        return;
      case "plugged":
        this.plug(happening.headset % this.#sorts.length);
        return;
      case "worn":
        this.#dispatch({
          type: "worn",
          headsetIds: happening.headset === null ? [] : [String(happening.headset % this.#sorts.length)],
        });
    }
  }

  /** Everything that was under way has arrived. */
  rest(): void {
    for (let steps = 0; this.#later.length > 0; steps += 1) {
      if (steps > 1000) throw new Error("headset and calls chase each other");
      this.#later.sort((one, other) => one.atMs - other.atMs);
      const next = this.#later.shift();
      this.nowMs = Math.max(this.nowMs, next?.atMs ?? 0);
      next?.run();
    }
    this.nowMs += LONG_MS;
  }

  plug(index: number): void {
    if (this.#isPlugged[index]) return;
    this.#isPlugged[index] = true;
    this.#lifted[index] = false;
    const isHookSwitch = this.#sorts[index] !== "toggle";
    this.#dispatch({ type: "joined", headset: { headsetId: String(index), isHookSwitch, isOnHookOnHold: false } });
  }

  /** Whether a headset believes of its hook what the calls say. */
  isInStep(index: number): boolean {
    const sort = this.#sorts[index];
    const shown = this.state.headsets.find(({ headsetId }) => headsetId === String(index))?.shown;
    if (!shown || sort === "toggle" || sort === "spring") return true;
    return this.#lifted[index] === shown.offHook;
  }

  #unplug(index: number): void {
    if (!this.#isPlugged[index]) return;
    this.#isPlugged[index] = false;
    this.#dispatch({ type: "left", headsetId: String(index) });
  }

  #press(index: number, button: "hook" | "mute" | "hold" | "reject"): void {
    if (!this.#isPlugged[index]) return;
    this.presses += 1;
    const headsetId = String(index);
    const sort = this.#sorts[index];
    if (button === "hook" && (sort === "switch" || sort === "mum")) {
      this.#lifted[index] = !this.#lifted[index];
      this.#dispatch({
        type: "button",
        headsetId,
        control: "hook",
        kind: "switch",
        isOn: this.#lifted[index] ?? false,
      });
      return;
    }
    const kind =
      button === "hook" && sort === "spring" ? "switch" : button === "mute" && sort !== "toggle" ? "either" : "pulse";
    const say = (isOn: boolean) => this.#dispatch({ type: "button", headsetId, control: button, kind, isOn });
    say(true);
    this.#after(30, () => say(false));
  }

  #dispatch(event: HeadsetEvent): void {
    const { state, effects } = reduceHeadsets(this.state, event, this.nowMs);
    this.state = state;
    for (const effect of effects) this.#run(effect);
  }

  #run(effect: HeadsetEffect): void {
    if (effect.type === "settle-later") {
      this.#after(effect.afterMs, () => this.#dispatch({ type: "settle", headsetId: effect.headsetId }));
      return;
    }
    if (effect.type === "command") {
      this.commands.push({ command: effect.command, before: this.calls });
      this.#obey(effect.command);
      return;
    }
    this.shows += 1;
    const index = Number(effect.headsetId);
    const sort = this.#sorts[index];
    if (sort === "toggle" || sort === "spring" || this.#lifted[index] === effect.lamps.offHook) return;
    this.#lifted[index] = effect.lamps.offHook;
    if (sort !== "switch") return;
    const isOn = effect.lamps.offHook;
    this.#after(RADIO_MS, () => {
      if (this.#isPlugged[index])
        this.#dispatch({ type: "button", headsetId: effect.headsetId, control: "hook", kind: "switch", isOn });
    });
  }

  /** The calls as the call machine would have them. */
  #obey(command: HeadsetCommand | "answer" | "hold"): void {
    const { ringing, live, held } = this.calls;
    const type = typeof command === "string" ? command : command.type;
    if (type === "answer" && ringing)
      this.#set({ ringing: null, live: { callId: ringing, isMuted: false, isTalk: true }, held: live?.callId ?? held });
    else if (type === "reject") this.#set({ ...this.calls, ringing: null });
    else if (type === "hang-up") this.#set({ ...this.calls, live: null });
    else if (type === "set-muted" && live && typeof command === "object" && command.type === "set-muted")
      this.#set({ ...this.calls, live: { ...live, isMuted: command.muted } });
    else if (type === "hold" && live && !held) this.#set({ ...this.calls, live: null, held: live.callId });
    else if (type === "set-held" && typeof command === "object" && command.type === "set-held") {
      if (command.held && live) this.#set({ ...this.calls, live: null, held: live.callId });
      if (!command.held && held)
        this.#set({ ...this.calls, live: { callId: held, isMuted: false, isTalk: true }, held: live?.callId ?? null });
    }
  }

  #set(calls: CallsSeen): void {
    this.calls = calls;
    this.#dispatch({ type: "calls", calls });
  }

  #after(delayMs: number, run: () => void): void {
    this.#later.push({ atMs: this.nowMs + delayMs, run });
  }
}

const sorts = fc.array(fc.constantFrom<Sort>("switch", "mum", "spring", "toggle"), { minLength: 1, maxLength: 3 });
const which = fc.nat(2);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ type: fc.constantFrom("rings", "answered", "ended", "muted", "held", "customer-left") }),
  fc.record({ type: fc.constant("press"), headset: which, button: fc.constantFrom("hook", "mute", "hold", "reject") }),
  fc.record({ type: fc.constantFrom("unplugged", "plugged"), headset: which }),
  fc.record({ type: fc.constant("worn"), headset: fc.option(which) }),
) as fc.Arbitrary<Happening>;
const happenings = fc.array(fc.record({ happening, isHurried: fc.boolean() }), { maxLength: 40 });

/** Some things happen one after another, others while the one before is still under way. */
type Moment = { readonly happening: Happening; readonly isHurried: boolean };

function lived(kinds: readonly Sort[], all: readonly Moment[]): World {
  const world = new World(kinds);
  world.rest();
  for (const { happening: one, isHurried } of all) {
    world.happen(one);
    if (!isHurried) world.rest();
  }
  world.rest();
  return world;
}

describe("headsets and calls, whatever happens", () => {
  it("come to rest, and do nothing that no person pressed", () =>
    fc.assert(
      fc.property(sorts, happenings, (kinds, all) => {
        const world = lived(kinds, all);
        expect(world.commands.length).toBeLessThanOrEqual(world.presses);
        // At most one writing a headset for what happened, one for the calls that followed, one to bring the hook back.
        expect(world.shows).toBeLessThanOrEqual((all.length + 1) * kinds.length * 3);
      }),
      { numRuns: 500 },
    ));

  it("show the calls as they are, and agree about the hook", () =>
    fc.assert(
      fc.property(sorts, happenings, (kinds, all) => {
        const world = lived(kinds, all);
        const { headsets, worn } = world.state;
        const isKnown = headsets.some(({ headsetId }) => worn.includes(headsetId));
        for (const { headsetId, shown } of headsets)
          expect(shown).toEqual(lampsFor(world.calls, !isKnown || worn.includes(headsetId), false));
        for (const index of kinds.keys()) expect(world.isInStep(index)).toBe(true);
      }),
      { numRuns: 500 },
    ));

  it("never end a talk while another call rings, nor one that is on hold", () =>
    fc.assert(
      fc.property(sorts, happenings, (kinds, all) => {
        for (const { command, before } of lived(kinds, all).commands) {
          if (command.type !== "hang-up") continue;
          expect(before.ringing).toBeNull();
          expect(command.callId).toBe(before.live?.callId);
        }
      }),
      { numRuns: 500 },
    ));
});
