import { describe, expect, test } from "vitest";
import { callBackWindows, isCallBackWindow, opensAt } from "./call-back-windows.ts";
import { isOriginAllowed, SiteSettings } from "./site-settings.ts";

const of = (...origins: string[]) => ({ origins });

describe("a site's origins", () => {
  test.for([
    ["https://shop.example", "https://shop.example", true],
    ["https://shop.example", "http://shop.example", false],
    ["https://shop.example", "https://shop.example:8443", false],
    ["https://shop.example", "https://shop.example.evil.test", false],
    ["https://*.shop.example", "https://tea.shop.example", true],
    ["https://*.shop.example", "https://a.b.shop.example", true],
    ["https://*.shop.example", "https://shop.example", false],
    ["https://*.shop.example", "https://.shop.example", false],
    ["https://*.shop.example", "https://evilshop.example", false],
    ["https://*.shop.example", "http://tea.shop.example", false],
  ] as const)("%s and a page of %s: %s", ([allowed, origin, isAllowed]) => {
    expect(isOriginAllowed(of(allowed), origin)).toBe(isAllowed);
  });

  test("who names no origin, or an opaque one, is no page of the site", () => {
    expect(isOriginAllowed(of("https://shop.example"), undefined)).toBe(false);
    expect(isOriginAllowed(of("https://shop.example"), "null")).toBe(false);
  });

  test("settings with a wildcard for everything are refused", () => {
    const settings = { key: "shop-key-1", name: "Shop", queueId: "support" };
    for (const origin of ["*", "https://*", "https://shop.example/", "javascript:alert(1)"])
      expect(SiteSettings.safeParse({ ...settings, origins: [origin] }).success).toBe(false);
    expect(SiteSettings.safeParse({ ...settings, origins: ["https://shop.example"], accent: "red" }).success).toBe(
      false,
    );
  });
});

const hours = {
  timeZone: "Europe/Moscow",
  weekly: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" }],
  holidays: [],
};
/** Friday 6 November 2026, 15:30 in Moscow. */
const friday = Date.UTC(2026, 10, 6, 12, 30);
const HOUR = 3_600_000;

describe("times of a call back", () => {
  test("lie within the working time, two hours each, an hour ahead at the least", () => {
    const windows = callBackWindows(hours, friday);
    const inMoscow = new Intl.DateTimeFormat("ru", { timeZone: "Europe/Moscow", weekday: "short", hour: "numeric" });
    expect(windows.map(({ fromMs }) => inMoscow.format(fromMs)).slice(0, 3)).toEqual(["пн, 9", "пн, 11", "пн, 13"]);
    for (const { fromMs, toMs } of windows) expect(toMs - fromMs).toBe(2 * HOUR);
  });

  test("may be ordered as offered, a while later too, and no others", () => {
    const [first] = callBackWindows(hours, friday);
    if (!first) throw new Error("no window");
    expect(isCallBackWindow(hours, first, friday + 5 * HOUR)).toBe(true);
    expect(isCallBackWindow(hours, first, first.fromMs + HOUR)).toBe(false);
    expect(isCallBackWindow(hours, { fromMs: first.fromMs + 1, toMs: first.toMs + 1 }, friday)).toBe(false);
    expect(isCallBackWindow(hours, { fromMs: first.fromMs, toMs: first.toMs + HOUR }, friday)).toBe(false);
    const night = { fromMs: Date.UTC(2026, 10, 6, 20), toMs: Date.UTC(2026, 10, 6, 22) };
    expect(isCallBackWindow(hours, night, friday)).toBe(false);
    expect(isCallBackWindow(hours, { fromMs: Number.NaN, toMs: Number.NaN }, friday)).toBe(false);
  });

  test("the chat opens on Monday when it is Saturday, and is open when it is", () => {
    expect(opensAt(hours, friday)).toBeNull();
    expect(opensAt(hours, friday + 20 * HOUR)).toBe(Date.UTC(2026, 10, 9, 6));
    expect(opensAt(null, friday)).toBeNull();
  });
});
