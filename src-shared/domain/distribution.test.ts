import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InteractionId, OperatorId, QueueId } from "../ids.ts";
import { Distribution, type DistributionInput, type DistributionOffer, ROUND_PAUSE_MS } from "./distribution.ts";

const [anna, boris, clara] = ["anna", "boris", "clara"].map((id) => OperatorId.parse(id)) as [
  OperatorId,
  OperatorId,
  OperatorId,
];
const support = QueueId.parse("support");
const orders = QueueId.parse("orders");
const contact = (number: number) => InteractionId.parse(`c-${number}`);
const queued = (number: number, queueId = support): DistributionInput => ({
  type: "contact-queued",
  interactionId: contact(number),
  queueId,
});
const free = (operatorId: OperatorId, idleSinceMs: number): DistributionInput => ({
  type: "operator-changed",
  operatorId,
  isFree: true,
  idleSinceMs,
});
const missed = (number: number, operatorId: OperatorId): DistributionInput => ({
  type: "offer-missed",
  interactionId: contact(number),
  operatorId,
});
const said = (offers: readonly DistributionOffer[]) =>
  offers.map(({ interactionId, operatorId }) => `${interactionId}→${operatorId}`);

function aDistribution(): Distribution {
  return new Distribution([
    { queueId: support, members: [anna, boris, clara] },
    { queueId: orders, members: [boris] },
  ]);
}

describe("Distribution", () => {
  it("offers the first contact to the longest idle operator, with the reason", () => {
    const distribution = aDistribution();
    distribution.apply(free(anna, 500), 1000);
    distribution.apply(free(boris, 200), 1000);
    expect(distribution.apply(queued(1), 1000)).toEqual([
      {
        interactionId: contact(1),
        queueId: support,
        operatorId: boris,
        reasons: [{ code: "longest-idle", idleMs: 800 }],
      },
    ]);
    expect(said(distribution.apply(queued(2), 1000))).toEqual(["c-2→anna"]);
    expect(distribution.apply(queued(3), 1000)).toEqual([]);
    expect(said(distribution.apply(free(clara, 1000), 1100))).toEqual(["c-3→clara"]);
  });

  it("goes on to the next operator at once, and says why", () => {
    const distribution = aDistribution();
    for (const [operatorId, sinceMs] of [
      [anna, 100],
      [boris, 200],
    ] as const)
      distribution.apply(free(operatorId, sinceMs), 1000);
    distribution.apply(queued(1), 1000);
    const [offer] = distribution.apply(missed(1, anna), 21_000);
    expect(offer).toMatchObject({ operatorId: boris });
    expect(offer?.reasons).toEqual([{ code: "next-after-no-answer" }, { code: "longest-idle", idleMs: 20_800 }]);
  });

  it("offers again to the only operator, but never in a tight loop", () => {
    const distribution = aDistribution();
    distribution.apply(free(anna, 0), 0);
    distribution.apply(queued(1), 0);
    expect(distribution.apply(missed(1, anna), 5000)).toEqual([]);
    expect(distribution.nextAtMs()).toBe(5000 + ROUND_PAUSE_MS);
    expect(distribution.apply({ type: "time-passed" }, 5999)).toEqual([]);
    expect(said(distribution.apply({ type: "time-passed" }, 6000))).toEqual(["c-1→anna"]);
    expect(distribution.nextAtMs()).toBeNull();
  });

  it("does not keep a free operator waiting for a contact that rests", () => {
    const distribution = aDistribution();
    distribution.apply(free(anna, 0), 0);
    distribution.apply(queued(1), 0);
    distribution.apply(queued(2), 0);
    expect(said(distribution.apply(missed(1, anna), 100))).toEqual(["c-2→anna"]);
    expect(said(distribution.apply(free(boris, 0), 200))).toEqual(["c-1→boris"]);
  });

  it("takes the oldest contact over all queues of an operator", () => {
    const distribution = aDistribution();
    distribution.apply(queued(1, orders), 0);
    distribution.apply(queued(2), 0);
    expect(said(distribution.apply(free(boris, 0), 10))).toEqual(["c-1→boris"]);
    expect(said(distribution.apply(free(anna, 0), 10))).toEqual(["c-2→anna"]);
  });

  it("keeps its promises in any order of inputs", () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 120 }), (steps) => {
        const world = new World();
        for (const step of steps) world.play(step);
      }),
      { numRuns: 300 },
    );
  });

  it("starves nobody: with operators who answer in the end, every contact is answered in the order it came", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(fc.boolean(), { maxLength: 200 }), (contacts, answers) => {
        const distribution = new Distribution([{ queueId: support, members: [anna, boris] }]);
        const outstanding: DistributionOffer[] = [];
        const taken: InteractionId[] = [];
        let nowMs = 0;
        const give = (input: DistributionInput) => outstanding.push(...distribution.apply(input, nowMs));
        give(free(anna, 0));
        give(free(boris, 0));
        for (let number = 1; number <= contacts; number += 1) give(queued(number));
        for (let step = 0; taken.length < contacts && step < 2000; step += 1) {
          nowMs += 500;
          give({ type: "time-passed" });
          const offer = outstanding.shift();
          if (!offer) continue;
          if (answers[step] ?? true) {
            taken.push(offer.interactionId);
            give({ type: "contact-left", interactionId: offer.interactionId });
          } else give({ type: "offer-missed", ...offer });
        }
        expect(taken).toHaveLength(contacts);
        if (answers.length === 0) expect(taken).toEqual([...taken].sort((left, right) => order(left) - order(right)));
      }),
      { numRuns: 100 },
    );
  });
});

type Step =
  | { readonly do: "queue"; readonly number: number; readonly inOrders: boolean }
  | { readonly do: "free" | "busy"; readonly operator: number; readonly sinceMs: number }
  | { readonly do: "miss" | "leave"; readonly number: number }
  | { readonly do: "wait"; readonly ms: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("queue" as const), number: fc.nat(11), inOrders: fc.boolean() }),
  fc.record({ do: fc.constantFrom("free" as const, "busy" as const), operator: fc.nat(2), sinceMs: fc.nat(5000) }),
  fc.record({ do: fc.constantFrom("miss" as const, "miss" as const, "leave" as const), number: fc.nat(11) }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.nat(1500) }),
);

type Known = {
  readonly queueId: QueueId;
  readonly order: number;
  offeredTo: OperatorId | null;
  missedAtMs: Map<OperatorId, number>;
};

/** Plays steps and checks what must hold after each, with a plain list instead of an index. */
class World {
  readonly #distribution = aDistribution();
  readonly #members = new Map([
    [support, [anna, boris, clara]],
    [orders, [boris]],
  ]);
  readonly #contacts = new Map<InteractionId, Known>();
  readonly #free = new Map<OperatorId, number>();
  #nowMs = 10_000;
  #arrivals = 0;

  play(step: Step): void {
    const input = this.#inputOf(step);
    if (!input) return;
    for (const offer of this.#distribution.apply(input, this.#nowMs)) this.#take(offer);
    this.#expectNothingLeft();
  }

  #inputOf(step: Step): DistributionInput | null {
    switch (step.do) {
      case "queue": {
        const queueId = step.inOrders ? orders : support;
        const interactionId = contact(step.number);
        if (!this.#contacts.has(interactionId)) {
          this.#arrivals += 1;
          this.#contacts.set(interactionId, { queueId, order: this.#arrivals, offeredTo: null, missedAtMs: new Map() });
        }
        return { type: "contact-queued", interactionId, queueId };
      }
      case "free":
      case "busy": {
        const operatorId = [anna, boris, clara][step.operator] as OperatorId;
        const isFree = step.do === "free";
        if (isFree) this.#free.set(operatorId, step.sinceMs);
        else this.#free.delete(operatorId);
        return { type: "operator-changed", operatorId, isFree, idleSinceMs: step.sinceMs };
      }
      case "miss": {
        const known = this.#contacts.get(contact(step.number));
        if (!known?.offeredTo) return null;
        const operatorId = known.offeredTo;
        known.missedAtMs.set(operatorId, this.#nowMs);
        known.offeredTo = null;
        return missed(step.number, operatorId);
      }
      case "leave":
        this.#contacts.delete(contact(step.number));
        return { type: "contact-left", interactionId: contact(step.number) };
      case "wait":
        this.#nowMs += step.ms;
        return { type: "time-passed" };
    }
  }

  #take({ interactionId, operatorId, queueId, reasons }: DistributionOffer): void {
    const known = this.#contacts.get(interactionId);
    expect(known, "an offer is of a contact that waits").toBeDefined();
    if (!known) return;
    expect(known.offeredTo, "a contact has one offer").toBeNull();
    expect(this.#isRung(operatorId), "an operator has one offer").toBe(false);
    expect(this.#free.has(operatorId), "only who is free is chosen").toBe(true);
    expect(this.#members.get(queueId)).toContain(operatorId);
    expect(queueId).toBe(known.queueId);
    const missedAtMs = known.missedAtMs.get(operatorId);
    if (missedAtMs !== undefined) expect(this.#nowMs - missedAtMs).toBeGreaterThanOrEqual(ROUND_PAUSE_MS);
    expect(reasons[0]?.code).toBe(known.missedAtMs.size > 0 ? "next-after-no-answer" : "longest-idle");
    known.offeredTo = operatorId;
    const older = [...this.#contacts.values()].filter(
      (other) =>
        other.order < known.order && !other.offeredTo && this.#members.get(other.queueId)?.includes(operatorId),
    );
    for (const other of older)
      expect(other.missedAtMs.has(operatorId), "nobody is overtaken without a reason").toBe(true);
  }

  /** No free operator stands beside a contact that has never been offered to them. */
  #expectNothingLeft(): void {
    for (const known of this.#contacts.values())
      for (const operatorId of this.#members.get(known.queueId) ?? [])
        if (known.offeredTo === null && this.#free.has(operatorId) && !this.#isRung(operatorId))
          expect(known.missedAtMs.has(operatorId)).toBe(true);
    expect([...this.#contacts.keys()].every((id) => this.#distribution.holds(id))).toBe(true);
  }

  #isRung(operatorId: OperatorId): boolean {
    return [...this.#contacts.values()].some((known) => known.offeredTo === operatorId);
  }
}

function order(interactionId: InteractionId): number {
  return Number(interactionId.slice(2));
}
