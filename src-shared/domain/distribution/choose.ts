import type { ContactEntry, Lane, OperatorEntry, Seat } from "./distribution-index.ts";
import type { Choice } from "./offer-reasons.ts";

/** How far before the others the contacts stand for which the operator goes first: far, but nobody starves behind them. */
const OWN_HEAD_START_MS = 300_000;

/** Whether an operator may be offered a contact of this kind now. */
export function isFree({ offered, standing }: OperatorEntry, kind: ContactEntry["kind"]): boolean {
  return offered === null && standing.room[kind];
}

/** The contact that is first for a free operator; undefined when nothing waits for them. */
export function firstContactFor(operator: OperatorEntry, nowMs: number): ContactEntry | undefined {
  if (operator.offered) return undefined;
  const { room } = operator.standing;
  let first: ContactEntry | undefined;
  let firstRank = Number.POSITIVE_INFINITY;
  const own = operator.own.size > 0 ? operator.own.find((contact) => room[contact.kind]) : undefined;
  if (own) {
    first = own;
    firstRank = own.rank - OWN_HEAD_START_MS;
  }
  for (const { lane, isListed } of operator.seats) {
    if (!isListed || lane.waiting.size === 0) continue;
    // In rank order: what comes after the first found so far need not be looked at.
    const found = lane.waiting.find((contact) => contact.rank > firstRank || mayHave(contact, operator, nowMs));
    if (!found || found.rank > firstRank) continue;
    if (first && found.rank === firstRank && found.arrival > first.arrival) continue;
    first = found;
    firstRank = found.rank;
  }
  return first;
}

/** Who a waiting contact goes to; empty when nobody is there who may take it. Several: it rings at all of them. */
export function chooseOperators(contact: ContactEntry, nowMs: number): readonly Choice[] {
  for (const preferred of contact.preferred) {
    const { operator } = preferred;
    if (isFree(operator, contact.kind) && !contact.tried.has(operator)) return [{ operator, preferred }];
  }
  const untried = contact.tried.size === 0 ? isAnybody : (operator: OperatorEntry) => !contact.tried.has(operator);
  for (const lane of contact.lanes) {
    const seats = pick(lane, contact, untried);
    if (seats.length > 0) return seats.map(toChoice);
  }
  if (contact.tried.size === 0 || contact.restsUntilMs > nowMs) return [];
  for (const lane of contact.lanes) {
    const seats = pick(lane, contact, isAnybody);
    if (seats.length > 0) return seats.map(toChoice);
  }
  return [];
}

/** Who missed or declined it gets it again only after it rested. */
function mayHave(contact: ContactEntry, operator: OperatorEntry, nowMs: number): boolean {
  return contact.restsUntilMs <= nowMs || !contact.tried.has(operator);
}

function pick(lane: Lane, contact: ContactEntry, isWanted: (operator: OperatorEntry) => boolean): readonly Seat[] {
  const { strategy, atOnceLimit, seed } = lane.queue.rules;
  if (strategy === "all-at-once") {
    const seats: Seat[] = [];
    for (const seat of lane.free)
      if (seats.length < atOnceLimit) {
        if (isWanted(seat.operator)) seats.push(seat);
      } else break;
    return seats;
  }
  const seat =
    strategy === "random"
      ? pickRandom(lane, scramble(seed, contact.arrival, contact.misses), isWanted)
      : lane.free.find(({ operator }) => isWanted(operator));
  return seat ? [seat] : [];
}

/** Even odds: a place by the number; from there on the first who is wanted, going round. */
function pickRandom(lane: Lane, number: number, isWanted: (operator: OperatorEntry) => boolean): Seat | undefined {
  const { size } = lane.free;
  for (let step = 0; step < size; step += 1) {
    const seat = lane.free.at((number + step) % size);
    if (seat && isWanted(seat.operator)) return seat;
  }
  return undefined;
}

/** Mixes three numbers into one of 32 bits (the finaliser of MurmurHash3, public domain). */
function scramble(seed: number, arrival: number, misses: number): number {
  let mixed = (seed ^ Math.imul(arrival, 0x9e3779b1) ^ Math.imul(misses + 1, 0x85ebca6b)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0;
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

const isAnybody = () => true;
const toChoice = (seat: Seat): Choice => ({ operator: seat.operator, seat });
