import { assertNever } from "../assert-never.ts";
import type { OfferReason } from "../events/log-event.ts";
import type { InteractionId, OperatorId, QueueId } from "../ids.ts";
import { SortedList } from "./sorted-list.ts";
import type { Queue } from "./team.ts";

/** How long a contact rests before it is offered again to somebody who already missed or declined it. */
export const ROUND_PAUSE_MS = 1000;

/** What the distribution is told, in the order of the log. */
export type DistributionInput =
  /** Whether the operator may be offered a contact now (`mayBeOffered`), and since when there was nothing to do. */
  | {
      readonly type: "operator-changed";
      readonly operatorId: OperatorId;
      readonly isFree: boolean;
      readonly idleSinceMs: number;
    }
  | { readonly type: "contact-queued"; readonly interactionId: InteractionId; readonly queueId: QueueId }
  /** The operator did not take the contact: it goes back to its old place. */
  | { readonly type: "offer-missed"; readonly interactionId: InteractionId; readonly operatorId: OperatorId }
  /** Answered, or gone. */
  | { readonly type: "contact-left"; readonly interactionId: InteractionId }
  | { readonly type: "time-passed" };

/** A decision: offer this contact to this operator, and why. */
export type DistributionOffer = {
  readonly interactionId: InteractionId;
  readonly queueId: QueueId;
  readonly operatorId: OperatorId;
  readonly reasons: readonly OfferReason[];
};

type Contact = {
  readonly interactionId: InteractionId;
  readonly queue: QueueIndex;
  readonly order: number;
  /** Who missed or declined it in this round. */
  readonly tried: Set<OperatorId>;
  misses: number;
  restsUntilMs: number;
  offeredTo: OperatorIndex | null;
};

type OperatorIndex = {
  readonly operatorId: OperatorId;
  readonly queues: QueueIndex[];
  readonly order: number;
  isFree: boolean;
  idleSinceMs: number;
  offered: Contact | null;
};

type QueueIndex = {
  readonly queueId: QueueId;
  readonly waiting: SortedList<Contact>;
  readonly free: SortedList<OperatorIndex>;
};

const byArrival = (left: Contact, right: Contact) => left.order - right.order;
const byIdleTime = (left: OperatorIndex, right: OperatorIndex) =>
  left.idleSinceMs - right.idleSinceMs || left.order - right.order;

/**
 * Who is offered what: the first contact of a queue goes to its longest idle free operator. Who missed or declined a
 * contact gets it again only when no other free operator is left, and not sooner than `ROUND_PAUSE_MS`.
 *
 * Deterministic and without a clock of its own: the same inputs give the same offers. The index lives here because
 * building it anew for each contact would cost a thousand times more than the decision. After each input no free
 * operator is left beside a contact that may be offered to them, so an input can only concern what it names.
 */
export class Distribution {
  readonly #queues = new Map<QueueId, QueueIndex>();
  readonly #operators = new Map<OperatorId, OperatorIndex>();
  readonly #contacts = new Map<InteractionId, Contact>();
  readonly #resting = new Set<Contact>();
  #arrivals = 0;

  constructor(queues: readonly Pick<Queue, "queueId" | "members">[]) {
    for (const { queueId, members } of queues) {
      const queue: QueueIndex = { queueId, waiting: new SortedList(byArrival), free: new SortedList(byIdleTime) };
      this.#queues.set(queueId, queue);
      for (const operatorId of members) this.#operator(operatorId).queues.push(queue);
    }
  }

  /** Takes one input and answers with the offers that follow from it; each is outstanding from then on. */
  apply(input: DistributionInput, nowMs: number): readonly DistributionOffer[] {
    switch (input.type) {
      case "operator-changed":
        return this.#changeOperator(input.operatorId, input.isFree, input.idleSinceMs, nowMs);
      case "contact-queued":
        return this.#queueContact(input.interactionId, input.queueId, nowMs);
      case "offer-missed":
        return this.#takeBack(input.interactionId, input.operatorId, nowMs);
      case "contact-left":
        return this.#removeContact(input.interactionId, nowMs);
      case "time-passed":
        return this.#wakeRested(nowMs);
      default:
        return assertNever(input);
    }
  }

  /** When `time-passed` is worth telling, or null when nothing rests. */
  nextAtMs(): number | null {
    let nextAtMs: number | null = null;
    for (const { restsUntilMs } of this.#resting) nextAtMs = Math.min(nextAtMs ?? restsUntilMs, restsUntilMs);
    return nextAtMs;
  }

  /** Whether the contact has a place here: it waits in its queue, or is being offered. */
  holds(interactionId: InteractionId): boolean {
    return this.#contacts.has(interactionId);
  }

  #changeOperator(operatorId: OperatorId, isFree: boolean, idleSinceMs: number, nowMs: number) {
    const operator = this.#operator(operatorId);
    const wasListed = this.#unlist(operator);
    operator.isFree = isFree;
    operator.idleSinceMs = idleSinceMs;
    this.#list(operator);
    return wasListed ? [] : this.#matchOperator(operator, nowMs);
  }

  #queueContact(interactionId: InteractionId, queueId: QueueId, nowMs: number) {
    const queue = this.#queues.get(queueId);
    if (!queue || this.#contacts.has(interactionId)) return [];
    this.#arrivals += 1;
    const contact: Contact = {
      interactionId,
      queue,
      order: this.#arrivals,
      tried: new Set(),
      misses: 0,
      restsUntilMs: 0,
      offeredTo: null,
    };
    this.#contacts.set(interactionId, contact);
    queue.waiting.add(contact);
    return this.#matchContact(contact, nowMs);
  }

  #takeBack(interactionId: InteractionId, operatorId: OperatorId, nowMs: number) {
    const contact = this.#contacts.get(interactionId);
    const operator = contact?.offeredTo;
    if (!contact || operator?.operatorId !== operatorId) return [];
    contact.offeredTo = null;
    contact.tried.add(operatorId);
    contact.misses += 1;
    contact.restsUntilMs = nowMs + ROUND_PAUSE_MS;
    contact.queue.waiting.add(contact);
    this.#resting.add(contact);
    operator.offered = null;
    this.#list(operator);
    return [...this.#matchContact(contact, nowMs), ...this.#matchOperator(operator, nowMs)];
  }

  #removeContact(interactionId: InteractionId, nowMs: number) {
    const contact = this.#contacts.get(interactionId);
    if (!contact) return [];
    this.#contacts.delete(interactionId);
    this.#resting.delete(contact);
    contact.queue.waiting.remove(contact);
    const operator = contact.offeredTo;
    if (!operator) return [];
    operator.offered = null;
    this.#list(operator);
    return this.#matchOperator(operator, nowMs);
  }

  #wakeRested(nowMs: number) {
    const rested = [...this.#resting].filter((contact) => contact.restsUntilMs <= nowMs).sort(byArrival);
    for (const contact of rested) this.#resting.delete(contact);
    return rested.flatMap((contact) => this.#matchContact(contact, nowMs));
  }

  #matchContact(contact: Contact, nowMs: number): readonly DistributionOffer[] {
    if (contact.offeredTo) return [];
    let chosen: OperatorIndex | undefined;
    for (const operator of contact.queue.free)
      if (!contact.tried.has(operator.operatorId)) {
        chosen = operator;
        break;
      }
    if (!chosen && contact.restsUntilMs <= nowMs) chosen = contact.queue.free.first();
    return chosen ? [this.#offer(contact, chosen, nowMs)] : [];
  }

  /** The oldest contact over all the operator's queues that may be offered to them. */
  #matchOperator(operator: OperatorIndex, nowMs: number): readonly DistributionOffer[] {
    if (!operator.isFree || operator.offered) return [];
    let oldest: Contact | undefined;
    for (const queue of operator.queues)
      for (const contact of queue.waiting) {
        if (oldest && oldest.order < contact.order) break;
        if (contact.tried.has(operator.operatorId) && contact.restsUntilMs > nowMs) continue;
        oldest = contact;
        break;
      }
    return oldest ? [this.#offer(oldest, operator, nowMs)] : [];
  }

  #offer(contact: Contact, operator: OperatorIndex, nowMs: number): DistributionOffer {
    // Everybody who is free has had it: a new round begins.
    if (contact.tried.has(operator.operatorId)) contact.tried.clear();
    this.#resting.delete(contact);
    this.#unlist(operator);
    contact.queue.waiting.remove(contact);
    contact.offeredTo = operator;
    operator.offered = contact;
    const idle: OfferReason = { code: "longest-idle", idleMs: Math.max(0, nowMs - operator.idleSinceMs) };
    return {
      interactionId: contact.interactionId,
      queueId: contact.queue.queueId,
      operatorId: operator.operatorId,
      reasons: contact.misses > 0 ? [{ code: "next-after-no-answer" }, idle] : [idle],
    };
  }

  #operator(operatorId: OperatorId): OperatorIndex {
    const known = this.#operators.get(operatorId);
    if (known) return known;
    const order = this.#operators.size;
    const operator: OperatorIndex = { operatorId, queues: [], order, isFree: false, idleSinceMs: 0, offered: null };
    this.#operators.set(operatorId, operator);
    return operator;
  }

  #list(operator: OperatorIndex): void {
    if (operator.isFree && !operator.offered) for (const queue of operator.queues) queue.free.add(operator);
  }

  #unlist(operator: OperatorIndex): boolean {
    const wasListed = operator.isFree && !operator.offered;
    if (wasListed) for (const queue of operator.queues) queue.free.remove(operator);
    return wasListed;
  }
}
