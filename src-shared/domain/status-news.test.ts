import { expect, it } from "vitest";
import { newsOf, statusNews } from "./status-news.ts";

const lunch = { status: "break", reason: "lunch", sinceMs: 10 } as const;
const notReady = { status: "not-ready", reason: "declined-offers", sinceMs: 20 } as const;
const setBy = { personId: "olga", name: "Ольга Ким", note: null };

it("is what the operator did not do", () => {
  expect(newsOf(lunch)).toBeNull();
  expect(newsOf({ ...lunch, isOverrun: true })).toBe("overrun");
  expect(newsOf({ ...lunch, setBy })).toBe("set-by");
  expect(
    ["missed-offers", "declined-offers", "desktop-gone", "new"].map((reason) => newsOf({ ...notReady, reason })),
  ).toEqual(["missed", "declined", "gone", "not-ready"]);
});

it("is told once, and anew when it happens anew", () => {
  expect(statusNews(lunch, { ...lunch, isOverrun: true })).toBe("overrun");
  expect(statusNews({ ...lunch, isOverrun: true }, { ...lunch, isOverrun: true })).toBeNull();
  expect(statusNews(notReady, { ...notReady, sinceMs: 30 })).toBe("declined");
  expect(statusNews({ ...lunch, isOverrun: true }, { status: "online", reason: null, sinceMs: 40 })).toBeNull();
});
