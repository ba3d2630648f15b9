import { describe, expect, it } from "vitest";
import { CallId } from "../../../src-shared/ids.ts";
import type { CallEffect, CallEvent } from "./call-effect.ts";
import { reduce } from "./call-machine.ts";
import { type CallsState, noCalls } from "./call-state.ts";

const callId = CallId.parse("c-1");
const consultId = CallId.parse("c-2");
const customer = { address: "102", name: null };

/** A customer on hold, and a colleague who was asked, whom the operator just joined with them. */
class Joining {
  readonly effects: CallEffect[] = [];
  #state: CallsState = noCalls(0);

  constructor() {
    const phone = { state: "ready", sinceMs: 0, retryAtMs: null, failure: null } as const;
    const from = { address: "+79990000001", name: null };
    const incoming = { type: "incoming", callId, mediaId: "m-1", from, interactionId: null, queueName: null } as const;
    const steps: CallEvent[] = [
      { type: "phone-changed", phone },
      incoming,
      { type: "command", command: { type: "answer", callId } },
      { type: "established", callId, interactionId: null },
      { type: "command", command: { type: "consult", callId, consultId, target: "102", customer } },
      { type: "hold-changed", callId, held: true },
      { type: "dialled", callId: consultId, mediaId: "m-2" },
      { type: "established", callId: consultId, interactionId: null },
      { type: "command", command: { type: "complete-transfer", callId } },
    ];
    for (const step of steps) this.send(step);
    expect(this.effects).toContainEqual({ type: "refer-into", callId, consultId });
    this.effects.length = 0;
  }

  send(event: CallEvent): this {
    const step = reduce(this.#state, event, 0);
    this.#state = step.state;
    this.effects.push(...step.effects);
    return this;
  }

  /** The PBX, or the colleague, ends the consultation. */
  consultationEnds(): this {
    return this.send({ type: "ended", callId: consultId, end: { by: "remote", reason: "hung-up", sipCode: null } });
  }

  get told(): string[] {
    return this.effects.flatMap((effect) => (effect.type === "tell-transfer" ? [effect.outcome] : []));
  }

  get isCustomerResumed(): boolean {
    return this.effects.some((effect) => effect.type === "set-held" && effect.callId === callId && !effect.held);
  }
}

describe("a consultation that ends while the two are being joined", () => {
  it("was ended by the PBX that joined them, when it says so only afterwards", () => {
    const joining = new Joining().consultationEnds();
    expect(joining.told).toEqual([]);
    joining.send({ type: "transfer-progress", callId, sipCode: 200 });
    expect(joining.told).toEqual(["done"]);
    expect(joining.isCustomerResumed).toBe(false);
  });

  it.each([
    ["the PBX refuses", { type: "transfer-progress", callId, sipCode: 603 }],
    ["the PBX says nothing", { type: "timer-fired", timer: { kind: "joining", callId } }],
  ] as const)("was ended by the colleague, when %s: the customer is here again", (_what, event) => {
    const joining = new Joining().consultationEnds();
    expect(joining.isCustomerResumed).toBe(false);
    joining.send(event);
    expect(joining.told).toEqual(["left"]);
    expect(joining.isCustomerResumed).toBe(true);
  });
});
