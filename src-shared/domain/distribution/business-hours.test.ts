import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BusinessHours, isOpenAt } from "./business-hours.ts";

const at = (iso: string) => Date.parse(iso);
const MOSCOW = BusinessHours.parse({
  timeZone: "Europe/Moscow",
  weekly: [
    { days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" },
    { days: [6], from: "22:00", to: "02:00" },
  ],
  holidays: [{ date: "2026-01-01" }, { date: "2026-12-31", open: [{ from: "09:00", to: "13:00" }] }],
});

describe("isOpenAt", () => {
  it.each([
    ["2026-03-02T06:00:00Z", true, "Monday 09:00"],
    ["2026-03-02T05:59:59Z", false, "a second before"],
    ["2026-03-02T14:59:59Z", true, "17:59:59"],
    ["2026-03-02T15:00:00Z", false, "18:00"],
    ["2026-03-07T19:00:00Z", true, "Saturday 22:00"],
    ["2026-03-07T22:59:00Z", true, "Sunday 01:59, of Saturday's span"],
    ["2026-03-07T23:00:00Z", false, "Sunday 02:00"],
    ["2026-03-08T19:30:00Z", false, "Sunday 22:30"],
    ["2026-01-01T09:00:00Z", false, "a holiday on a Thursday"],
    ["2026-12-31T09:59:00Z", true, "12:59 of a short day"],
    ["2026-12-31T10:00:00Z", false, "13:00 of a short day"],
  ])("%s: %s (%s)", (iso, open) => {
    expect(isOpenAt(MOSCOW, at(iso))).toBe(open);
  });

  it("follows the zone through summer time", () => {
    const berlin = BusinessHours.parse({
      timeZone: "Europe/Berlin",
      weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "08:00", to: "09:00" }],
    });
    expect(isOpenAt(berlin, at("2026-03-28T07:00:00Z"))).toBe(true);
    expect(isOpenAt(berlin, at("2026-03-29T06:00:00Z"))).toBe(true);
    expect(isOpenAt(berlin, at("2026-03-29T07:00:00Z"))).toBe(false);
  });

  it("is always open without hours, open around the clock by equal ends, and closed at no time", () => {
    const always = BusinessHours.parse({
      timeZone: "Asia/Vladivostok",
      weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }],
    });
    const round = BusinessHours.parse({
      timeZone: "UTC",
      weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "07:00", to: "07:00" }],
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
        expect(isOpenAt(null, ms)).toBe(true);
        expect(isOpenAt(always, ms)).toBe(true);
        expect(isOpenAt(round, ms)).toBe(true);
      }),
    );
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e300]) expect(isOpenAt(always, bad)).toBe(false);
  });

  it("refuses zones and times that are none", () => {
    expect(BusinessHours.safeParse({ timeZone: "Mars/Base" }).success).toBe(false);
    const weekly = [{ days: [1], from: "9:00", to: "25:00" }];
    expect(BusinessHours.safeParse({ timeZone: "UTC", weekly }).success).toBe(false);
    expect(BusinessHours.safeParse({ timeZone: "UTC", holidays: [{ date: "2026-02-30" }] }).success).toBe(false);
  });
});
