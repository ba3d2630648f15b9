import type { FoundRow } from "../../../src-shared/ipc/workplace.ts";
import { historyRows, NOW_MS } from "./history-rows.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";

const MESSAGE = "…заказ? Обещали доставку во вторник, а доставки всё нет";

/** What was found by the word «доставка»: in a message, in a note, and by the number. */
const found: readonly FoundRow[] = historyRows.slice(0, 9).map((row, index) => ({
  ...row,
  kind: index % 3 === 0 ? "text" : "voice",
  found:
    index % 3 === 0
      ? [{ in: "message", text: MESSAGE, marks: [marked("доставку"), marked("доставки")] }]
      : index % 3 === 1
        ? [{ in: "note", text: "Доставка до двери, звонить за час", marks: [{ from: 0, to: 8 }] }]
        : [{ in: "number", text: row.customer.address, marks: [{ from: 2, to: 6 }] }],
}));

function marked(word: string): { from: number; to: number } {
  const from = MESSAGE.indexOf(word);
  return { from, to: from + word.length };
}

const answered = { rows: found, cursor: null, staleSinceMs: null, isIndexing: false };

function searching(name: string, answer: unknown, of = "calm"): Scenario {
  const base = scenarios.find((scenario) => scenario.name === of);
  if (!base) throw new Error(`no scenario ${of}`);
  return { ...base, name, answers: { ...base.answers, "history.search": answer } };
}

/** States of the search in the history; the test types a word. */
export const searchScenarios: readonly Scenario[] = [
  searching("search-found", { ...answered, cursor: "w.5" }),
  searching("search-offline", { ...answered, staleSinceMs: NOW_MS - 7 * 60_000, isIndexing: true }, "offline"),
  searching("search-empty", { ...answered, rows: [] }),
  searching("search-loading", "pending"),
  { ...searching("search-failed", null), refusals: { "history.search": "search-failed" } },
];
