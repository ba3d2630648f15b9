import { NOTICES_KEPT } from "../../../src-shared/domain/notice-limits.ts";
import type { Notice } from "../../../src-shared/ipc/notices.ts";

/** The newest telling first. */
export type NoticeBook = { readonly lastSeq: number; readonly notices: readonly Notice[] };

export type Told = Pick<Notice, "tone" | "title" | "message" | "action" | "concern">;

export const EMPTY_BOOK: NoticeBook = { lastSeq: 0, notices: [] };

/** Longer than any shift: what is older is of another one. */
const SHIFT_MS = 16 * 60 * 60 * 1000;

/** The book with what was told, and the notice that says it now. */
export function tell(
  book: NoticeBook,
  told: Told,
  nowMs: number,
): { readonly book: NoticeBook; readonly notice: Notice } {
  const before = book.notices.find((one) => isSameNews(one, told));
  if (before && isStanding(before) && isSameWords(before, told)) return { book, notice: before };
  const seq = book.lastSeq + 1;
  // What stands and says something new (one more missed call) is the same trouble, not a repeat.
  const isRepeat = before !== undefined && !isStanding(before);
  const notice: Notice = {
    ...told,
    seq,
    firstAtMs: before?.firstAtMs ?? nowMs,
    atMs: nowMs,
    count: (before?.count ?? 1) + (isRepeat ? 1 : 0),
    isSeen: false,
    endedAtMs: null,
  };
  const others = book.notices.filter((one) => one !== before && nowMs - one.atMs < SHIFT_MS);
  return { book: { lastSeq: seq, notices: [notice, ...others].slice(0, NOTICES_KEPT) }, notice };
}

export function settle(book: NoticeBook, concern: string, nowMs: number): NoticeBook {
  return mapNotices(book, (one) =>
    one.concern === concern && isStanding(one) ? { ...one, endedAtMs: Math.max(nowMs, one.atMs) } : one,
  );
}

export function see(book: NoticeBook, seqs: readonly number[]): NoticeBook {
  return mapNotices(book, (one) => (!one.isSeen && seqs.includes(one.seq) ? { ...one, isSeen: true } : one));
}

/** A concern that stands cannot be cleared away: it is still so. */
export function clear(book: NoticeBook): NoticeBook {
  return { ...book, notices: book.notices.filter(isStanding) };
}

export function isStanding({ concern, endedAtMs }: Notice): boolean {
  return concern !== null && endedAtMs === null;
}

function isSameNews(one: Notice, told: Told): boolean {
  if (one.concern !== null || told.concern !== null) return one.concern === told.concern;
  return isSameWords(one, told);
}

function isSameWords(one: Told, other: Told): boolean {
  return one.tone === other.tone && one.title === other.title && one.message === other.message;
}

function mapNotices(book: NoticeBook, change: (one: Notice) => Notice): NoticeBook {
  return { ...book, notices: book.notices.map(change) };
}
