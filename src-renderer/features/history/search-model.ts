import type { HistoryFilter } from "../../../src-shared/ipc/history-search.ts";
import type { FoundRow } from "../../../src-shared/ipc/workplace.ts";

export type SearchDays = "all" | "today" | "week" | "month";

/** What stands in the search's fields; «all» does not narrow. */
export type SearchChoices = {
  readonly text: string;
  readonly days: SearchDays;
  readonly kind: "all" | "voice" | "text";
  readonly direction: "all" | "in" | "out";
  readonly outcome: "all" | "answered" | "missed";
};

export const NO_CHOICES: SearchChoices = { text: "", days: "all", kind: "all", direction: "all", outcome: "all" };

const DAYS_BACK: Readonly<Record<SearchDays, number | null>> = { all: null, today: 0, week: 6, month: 29 };

/** Whether anything is looked for; a blank line is nothing. */
export function isSearching({ text, days, kind, direction, outcome }: SearchChoices): boolean {
  return text.trim() !== "" || [days, kind, direction, outcome].some((choice) => choice !== "all");
}

/** What narrows the search; days go by this machine's calendar, today among them. */
export function filterOf({ days, kind, direction, outcome }: SearchChoices, nowMs: number): HistoryFilter {
  const back = DAYS_BACK[days];
  const day = new Date(nowMs);
  return {
    fromMs: back === null ? null : new Date(day.getFullYear(), day.getMonth(), day.getDate() - back).getTime(),
    untilMs: null,
    kind: kind === "all" ? null : kind,
    direction: direction === "all" ? null : direction,
    outcome: outcome === "all" ? null : outcome,
  };
}

/** A contact that was found by something newer already stands above. */
export function withNextFound(shown: readonly FoundRow[], next: readonly FoundRow[]): readonly FoundRow[] {
  const known = new Set(shown.map(({ interactionId }) => interactionId));
  return [...shown, ...next.filter(({ interactionId }) => !known.has(interactionId))];
}
