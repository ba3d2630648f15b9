import { assertNever } from "../../assert-never.ts";
import type { InteractionId } from "../../ids.ts";
import { SortedList } from "../sorted-list.ts";
import { chooseOperators, firstContactFor } from "./choose.ts";
import {
  byRank,
  type ContactEntry,
  DistributionIndex,
  type OperatorEntry,
  type Preferred,
} from "./distribution-index.ts";
import type {
  Decisions,
  DistributionExpiry,
  DistributionInput,
  DistributionOffer,
  DistributionOperator,
  DistributionQueue,
  QueuedContact,
} from "./distribution-input.ts";
import { type Choice, offerReasons } from "./offer-reasons.ts";
import { PASSED_ON_REST_MS } from "./passed-on.ts";
import { ASSIGNED_WAIT_MS, dueAtMs, finite, lanesOf, ownPriority, preferredOf, sound } from "./waiting-place.ts";

/** How long a contact rests before it is offered again to somebody who already missed or declined it. */
export const ROUND_PAUSE_MS = 900;

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

  /**
   * Which one of its queue and kind the contact is, the first is 1; null: it has no place here. Who is being offered stands
   * still before the others. It looks at all contacts: to be asked for one now and then, not for each decision.
   */
  placeOf(interactionId: InteractionId): number | null {
    const contact = this.#contacts.get(interactionId);
    if (!contact) return null;
    let place = 1;
    for (const other of this.#contacts.values())
      if (other.queue.queueId === contact.queue.queueId && other.kind === contact.kind && byRank(other, contact) < 0)
        place += 1;
    return place;
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
      case "contact-assigned":
        this.#assign(input, nowMs, touched);
        break;
      case "contact-priority-changed":
        this.#prioritise(input, nowMs, touched);
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
    const passedOnBy = queued.passedOnBy && this.#index.operator(queued.passedOnBy);
    const waitingSinceMs = finite(queued.waitingSinceMs, nowMs);
    const own = ownPriority(queued.priority);
    const contact: ContactEntry = {
      interactionId: queued.interactionId,
      kind: queued.kind ?? "voice",
      queue,
      arrival: this.#arrivals,
      waitingSinceMs,
      rank: waitingSinceMs - (rules.priority + own) * rules.priorityStepMs,
      isVip: own > 0,
      requiredSkills: queued.requiredSkills ?? NOWHERE,
      preferred:
        queued.familiar || queued.responsible || queued.assigned
          ? preferredOf(this.#index, queued, queue, waitingSinceMs)
          : NOWHERE,
      tried: passedOnBy ? new Set([passedOnBy]) : NOBODY,
      offeredTo: NOWHERE,
      misses: 0,
      restsUntilMs: passedOnBy ? nowMs + PASSED_ON_REST_MS : 0,
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

  #assign(
    { interactionId, operatorId, isTaken }: Extract<DistributionInput, { type: "contact-assigned" }>,
    nowMs: number,
    touched: Touched,
  ): void {
    const contact = this.#contacts.get(interactionId);
    const operator = this.#index.operator(operatorId);
    if (!contact || !operator) return;
    this.#unplace(contact);
    for (const one of contact.offeredTo) this.#release(one, touched);
    const tried = new Set([...contact.tried].filter((one) => one !== operator));
    const first: Preferred = { operator, untilMs: nowMs + ASSIGNED_WAIT_MS, why: isTaken ? TAKEN : null };
    this.#putAnew({ ...contact, offeredTo: NOWHERE, tried, restsUntilMs: 0, preferred: [first] }, nowMs, touched);
  }

  #prioritise(
    { interactionId, priority }: Extract<DistributionInput, { type: "contact-priority-changed" }>,
    nowMs: number,
    touched: Touched,
  ): void {
    const contact = this.#contacts.get(interactionId);
    if (!contact) return;
    this.#unplace(contact);
    const own = ownPriority(priority);
    const { rules } = contact.queue;
    const rank = contact.waitingSinceMs - (rules.priority + own) * rules.priorityStepMs;
    this.#putAnew({ ...contact, rank, isVip: own > 0 }, nowMs, touched);
  }

  /** The entry in the place of the one before, which has no place any more. */
  #putAnew(contact: ContactEntry, nowMs: number, touched: Touched): void {
    this.#contacts.set(contact.interactionId, contact);
    for (const operator of contact.offeredTo) operator.offered = contact;
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
    contact.lanes = keepers.length > 0 ? NOWHERE : lanesOf(this.#index, contact, nowMs);
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
}

const NOWHERE: readonly never[] = [];

const TAKEN = { code: "claimed" } as const;

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
