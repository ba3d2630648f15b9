import { Distribution } from "../../../src-shared/domain/distribution/distribution.ts";
import type {
  DistributionInput,
  DistributionOffer,
  DistributionOperator,
  DistributionQueue,
  OperatorStanding,
  QueuedContact,
} from "../../../src-shared/domain/distribution/distribution-input.ts";
import { QueueRules, type Strategy } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { meets, type SkillRequirement } from "../../../src-shared/domain/distribution/skills.ts";
import { SkillCode } from "../../../src-shared/domain/skill.ts";
import {
  type InteractionId,
  type OperatorId,
  OperatorId as OperatorIdSchema,
  QueueId,
} from "../../../src-shared/ids.ts";

const french = SkillCode.parse("french");
/** One queue for fifty operators; each operator serves two. */
const OPERATORS_A_QUEUE = 50;
const STRATEGIES: readonly Strategy[] = ["longest-idle", "fewest-handled", "least-loaded", "round-robin", "skills"];

const BUSY: OperatorStanding = {
  isPresent: true,
  room: { voice: false, text: false },
  idleSinceMs: 0,
  handled: 0,
  load: 1,
};

/** A centre where everybody is busy and very many wait: what the benches of the distribution run on. */
export type Centre = {
  readonly queues: readonly (DistributionQueue & { readonly rules: QueueRules })[];
  readonly operators: readonly DistributionOperator[];
  contactOf(number: number): QueuedContact;
};

export function aCentre(operatorCount: number): Centre {
  const queueCount = Math.max(1, operatorCount / OPERATORS_A_QUEUE);
  const operators = Array.from({ length: operatorCount }, (_, index) => ({
    operatorId: OperatorIdSchema.parse(`o-${index}`),
    skills: { [french]: index % 10 },
  }));
  const queues = Array.from({ length: queueCount }, (_, index) => ({
    queueId: QueueId.parse(`q-${index}`),
    members: operators
      .filter((_one, place) => place % queueCount === index || (place + 7) % queueCount === index)
      .map(({ operatorId }) => operatorId),
    rules: QueueRules.parse({
      strategy: STRATEGIES[index % STRATEGIES.length],
      requiredSkills: index % 5 === 0 ? [{ skill: french, minLevel: 3 }] : [],
    }),
  }));
  const contactOf = (number: number): QueuedContact => {
    const queue = queues[(number * 7) % queueCount];
    if (!queue) throw new Error("no queue");
    return {
      interactionId: `c-${number}` as InteractionId,
      queueId: queue.queueId,
      kind: "voice",
      priority: number % 20 === 0 ? 2 : 0,
      waitingSinceMs: number,
    };
  };
  return { queues, operators, contactOf };
}

/** The product's distribution with so many waiting; each step frees one operator, who takes what is offered. */
export class CrowdedDistribution {
  readonly #centre: Centre;
  readonly #distribution: Distribution;
  #arrived = 0;
  #nowMs: number;
  #turn = 0;

  constructor(centre: Centre, waiting: number) {
    this.#centre = centre;
    this.#nowMs = waiting;
    this.#distribution = new Distribution(centre.queues, centre.operators);
    const everybody = centre.operators.map(
      ({ operatorId }): DistributionInput => ({ type: "operator-changed", operatorId, ...BUSY }),
    );
    this.#distribution.apply(everybody, this.#nowMs);
    for (let number = 0; number < waiting; number += 1) this.#distribution.apply([this.#arrival()], this.#nowMs);
  }

  /** One operator comes free and takes what is offered, and one more contact comes to wait. Answers with the offers. */
  step(): readonly DistributionOffer[] {
    const { operators } = this.#centre;
    const operatorId = operators[(this.#turn * 13) % operators.length]?.operatorId as OperatorId;
    this.#turn += 1;
    this.#nowMs += 1;
    const freed: DistributionInput = {
      type: "operator-changed",
      operatorId,
      isPresent: true,
      room: { voice: true, text: true },
      idleSinceMs: this.#nowMs,
      handled: this.#turn,
      load: 0,
    };
    const { offers } = this.#distribution.apply([freed], this.#nowMs);
    const taken = offers.map(({ interactionId }): DistributionInput => ({ type: "contact-left", interactionId }));
    const busy: DistributionInput = { type: "operator-changed", operatorId, ...BUSY };
    this.#distribution.apply([busy, ...taken, this.#arrival()], this.#nowMs);
    return offers;
  }

  #arrival(): DistributionInput {
    this.#arrived += 1;
    return { type: "contact-queued", ...this.#centre.contactOf(this.#arrived) };
  }
}

/** The same centre without an index: the freed operator looks at everybody who waits. */
export class ScannedCentre {
  readonly #centre: Centre;
  readonly #waiting: (QueuedContact & { readonly rank: number; readonly requirements: readonly SkillRequirement[] })[] =
    [];
  #arrived = 0;
  #turn = 0;

  constructor(centre: Centre, waiting: number) {
    this.#centre = centre;
    for (let number = 0; number < waiting; number += 1) this.#arrive();
  }

  /** As `CrowdedDistribution.step`. */
  step(): number {
    const { operators, queues } = this.#centre;
    const operator = operators[(this.#turn * 13) % operators.length];
    this.#turn += 1;
    if (!operator) return 0;
    const served = new Set(
      queues.filter(({ members }) => members.includes(operator.operatorId)).map((one) => one.queueId),
    );
    let best = -1;
    for (let place = 0; place < this.#waiting.length; place += 1) {
      const contact = this.#waiting[place];
      if (!contact || !served.has(contact.queueId) || !meets(operator.skills ?? {}, contact.requirements)) continue;
      if (best < 0 || contact.rank < (this.#waiting[best]?.rank ?? 0)) best = place;
    }
    if (best >= 0) this.#waiting.splice(best, 1);
    this.#arrive();
    return best >= 0 ? 1 : 0;
  }

  #arrive(): void {
    this.#arrived += 1;
    const contact = this.#centre.contactOf(this.#arrived);
    const rules = this.#centre.queues.find(({ queueId }) => queueId === contact.queueId)?.rules;
    const rank = (contact.waitingSinceMs ?? 0) - (contact.priority ?? 0) * 60_000;
    this.#waiting.push({ ...contact, rank, requirements: rules?.requiredSkills ?? [] });
  }
}
