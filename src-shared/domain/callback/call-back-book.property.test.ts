import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventPayload, LogEvent } from "../../events/log-event.ts";
import { InteractionId, OperatorId, QueueId } from "../../ids.ts";
import { CallBackBook } from "./call-back-book.ts";
import { type CallBackEvent, type CallBackOrder, foldCallBack, mayCallBackFollow } from "./call-back-order.ts";
import { afterAttempt, CALL_BACK_RULE, orderedWindow } from "./call-back-rule.ts";

const anna = OperatorId.parse("anna");
const support = QueueId.parse("support");
const NUMBERS = ["+79000000001", "+79000000002"];

/** What may happen to the hub, one after another; each names an order by its place among those made so far. */
const step = fc.record({
  what: fc.constantFrom("order", "dial", "fail", "answer", "call", "call-over", "cancel", "time", "restart"),
  which: fc.nat(5),
  number: fc.constantFrom(...NUMBERS),
  ms: fc.nat(3_600_000),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** The hub as far as orders go: it asks the book before each dial, and remembers what rings. */
class World {
  readonly dials: { readonly number: string; readonly atMs: number }[] = [];
  readonly ringing = new Map<string, InteractionId>();
  readonly inCall = new Set<string>();
  readonly all = new Map<InteractionId, CallBackOrder>();
  #book = new CallBackBook();
  #nowMs = 1_000_000;
  #seq = 0;

  play({ what, which, number, ms }: Step): void {
    this.#nowMs += what === "time" ? ms : 1;
    const order = [...this.#book.all()][which];
    if (what === "order") this.#order(number, ms);
    else if (what === "call") this.#call(number);
    else if (what === "call-over") this.#callOver(number);
    else if (what === "restart") this.#restart();
    else if (order && what === "dial") this.#dial(order);
    else if (order?.state === "dialling" && what === "fail") this.#fail(order);
    else if (order?.state === "dialling" && what === "answer") this.#close(order, "connected");
    else if (order && what === "cancel") this.#close(order, "cancelled");
  }

  #order(number: string, ms: number): void {
    const window = orderedWindow({ fromMs: this.#nowMs + ms, toMs: this.#nowMs + 2 * ms + 1 }, this.#nowMs);
    if (!window) return;
    const card = { ...window, timeZone: null, page: null, topic: null, comment: null };
    const open = this.#book.ofNumber(number);
    const id = open?.interactionId ?? InteractionId.parse(`i-${this.#seq}`);
    const orderId = `order-${this.#seq}`;
    if (open) this.#write("callback.merged", { interactionId: id, orderId, visitor: null, card });
    else {
      const known = { queueId: support, source: "api", visitor: null } as const;
      this.#write("callback.ordered", { interactionId: id, orderId, number, card, ...known });
    }
  }

  #dial({ interactionId, number, state, dueAtMs, attempts }: CallBackOrder): void {
    if (state === "waiting" && dueAtMs <= this.#nowMs) this.#write("callback.due", { interactionId });
    if (this.#book.dialBar(interactionId, this.#nowMs, (one) => this.inCall.has(one)) !== null) return;
    this.#write("callback.dialling", { interactionId, operatorId: anna, attempt: attempts + 1 });
    // The promise: this number rings nowhere, and nobody talks with it.
    expect(this.ringing.has(number) || this.inCall.has(number)).toBe(false);
    this.ringing.set(number, interactionId);
    this.dials.push({ number, atMs: this.#nowMs });
    const now = this.#book.of(interactionId);
    expect(this.#nowMs).toBeGreaterThanOrEqual(now?.card.fromMs ?? Number.POSITIVE_INFINITY);
    expect(this.#nowMs).toBeLessThan(now?.card.toMs ?? 0);
    expect(now?.attempts).toBeLessThanOrEqual(CALL_BACK_RULE.maxAttempts);
  }

  #fail(order: CallBackOrder): void {
    this.ringing.delete(order.number);
    const after = afterAttempt(order, this.#nowMs);
    const nextAtMs = after.kind === "again" ? after.atMs : null;
    this.#write("callback.attempt-failed", { interactionId: order.interactionId, outcome: "busy", nextAtMs });
    if (after.kind === "closed") this.#close(order, after.outcome);
  }

  #close({ interactionId, number }: CallBackOrder, outcome: EventPayload<"callback.closed">["outcome"]): void {
    if (this.ringing.get(number) === interactionId) this.ringing.delete(number);
    this.#write("callback.closed", { interactionId, outcome, by: "system", reason: null });
  }

  #call(number: string): void {
    const order = this.#book.ofNumber(number);
    this.inCall.add(number);
    if (!order || order.state === "own-call") return;
    this.ringing.delete(number);
    const callInteractionId = InteractionId.parse(`call-${this.#seq}`);
    this.#write("callback.own-call", { interactionId: order.interactionId, callInteractionId });
  }

  #callOver(number: string): void {
    const order = this.#book.ofNumber(number);
    this.inCall.delete(number);
    if (order?.state !== "own-call") return;
    const { interactionId } = order;
    this.#write("callback.postponed", { interactionId, reason: "own-call-left", nextAtMs: this.#nowMs });
  }

  /** What rang rings no more: the exchange died with the hub, or hangs up what is left over before it dials. */
  #restart(): void {
    this.#book = new CallBackBook(this.#book.all());
    for (const order of this.#book.all()) if (order.state === "dialling") this.#fail(order);
  }

  #write<T extends CallBackEvent["type"]>(type: T, payload: EventPayload<T>): void {
    this.#seq += 1;
    const event = { seq: this.#seq, atMs: this.#nowMs, actor: "system", type, payload } as LogEvent as CallBackEvent;
    const { interactionId } = event.payload;
    expect(mayCallBackFollow(this.#book.of(interactionId)?.state, type)).toBe(true);
    const after = this.#book.follow(event);
    if (after) this.all.set(interactionId, after);
  }
}

describe("orders of call-backs", () => {
  it("never ring a number twice at once, never beside a talk, never outside the window, never too often", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const world = new World();
        for (const one of steps) world.play(one);
        const open = [...world.all.values()].filter(({ state }) => state !== "closed");
        expect(new Set(open.map(({ number }) => number)).size).toBe(open.length);
        for (const order of world.all.values()) {
          expect(order.attempts).toBeLessThanOrEqual(CALL_BACK_RULE.maxAttempts);
          expect(order.state === "closed").toBe(order.outcome !== null);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("keep their state whatever comes that may not follow", () => {
    const type = fc.constantFrom<CallBackEvent["type"]>(
      "callback.due",
      "callback.dialling",
      "callback.attempt-failed",
      "callback.closed",
    );
    fc.assert(
      fc.property(fc.array(type), (types) => {
        let order: CallBackOrder | undefined;
        const interactionId = InteractionId.parse("i-1");
        for (const [index, one] of types.entries()) {
          const payload = {
            interactionId,
            operatorId: anna,
            attempt: 1,
            outcome: "expired",
            nextAtMs: null,
            by: "system",
          };
          const event = { seq: index, atMs: index, actor: "system", type: one, payload } as unknown as CallBackEvent;
          const after = foldCallBack(order, event);
          if (!mayCallBackFollow(order?.state, one)) expect(after).toBe(order);
          order = after;
        }
        expect(order).toBeUndefined();
      }),
    );
  });
});

describe("the rule of attempts", () => {
  const card = { fromMs: 0, toMs: 3_600_000, timeZone: null, page: null, topic: null, comment: null };

  it("rests longer each time, and stops after three", () => {
    expect(afterAttempt({ attempts: 1, card }, 1000)).toEqual({ kind: "again", atMs: 301_000 });
    expect(afterAttempt({ attempts: 2, card }, 1000)).toEqual({ kind: "again", atMs: 901_000 });
    expect(afterAttempt({ attempts: 3, card }, 1000)).toEqual({ kind: "closed", outcome: "unanswered" });
  });

  it("tries nobody after the window", () => {
    expect(afterAttempt({ attempts: 1, card }, 3_500_000)).toEqual({ kind: "closed", outcome: "expired" });
  });

  it("keeps to windows that can be kept", () => {
    expect(orderedWindow({ fromMs: null, toMs: null }, 5)).toEqual({ fromMs: 5, toMs: 86_400_005 });
    expect(orderedWindow({ fromMs: 10, toMs: 5 }, 1)).toBeNull();
    expect(orderedWindow({ fromMs: 1, toMs: 4 }, 5)).toBeNull();
    expect(orderedWindow({ fromMs: null, toMs: 15 * 86_400_000 }, 5)).toBeNull();
  });
});
