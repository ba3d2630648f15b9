import { describe, expect, it } from "vitest";
import { InteractionId, OperatorId, QueueId } from "../../ids.ts";
import { GroupCode, SkillCode } from "../skill.ts";
import { Distribution, ROUND_PAUSE_MS } from "./distribution.ts";
import type {
  Decisions,
  DistributionInput,
  DistributionOperator,
  OperatorStanding,
  QueuedContact,
} from "./distribution-input.ts";
import { PASSED_ON_REST_MS } from "./passed-on.ts";
import { QueueRules } from "./queue-rules.ts";

const [anna, boris, clara] = ["anna", "boris", "clara"].map((id) => OperatorId.parse(id)) as [
  OperatorId,
  OperatorId,
  OperatorId,
];
const support = QueueId.parse("support");
const orders = QueueId.parse("orders");
const french = SkillCode.parse("french");
const contact = (number: number) => InteractionId.parse(`c-${number}`);
const free = (operatorId: OperatorId, idleSinceMs = 0, more: Partial<OperatorStanding> = {}): DistributionInput => ({
  type: "operator-changed",
  operatorId,
  isPresent: true,
  room: { voice: true, text: true },
  idleSinceMs,
  handled: 0,
  load: 0,
  ...more,
});
const busy = (operatorId: OperatorId): DistributionInput =>
  free(operatorId, 0, { room: { voice: false, text: false } });
const gone = (operatorId: OperatorId): DistributionInput => free(operatorId, 0, { isPresent: false });
const queued = (number: number, more: Partial<QueuedContact> = {}): DistributionInput => ({
  type: "contact-queued",
  interactionId: contact(number),
  queueId: support,
  ...more,
});
const missed = (number: number, operatorId: OperatorId): DistributionInput => ({
  type: "offer-missed",
  interactionId: contact(number),
  operatorId,
});
const left = (number: number): DistributionInput => ({ type: "contact-left", interactionId: contact(number) });
const said = ({ offers }: Decisions) => offers.map(({ interactionId, operatorId }) => `${interactionId}→${operatorId}`);
const why = ({ offers }: Decisions) => offers.map(({ reasons }) => reasons);

function aDistribution(rules: unknown = {}, operators: readonly DistributionOperator[] = []): Distribution {
  return new Distribution(
    [
      { queueId: support, members: [anna, boris, clara], rules: QueueRules.parse(rules) },
      { queueId: orders, members: [boris] },
    ],
    operators,
  );
}

describe("the plain queue", () => {
  it("offers the first contact to the longest idle operator, with the reason", () => {
    const distribution = aDistribution();
    distribution.apply([free(anna, 500), free(boris, 200)], 1000);
    expect(distribution.apply([queued(1)], 1000).offers).toEqual([
      {
        interactionId: contact(1),
        queueId: support,
        operatorId: boris,
        reasons: [{ code: "longest-idle", idleMs: 800 }],
      },
    ]);
    expect(said(distribution.apply([queued(2)], 1000))).toEqual(["c-2→anna"]);
    expect(distribution.apply([queued(3)], 1000).offers).toEqual([]);
    expect(said(distribution.apply([free(clara, 1000)], 1100))).toEqual(["c-3→clara"]);
  });

  it("goes on to the next operator at once, and says why", () => {
    const distribution = aDistribution();
    distribution.apply([free(anna, 100), free(boris, 200)], 1000);
    distribution.apply([queued(1)], 1000);
    const decisions = distribution.apply([missed(1, anna)], 21_000);
    expect(said(decisions)).toEqual(["c-1→boris"]);
    expect(why(decisions)).toEqual([[{ code: "next-after-no-answer" }, { code: "longest-idle", idleMs: 20_800 }]]);
  });

  it("offers again to the only operator within a second, but never in a tight loop", () => {
    expect(ROUND_PAUSE_MS).toBeLessThan(1000);
    const distribution = aDistribution();
    distribution.apply([free(anna), queued(1)], 0);
    expect(said(distribution.apply([missed(1, anna)], 5000))).toEqual([]);
    expect(distribution.nextAtMs()).toBe(5000 + ROUND_PAUSE_MS);
    expect(said(distribution.apply([], 5000 + ROUND_PAUSE_MS - 1))).toEqual([]);
    expect(said(distribution.apply([], 5000 + ROUND_PAUSE_MS))).toEqual(["c-1→anna"]);
    expect(distribution.nextAtMs()).toBeNull();
  });

  it("goes to somebody else first when it was passed on, and back only when nobody came", () => {
    const distribution = aDistribution();
    const passedOn = { ...queued(1), passedOnBy: anna } as DistributionInput;
    expect(said(distribution.apply([free(anna), passedOn], 0))).toEqual([]);
    expect(distribution.nextAtMs()).toBe(PASSED_ON_REST_MS);
    expect(said(distribution.apply([], PASSED_ON_REST_MS))).toEqual(["c-1→anna"]);
    const other = aDistribution();
    expect(said(other.apply([free(anna, 0), free(boris, 500), passedOn], 1000))).toEqual(["c-1→boris"]);
  });

  it("does not keep a free operator waiting for a contact that rests", () => {
    const distribution = aDistribution();
    distribution.apply([free(anna), queued(1), queued(2)], 0);
    expect(said(distribution.apply([missed(1, anna)], 100))).toEqual(["c-2→anna"]);
    expect(said(distribution.apply([free(boris)], 200))).toEqual(["c-1→boris"]);
  });

  it("takes the oldest contact over all queues of an operator, and the oldest first when several come free", () => {
    const distribution = aDistribution();
    distribution.apply([queued(1, { queueId: orders }), queued(2), queued(3)], 0);
    expect(said(distribution.apply([free(anna), free(boris)], 10))).toEqual(["c-1→boris", "c-2→anna"]);
  });

  it("gives an older contact the operator who came free in the same moment", () => {
    const distribution = aDistribution();
    distribution.apply([queued(1)], 0);
    expect(said(distribution.apply([queued(2), free(anna)], 5))).toEqual(["c-1→anna"]);
  });

  it("counts what makes no sense as nothing", () => {
    const distribution = aDistribution();
    const nonsense = [
      queued(1, { queueId: QueueId.parse("nowhere") }),
      missed(9, anna),
      left(9),
      free(OperatorId.parse("stranger")),
      free(anna, Number.NaN, { handled: Number.NaN, load: Number.POSITIVE_INFINITY }),
    ];
    expect(distribution.apply(nonsense, 0)).toEqual({ offers: [], expired: [] });
    expect(distribution.apply([queued(2)], Number.NaN).offers).toEqual([]);
    expect(said(distribution.apply([queued(3), queued(3)], 0))).toEqual(["c-3→anna"]);
    expect(said(distribution.apply([missed(3, boris)], 0))).toEqual([]);
  });
});

describe("strategies", () => {
  it("fewest handled, least loaded", () => {
    const counted = aDistribution({ strategy: "fewest-handled" });
    counted.apply([free(anna, 0, { handled: 5 }), free(boris, 9, { handled: 3 })], 10);
    const fewest = counted.apply([queued(1)], 10);
    expect([said(fewest), why(fewest)]).toEqual([["c-1→boris"], [[{ code: "fewest-handled", handled: 3 }]]]);
    const loaded = aDistribution({ strategy: "least-loaded" });
    loaded.apply([free(anna, 0, { load: 2 / 3 }), free(boris, 9, { load: 1 / 3 })], 10);
    const least = loaded.apply([queued(1, { kind: "text" })], 10);
    expect([said(least), why(least)]).toEqual([["c-1→boris"], [[{ code: "least-loaded", load: 1 / 3 }]]]);
  });

  it("round robin goes in turn, whoever is idle", () => {
    const distribution = aDistribution({ strategy: "round-robin" });
    distribution.apply([free(clara, 0), free(boris, 5), free(anna, 9)], 10);
    const order: string[] = [];
    for (let number = 1; number <= 7; number += 1) {
      order.push(...said(distribution.apply([queued(number)], 20)));
      distribution.apply([left(number)], 20);
    }
    expect(order.map((one) => one.split("→")[1])).toEqual(["anna", "boris", "clara", "anna", "boris", "clara", "anna"]);
  });

  it("sequential starts with the first of the queue each time", () => {
    const distribution = aDistribution({ strategy: "sequential" });
    distribution.apply([free(clara, 0), free(boris, 5)], 10);
    expect(why(distribution.apply([queued(1)], 20))).toEqual([[{ code: "sequential", place: 2 }]]);
    expect(said(distribution.apply([left(1), queued(2)], 20))).toEqual(["c-2→boris"]);
  });

  it("all at once rings several, and comes back only when all of them failed", () => {
    const distribution = aDistribution({ strategy: "all-at-once", atOnceLimit: 2 });
    const first = distribution.apply([free(anna, 1), free(boris, 2), free(clara, 3), queued(1)], 10);
    expect(said(first)).toEqual(["c-1→anna", "c-1→boris"]);
    expect(why(first)[0]).toEqual([{ code: "all-at-once" }]);
    expect(said(distribution.apply([missed(1, anna)], 20))).toEqual([]);
    expect(said(distribution.apply([missed(1, boris)], 30))).toEqual(["c-1→clara"]);
    expect(said(distribution.apply([left(1), queued(2)], 40))).toEqual(["c-2→anna", "c-2→boris"]);
  });

  it("random spreads evenly and repeats by its seed", () => {
    const play = (seed: number) => {
      const distribution = aDistribution({ strategy: "random", seed });
      distribution.apply([free(anna), free(boris), free(clara)], 0);
      return Array.from({ length: 900 }, (_, number) => {
        const [offer] = distribution.apply([queued(number)], 0).offers;
        distribution.apply([left(number)], 0);
        return offer?.operatorId;
      });
    };
    expect(play(7)).toEqual(play(7));
    expect(play(7)).not.toEqual(play(8));
    for (const operatorId of [anna, boris, clara])
      expect(play(7).filter((one) => one === operatorId).length).toBeGreaterThan(240);
  });

  it("skills: the best first, whoever is not good enough only when the wait has lowered the demand", () => {
    const operators = [
      { operatorId: anna, skills: { [french]: 9 } },
      { operatorId: boris, skills: { [french]: 4 } },
    ];
    const rules = {
      strategy: "skills",
      requiredSkills: [{ skill: french, minLevel: 5 }],
      relaxation: [
        { afterMs: 1000, byLevels: 2 },
        { afterMs: 5000, byLevels: 8 },
      ],
    };
    const distribution = aDistribution(rules, operators);
    distribution.apply([free(boris), free(clara)], 0);
    expect(said(distribution.apply([queued(1)], 0))).toEqual([]);
    expect(distribution.nextAtMs()).toBe(1000);
    const relaxed = distribution.apply([], 1000);
    expect([said(relaxed), why(relaxed)]).toEqual([["c-1→boris"], [[{ code: "skill", skill: french, level: 4 }]]]);
    expect(said(distribution.apply([queued(2)], 1000))).toEqual([]);
    expect(said(distribution.apply([free(anna, 900)], 1500))).toEqual(["c-2→anna"]);
    expect(said(distribution.apply([queued(3)], 2000))).toEqual([]);
    expect(said(distribution.apply([], 6999))).toEqual([]);
    expect(said(distribution.apply([], 7000))).toEqual(["c-3→clara"]);
  });
});

describe("who goes first", () => {
  const lastAtMs = 77;

  it("the familiar operator, and waits for them no longer than the queue says", () => {
    const distribution = aDistribution({ familiar: { waitMs: 10_000 } });
    distribution.apply([free(anna, 0), free(boris, 5)], 10);
    const known = distribution.apply([queued(1, { familiar: { operatorId: boris, lastAtMs } })], 10);
    expect([said(known), why(known)]).toEqual([["c-1→boris"], [[{ code: "familiar", lastAtMs }]]]);
    expect(said(distribution.apply([queued(2, { familiar: { operatorId: boris, lastAtMs } })], 20))).toEqual([]);
    expect(said(distribution.apply([left(1), busy(boris)], 5000))).toEqual([]);
    expect(said(distribution.apply([free(boris, 5000)], 9000))).toEqual(["c-2→boris"]);
    expect(said(distribution.apply([queued(3, { familiar: { operatorId: boris, lastAtMs } })], 9000))).toEqual([]);
    expect(distribution.nextAtMs()).toBe(19_000);
    expect(said(distribution.apply([], 19_000))).toEqual(["c-3→anna"]);
  });

  it("waits for nobody who is not there, goes away, or did not answer", () => {
    const distribution = aDistribution({ familiar: { waitMs: 10_000 } });
    distribution.apply([free(anna, 0)], 10);
    expect(said(distribution.apply([queued(1, { familiar: { operatorId: boris, lastAtMs } })], 10))).toEqual([
      "c-1→anna",
    ]);
    distribution.apply([left(1), busy(boris), queued(2, { familiar: { operatorId: boris, lastAtMs } })], 20);
    expect(said(distribution.apply([gone(boris)], 30))).toEqual(["c-2→anna"]);
    distribution.apply([left(2), free(boris), queued(3, { familiar: { operatorId: boris, lastAtMs } })], 40);
    const next = distribution.apply([missed(3, boris)], 50);
    expect(said(next)).toEqual(["c-3→anna"]);
    expect(why(next)[0]?.map(({ code }) => code)).toEqual(["next-after-no-answer", "longest-idle"]);
  });

  it("the responsible one of the CRM, also from outside the queue", () => {
    const dora = OperatorId.parse("dora");
    const distribution = aDistribution({ responsible: { waitMs: 0 } }, [{ operatorId: dora }]);
    distribution.apply([free(anna), free(dora)], 10);
    const named = distribution.apply([queued(1, { responsible: dora })], 10);
    expect([said(named), why(named)]).toEqual([["c-1→dora"], [[{ code: "crm-responsible" }]]]);
    expect(said(distribution.apply([queued(2, { responsible: dora })], 10))).toEqual(["c-2→anna"]);
  });

  it("an important customer by a head start that ages, so that nobody starves", () => {
    const distribution = aDistribution({ priorityStepMs: 60_000 });
    distribution.apply([queued(1)], 0);
    distribution.apply([queued(2, { priority: 2 })], 100_000);
    distribution.apply([queued(3, { priority: 2 })], 130_000);
    const decisions = distribution.apply([free(anna)], 130_000);
    expect([said(decisions), why(decisions)[0]?.[0]]).toEqual([["c-2→anna"], { code: "vip" }]);
    expect(said(distribution.apply([free(boris)], 130_000))).toEqual(["c-1→boris"]);
  });

  it("overflow by time to another queue and to a group, with the reason", () => {
    const evening = GroupCode.parse("evening");
    const dora = OperatorId.parse("dora");
    const rules = QueueRules.parse({
      overflow: [
        { afterMs: 5000, toQueueId: support },
        { afterMs: 9000, toGroup: evening },
      ],
    });
    const distribution = new Distribution(
      [
        { queueId: orders, members: [boris], rules },
        { queueId: support, members: [anna] },
      ],
      [{ operatorId: dora, groups: [evening] }],
    );
    distribution.apply([free(anna), free(dora), queued(1, { queueId: orders }), queued(2, { queueId: orders })], 0);
    const over = distribution.apply([], 5000);
    expect(said(over)).toEqual(["c-1→anna"]);
    expect(why(over)[0]).toEqual([
      { code: "overflow", fromQueueId: orders, waitedMs: 5000 },
      { code: "longest-idle", idleMs: 5000 },
    ]);
    expect(over.offers[0]?.queueId).toBe(orders);
    expect(said(distribution.apply([], 9000))).toEqual(["c-2→dora"]);
  });

  it("and tells each its place: by rank, of its own queue and kind, whoever is being offered first", () => {
    const distribution = aDistribution({ priorityStepMs: 60_000 });
    distribution.apply([queued(1)], 0);
    distribution.apply([queued(2), queued(3, { kind: "text" }), queued(4)], 1000);
    const places = () => [1, 2, 3, 4, 5].map((number) => distribution.placeOf(contact(number)));
    expect(places()).toEqual([1, 2, 1, 3, null]);
    distribution.apply([queued(5, { priority: 1 })], 2000);
    expect(places()).toEqual([2, 3, 1, 4, 1]);
    distribution.apply([free(anna)], 3000);
    expect(places()).toEqual([2, 3, 1, 4, 1]);
    distribution.apply([left(5)], 4000);
    expect(places()).toEqual([1, 2, 1, 3, null]);
  });

  it("gives up a contact that waited too long, but not while it rings", () => {
    const distribution = aDistribution({ waitLimit: { afterMs: 30_000, treatment: "call-back-offer" } });
    distribution.apply([queued(1)], 0);
    expect(distribution.apply([], 30_000).expired).toEqual([
      { interactionId: contact(1), queueId: support, treatment: "call-back-offer", waitedMs: 30_000 },
    ]);
    expect(distribution.holds(contact(1))).toBe(false);
    distribution.apply([free(anna), queued(2)], 40_000);
    expect(distribution.apply([], 80_000).expired).toEqual([]);
    expect(distribution.apply([missed(2, anna)], 80_500).expired).toHaveLength(1);
  });

  it("calls and dialogs by the room there is for each", () => {
    const distribution = aDistribution();
    distribution.apply([free(anna, 0, { room: { voice: false, text: true } })], 0);
    expect(said(distribution.apply([queued(1), queued(2, { kind: "text" })], 0))).toEqual(["c-2→anna"]);
    expect(said(distribution.apply([left(2), free(anna, 0, { room: { voice: true, text: false } })], 5))).toEqual([
      "c-1→anna",
    ]);
  });
});
