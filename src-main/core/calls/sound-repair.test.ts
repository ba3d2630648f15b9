import { describe, expect, it } from "vitest";
import { CallId } from "../../../src-shared/ids.ts";
import type { CallEffect, CallEvent } from "./call-effect.ts";
import { reduce } from "./call-machine.ts";
import { type CallsState, noCalls } from "./call-state.ts";
import { CALL_LIMITS } from "./standing-effects.ts";

const callId = CallId.parse("call");
const mediaId = "media";

/** A talk with sound, and what is asked of the phone from then on. */
class Talk {
  readonly effects: CallEffect[] = [];
  #state: CallsState = noCalls(0);
  #nowMs = 0;

  constructor() {
    const phone = { state: "ready", sinceMs: 0, retryAtMs: null, failure: null } as const;
    this.send({ type: "phone-changed", phone });
    const from = { address: "+79990000001", name: null };
    this.send({ type: "incoming", callId, mediaId, from, interactionId: null, queueName: null });
    this.send({ type: "command", command: { type: "answer", callId } });
    this.send({ type: "established", callId, interactionId: null });
    this.flows(true);
    this.effects.length = 0;
  }

  send(event: CallEvent): this {
    const step = reduce(this.#state, event, this.#nowMs);
    this.#state = step.state;
    this.effects.push(...step.effects);
    return this;
  }

  flows(flowing: boolean): this {
    return this.send({ type: "media-flow", mediaId, flowing });
  }

  arrives(arriving: boolean): this {
    return this.send({ type: "media-arrival", mediaId, arriving });
  }

  repaired(step: "ice" | "fresh", ok: boolean): this {
    return this.send({ type: "media-repaired", callId, step, ok });
  }

  /** The limit of a step runs out. */
  waits(): this {
    const kind = this.repair?.step === "fresh" ? "repair-fresh" : "repair-ice";
    this.#nowMs += CALL_LIMITS[kind];
    return this.send({ type: "timer-fired", timer: { kind, callId } });
  }

  phoneIs(state: "waiting" | "ready"): this {
    return this.send({ type: "phone-changed", phone: { state, sinceMs: 0, retryAtMs: null, failure: null } });
  }

  get repair() {
    return this.#state.calls[0]?.repair ?? null;
  }

  get phase() {
    return this.#state.calls[0]?.phase;
  }

  get steps(): readonly string[] {
    return this.effects.flatMap((effect) => (effect.type === "repair-media" ? [effect.step] : []));
  }

  get notes(): readonly string[] {
    return this.effects.flatMap((effect) => (effect.type === "note-sound" ? [effect.code] : []));
  }
}

describe("a broken sound", () => {
  it.each([
    ["nothing is heard", (talk: Talk) => talk.flows(false), (talk: Talk) => talk.flows(true), "not-heard"],
    ["nothing arrives", (talk: Talk) => talk.arrives(false), (talk: Talk) => talk.arrives(true), "not-arriving"],
  ] as const)("is mended by an ICE restart when %s", (_what, breaks, returns, fault) => {
    const talk = new Talk();
    breaks(talk);
    expect(talk.repair).toMatchObject({ fault, step: "ice" });
    returns(talk.repaired("ice", true));
    expect(talk.repair).toBeNull();
    expect(talk.steps).toEqual(["ice"]);
    expect(talk.notes).toEqual([fault, "ice-restarted", "sound-back"]);
  });

  it("gets a fresh connection when that did not help in time, or was refused", () => {
    expect(new Talk().flows(false).waits().repair).toMatchObject({ step: "fresh" });
    expect(new Talk().arrives(false).repaired("ice", false).steps).toEqual(["ice", "fresh"]);
  });

  it("is given up after both, the talk goes on, and a sound that comes back is taken", () => {
    const talk = new Talk().flows(false).waits().waits();
    expect(talk.repair).toMatchObject({ step: "given-up", fault: "not-heard" });
    expect(talk.waits().steps).toEqual(["ice", "fresh"]);
    expect(talk.phase).toBe("talking");
    expect(talk.flows(true).repair).toBeNull();
  });

  it("is no fault while held by either side, and none without a dialog to agree anything in", () => {
    const held = new Talk().send({ type: "remote-hold-changed", callId, held: true }).flows(false);
    expect(held.repair).toBeNull();
    const own = new Talk().send({ type: "command", command: { type: "set-held", callId, held: true } });
    expect(own.send({ type: "hold-changed", callId, held: true }).flows(false).repair).toBeNull();
    const phone = { state: "connecting", sinceMs: 0, retryAtMs: null, failure: null } as const;
    expect(new Talk().send({ type: "phone-changed", phone }).flows(false).repair).toBeNull();
  });

  it("is mended as soon as the dialog is proved again", () => {
    const phone = { sinceMs: 0, retryAtMs: null, failure: null } as const;
    const talk = new Talk().send({ type: "phone-changed", phone: { ...phone, state: "connecting" } }).flows(false);
    talk.send({ type: "phone-changed", phone: { ...phone, state: "ready" } });
    expect(talk.steps).toEqual([]);
    expect(talk.send({ type: "probed", callId, exists: true }).steps).toEqual(["ice"]);
  });

  it("leaves a dead media window to those who make a fresh one", () => {
    const talk = new Talk().send({ type: "media-alive", alive: false });
    expect(talk.repair).toBeNull();
    expect(talk.steps).toEqual([]);
  });
});

describe("when this machine loses an address in a talk", () => {
  const moved = { type: "moved" } as const;
  const settled = { type: "timer-fired", timer: { kind: "moved", callId } } as const;

  it("leads the sound another way as soon as the exchange has the phone again, once", () => {
    const talk = new Talk().send(moved).phoneIs("waiting");
    expect(talk.send(settled).steps).toEqual([]);
    talk.phoneIs("ready").send({ type: "probed", callId, exists: true });
    expect(talk.steps).toEqual(["ice"]);
    expect(talk.send(settled).steps).toEqual(["ice"]);
  });

  it("does so soon when the flow did not go with the address", () => {
    const talk = new Talk().send(moved);
    expect(talk.steps).toEqual([]);
    expect(talk.send(settled).steps).toEqual(["ice"]);
  });

  it("begins anew with a sound that was being mended, or was given up: what was offered is gone", () => {
    const talk = new Talk().flows(false);
    expect(talk.steps).toEqual(["ice"]);
    expect(talk.waits().steps).toEqual(["ice", "fresh"]);
    expect(talk.send(moved).send(settled).steps).toEqual(["ice", "fresh", "ice"]);
    expect(talk.waits().waits().repair).toMatchObject({ step: "given-up" });
    expect(talk.send(moved).send(settled).repair).toMatchObject({ step: "ice" });
  });
});
