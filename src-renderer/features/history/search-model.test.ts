import { expect, it } from "vitest";
import { filterOf, isSearching, NO_CHOICES } from "./search-model.ts";

const now = new Date(2026, 10, 18, 14, 0).getTime();

it("a blank line and open filters look for nothing", () => {
  expect([isSearching(NO_CHOICES), isSearching({ ...NO_CHOICES, text: "  " })]).toEqual([false, false]);
  expect([isSearching({ ...NO_CHOICES, text: "a" }), isSearching({ ...NO_CHOICES, days: "week" })]).toEqual([
    true,
    true,
  ]);
});

it("days go by the calendar, today among them", () => {
  expect(filterOf({ ...NO_CHOICES, days: "today" }, now).fromMs).toBe(new Date(2026, 10, 18).getTime());
  expect(filterOf({ ...NO_CHOICES, days: "week", kind: "text" }, now)).toEqual({
    ...{ fromMs: new Date(2026, 10, 12).getTime(), untilMs: null, kind: "text", direction: null, outcome: null },
  });
});
