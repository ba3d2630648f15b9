import type { HistoryRow } from "../../../src-shared/ipc/workplace.ts";

export type TodayNumbers = {
  readonly talks: number;
  readonly talkMs: number;
  /** The mean talk; null: there was none. */
  readonly averageMs: number | null;
  readonly missed: number;
};

/** An operator's own day of calls, from the rows of their history: what was talked, and what rang here in vain. */
export function todayNumbers(rows: readonly HistoryRow[], dayMs: number): TodayNumbers {
  const today = rows.filter(({ atMs, text }) => atMs >= dayMs && !text);
  const talks = today.map(({ talkMs }) => talkMs).filter((talkMs) => talkMs !== null);
  const talkMs = talks.reduce((sum, one) => sum + one, 0);
  return {
    talks: talks.length,
    talkMs,
    averageMs: talks.length === 0 ? null : talkMs / talks.length,
    missed: today.filter(({ missed }) => missed !== null).length,
  };
}
