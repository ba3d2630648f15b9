import { describe, expect, it } from "vitest";
import { InteractionId } from "../../../src-shared/ids.ts";
import type { HistoryRow } from "../../../src-shared/ipc/workplace.ts";
import { byDay, todayRows, withFreshPage, withNextPage } from "./history-model.ts";

const now = new Date(2026, 10, 18, 14, 0).getTime();
const HOUR_MS = 3_600_000;

function row(id: string, hoursAgo: number): HistoryRow {
  return {
    interactionId: InteractionId.parse(id),
    atMs: now - hoursAgo * HOUR_MS,
    direction: "in",
    customer: { address: "+79000001427", name: null },
    queueName: null,
    operatorId: null,
    operatorName: null,
    waitMs: 0,
    talkMs: null,
    heldMs: 0,
    quality: null,
    missed: null,
    endedBy: null,
    result: "answered",
  };
}

const [a, b, c, d] = [row("a", 1), row("b", 13), row("c", 20), row("d", 200)] as const;

describe("history pages", () => {
  it("adds the next page without doubling a row", () => {
    expect(withNextPage({ rows: [a, b], cursor: "1" }, { rows: [b, c], cursor: null })).toEqual({
      rows: [a, b, c],
      cursor: null,
    });
  });

  it("keeps older rows when the newest page is read again", () => {
    const fresh = { ...b, result: "interrupted" as const };
    expect(withFreshPage({ rows: [b, c, d], cursor: "far" }, { rows: [a, fresh], cursor: "near" })).toEqual({
      rows: [a, fresh, c, d],
      cursor: "far",
    });
  });

  it("shows only the fresh page when there may be a hole before the older rows", () => {
    const fresh = { rows: [a, b], cursor: "near" };
    expect(withFreshPage({ rows: [d], cursor: null }, fresh)).toEqual(fresh);
    expect(withFreshPage({ rows: [], cursor: null }, fresh)).toEqual(fresh);
  });

  it("stays one page long over a shift of calls, and grows only by what was asked for", () => {
    let shown = { rows: [b, c] as readonly HistoryRow[], cursor: "near" as string | null };
    for (let call = 0; call < 100; call += 1)
      shown = withFreshPage(shown, { rows: [row(`new-${call}`, 0), shown.rows[0] ?? b], cursor: "near" });
    expect(shown.rows).toHaveLength(2);
  });

  it("takes the whole of a short history, so that removed rows go", () => {
    expect(withFreshPage({ rows: [a, b, c], cursor: null }, { rows: [a], cursor: null }).rows).toEqual([a]);
  });
});

describe("days", () => {
  it("go by the calendar, in the order of the rows", () => {
    expect(byDay([a, b, c, d], now).map((day) => [day.daysAgo, day.rows.map((each) => each.interactionId)])).toEqual([
      [0, ["a", "b"]],
      [1, ["c"]],
      [8, ["d"]],
    ]);
  });

  it("give the newest rows of today", () => {
    expect(todayRows([a, b, c], now, 1)).toEqual([a]);
    expect(todayRows([c], now, 5)).toEqual([]);
  });
});
