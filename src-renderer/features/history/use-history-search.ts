import { useEffect } from "react";
import { create } from "zustand";
import type { HistoryFilter } from "../../../src-shared/ipc/history-search.ts";
import type { FoundRow } from "../../../src-shared/ipc/workplace.ts";
import { afterAPause } from "../../lib/after-a-pause.ts";
import { ask } from "../../lib/ask.ts";
import { bridge } from "../../lib/bridge.ts";
import { filterOf, isSearching, NO_CHOICES, type SearchChoices, withNextFound } from "./search-model.ts";

const PAGE_ROWS = 50;
/** A person types on; what was typed is looked for once in a while, not at each key. */
const PAUSE_MS = 120;
/** The index is being made: what is new in it is shown after so long. */
const INDEXING_MS = 500;

type SearchState = {
  readonly choices: SearchChoices;
  readonly state: "off" | "loading" | "ready" | "failed";
  readonly rows: readonly FoundRow[];
  readonly cursor: string | null;
  readonly staleSinceMs: number | null;
  readonly isIndexing: boolean;
  readonly isLoadingMore: boolean;
};

const OFF: SearchState = {
  choices: NO_CHOICES,
  state: "off",
  rows: [],
  cursor: null,
  staleSinceMs: null,
  isIndexing: false,
  isLoadingMore: false,
};

export const useHistorySearch = create<SearchState>(() => OFF);

const paused = afterAPause(() => void search(), PAUSE_MS);
const indexing = afterAPause(() => void search(), INDEXING_MS);
/** Answers to what was asked before are late and shown no more. */
let question = 0;

/** Looks for other words, or narrows otherwise; what was found before stays in sight until the answer. */
export function chooseSearch(change: Partial<SearchChoices>): void {
  const choices = { ...useHistorySearch.getState().choices, ...change };
  question += 1;
  if (!isSearching(choices)) {
    paused.stop();
    indexing.stop();
    useHistorySearch.setState({ ...OFF, choices });
    return;
  }
  useHistorySearch.setState(({ state }) => ({ choices, state: state === "ready" ? "ready" : "loading" }));
  paused.ask();
}

/** What is shown is asked for again when the history or the link changed; further pages that were asked for stay. */
export function useSearchFeed(isOnline: boolean): void {
  useEffect(() => bridge().on("history.changed", askAgain), []);
  useEffect(() => {
    const isSaidToBeOnline = useHistorySearch.getState().staleSinceMs === null;
    if (isOnline !== isSaidToBeOnline) askAgain();
  }, [isOnline]);
}

function askAgain(): void {
  const { state, rows } = useHistorySearch.getState();
  if (state === "ready" && rows.length <= PAGE_ROWS) paused.ask();
}

export function endSearch(): void {
  chooseSearch(NO_CHOICES);
}

export async function search(): Promise<void> {
  question += 1;
  const asked = question;
  const { text, filter } = asQuestion();
  const answer = await ask("history.search", { text, filter, cursor: null, limit: PAGE_ROWS });
  if (asked !== question) return;
  if (!answer.ok) {
    useHistorySearch.setState({ state: "failed", rows: [], cursor: null });
    return;
  }
  useHistorySearch.setState({ state: "ready", ...answer.value });
  if (answer.value.isIndexing) indexing.ask();
}

export async function findMore(): Promise<void> {
  const { cursor, isLoadingMore } = useHistorySearch.getState();
  if (cursor === null || isLoadingMore) return;
  useHistorySearch.setState({ isLoadingMore: true });
  const asked = question;
  const answer = await ask("history.search", { ...asQuestion(), cursor, limit: PAGE_ROWS });
  useHistorySearch.setState({ isLoadingMore: false });
  if (asked !== question) return;
  if (answer.ok)
    useHistorySearch.setState(({ rows }) => ({
      rows: withNextFound(rows, answer.value.rows),
      cursor: answer.value.cursor,
    }));
  else await search();
}

function asQuestion(): { text: string; filter: HistoryFilter } {
  const { choices } = useHistorySearch.getState();
  return { text: choices.text, filter: filterOf(choices, Date.now()) };
}
