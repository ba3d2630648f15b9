import type { InteractionId, OperatorId, QueueId } from "../../ids.ts";
import type { ChannelKind } from "../channel.ts";
import type { GroupCode, Skills } from "../skill.ts";
import { SortedList } from "../sorted-list.ts";
import type { DistributionOperator, DistributionQueue, OperatorStanding } from "./distribution-input.ts";
import { DEFAULT_QUEUE_RULES, type QueueRules } from "./queue-rules.ts";
import { levelOf, meets, type SkillRequirement } from "./skills.ts";

/** Lanes are kept when they run empty, up to so many: the next contact of the same demands is likely. */
const KEPT_LANES = 512;

/** A contact in the index. */
export type ContactEntry = {
  readonly interactionId: InteractionId;
  readonly kind: ChannelKind;
  readonly queue: QueueEntry;
  readonly arrival: number;
  readonly waitingSinceMs: number;
  /** The order of everything that waits: the time it came, less its head start. */
  readonly rank: number;
  readonly isVip: boolean;
  readonly requiredSkills: readonly SkillRequirement[];
  readonly preferred: readonly Preferred[];
  /** Who missed or declined it in this round. */
  tried: ReadonlySet<OperatorEntry>;
  offeredTo: readonly OperatorEntry[];
  misses: number;
  restsUntilMs: number;
  /** Where it waits now; none while it is offered, or while somebody who goes first is waited for. */
  lanes: readonly Lane[];
  /** With whom it waits because they go first. */
  ownOf: readonly OperatorEntry[];
  /** When time changes something about it; null: nothing to come. */
  dueAtMs: number | null;
};

/** Somebody who goes first, and is waited for until a time. */
export type Preferred = {
  readonly operator: OperatorEntry;
  readonly untilMs: number;
  /** Null: it was assigned to them, which is told by a fact of its own. */
  readonly why:
    | { readonly code: "familiar"; readonly lastAtMs: number }
    | { readonly code: "crm-responsible" | "claimed" }
    | null;
};

export type OperatorEntry = {
  readonly operatorId: OperatorId;
  readonly order: number;
  readonly skills: Skills;
  readonly groups: readonly GroupCode[];
  readonly seats: Seat[];
  /** Contacts for which this operator goes first. */
  readonly own: SortedList<ContactEntry>;
  standing: OperatorStanding;
  offered: ContactEntry | null;
  /** The number of the batch that changed something about them last. */
  touchedBy: number;
};

/** An operator in a queue. */
type Membership = { readonly operator: OperatorEntry; readonly place: number; turn: number };

/** An operator in a lane: what a strategy compares there. */
export type Seat = {
  readonly operator: OperatorEntry;
  readonly membership: Membership;
  readonly lane: Lane;
  /** The sum of the levels in what the lane requires. */
  readonly level: number;
  isListed: boolean;
};

export type QueueEntry = {
  /** What tells it from every other queue, and group that serves for one. */
  readonly name: string;
  readonly queueId: QueueId;
  readonly rules: QueueRules;
  readonly memberships: ReadonlyMap<OperatorEntry, Membership>;
  /** The lanes of contacts that require nothing beside the queue, each alone in a list: most contacts wait there. */
  readonly plain: Record<ChannelKind, readonly Lane[] | null>;
  turns: number;
};

/** All contacts of a queue, a kind and the same demands, and the operators who meet them: in a lane anybody may take anything. */
export type Lane = {
  readonly key: string;
  readonly queue: QueueEntry;
  readonly kind: ChannelKind;
  readonly requirements: readonly SkillRequirement[];
  readonly waiting: SortedList<ContactEntry>;
  readonly free: SortedList<Seat>;
  readonly seats: readonly Seat[];
};

export const byRank = (left: ContactEntry, right: ContactEntry) =>
  left.rank - right.rank || left.arrival - right.arrival;

const byIdleTime = (left: Seat, right: Seat) =>
  left.operator.standing.idleSinceMs - right.operator.standing.idleSinceMs ||
  left.operator.order - right.operator.order;

const byTurn = (left: Seat, right: Seat) =>
  left.membership.turn - right.membership.turn || left.membership.place - right.membership.place;

const ORDERS: Record<QueueRules["strategy"], (left: Seat, right: Seat) => number> = {
  "longest-idle": byIdleTime,
  "all-at-once": byIdleTime,
  "fewest-handled": (left, right) =>
    left.operator.standing.handled - right.operator.standing.handled || byIdleTime(left, right),
  "least-loaded": (left, right) =>
    left.operator.standing.load - right.operator.standing.load || byIdleTime(left, right),
  "round-robin": byTurn,
  sequential: (left, right) => left.membership.place - right.membership.place,
  skills: (left, right) => right.level - left.level || byIdleTime(left, right),
  // Any order will do that the past does not bend; the choice is made by the seed.
  random: (left, right) => left.operator.order - right.operator.order,
};

/** What the distribution looks things up in. Kept in step with every input; built anew only for another team. */
export class DistributionIndex {
  readonly #queues = new Map<QueueId, QueueEntry>();
  readonly #groups = new Map<string, QueueEntry>();
  readonly #operators = new Map<OperatorId, OperatorEntry>();
  readonly #lanes = new Map<string, Lane>();

  constructor(queues: readonly DistributionQueue[], operators: readonly DistributionOperator[]) {
    for (const operator of operators) this.#addOperator(operator);
    for (const { queueId, members, rules = DEFAULT_QUEUE_RULES } of queues) {
      const entries = members.map((operatorId) => this.#operators.get(operatorId) ?? this.#addOperator({ operatorId }));
      this.#queues.set(queueId, {
        name: queueId,
        queueId,
        rules,
        memberships: membershipsOf(entries),
        plain: { voice: null, text: null },
        turns: 0,
      });
    }
  }

  /** The index of another team; who is in both stands there as here, and has the same turn. */
  follow(queues: readonly DistributionQueue[], operators: readonly DistributionOperator[]): DistributionIndex {
    const next = new DistributionIndex(queues, operators);
    for (const operator of next.operators()) operator.standing = this.operator(operator.operatorId)?.standing ?? NOBODY;
    for (const [queueId, before] of this.#queues) {
      const queue = next.queue(queueId);
      if (!queue) continue;
      queue.turns = before.turns;
      for (const { operator, turn } of before.memberships.values()) {
        const membership = queue.memberships.get(next.operator(operator.operatorId) ?? operator);
        if (membership) membership.turn = turn;
      }
    }
    return next;
  }

  /** A contact of the index before as this one has it; undefined: its queue is gone. */
  moved(contact: ContactEntry): ContactEntry | undefined {
    const queue = this.#queues.get(contact.queue.queueId);
    const known = (entries: Iterable<OperatorEntry>) =>
      [...entries].flatMap(({ operatorId }) => this.#operators.get(operatorId) ?? []);
    const isChosen = ({ why }: Preferred) => why === null || why.code === "claimed";
    const asked = queue?.rules.taking === "only" ? contact.preferred.filter(isChosen) : contact.preferred;
    const preferred = asked.flatMap((one) => known([one.operator]).map((operator) => ({ ...one, operator })));
    const [tried, offeredTo] = [new Set(known(contact.tried)), known(contact.offeredTo)];
    return queue && { ...contact, queue, preferred, tried, offeredTo };
  }

  operators(): Iterable<OperatorEntry> {
    return this.#operators.values();
  }

  queue(queueId: QueueId): QueueEntry | undefined {
    return this.#queues.get(queueId);
  }

  /** The operators of a group of the team as a queue that serves for another one, by that one's rules. */
  group(group: GroupCode, { queueId, rules }: QueueEntry): QueueEntry {
    const name = `${queueId} ${group}`;
    const known = this.#groups.get(name);
    if (known) return known;
    const entries = [...this.#operators.values()].filter(({ groups }) => groups.includes(group));
    const queue: QueueEntry = {
      name,
      queueId,
      rules,
      memberships: membershipsOf(entries),
      plain: { voice: null, text: null },
      turns: 0,
    };
    this.#groups.set(name, queue);
    return queue;
  }

  operator(operatorId: OperatorId): OperatorEntry | undefined {
    return this.#operators.get(operatorId);
  }

  /** The lane of a queue for contacts of these demands. */
  lane(queue: QueueEntry, kind: ChannelKind, requirements: readonly SkillRequirement[]): Lane {
    let key = `${kind} ${queue.name}`;
    for (const { skill, minLevel } of requirements) key += ` ${skill}:${minLevel}`;
    return this.#lanes.get(key) ?? this.#addLane(key, queue, kind, requirements);
  }

  /** Enters the operator wherever there is room for them. */
  list(operator: OperatorEntry): void {
    if (operator.offered) return;
    for (const seat of operator.seats)
      if (!seat.isListed && operator.standing.room[seat.lane.kind]) {
        seat.isListed = true;
        seat.lane.free.add(seat);
      }
  }

  /** Takes the operator out everywhere; needed before anything changes that a strategy compares. */
  unlist(operator: OperatorEntry): void {
    for (const seat of operator.seats)
      if (seat.isListed) {
        seat.lane.free.remove(seat);
        seat.isListed = false;
      }
  }

  /** Lets empty lanes go when there are very many; not while lanes are being looked up for a contact. */
  tidy(): void {
    if (this.#lanes.size < KEPT_LANES) return;
    for (const [key, lane] of this.#lanes)
      if (lane.waiting.size === 0) {
        this.#lanes.delete(key);
        lane.queue.plain[lane.kind] = null;
        for (const seat of lane.seats) seat.operator.seats.splice(seat.operator.seats.indexOf(seat), 1);
      }
  }

  #addOperator({ operatorId, skills = {}, groups = [] }: DistributionOperator): OperatorEntry {
    const operator: OperatorEntry = {
      operatorId,
      order: this.#operators.size,
      skills,
      groups,
      seats: [],
      own: new SortedList(byRank),
      standing: NOBODY,
      offered: null,
      touchedBy: 0,
    };
    this.#operators.set(operatorId, operator);
    return operator;
  }

  #addLane(key: string, queue: QueueEntry, kind: ChannelKind, requirements: readonly SkillRequirement[]): Lane {
    const seats: Seat[] = [];
    const order = ORDERS[queue.rules.strategy];
    const lane: Lane = {
      key,
      queue,
      kind,
      requirements,
      seats,
      waiting: new SortedList(byRank),
      free: new SortedList(order),
    };
    for (const [operator, membership] of queue.memberships)
      if (meets(operator.skills, requirements)) {
        const level = requirements.reduce((sum, { skill }) => sum + levelOf(operator.skills, skill), 0);
        const seat: Seat = { operator, membership, lane, level, isListed: false };
        seats.push(seat);
        operator.seats.push(seat);
        this.list(operator);
      }
    this.#lanes.set(key, lane);
    return lane;
  }
}

function membershipsOf(operators: readonly OperatorEntry[]): QueueEntry["memberships"] {
  return new Map([...new Set(operators)].map((operator, index) => [operator, { operator, place: index + 1, turn: 0 }]));
}

const NOBODY: OperatorStanding = {
  isPresent: false,
  room: { voice: false, text: false },
  idleSinceMs: 0,
  handled: 0,
  load: 0,
};
