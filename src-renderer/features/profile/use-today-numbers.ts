import { useEffect, useState } from "react";
import type { HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import { afterAPause } from "../../lib/after-a-pause.ts";
import { type Answer, ask } from "../../lib/ask.ts";
import { bridge } from "../../lib/bridge.ts";
import { type TodayNumbers, todayNumbers } from "./profile-model.ts";

const PAGE_ROWS = 200;
const PAUSE_MS = 300;

type Read = { readonly state: "loading" | "failed" } | { readonly state: "ready"; readonly numbers: TodayNumbers };

/** The numbers of the day that began at `dayMs`, as this desktop's history has them; read again when it changes. */
export function useTodayNumbers(dayMs: number): Read {
  const [read, setRead] = useState<Read>({ state: "loading" });
  useEffect(() => {
    let isGone = false;
    const load = async (): Promise<void> => {
      const rows = await rowsSince(dayMs);
      if (!isGone)
        setRead(rows === null ? { state: "failed" } : { state: "ready", numbers: todayNumbers(rows, dayMs) });
    };
    void load();
    const paused = afterAPause(() => void load(), PAUSE_MS);
    const stop = bridge().on("history.changed", paused.ask);
    return () => {
      isGone = true;
      stop();
      paused.stop();
    };
  }, [dayMs]);
  return read;
}

/** Page by page until the day before; null: the history could not be read. */
async function rowsSince(dayMs: number): Promise<readonly HistoryRow[] | null> {
  const rows: HistoryRow[] = [];
  let cursor: string | null = null;
  do {
    const answer: Answer<"history.list"> = await ask("history.list", {
      cursor,
      limit: PAGE_ROWS,
      customer: null,
      only: "all",
    });
    if (!answer.ok) return null;
    rows.push(...answer.value.rows);
    cursor = answer.value.cursor;
  } while (cursor !== null && (rows.at(-1)?.atMs ?? 0) >= dayMs);
  return rows;
}
