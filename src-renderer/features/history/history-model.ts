import type { FoundRow, HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import { daysAgo } from "../../lib/format-date.ts";

export type HistoryPage = { readonly rows: readonly HistoryRow[]; readonly cursor: string | null };

/** A row of the history or of the search, which says by what it was found. */
export type ShownRow = HistoryRow & Partial<Pick<FoundRow, "kind" | "found">>;

export type HistoryDay = { readonly daysAgo: number; readonly atMs: number; readonly rows: readonly ShownRow[] };

/** Rows by calendar day, newest first, as they come. */
export function byDay(rows: readonly ShownRow[], nowMs: number): readonly HistoryDay[] {
  const days: { daysAgo: number; atMs: number; rows: ShownRow[] }[] = [];
  for (const row of rows) {
    const day = daysAgo(row.atMs, nowMs);
    const last = days.at(-1);
    if (last?.daysAgo === day) last.rows.push(row);
    else days.push({ daysAgo: day, atMs: row.atMs, rows: [row] });
  }
  return days;
}

/** What is shown with the next page at its end; a row that is already there is not shown twice. */
export function withNextPage(shown: HistoryPage, next: HistoryPage): HistoryPage {
  const known = new Set(shown.rows.map((row) => row.interactionId));
  return { rows: [...shown.rows, ...next.rows.filter((row) => !known.has(row.interactionId))], cursor: next.cursor };
}

/** Older rows kept under a fresh page; a list that grew with every call of a shift would slow the window down. */
const MOST_OLDER = 500;

/**
 * What is shown after the newest page was read again: its rows, then the older ones the operator had asked for.
 * When the page shares no row with them there may be a hole between, so only the page is shown.
 */
export function withFreshPage(shown: HistoryPage, fresh: HistoryPage): HistoryPage {
  const renewed = new Set(fresh.rows.map((row) => row.interactionId));
  const lastShared = shown.rows.findLastIndex((row) => renewed.has(row.interactionId));
  if (lastShared < 0 || fresh.cursor === null) return fresh;
  const older = shown.rows.slice(lastShared + 1);
  // Nobody asked for more than a page: what a new call pushed out of it is read again when it is wanted.
  const isOnePage = shown.rows.length <= fresh.rows.length;
  return isOnePage || older.length === 0 || older.length > MOST_OLDER
    ? fresh
    : { rows: [...fresh.rows, ...older], cursor: shown.cursor };
}

/** The newest rows of the present day. */
export function todayRows(rows: readonly HistoryRow[], nowMs: number, limit: number): readonly HistoryRow[] {
  return rows.filter((row) => daysAgo(row.atMs, nowMs) === 0).slice(0, limit);
}
