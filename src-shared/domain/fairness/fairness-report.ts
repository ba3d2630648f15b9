import * as z from "zod";
import { OperatorId, QueueId } from "../../ids.ts";
import { addCounts, type FairnessEntry, NO_COUNTS } from "./fairness-ledger.ts";

const MAX_PERIOD_MS = 92 * 86_400_000;
const EpochMs = z.number().int().nonnegative();
const Count = z.number().int().nonnegative();

/** A period: whole hours that begin from `fromMs` on and before `toMs` (epoch ms), 92 days at most. */
export const FairnessPeriod = z
  .object({ fromMs: EpochMs, toMs: EpochMs })
  .refine(({ fromMs, toMs }) => toMs > fromMs && toMs - fromMs <= MAX_PERIOD_MS, "a period of 92 days at most");
export type FairnessPeriod = z.output<typeof FairnessPeriod>;

const Counts = z.object({
  offers: Count,
  taken: Count,
  missed: Count,
  refused: Count,
  claimed: Count,
  voice: Count,
  text: Count,
});

/** The part of one operator in one queue. `share`: of the contacts taken there by everybody, 0 to 1; null when there were none. */
const QueueShare = Counts.extend({ queueId: QueueId, share: z.number().min(0).max(1).nullable() });

/** The part of one operator. `share` is over all queues. */
const OperatorShare = Counts.extend({
  operatorId: OperatorId,
  idleMs: EpochMs,
  share: z.number().min(0).max(1).nullable(),
  queues: z.array(QueueShare),
});
type OperatorShare = z.output<typeof OperatorShare>;

/**
 * How fairly contacts were given out. `team` is the same for everybody who reads: how many operators had offers, the mean
 * of contacts taken by them, and the spread (max - min) / mean. `operators`: the rows the reader may see.
 */
export const FairnessReport = z.object({
  ...FairnessPeriod.shape,
  team: z.object({
    operators: Count,
    meanTaken: z.number().nonnegative(),
    spread: z.number().nonnegative().nullable(),
  }),
  operators: z.array(OperatorShare),
});
export type FairnessReport = z.output<typeof FairnessReport>;

/** The one way the ledger is read, whoever reads it: everybody's row, in the order of the ids. */
export function fairnessReport(entries: readonly FairnessEntry[], period: FairnessPeriod): FairnessReport {
  const within = entries.filter(({ hourMs }) => hourMs >= period.fromMs && hourMs < period.toMs);
  const takenIn = (queueId: QueueId) =>
    within.filter((entry) => entry.queueId === queueId).reduce((sum, { taken }) => sum + taken, 0);
  const total = within.reduce((sum, { taken }) => sum + taken, 0);
  const operators = [...groupBy(within, ({ operatorId }) => operatorId)].map(([operatorId, own]): OperatorShare => {
    const queues = [...groupBy(own, ({ queueId }) => queueId)].flatMap(([queueId, part]) => {
      if (queueId === null) return [];
      const { idleMs: _ofNoQueue, ...counts } = part.reduce(addCounts, NO_COUNTS);
      return [{ queueId, ...counts, share: shareOf(counts.taken, takenIn(queueId)) }];
    });
    const counts = own.reduce(addCounts, NO_COUNTS);
    return { operatorId, ...counts, share: shareOf(counts.taken, total), queues: queues.sort(byQueue) };
  });
  operators.sort((left, right) => (left.operatorId < right.operatorId ? -1 : 1));
  return { ...period, team: teamOf(operators), operators };
}

/** The report as one operator may read it: the team's numbers, and no row but their own. */
export function ownFairness(report: FairnessReport, operatorId: OperatorId): FairnessReport {
  return { ...report, operators: report.operators.filter((row) => row.operatorId === operatorId) };
}

function groupBy<Key>(
  entries: readonly FairnessEntry[],
  keyOf: (entry: FairnessEntry) => Key,
): ReadonlyMap<Key, readonly FairnessEntry[]> {
  const groups = new Map<Key, FairnessEntry[]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}

function teamOf(operators: readonly OperatorShare[]): FairnessReport["team"] {
  const taken = operators.filter(({ offers }) => offers > 0).map((row) => row.taken);
  const meanTaken = taken.length === 0 ? 0 : taken.reduce((sum, one) => sum + one, 0) / taken.length;
  const spread = meanTaken === 0 ? null : (Math.max(...taken) - Math.min(...taken)) / meanTaken;
  return { operators: taken.length, meanTaken, spread };
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function byQueue(left: { readonly queueId: QueueId }, right: { readonly queueId: QueueId }): number {
  return left.queueId < right.queueId ? -1 : 1;
}
