import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallId } from "../../../src-shared/ids.ts";
import { CallView } from "../../../src-shared/ipc/workplace.ts";
import type { CallEnd } from "../ports/call-signalling.ts";
import type { CallCommand, CallEffect, CallEvent, CallTimer } from "./call-effect.ts";
import { reduce } from "./call-machine.ts";
import { type CallsState, isLive, noCalls, viewOf } from "./call-state.ts";

const CALLS = ["one", "two", "three"].map((id) => CallId.parse(id));
const READY = { state: "ready", sinceMs: 0, retryAtMs: null, failure: null } as const;
const WAITING = { state: "waiting", sinceMs: 0, retryAtMs: 9, failure: "flow-dead" } as const;

const callId = fc.constantFrom(...CALLS);
const flag = fc.boolean();
const end: fc.Arbitrary<CallEnd> = fc.record({
  by: fc.constantFrom("local", "remote", "network"),
  reason: fc.constantFrom(
    "hung-up",
    "cancelled",
    "rejected",
    "busy",
    "no-answer",
    "not-found",
    "failed",
    "media-failed",
  ),
  sipCode: fc.constantFrom(null, 486, 603),
});

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.record({ type: fc.constant("command"), command: anyCommand() }),
  callId.map(incoming),
  fc.record({ type: fc.constant("progress"), callId, earlyMedia: flag, interactionId: fc.constant(null) }),
  fc.record({ type: fc.constant("established"), callId, interactionId: fc.constant(null) }),
  fc.record({ type: fc.constantFrom("hold-changed", "hold-failed", "remote-hold-changed"), callId, held: flag }),
  fc.record({ type: fc.constantFrom("dtmf-sent", "dtmf-failed"), callId, tones: fc.constant("1") }),
  fc.record({ type: fc.constant("media-renewed"), callId, ok: flag }),
  fc.record({ type: fc.constant("media-alive"), alive: flag }),
  fc.record({ type: fc.constant("media-flow"), mediaId: callId, flowing: flag }),
  fc.record({
    type: fc.constant("media-connection"),
    mediaId: callId,
    state: fc.constantFrom("connected", "failed", "disconnected"),
  }),
  fc.record({ type: fc.constant("phone-changed"), phone: fc.constantFrom(READY, WAITING) }),
  fc.record({ type: fc.constant("probed"), callId, exists: flag }),
  fc.constant({ type: "moved" }),
  fc.record({
    type: fc.constant("transfer-progress"),
    callId,
    sipCode: fc.constantFrom(100, 180, 200, 403, 404, 480, 486, 603),
  }),
  fc.record({
    type: fc.constant("party-changed"),
    callId,
    party: fc.constant({ address: "+79990000009", name: null }),
    interactionId: fc.constant(null),
  }),
  fc.record({ type: fc.constant("ended"), callId, end }),
) as fc.Arbitrary<CallEvent>;

function incoming(id: CallId): CallEvent {
  const from = { address: "+79990000001", name: null };
  return { type: "incoming", callId: id, mediaId: id, from, interactionId: null, queueName: null };
}

function anyCommand() {
  const target = fc.constant("700");
  const customer = fc.constant({ address: "700", name: null });
  return fc.oneof(
    fc.record({ type: fc.constant("dial"), callId, target, customer }),
    fc.record({ type: fc.constantFrom("answer", "reject", "hang-up"), callId }),
    fc.record({ type: fc.constant("set-muted"), callId, muted: flag }),
    fc.record({ type: fc.constant("set-held"), callId, held: flag }),
    fc.record({ type: fc.constant("send-dtmf"), callId, tones: fc.constant("5") }),
    fc.record({ type: fc.constant("transfer"), callId, target, party: customer }),
    fc.record({ type: fc.constant("consult"), callId, consultId: callId, target, customer }),
    fc.record({ type: fc.constantFrom("complete-transfer", "take-back", "conference"), callId }),
  );
}

/** A world that only keeps what was started and not stopped. */
class World {
  state: CallsState;
  nowMs = 1_000;
  sound = "none";
  readonly muted = new Set<string>();
  conference: readonly string[] = [];
  readonly notified = new Set<string>();
  readonly timers = new Map<string, { timer: CallTimer; atMs: number }>();

  constructor() {
    this.state = noCalls(this.nowMs);
    this.take({ type: "phone-changed", phone: READY });
  }

  take(event: CallEvent) {
    // Ids are never made twice: a dial or an INVITE with a known one is not part of the world.
    const made =
      event.type === "incoming"
        ? event.callId
        : event.type === "command" && event.command.type === "dial"
          ? event.command.callId
          : event.type === "command" && event.command.type === "consult"
            ? event.command.consultId
            : null;
    if (made && this.state.calls.some((call) => call.callId === made)) return null;
    const step = reduce(this.state, event, this.nowMs);
    this.state = step.state;
    if (event.type === "media-alive" && !event.alive) this.forgetMedia();
    for (const effect of step.effects) this.do(effect);
    return step;
  }

  do(effect: CallEffect) {
    if (effect.type === "dial") this.take({ type: "dialled", callId: effect.callId, mediaId: effect.callId });
    if (effect.type === "set-ring") this.sound = effect.sound;
    if (effect.type === "set-muted") effect.muted ? this.muted.add(effect.mediaId) : this.muted.delete(effect.mediaId);
    if (effect.type === "set-conference") this.conference = effect.mediaIds;
    if (effect.type === "start-notifying") this.notified.add(effect.callId);
    if (effect.type === "stop-notifying") this.notified.delete(effect.callId);
    if (effect.type === "start-timer")
      this.timers.set(`${effect.timer.kind} ${effect.timer.callId}`, {
        timer: effect.timer,
        atMs: this.nowMs + effect.delayMs,
      });
    if (effect.type === "stop-timer") this.timers.delete(`${effect.timer.kind} ${effect.timer.callId}`);
  }

  forgetMedia() {
    this.sound = "none";
    this.muted.clear();
    this.conference = [];
  }

  pass(byMs: number) {
    const untilMs = this.nowMs + byMs;
    for (;;) {
      const [key, due] = [...this.timers].sort(([, a], [, b]) => a.atMs - b.atMs)[0] ?? [];
      if (!key || !due || due.atMs > untilMs) break;
      this.timers.delete(key);
      this.nowMs = due.atMs;
      this.take({ type: "timer-fired", timer: due.timer });
    }
    this.nowMs = untilMs;
  }
}

/** Pieces of real life, so that histories get as far as several talks; between them anything may happen. */
const anyScene: fc.Arbitrary<(CallEvent | number)[]> = fc.oneof(
  { weight: 6, arbitrary: anyEvent.map((event) => [event]) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 12_000 }).map((ms) => [ms]) },
  { weight: 2, arbitrary: callId.map((id) => [incoming(id), command({ type: "answer", callId: id })]) },
  {
    weight: 2,
    arbitrary: callId.map((id) => [incoming(id), command({ type: "answer", callId: id }), established(id)]),
  },
  { weight: 2, arbitrary: callId.map((id) => [held(id, true), established(id)]) },
  { weight: 1, arbitrary: callId.map((id) => [command({ type: "set-held", callId: id, held: true }), held(id, true)]) },
  {
    weight: 1,
    arbitrary: callId.map((id) => [command({ type: "set-held", callId: id, held: false }), held(id, false)]),
  },
  {
    weight: 2,
    arbitrary: callId.map((id) => [
      command({ type: "transfer", callId: id, target: "102", party: { address: "102", name: null } }),
      held(id, true),
    ]),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(callId, callId)
      .map(([id, consultId]) => [
        command({ type: "consult", callId: id, consultId, target: "102", customer: { address: "102", name: null } }),
        held(id, true),
        established(consultId),
      ]),
  },
  { weight: 1, arbitrary: callId.map((id) => [command({ type: "conference", callId: id }), held(id, false)]) },
);
const failedLate: fc.Arbitrary<(CallEvent | number)[]> = callId.map((id) => [
  3_500,
  { type: "hold-failed", callId: id, held: true },
]);
const anyHistory = fc
  .array(fc.oneof({ weight: 14, arbitrary: anyScene }, { weight: 1, arbitrary: failedLate }), { maxLength: 40 })
  .map((scenes) => scenes.flat());

function command(asked: CallCommand): CallEvent {
  return { type: "command", command: asked };
}

function established(id: CallId): CallEvent {
  return { type: "established", callId: id, interactionId: null };
}

function held(id: CallId, isHeld: boolean): CallEvent {
  return { type: "hold-changed", callId: id, held: isHeld };
}

function play(history: readonly (CallEvent | number)[], check: (world: World) => void) {
  const world = new World();
  for (const step of history) {
    if (typeof step === "number") world.pass(step);
    else world.take(step);
    check(world);
  }
  return world;
}

describe("the call machine, whatever happens", () => {
  it("never has two live calls but in a conference, and shows only legal views", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        play(history, ({ state }) => {
          const live = state.calls.filter(isLive);
          const isConference = live.every((call) => call.isInConference);
          if (!isConference) expect(live.length, JSON.stringify(live)).toBeLessThanOrEqual(1);
          for (const call of state.calls) {
            CallView.parse(viewOf(call));
            expect(call.phase === "ended").toBe(call.end !== null);
            if (call.phase !== "ended" && call.phase !== "ending") continue;
            expect(call).toMatchObject({ ownHold: "none", transfer: null, consultOf: null, isInConference: false });
          }
        });
      }),
      { numRuns: 3_000 },
    );
  });

  it("makes no conference of two talks while a third call is being answered", () => {
    const [first, second, third] = ["one", "two", "three"].map((id) => CallId.parse(id)) as [CallId, CallId, CallId];
    const colleague = { address: "102", name: null };
    const world = play(
      [
        incoming(first),
        command({ type: "answer", callId: first }),
        established(first),
        command({ type: "consult", callId: first, consultId: second, target: "102", customer: colleague }),
        held(first, true),
        established(second),
        incoming(third),
        command({ type: "answer", callId: third }),
        held(second, true),
        command({ type: "conference", callId: second }),
        held(second, false),
      ],
      () => undefined,
    );
    expect(world.state.calls.filter(isLive).map((call) => call.callId)).toEqual([third]);
  });

  it("stops every sound, limit, mute and notification once all calls are over", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const world = play(history, () => undefined);
        world.take({ type: "media-alive", alive: true });
        for (const call of world.state.calls)
          world.take({ type: "ended", callId: call.callId, end: { by: "remote", reason: "hung-up", sipCode: null } });
        world.pass(60_000);
        expect(world.state.calls).toEqual([]);
        expect({
          sound: world.sound,
          conference: world.conference,
          timers: [...world.timers.keys()],
          notified: [...world.notified],
        }).toEqual({
          sound: "none",
          conference: [],
          timers: [],
          notified: [],
        });
      }),
      { numRuns: 800 },
    );
  });

  it("rings exactly while a call rings, and notifies of exactly the ringing calls", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        play(history, ({ state, sound, notified }) => {
          const ringing = state.calls.filter((call) => call.phase === "ringing").map((call) => call.callId);
          expect([...notified].sort()).toEqual([...ringing].sort());
          if (state.mediaGoneAtMs === null) expect(sound === "ring" || sound === "waiting").toBe(ringing.length > 0);
        });
      }),
      { numRuns: 800 },
    );
  });

  it("mixes exactly the members of a conference who talk, and there is never a conference of one", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        play(history, ({ state, conference }) => {
          const members = state.calls.filter((call) => call.isInConference);
          expect([0, 2], JSON.stringify(members)).toContain(members.length);
          if (state.mediaGoneAtMs !== null) return;
          const heard = members.filter((call) => call.ownHold === "none" && call.renewingSinceMs === null);
          expect(conference).toEqual(heard.length < 2 ? [] : heard.map((call) => call.mediaId));
        });
      }),
      { numRuns: 1_500 },
    );
  });

  it("brings the customer back when a transfer or a consultation came to nothing", () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom(404, 480, 486, 603), (history, sipCode) => {
        const world = play(history, () => undefined);
        const passed = world.state.calls.find(
          (call) => call.transfer?.step === "asked" && call.transfer.consultId === null,
        );
        const isAlone = world.state.calls.every((call) => call === passed || call.phase === "ended");
        if (!passed || !isAlone || passed.ownHold !== "held" || world.state.mediaGoneAtMs !== null) return;
        if (passed.renewingSinceMs !== null) return;
        world.take({ type: "transfer-progress", callId: passed.callId, sipCode });
        const after = world.state.calls.find((call) => call.callId === passed.callId);
        expect(after).toMatchObject({ transfer: null, ownHold: "resuming", phase: "talking" });
      }),
      { numRuns: 2_000 },
    );
  });

  it("refuses commands on unknown and on ended calls", () => {
    fc.assert(
      fc.property(anyHistory, anyCommand(), (history, command) => {
        const world = play(history, () => undefined);
        const known = world.state.calls.find((call) => call.callId === command.callId && call.phase !== "ended");
        if (known || command.type === "dial") return;
        const before = world.state;
        const step = reduce(before, { type: "command", command }, world.nowMs);
        expect(step).toEqual({ state: before, effects: [], refusal: "call-not-found" });
      }),
      { numRuns: 800 },
    );
  });
});
