import { useEffect } from "react";
import { create } from "zustand";
import { afterAPause } from "../../lib/after-a-pause.ts";
import { ask } from "../../lib/ask.ts";
import { bridge } from "../../lib/bridge.ts";
import { type HistoryPage, withFreshPage, withNextPage } from "./history-model.ts";

const PAGE_ROWS = 50;
/** A call that rings changes the history too; its card comes first. */
const PAUSE_MS = 150;

export type HistoryFilter = "all" | "missed";

type HistoryState = HistoryPage & {
  readonly only: HistoryFilter;
  readonly state: "loading" | "ready" | "failed";
  readonly isLoadingMore: boolean;
};

export const useHistoryStore = create<HistoryState>(() => ({
  only: "all",
  state: "loading",
  isLoadingMore: false,
  rows: [],
  cursor: null,
}));

let isRefreshing = false;
let isRefreshWanted = false;

/** Reads the newest page again; calls that come meanwhile are answered by one more read. */
export async function refreshHistory(): Promise<void> {
  isRefreshWanted = true;
  if (isRefreshing) return;
  isRefreshing = true;
  while (isRefreshWanted) {
    isRefreshWanted = false;
    const { only } = useHistoryStore.getState();
    const answer = await ask("history.list", { cursor: null, limit: PAGE_ROWS, customer: null, only });
    // Another filter was chosen meanwhile: its own reading follows.
    if (useHistoryStore.getState().only !== only) continue;
    useHistoryStore.setState((shown) =>
      answer.ok
        ? { state: "ready", ...withFreshPage(shown, answer.value) }
        : { state: shown.rows.length > 0 ? "ready" : "failed" },
    );
  }
  isRefreshing = false;
}

/** Shows all calls, or only missed ones; what was shown before goes. */
export async function showOnly(only: HistoryFilter): Promise<void> {
  if (useHistoryStore.getState().only === only) return;
  useHistoryStore.setState({ only, state: "loading", rows: [], cursor: null });
  await refreshHistory();
}

export async function retryHistory(): Promise<void> {
  useHistoryStore.setState({ state: "loading" });
  await refreshHistory();
}

export async function loadMoreHistory(): Promise<void> {
  const { cursor, isLoadingMore, only } = useHistoryStore.getState();
  if (cursor === null || isLoadingMore) return;
  useHistoryStore.setState({ isLoadingMore: true });
  const answer = await ask("history.list", { cursor, limit: PAGE_ROWS, customer: null, only });
  if (useHistoryStore.getState().only !== only) return useHistoryStore.setState({ isLoadingMore: false });
  useHistoryStore.setState((shown) => ({
    isLoadingMore: false,
    ...(answer.ok ? withNextPage(shown, answer.value) : { cursor: answer.code === "bad-cursor" ? null : shown.cursor }),
  }));
  if (!answer.ok && answer.code === "bad-cursor") await refreshHistory();
}

/** Keeps the history fresh while the window lives; used once, by the frame. */
export function useHistoryFeed(): void {
  useEffect(() => {
    void refreshHistory();
    const paused = afterAPause(() => void refreshHistory(), PAUSE_MS);
    const stopListening = bridge().on("history.changed", paused.ask);
    return () => {
      stopListening();
      paused.stop();
    };
  }, []);
}
