import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OfferReason } from "../../events/log-event.ts";
import { InteractionId, OperatorId, QueueId } from "../../ids.ts";
import { SkillCode } from "../skill.ts";
import { Distribution, ROUND_PAUSE_MS } from "./distribution.ts";
import type {
  Decisions,
  DistributionInput,
  DistributionOffer,
  DistributionOperator,
  DistributionQueue,
  OperatorStanding,
  QueuedContact,
} from "./distribution-input.ts";
import { DEFAULT_QUEUE_RULES, QueueRules, Strategy } from "./queue-rules.ts";
import { joinRequirements, meets } from "./skills.ts";
import { ASSIGNED_WAIT_MS } from "./waiting-place.ts";

const OPERATORS = ["anna", "boris", "clara", "dora"].map((id) => OperatorId.parse(id));
const QUEUES = ["support", "orders"].map((id) => QueueId.parse(id));
const french = SkillCode.parse("french");
const contact = (number: number) => InteractionId.parse(`c-${number}`);

const anyRules = fc
  .record({
    strategy: fc.constantFrom(...Strategy.options),
    requiredSkills: fc.constantFrom([], [{ skill: french, minLevel: 5 }]),
    relaxation: fc.constantFrom([], [{ afterMs: 700, byLevels: 5 }]),
    priority: fc.nat(2),
    priorityStepMs: fc.constantFrom(0, 500),
    familiar: fc.constantFrom(null, { waitMs: 0 }, { waitMs: 1200 }),
    responsible: fc.constantFrom(null, { waitMs: 800 }),
    overflow: fc.constantFrom([], [{ afterMs: 900, toQueueId: "orders" }]),
    taking: fc.constantFrom("also", "also", "only"),
    waitLimit: fc.constantFrom(null, { afterMs: 5000, treatment: "message" }),
  })
  .map((rules) => QueueRules.parse(rules));

const anyWorld = fc.record({
  rules: fc.tuple(anyRules, anyRules),
  levels: fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }),
});

type Step =
  | { readonly do: "queue"; readonly number: number; readonly hints: Omit<QueuedContact, "interactionId"> }
  | { readonly do: "change"; readonly operator: number; readonly standing: OperatorStanding }
  | { readonly do: "miss" | "leave"; readonly number: number }
  | { readonly do: "take"; readonly number: number; readonly operator: number }
  | { readonly do: "wait"; readonly ms: number };

const anyHints = fc.record({
  queueId: fc.constantFrom(...QUEUES),
  kind: fc.constantFrom("voice" as const, "text" as const),
  priority: fc.nat(3),
  familiar: fc.option(fc.record({ operatorId: fc.constantFrom(...OPERATORS), lastAtMs: fc.nat(100) })),
  responsible: fc.option(fc.constantFrom(...OPERATORS)),
});
const anyStanding = fc.record({
  isPresent: fc.boolean(),
  room: fc.record({ voice: fc.boolean(), text: fc.boolean() }),
  idleSinceMs: fc.nat(9000),
  handled: fc.nat(4),
  load: fc.constantFrom(0, 1 / 3, 2 / 3),
});
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("queue" as const), number: fc.nat(15), hints: anyHints }),
  fc.record({ do: fc.constant("change" as const), operator: fc.nat(3), standing: anyStanding }),
  fc.record({ do: fc.constantFrom("miss" as const, "miss" as const, "leave" as const), number: fc.nat(15) }),
  fc.record({ do: fc.constant("take" as const), number: fc.nat(15), operator: fc.nat(3) }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.nat(1500) }),
);
/** Several at one moment, as a batch of the log brings them. */
const anyPlay = fc.array(fc.array(anyStep, { minLength: 1, maxLength: 4 }), { maxLength: 60 });

describe("the distribution, whatever happens", () => {
  it("keeps its promises: room, rights, order, true reasons, and nobody beside what they may take", () => {
    fc.assert(
      fc.property(anyWorld, anyPlay, ({ rules, levels }, play) => {
        const world = new World(rules, levels);
        for (const steps of play) world.play(steps);
      }),
      { numRuns: 400 },
    );
  });

  it("decides the same when the same is told again", () => {
    fc.assert(
      fc.property(anyWorld, anyPlay, ({ rules, levels }, play) => {
        const world = new World(rules, levels);
        const first = play.map((steps) => world.play(steps));
        const again = new Distribution(world.queues, world.operators);
        expect(world.told.map(([inputs, nowMs]) => again.apply(inputs, nowMs))).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });

  it("starves nobody: while somebody may take it and takes in the end, everything is taken, important or not", () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.array(fc.record({ priority: fc.nat(10), answers: fc.boolean() }), { minLength: 1, maxLength: 60 }),
        (rules, contacts) => {
          const [queueId = QueueId.parse("support")] = QUEUES;
          const patient = { ...rules, taking: "also" as const, waitLimit: null, overflow: [], requiredSkills: [] };
          const distribution = new Distribution([{ queueId, members: OPERATORS.slice(0, 2), rules: patient }]);
          const ringing: DistributionOffer[] = [];
          const waiting = new Set<InteractionId>();
          let nowMs = 0;
          const tell = (...inputs: DistributionInput[]) => {
            ringing.push(...distribution.apply(inputs, nowMs).offers);
          };
          const standing = { isPresent: true, room: { voice: true, text: true }, idleSinceMs: 0, handled: 0, load: 0 };
          for (const operatorId of OPERATORS.slice(0, 2)) tell({ type: "operator-changed", operatorId, ...standing });
          for (let step = 0; step < 3000; step += 1) {
            nowMs += 100;
            const next = contacts[step];
            if (next) waiting.add(contact(step));
            tell(
              ...(next
                ? ([
                    { type: "contact-queued", interactionId: contact(step), queueId, priority: next.priority },
                  ] as const)
                : []),
            );
            const offer = ringing.shift();
            if (!offer || !waiting.has(offer.interactionId)) continue;
            if (contacts[step % contacts.length]?.answers || step > contacts.length) {
              waiting.delete(offer.interactionId);
              tell({ type: "contact-left", interactionId: offer.interactionId });
            } else tell({ type: "offer-missed", ...offer });
          }
          expect([...waiting]).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

type Known = Omit<QueuedContact, "familiar" | "responsible"> & {
  familiar?: QueuedContact["familiar"];
  responsible?: QueuedContact["responsible"];
  /** Who took it by themselves, and until when they are waited for. */
  taken?: { readonly operatorId: OperatorId; readonly untilMs: number };
  readonly sinceMs: number;
  readonly rank: number;
  readonly tried: Set<OperatorId>;
  readonly offeredTo: Set<OperatorId>;
  misses: number;
  restsUntilMs: number;
};

/** Plays steps and checks what must hold after each, with plain lists instead of an index. */
class World {
  readonly queues: readonly DistributionQueue[];
  readonly operators: readonly DistributionOperator[];
  readonly told: (readonly [readonly DistributionInput[], number])[] = [];
  readonly #distribution: Distribution;
  readonly #contacts = new Map<InteractionId, Known>();
  readonly #standings = new Map<OperatorId, OperatorStanding>();
  #nowMs = 10_000;

  constructor(rules: readonly [QueueRules, QueueRules], levels: readonly number[]) {
    const [support, orders] = QUEUES as [QueueId, QueueId];
    this.queues = [
      { queueId: support, members: OPERATORS.slice(0, 3), rules: rules[0] },
      { queueId: orders, members: OPERATORS.slice(1), rules: { ...rules[1], overflow: [] } },
    ];
    this.operators = OPERATORS.map((operatorId, index) => ({ operatorId, skills: { [french]: levels[index] ?? 0 } }));
    this.#distribution = new Distribution(this.queues, this.operators);
  }

  play(steps: readonly Step[]): Decisions {
    // All of a batch happens at one moment.
    for (const step of steps) if (step.do === "wait") this.#nowMs += step.ms;
    const inputs = steps.flatMap((step) => this.#inputOf(step) ?? []);
    this.told.push([inputs, this.#nowMs]);
    const decisions = this.#distribution.apply(inputs, this.#nowMs);
    for (const { interactionId, waitedMs, queueId } of decisions.expired) {
      expect(waitedMs).toBeGreaterThanOrEqual(this.#rules(queueId).waitLimit?.afterMs ?? Number.POSITIVE_INFINITY);
      expect(this.#contacts.get(interactionId)?.offeredTo.size).toBe(0);
      this.#contacts.delete(interactionId);
    }
    this.#take(decisions.offers);
    this.#expectNothingLeft();
    return decisions;
  }

  #inputOf(step: Step): DistributionInput | null {
    switch (step.do) {
      case "queue": {
        const interactionId = contact(step.number);
        const queued = { ...step.hints, interactionId };
        if (!this.#contacts.has(interactionId)) {
          const { priority, priorityStepMs } = this.#rules(step.hints.queueId);
          const rank = this.#nowMs - (priority + (step.hints.priority ?? 0)) * priorityStepMs;
          const fresh = { sinceMs: this.#nowMs, rank, misses: 0, restsUntilMs: 0 };
          this.#contacts.set(interactionId, { ...queued, ...fresh, tried: new Set(), offeredTo: new Set() });
        }
        return { type: "contact-queued", ...queued };
      }
      case "change": {
        const operatorId = OPERATORS[step.operator] as OperatorId;
        this.#standings.set(operatorId, step.standing);
        return { type: "operator-changed", operatorId, ...step.standing };
      }
      case "miss": {
        const known = this.#contacts.get(contact(step.number));
        const [operatorId] = known?.offeredTo ?? [];
        if (!known || !operatorId) return null;
        known.offeredTo.delete(operatorId);
        known.tried.add(operatorId);
        known.misses += 1;
        known.restsUntilMs = this.#nowMs + ROUND_PAUSE_MS;
        return { type: "offer-missed", interactionId: known.interactionId, operatorId };
      }
      case "take": {
        const known = this.#contacts.get(contact(step.number));
        const operatorId = OPERATORS[step.operator] as OperatorId;
        if (!known || known.offeredTo.size > 0) return null;
        const taken = { operatorId, untilMs: this.#nowMs + ASSIGNED_WAIT_MS };
        Object.assign(known, { taken, familiar: null, responsible: null, restsUntilMs: 0 });
        known.tried.delete(operatorId);
        return { type: "contact-assigned", interactionId: known.interactionId, operatorId, isTaken: true };
      }
      case "leave":
        this.#contacts.delete(contact(step.number));
        return { type: "contact-left", interactionId: contact(step.number) };
      case "wait":
        return null;
    }
  }

  #take(offers: readonly DistributionOffer[]): void {
    for (const [index, offer] of offers.entries()) {
      const { interactionId, operatorId, queueId, reasons } = offer;
      const known = this.#contacts.get(interactionId);
      expect(known, "an offer is of a contact that waits").toBeDefined();
      if (!known) continue;
      const isTogether = offers.slice(0, index).some((other) => other.interactionId === interactionId);
      expect(known.offeredTo.size > 0, "a contact has one offer, or several made together").toBe(isTogether);
      expect(queueId).toBe(known.queueId);
      expect(this.#isFree(operatorId, known.kind), "only who is there, has room and is not rung").toBe(true);
      expect(this.#mayHave(known, operatorId), "only who may take it").toBe(true);
      this.#expectTrue(known, operatorId, reasons);
      if (known.tried.has(operatorId)) {
        expect(known.restsUntilMs).toBeLessThanOrEqual(this.#nowMs);
        known.tried.clear();
      }
      known.offeredTo.add(operatorId);
    }
    for (const { interactionId, operatorId } of offers) this.#expectInOrder(interactionId, operatorId);
  }

  /** What is said of the choice is so at this moment. */
  #expectTrue(known: Known, operatorId: OperatorId, reasons: readonly OfferReason[]): void {
    const standing = this.#standings.get(operatorId);
    const isOver = reasons.some(({ code }) => code === "overflow");
    const rivals = this.#standingsOfRivals(known, operatorId, isOver);
    expect(reasons.some(({ code }) => code === "next-after-no-answer")).toBe(known.misses > 0);
    expect(reasons.some(({ code }) => code === "vip")).toBe((known.priority ?? 0) > 0);
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.length).toBeLessThanOrEqual(8);
    for (const reason of reasons) {
      if (reason.code === "longest-idle") {
        expect(reason.idleMs).toBe(Math.max(0, this.#nowMs - (standing?.idleSinceMs ?? 0)));
        for (const rival of rivals) expect(rival.idleSinceMs).toBeGreaterThanOrEqual(standing?.idleSinceMs ?? 0);
      }
      if (reason.code === "fewest-handled") {
        expect(reason.handled).toBe(standing?.handled);
        for (const rival of rivals) expect(rival.handled).toBeGreaterThanOrEqual(reason.handled);
      }
      if (reason.code === "least-loaded") {
        expect(reason.load).toBe(standing?.load);
        for (const rival of rivals) expect(rival.load).toBeGreaterThanOrEqual(reason.load);
      }
      if (reason.code === "familiar") expect(known.familiar?.operatorId).toBe(operatorId);
      if (reason.code === "claimed") expect(known.taken?.operatorId).toBe(operatorId);
      if (reason.code === "crm-responsible") expect(known.responsible).toBe(operatorId);
      if (reason.code === "skill") expect(reason.level).toBe(this.#skillsOf(operatorId)[french]);
      if (reason.code === "overflow") expect(reason.waitedMs).toBe(this.#nowMs - known.sinceMs);
    }
  }

  /** Others of the same queue who were free and had not missed it. */
  #standingsOfRivals(known: Known, operatorId: OperatorId, isOver: boolean): readonly OperatorStanding[] {
    const queueId = isOver ? (QUEUES[1] as QueueId) : known.queueId;
    return OPERATORS.filter(
      (other) =>
        other !== operatorId &&
        this.#isFree(other, known.kind) &&
        !known.tried.has(other) &&
        this.#meetsDemands(known, other, queueId),
    ).flatMap((other) => this.#standings.get(other) ?? []);
  }

  /** Nobody was passed over who stood before, and whom this operator could have had instead. */
  #expectInOrder(interactionId: InteractionId, operatorId: OperatorId): void {
    const taken = this.#contacts.get(interactionId);
    if (!taken || isSpecial(taken)) return;
    for (const other of this.#contacts.values()) {
      const isWaiting = other.offeredTo.size === 0 && !isSpecial(other);
      const isBefore = other.rank < taken.rank;
      const couldHave =
        this.#standings.get(operatorId)?.room[other.kind ?? "voice"] && this.#mayHave(other, operatorId);
      expect(isWaiting && isBefore && couldHave, "nobody is overtaken without a reason").not.toBe(true);
    }
  }

  /** No contact waits beside an operator who may take it. */
  #expectNothingLeft(): void {
    for (const known of this.#contacts.values()) {
      expect(this.#distribution.holds(known.interactionId)).toBe(true);
      if (known.offeredTo.size > 0 || this.#isKept(known)) continue;
      for (const operatorId of OPERATORS)
        if (this.#isFree(operatorId, known.kind))
          expect(this.#mayHave(known, operatorId), `${operatorId} is free beside ${known.interactionId}`).toBe(false);
    }
    expect(this.#distribution.size).toBe(this.#contacts.size);
  }

  #isFree(operatorId: OperatorId, kind: QueuedContact["kind"] = "voice"): boolean {
    const standing = this.#standings.get(operatorId);
    const isRung = [...this.#contacts.values()].some(({ offeredTo }) => offeredTo.has(operatorId));
    return standing?.isPresent === true && standing.room[kind] && !isRung;
  }

  #mayHave(known: Known, operatorId: OperatorId): boolean {
    const { familiar, responsible, taking } = this.#rules(known.queueId);
    if (known.taken?.operatorId === operatorId && !known.tried.has(operatorId)) return true;
    if (taking === "only") return false;
    const isMember = this.#queue(known.queueId)?.members.includes(operatorId);
    const isFamiliar = familiar !== null && known.familiar?.operatorId === operatorId && isMember;
    const isResponsible = responsible !== null && known.responsible === operatorId;
    if ((isFamiliar || isResponsible) && !known.tried.has(operatorId)) return true;
    if (known.tried.has(operatorId) && known.restsUntilMs > this.#nowMs) return false;
    if (this.#meetsDemands(known, operatorId, known.queueId)) return true;
    return this.#rules(known.queueId).overflow.some(
      (overflow) =>
        "toQueueId" in overflow &&
        this.#nowMs - known.sinceMs >= overflow.afterMs &&
        this.#meetsDemands(known, operatorId, overflow.toQueueId),
    );
  }

  #meetsDemands(known: Known, operatorId: OperatorId, queueId: QueueId): boolean {
    const { requiredSkills, relaxation } = this.#rules(queueId);
    const waitedMs = this.#nowMs - known.sinceMs;
    const lowered = relaxation.filter(({ afterMs }) => waitedMs >= afterMs).reduce((sum, one) => sum + one.byLevels, 0);
    const demands = joinRequirements([requiredSkills], lowered);
    const isMember = this.#queue(queueId)?.members.includes(operatorId) === true;
    return isMember && meets(this.#skillsOf(operatorId), demands);
  }

  /** Whether somebody who goes first is waited for. */
  #isKept(known: Known): boolean {
    const { familiar, responsible } = this.#rules(known.queueId);
    const awaited = [
      [known.familiar?.operatorId, familiar?.waitMs],
      [known.responsible, responsible?.waitMs],
    ] as const;
    const { taken } = known;
    if (taken && this.#nowMs < taken.untilMs && !known.tried.has(taken.operatorId)) return true;
    return awaited.some(
      ([operatorId, waitMs]) =>
        operatorId && waitMs !== undefined && this.#nowMs < known.sinceMs + waitMs && !known.tried.has(operatorId),
    );
  }

  #queue(queueId: QueueId): DistributionQueue | undefined {
    return this.queues.find((queue) => queue.queueId === queueId);
  }

  #rules(queueId: QueueId): QueueRules {
    return this.#queue(queueId)?.rules ?? DEFAULT_QUEUE_RULES;
  }

  #skillsOf(operatorId: OperatorId): NonNullable<DistributionOperator["skills"]> {
    return this.operators.find((one) => one.operatorId === operatorId)?.skills ?? {};
  }
}

/** Somebody goes first there, so the plain order says nothing. */
function isSpecial({ familiar, responsible, taken }: Known): boolean {
  return Boolean(familiar) || Boolean(responsible) || taken !== undefined;
}
