import type { LogEvent, OfferReason } from "../../events/log-event.ts";
import type { InteractionId, OperatorId, QueueId } from "../../ids.ts";
import { channelKind } from "../channel.ts";
import { type Interaction, isInteractionEvent } from "../interaction.ts";
import {
  foldPresence,
  isPresenceEvent,
  mayBeOffered,
  newPresence,
  type OperatorPresence,
} from "../operator-presence.ts";

const HOUR_MS = 3_600_000;

/**
 * What is counted of the distribution. `offers` of a queue (no direct calls, no transfers); of these `taken`, `missed`
 * (rang out, busy, not reached) and `refused` (declined); what is left was taken back, or rings. `claimed` were taken out of
 * the queue without being offered. `voice` and `text` are the taken and claimed ones by kind. `idleMs`: on the line with nothing open, rings excluded.
 */
export type FairnessCounts = {
  readonly offers: number;
  readonly taken: number;
  readonly missed: number;
  readonly refused: number;
  readonly claimed: number;
  readonly voice: number;
  readonly text: number;
  readonly idleMs: number;
};

/** Counts of one operator in one hour (its start, epoch ms UTC): of one queue, or (`queueId` null) the idle time, which is of none. */
export type FairnessEntry = FairnessCounts & {
  readonly hourMs: number;
  readonly operatorId: OperatorId;
  readonly queueId: QueueId | null;
};

export const NO_COUNTS: FairnessCounts = {
  offers: 0,
  taken: 0,
  missed: 0,
  refused: 0,
  claimed: 0,
  voice: 0,
  text: 0,
  idleMs: 0,
};

/** How the ledger begins: what is known of the operators, and what is not closed. */
export type LedgerStart = {
  readonly presences: readonly OperatorPresence[];
  readonly unclosed: readonly Interaction[];
  /** Which operator of the team called here, if one did. */
  readonly dialler: (interaction: Interaction) => OperatorId | null;
};

/**
 * Follows the log and says what each event adds to the ledger of fairness. A function of the log: the same events give the
 * same entries. After a restart nobody is linked, so that the time a hub was down is nobody's idle time.
 */
export class FairnessLedger {
  readonly #dialler: LedgerStart["dialler"];
  readonly #presences = new Map<OperatorId, OperatorPresence>();
  readonly #busyIn = new Map<InteractionId, ReadonlySet<OperatorId>>();
  readonly #open = new Map<OperatorId, number>();
  readonly #idleSinceMs = new Map<OperatorId, number>();

  constructor({ presences, unclosed, dialler }: LedgerStart) {
    this.#dialler = dialler;
    for (const presence of presences)
      this.#presences.set(presence.operatorId, { ...presence, isPhoneRegistered: false, isDesktopLinked: false });
    for (const interaction of unclosed) this.#occupy(interaction.interactionId, this.#occupied(interaction));
  }

  /** What an event adds; `after` is the interaction it is about, as all events written with it leave it. */
  follow(event: LogEvent, after: Interaction | undefined): readonly FairnessEntry[] {
    if (isPresenceEvent(event)) {
      const { operatorId } = event.payload;
      const before = this.#presences.get(operatorId) ?? newPresence(operatorId, event.atMs);
      this.#presences.set(operatorId, foldPresence(before, event));
      return this.#idleChange(operatorId, event.atMs);
    }
    if (!isInteractionEvent(event) || !after) return [];
    const touched = this.#occupy(event.payload.interactionId, this.#occupied(after));
    const counted = countOf(event, after);
    return [
      ...(counted ? [{ ...NO_COUNTS, hourMs: hourOf(event.atMs), ...counted }] : []),
      ...touched.flatMap((operatorId) => this.#idleChange(operatorId, event.atMs)),
    ];
  }

  #occupied(interaction: Interaction): ReadonlySet<OperatorId> {
    const { state, operatorId, offers } = interaction;
    const occupied = new Set<OperatorId>();
    if (state === "closed") return occupied;
    if (operatorId) occupied.add(operatorId);
    for (const offer of offers) if (offer.outcome === null && offer.operatorId) occupied.add(offer.operatorId);
    const dialler = state === "wrap-up" ? null : this.#dialler(interaction);
    if (dialler) occupied.add(dialler);
    return occupied;
  }

  /** Notes who is busy in an interaction; answers with everybody for whom that may have changed. */
  #occupy(interactionId: InteractionId, after: ReadonlySet<OperatorId>): readonly OperatorId[] {
    const before = this.#busyIn.get(interactionId) ?? new Set<OperatorId>();
    if (after.size > 0) this.#busyIn.set(interactionId, after);
    else this.#busyIn.delete(interactionId);
    const [freed, taken] = [[...before].filter((one) => !after.has(one)), [...after].filter((one) => !before.has(one))];
    for (const operatorId of freed) this.#open.set(operatorId, (this.#open.get(operatorId) ?? 1) - 1);
    for (const operatorId of taken) this.#open.set(operatorId, (this.#open.get(operatorId) ?? 0) + 1);
    return [...freed, ...taken];
  }

  #idleChange(operatorId: OperatorId, atMs: number): readonly FairnessEntry[] {
    const presence = this.#presences.get(operatorId);
    const reach = presence ? mayBeOffered(presence) : null;
    const hasOpen = (this.#open.get(operatorId) ?? 0) > 0 || presence?.state.passedOn !== undefined;
    const isIdle = reach !== null && (reach.voice || reach.text) && !hasOpen;
    const sinceMs = this.#idleSinceMs.get(operatorId);
    if (isIdle === (sinceMs !== undefined)) return [];
    if (sinceMs === undefined) {
      this.#idleSinceMs.set(operatorId, atMs);
      return [];
    }
    this.#idleSinceMs.delete(operatorId);
    return byHour(sinceMs, atMs).map(([hourMs, idleMs]) => ({
      ...NO_COUNTS,
      hourMs,
      operatorId,
      queueId: null,
      idleMs,
    }));
  }
}

type Count = Partial<FairnessCounts> & Pick<FairnessEntry, "operatorId" | "queueId">;

function countOf(event: LogEvent, { queueId, offers, channel }: Interaction): Count | null {
  if (queueId === null) return null;
  switch (event.type) {
    case "interaction.offered": {
      const { operatorId, offerId } = event.payload;
      return operatorId && isOfQueue(offers.find((offer) => offer.offerId === offerId))
        ? { operatorId, queueId, offers: 1 }
        : null;
    }
    case "interaction.offer-ended": {
      const { operatorId, offerId, outcome } = event.payload;
      if (!operatorId || outcome === "withdrawn" || !isOfQueue(offers.find((offer) => offer.offerId === offerId)))
        return null;
      return outcome === "declined" ? { operatorId, queueId, refused: 1 } : { operatorId, queueId, missed: 1 };
    }
    case "interaction.accepted": {
      const { operatorId } = event.payload;
      const offer = offers.findLast((one) => one.operatorId === operatorId);
      const kind = channelKind(channel) ?? "text";
      if (offer?.reasons.some(({ code }) => code === "claimed")) return { operatorId, queueId, claimed: 1, [kind]: 1 };
      return isOfQueue(offer) ? { operatorId, queueId, taken: 1, [kind]: 1 } : null;
    }
    default:
      return null;
  }
}

/** What is somebody's own choice, and no offer of the distribution. */
const CHOSEN: ReadonlySet<OfferReason["code"]> = new Set(["called-directly", "transferred", "claimed"]);

function isOfQueue(offer: Interaction["offers"][number] | undefined): boolean {
  return offer !== undefined && !offer.reasons.some(({ code }) => CHOSEN.has(code));
}

function hourOf(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS;
}

/** A stretch of time cut at the hours: the start of each, and how much of the stretch lies in it. */
function byHour(fromMs: number, toMs: number): readonly (readonly [hourMs: number, ms: number])[] {
  const parts: (readonly [number, number])[] = [];
  for (let startMs = fromMs; startMs < toMs; ) {
    const endMs = Math.min(toMs, hourOf(startMs) + HOUR_MS);
    parts.push([hourOf(startMs), endMs - startMs]);
    startMs = endMs;
  }
  return parts;
}

/** Entries of the same hour, operator and queue as one. */
export function joinEntries(entries: readonly FairnessEntry[]): readonly FairnessEntry[] {
  const joined = new Map<string, FairnessEntry>();
  for (const entry of entries) {
    const key = `${entry.hourMs} ${entry.operatorId} ${entry.queueId ?? ""}`;
    const before = joined.get(key);
    joined.set(key, before ? { ...entry, ...addCounts(before, entry) } : entry);
  }
  return [...joined.values()];
}

export function addCounts(left: FairnessCounts, right: FairnessCounts): FairnessCounts {
  return {
    offers: left.offers + right.offers,
    taken: left.taken + right.taken,
    missed: left.missed + right.missed,
    refused: left.refused + right.refused,
    claimed: left.claimed + right.claimed,
    voice: left.voice + right.voice,
    text: left.text + right.text,
    idleMs: left.idleMs + right.idleMs,
  };
}
