import type { LogEvent, OfferReason } from "../../../src-shared/events/log-event.ts";

/** What one operator was offered by a queue, and what became of it. */
export type OfferCounts = { offers: number; taken: number; missed: number; refused: number; claimed: number };

export type Recount = {
  readonly operators: ReadonlyMap<string, OfferCounts>;
  /** Contacts by channel. */
  readonly channels: ReadonlyMap<string, number>;
  /** Ends by result. */
  readonly results: ReadonlyMap<string, number>;
  /** How each order of a call-back ended, as often as it did, by its interaction. */
  readonly orders: ReadonlyMap<string, readonly string[]>;
  /** Contacts that were ended and not closed. */
  readonly open: number;
  /** Contacts that got another owner from their owner, those that were given back to a queue, and wrap-ups begun. */
  readonly passedOn: number;
  readonly givenBack: number;
  readonly wrapUps: number;
  /** How often each status was begun, by operator and status. */
  readonly statuses: ReadonlyMap<string, string>;
};

const CHOSEN: ReadonlySet<OfferReason["code"]> = new Set(["called-directly", "transferred", "claimed"]);
const MISSED: ReadonlySet<string> = new Set(["no-answer", "busy", "unreachable"]);

/**
 * The numbers of a day counted from its log by hand, with nothing of the program but the shape of its events: what every
 * report of the program is compared with.
 */
export function recount(events: readonly LogEvent[]): Recount {
  const operators = new Map<string, OfferCounts>();
  const of = (operatorId: string): OfferCounts => {
    const known = operators.get(operatorId) ?? { offers: 0, taken: 0, missed: 0, refused: 0, claimed: 0 };
    operators.set(operatorId, known);
    return known;
  };
  const channels = new Map<string, number>();
  const results = new Map<string, number>();
  const statuses = new Map<string, string>();
  const orders = new Map<string, string[]>();
  const last = new Map<string, { readonly isOfQueue: boolean; readonly isClaimed: boolean }>();
  const open = new Set<string>();
  const owned = new Set<string>();
  let [passedOn, givenBack, wrapUps] = [0, 0, 0];
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { type, payload } of events)
    switch (type) {
      case "interaction.created":
        add(channels, payload.channel);
        open.add(payload.interactionId);
        break;
      case "interaction.offered": {
        const codes = payload.reasons.map(({ code }) => code);
        const isOfQueue = !codes.some((code) => CHOSEN.has(code));
        const offer = { isOfQueue, isClaimed: codes.includes("claimed") };
        last.set(payload.offerId, offer).set(`${payload.interactionId} ${payload.operatorId}`, offer);
        if (isOfQueue && payload.operatorId) of(payload.operatorId).offers += 1;
        break;
      }
      case "interaction.offer-ended":
        if (!payload.operatorId || !last.get(payload.offerId)?.isOfQueue) break;
        if (payload.outcome === "declined") of(payload.operatorId).refused += 1;
        else if (MISSED.has(payload.outcome)) of(payload.operatorId).missed += 1;
        break;
      case "interaction.queued":
        if (owned.delete(payload.interactionId)) givenBack += 1;
        break;
      case "interaction.transferred":
        passedOn += 1;
        break;
      case "interaction.accepted": {
        owned.add(payload.interactionId);
        const offer = last.get(`${payload.interactionId} ${payload.operatorId}`);
        if (offer?.isClaimed) of(payload.operatorId).claimed += 1;
        else if (offer?.isOfQueue) of(payload.operatorId).taken += 1;
        break;
      }
      case "interaction.ended":
        add(results, payload.result);
        if (payload.wrapUp) wrapUps += 1;
        break;
      case "interaction.closed":
        open.delete(payload.interactionId);
        break;
      case "callback.ordered":
        orders.set(payload.interactionId, []);
        break;
      case "callback.closed":
        orders.get(payload.interactionId)?.push(payload.outcome);
        break;
      case "operator.status-changed":
        statuses.set(payload.operatorId, payload.status);
        break;
      default:
    }
  return { operators, channels, results, orders, open: open.size, passedOn, givenBack, wrapUps, statuses };
}
