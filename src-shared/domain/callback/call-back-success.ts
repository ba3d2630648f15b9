import * as z from "zod";
import { QueueId } from "../../ids.ts";
import type { CallBackOrder } from "./call-back-order.ts";

/** The largest span a report may have, ms. */
const LONGEST_MS = 400 * 86_400_000;

/** Which orders are counted: those ordered from `fromMs` on and before `toMs` (epoch ms), of one queue or of all. */
export const CallBackPeriod = z
  .object({
    fromMs: z.number().int().nonnegative(),
    toMs: z.number().int().nonnegative(),
    queueId: QueueId.optional(),
  })
  .refine(({ fromMs, toMs }) => fromMs < toMs && toMs - fromMs <= LONGEST_MS, { error: "an empty or endless period" });
export type CallBackPeriod = z.output<typeof CallBackPeriod>;

/**
 * KPI 22 of the reports: call-backs that were connected ÷ ordered × 100, and the median of how long a connected customer
 * waited, in minutes, from the order, or from the start of the window they chose when that is later. Orders that are still
 * open count as ordered. `ownCall`: the customer called by themself and was answered, which is no call-back. Null: nothing to
 * count. Better: a higher rate, a shorter delay.
 */
export const CallBackSuccess = z.object({
  ordered: z.number().int().nonnegative(),
  connected: z.number().int().nonnegative(),
  ownCall: z.number().int().nonnegative(),
  unanswered: z.number().int().nonnegative(),
  expired: z.number().int().nonnegative(),
  cancelled: z.number().int().nonnegative(),
  open: z.number().int().nonnegative(),
  successPercent: z.number().min(0).max(100).nullable(),
  medianDelayMin: z.number().nonnegative().nullable(),
});
export type CallBackSuccess = z.output<typeof CallBackSuccess>;

const COUNTED = {
  connected: "connected",
  "fulfilled-by-own-call": "ownCall",
  unanswered: "unanswered",
  expired: "expired",
  cancelled: "cancelled",
} as const;

/** Counts the orders of a period: a function of the orders as the log makes them, whatever their order. */
export function callBackSuccess(orders: Iterable<CallBackOrder>, period: CallBackPeriod): CallBackSuccess {
  const counts = { ordered: 0, connected: 0, ownCall: 0, unanswered: 0, expired: 0, cancelled: 0, open: 0 };
  const delaysMs: number[] = [];
  for (const order of orders) {
    if (!isOfPeriod(order, period)) continue;
    counts.ordered += 1;
    counts[order.outcome === null ? "open" : COUNTED[order.outcome]] += 1;
    if (order.outcome === "connected" && order.closedAtMs !== null)
      delaysMs.push(Math.max(0, order.closedAtMs - Math.max(order.orderedAtMs, order.card.fromMs)));
  }
  const median = medianOf(delaysMs);
  return {
    ...counts,
    successPercent: counts.ordered === 0 ? null : (counts.connected / counts.ordered) * 100,
    medianDelayMin: median === null ? null : median / 60_000,
  };
}

function isOfPeriod({ orderedAtMs, queueId }: CallBackOrder, period: CallBackPeriod): boolean {
  const isOfQueue = period.queueId === undefined || period.queueId === queueId;
  return isOfQueue && orderedAtMs >= period.fromMs && orderedAtMs < period.toMs;
}

/** The middle one, or the mean of the two middle ones. */
function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
