import { assertNever } from "../../assert-never.ts";
import type { InteractionId } from "../../ids.ts";
import { SortedList } from "../sorted-list.ts";
import { chooseOperators, firstContactFor } from "./choose.ts";
import {
  byRank,
  type ContactEntry,
  DistributionIndex,
  type Lane,
  type OperatorEntry,
  type Preferred,
  type QueueEntry,
} from "./distribution-index.ts";
import type {
  Decisions,
  DistributionExpiry,
  DistributionInput,
  DistributionOffer,
  DistributionOperator,
  DistributionQueue,
  OperatorStanding,
  QueuedContact,
} from "./distribution-input.ts";
import { type Choice, offerReasons } from "./offer-reasons.ts";
import { joinRequirements } from "./skills.ts";

/** How long a contact rests before it is offered again to somebody who already missed or declined it. */
export const ROUND_PAUSE_MS = 900;

const MOST_PRIORITY = 10;
const NOTHING: Decisions = { offers: [], expired: [] };

/**
 * Who is offered what, for calls and text alike. Each queue has its rules (`QueueRules`); over all queues whoever came
 * first goes first, less the head start of a priority. Who missed or declined a contact gets it again only when nobody
 * else is left, and not sooner than `ROUND_PAUSE_MS`.
 *
 * A reducer, deterministic and without a clock of its own: the same inputs give the same decisions. What makes no sense
 * (an unknown queue, an answer to no offer, a time that is no number) changes nothing. The index is part of the state and
 * follows each input, because building it anew for a decision would cost a thousand times more than the decision.
 * After each call there is no contact beside an operator who may take it, so an input can only concern what it names.
 */
export class Distribution {
  #index: DistributionIndex;
  readonly #contacts = new Map<InteractionId, ContactEntry>();
  readonly #due = new SortedList<ContactEntry>(
    (left, right) => (left.dueAtMs ?? 0) - (right.dueAtMs ?? 0) || left.arrival - right.arrival,
  );
  #arrivals = 0;
  #batch = 0;

  constructor(queues: readonly DistributionQueue[], operators: readonly DistributionOperator[] = []) {
    this.#index = new DistributionIndex(queues, operators);
  }

  /** Takes what happened, all at one moment, and answers with what follows. No input: only time has passed. */
  apply(inputs: readonly DistributionInput[], nowMs: number): Decisions {
    if (!Number.isFinite(nowMs)) return NOTHING;
    this.#batch += 1;
    const touched: Touched = { operators: [], contacts: [] };
    for (const input of inputs) this.#take(input, nowMs, touched);
    const expired = this.#passTime(nowMs, touched);
    return { offers: this.#match(touched, nowMs), expired };
  }

  /**
   * Another team: who serves which queue, and what they can. Contacts keep their places, and offers that are out stay
   * out; who is no longer there is as if they had not been asked.
   */
  changeTeam(
    queues: readonly DistributionQueue[],
    operators: readonly DistributionOperator[],
    nowMs: number,
  ): Decisions {
    if (!Number.isFinite(nowMs)) return NOTHING;
    const contacts = [...this.#contacts.values()];
    for (const contact of contacts) this.#unplace(contact);
    this.#index = this.#index.follow(queues, operators);
    this.#contacts.clear();
    this.#batch += 1;
    const touched: Touched = { operators: [], contacts: [] };
    for (const contact of contacts) {
      const moved = this.#index.moved(contact);
      if (!moved) continue;
      this.#contacts.set(moved.interactionId, moved);
      for (const operator of moved.offeredTo) operator.offered = moved;
      touched.contacts.push(moved);
    }
    for (const operator of this.#index.operators()) this.#touch(operator, touched);
    for (const contact of touched.contacts) this.#place(contact, nowMs);
    const expired = this.#passTime(nowMs, touched);
    return { offers: this.#match(touched, nowMs), expired };
  }

  /** When time alone will change something next, or null. */
  nextAtMs(): number | null {
    return this.#due.first()?.dueAtMs ?? null;
  }

  /** Whether the contact has a place here: it waits, or is being offered. */
  holds(interactionId: InteractionId): boolean {
    return this.#contacts.has(interactionId);
  }

  /** How many contacts have a place here. */
  get size(): number {
    return this.#contacts.size;
  }

  #take(input: DistributionInput, nowMs: number, touched: Touched): void {
    switch (input.type) {
      case "operator-changed":
        this.#changeOperator(input, nowMs, touched);
        break;
      case "contact-queued":
        this.#queueContact(input, nowMs, touched);
        break;
      case "offer-missed":
        this.#takeBack(input, nowMs, touched);
        break;
      case "contact-left":
        this.#removeContact(input.interactionId, touched);
        break;
      default:
        assertNever(input);
    }
  }

  #changeOperator(
    input: Extract<DistributionInput, { type: "operator-changed" }>,
    nowMs: number,
    touched: Touched,
  ): void {
    const operator = this.#index.operator(input.operatorId);
    if (!operator) return;
    const wasPresent = operator.standing.isPresent;
    this.#index.unlist(operator);
    operator.standing = sound(input);
    this.#index.list(operator);
    this.#touch(operator, touched);
    if (!wasPresent || operator.standing.isPresent) return;
    // Nobody is waited for who is gone.
    for (const contact of [...operator.own].filter(({ lanes }) => lanes.length === 0)) {
      this.#place(contact, nowMs);
      touched.contacts.push(contact);
    }
  }

  #queueContact(queued: QueuedContact, nowMs: number, touched: Touched): void {
    const queue = this.#index.queue(queued.queueId);
    if (!queue || this.#contacts.has(queued.interactionId)) return;
    this.#index.tidy();
    this.#arrivals += 1;
    const { rules } = queue;
    const waitingSinceMs = finite(queued.waitingSinceMs, nowMs);
    const own = Math.min(MOST_PRIORITY, Math.max(0, finite(queued.priority, 0)));
    const contact: ContactEntry = {
      interactionId: queued.interactionId,
      kind: queued.kind ?? "voice",
      queue,
      arrival: this.#arrivals,
      waitingSinceMs,
      rank: waitingSinceMs - (rules.priority + own) * rules.priorityStepMs,
      isVip: own > 0,
      requiredSkills: queued.requiredSkills ?? NOWHERE,
      preferred: queued.familiar || queued.responsible ? this.#preferred(queued, queue, waitingSinceMs) : NOWHERE,
      tried: NOBODY,
      offeredTo: NOWHERE,
      misses: 0,
      restsUntilMs: 0,
      lanes: NOWHERE,
      ownOf: NOWHERE,
      dueAtMs: null,
    };
    this.#contacts.set(contact.interactionId, contact);
    this.#place(contact, nowMs);
    touched.contacts.push(contact);
  }

  #takeBack(
    { interactionId, operatorId }: Extract<DistributionInput, { type: "offer-missed" }>,
    nowMs: number,
    touched: Touched,
  ): void {
    const contact = this.#contacts.get(interactionId);
    const operator = this.#index.operator(operatorId);
    if (!contact || !operator || !contact.offeredTo.includes(operator)) return;
    contact.offeredTo = contact.offeredTo.filter((one) => one !== operator);
    contact.tried = new Set([...contact.tried, operator]);
    contact.misses += 1;
    contact.restsUntilMs = nowMs + ROUND_PAUSE_MS;
    this.#release(operator, touched);
    if (contact.offeredTo.length > 0) return;
    this.#place(contact, nowMs);
    touched.contacts.push(contact);
  }

  #removeContact(interactionId: InteractionId, touched: Touched): void {
    const contact = this.#contacts.get(interactionId);
    if (!contact) return;
    this.#contacts.delete(interactionId);
    this.#unplace(contact);
    for (const operator of contact.offeredTo) this.#release(operator, touched);
    contact.offeredTo = NOWHERE;
  }

  #release(operator: OperatorEntry, touched: Touched): void {
    operator.offered = null;
    this.#index.list(operator);
    this.#touch(operator, touched);
  }

  #touch(operator: OperatorEntry, { operators }: Touched): void {
    if (operator.touchedBy === this.#batch) return;
    operator.touchedBy = this.#batch;
    operators.push(operator);
  }

  #passTime(nowMs: number, touched: Touched): readonly DistributionExpiry[] {
    const expired: DistributionExpiry[] = [];
    for (let contact = this.#due.first(); contact && (contact.dueAtMs ?? 0) <= nowMs; contact = this.#due.first()) {
      const { interactionId, queue, waitingSinceMs } = contact;
      const { waitLimit } = queue.rules;
      if (waitLimit && nowMs >= waitingSinceMs + waitLimit.afterMs) {
        this.#removeContact(interactionId, touched);
        const waitedMs = nowMs - waitingSinceMs;
        expired.push({ interactionId, queueId: queue.queueId, treatment: waitLimit.treatment, waitedMs });
      } else {
        this.#place(contact, nowMs);
        touched.contacts.push(contact);
      }
    }
    return expired;
  }

  /** Pairs what changed with what fits it, the first contacts first. */
  #match({ operators, contacts }: Touched, nowMs: number): readonly DistributionOffer[] {
    const offers: DistributionOffer[] = [];
    const [operator] = operators;
    // Most often one thing changed, and there is nothing to put in order.
    if (contacts.length === 0 && operators.length === 1 && operator) {
      const contact = firstContactFor(operator, nowMs);
      const choices = contact ? chooseOperators(contact, nowMs) : [];
      if (!contact || choices.length === 0) return offers;
      offers.push(...this.#offer(contact, choices, nowMs));
      // The contact went to somebody better: there may be another one.
      if (operator.offered) return offers;
    }
    const claims = new SortedList<Claim>(byClaim);
    const claim = (operator: OperatorEntry) => {
      const contact = firstContactFor(operator, nowMs);
      if (contact) claims.add({ contact, operator });
    };
    for (const one of operators) claim(one);
    for (const contact of contacts) if (isWaiting(contact)) claims.add({ contact, operator: null });
    for (let next = claims.first(); next; next = claims.first()) {
      claims.remove(next);
      const { contact, operator: claimant } = next;
      if (isWaiting(contact)) {
        const choices = chooseOperators(contact, nowMs);
        if (choices.length > 0) offers.push(...this.#offer(contact, choices, nowMs));
        else if (claimant) continue;
      }
      if (claimant) claim(claimant);
    }
    return offers;
  }

  #offer(contact: ContactEntry, choices: readonly Choice[], nowMs: number): readonly DistributionOffer[] {
    const { interactionId, queue } = contact;
    // Everybody who is free has had it: a new round begins.
    if (choices.some(({ operator }) => contact.tried.has(operator))) contact.tried = NOBODY;
    this.#unplace(contact);
    contact.offeredTo = choices.map(({ operator }) => operator);
    return choices.map((choice) => {
      const { operator } = choice;
      const reasons = offerReasons(contact, choice, nowMs);
      this.#index.unlist(operator);
      operator.offered = contact;
      if ("seat" in choice) choice.seat.membership.turn = choice.seat.lane.queue.turns += 1;
      return { interactionId, queueId: queue.queueId, operatorId: operator.operatorId, reasons };
    });
  }

  /** Puts the contact where it may wait now: with whoever goes first, and unless they are waited for also in the lanes of its queue and of those it flows over to. */
  #place(contact: ContactEntry, nowMs: number): void {
    this.#unplace(contact);
    if (contact.offeredTo.length > 0) return;
    const untried = contact.preferred.filter(({ operator }) => !contact.tried.has(operator));
    const keepers = untried.filter(({ operator, untilMs }) => untilMs > nowMs && operator.standing.isPresent);
    if (untried.length > 0) contact.ownOf = [...new Set(untried.map(({ operator }) => operator))];
    for (const operator of contact.ownOf) operator.own.add(contact);
    contact.lanes = keepers.length > 0 ? NOWHERE : this.#lanesOf(contact, nowMs);
    for (const lane of contact.lanes) lane.waiting.add(contact);
    contact.dueAtMs = dueAtMs(contact, keepers, nowMs);
    if (contact.dueAtMs !== null) this.#due.add(contact);
  }

  #unplace(contact: ContactEntry): void {
    for (const lane of contact.lanes) lane.waiting.remove(contact);
    for (const operator of contact.ownOf) operator.own.remove(contact);
    if (contact.dueAtMs !== null) this.#due.remove(contact);
    contact.lanes = NOWHERE;
    contact.ownOf = NOWHERE;
    contact.dueAtMs = null;
  }

  #lanesOf({ queue, kind, requiredSkills, waitingSinceMs }: ContactEntry, nowMs: number): readonly Lane[] {
    const { relaxation, overflow } = queue.rules;
    const isPlain = requiredSkills.length === 0 && relaxation.length === 0 && overflow.length === 0;
    if (isPlain) {
      queue.plain[kind] ??= [this.#index.lane(queue, kind, joinRequirements([queue.rules.requiredSkills]))];
      return queue.plain[kind];
    }
    const waitedMs = nowMs - waitingSinceMs;
    const laneOf = (one: QueueEntry) => {
      const { rules } = one;
      const relaxed = rules.relaxation.reduce(
        (sum, { afterMs, byLevels }) => (waitedMs < afterMs ? sum : sum + byLevels),
        0,
      );
      return this.#index.lane(one, kind, joinRequirements([rules.requiredSkills, requiredSkills], relaxed));
    };
    const lanes = new Set([laneOf(queue)]);
    for (const target of overflow) {
      if (waitedMs < target.afterMs) continue;
      const other =
        "toGroup" in target ? this.#index.group(target.toGroup, queue) : this.#index.queue(target.toQueueId);
      if (other) lanes.add(laneOf(other));
    }
    return [...lanes];
  }

  #preferred({ familiar, responsible }: QueuedContact, queue: QueueEntry, sinceMs: number): readonly Preferred[] {
    const preferred: Preferred[] = [];
    const known = familiar ? this.#index.operator(familiar.operatorId) : undefined;
    // Who left the queue since is no longer the one to ask.
    if (familiar && known && queue.rules.familiar && queue.memberships.has(known)) {
      const why = { code: "familiar", lastAtMs: Math.max(0, Math.trunc(finite(familiar.lastAtMs, 0))) } as const;
      preferred.push({ operator: known, untilMs: sinceMs + queue.rules.familiar.waitMs, why });
    }
    const named = responsible ? this.#index.operator(responsible) : undefined;
    if (named && queue.rules.responsible) {
      const untilMs = sinceMs + queue.rules.responsible.waitMs;
      preferred.push({ operator: named, untilMs, why: { code: "crm-responsible" } });
    }
    return preferred;
  }
}

const NOWHERE: readonly never[] = [];

/** Nobody missed a contact yet. */
const NOBODY: ReadonlySet<OperatorEntry> = new Set();

type Touched = { readonly operators: OperatorEntry[]; readonly contacts: ContactEntry[] };

/** A contact that may find an operator now: because it changed, or because `operator` did. */
type Claim = { readonly contact: ContactEntry; readonly operator: OperatorEntry | null };

function byClaim(left: Claim, right: Claim): number {
  return byRank(left.contact, right.contact) || (left.operator?.order ?? -1) - (right.operator?.order ?? -1);
}

function isWaiting({ lanes, ownOf }: ContactEntry): boolean {
  return lanes.length > 0 || ownOf.length > 0;
}

/** The next moment at which time changes something about a contact that waits. */
function dueAtMs(contact: ContactEntry, keepers: readonly Preferred[], nowMs: number): number | null {
  const { queue, waitingSinceMs, restsUntilMs } = contact;
  const { relaxation, overflow, waitLimit } = queue.rules;
  let next = Number.POSITIVE_INFINITY;
  const consider = (atMs: number) => {
    if (atMs > nowMs && atMs < next) next = atMs;
  };
  consider(restsUntilMs);
  for (const { untilMs } of keepers) consider(untilMs);
  for (const { afterMs } of relaxation) consider(waitingSinceMs + afterMs);
  for (const { afterMs } of overflow) consider(waitingSinceMs + afterMs);
  // A limit that passed while it was offered is due at once.
  if (waitLimit) next = Math.min(next, waitingSinceMs + waitLimit.afterMs);
  return Number.isFinite(next) ? next : null;
}

/** Numbers that are none would break the order of everything. */
function sound({ isPresent, room, idleSinceMs, handled, load }: OperatorStanding): OperatorStanding {
  return {
    isPresent,
    room: isPresent ? room : { voice: false, text: false },
    idleSinceMs: finite(idleSinceMs, 0),
    handled: Math.max(0, Math.trunc(finite(handled, 0))),
    load: Math.max(0, finite(load, 0)),
  };
}

function finite(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) ? value : otherwise;
}
