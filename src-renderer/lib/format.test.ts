import { describe, expect, it } from "vitest";
import { shownAddress } from "../../src-shared/domain/shown-address.ts";
import { daysAgo, formatDate, formatShortDate } from "./format-date.ts";
import { formatDuration, formatTalk, secondsLeft } from "./format-duration.ts";
import { customerTitle, initials, tintOf } from "./format-phone.ts";

describe("durations", () => {
  it.each([
    [0, "0:00"],
    [8_999, "0:08"],
    [252_000, "4:12"],
    [3_852_000, "1:04:12"],
    [-500, "0:00"],
  ])("reads %i ms as %s", (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it("keeps the width of a talk until the first hour", () => {
    expect([formatTalk(8000), formatTalk(252_000), formatTalk(3_852_000)]).toEqual(["00:08", "04:12", "1:04:12"]);
  });

  it("rounds what is left up, and never below zero", () => {
    expect([secondsLeft(5001, 1), secondsLeft(5001, 2), secondsLeft(1, 9000)]).toEqual([5, 5, 0]);
  });
});

describe("dates", () => {
  const now = new Date(2026, 10, 18, 0, 5).getTime();

  it("counts calendar days, not 24 hours", () => {
    const beforeMidnight = new Date(2026, 10, 17, 23, 55).getTime();
    expect([daysAgo(now, now), daysAgo(beforeMidnight, now)]).toEqual([0, 1]);
  });

  it("names the year only when it is another one", () => {
    const other = new Date(2025, 11, 23).getTime();
    expect(formatDate(now, now, "ru")).toBe("18 ноября");
    expect(formatShortDate(now, now, "ru")).toBe("18\u00a0ноя");
    expect(formatShortDate(other, now, "ru")).toBe("23\u00a0дек\u00a02025");
    expect(formatShortDate(other, now, "en")).toBe("23\u00a0Dec\u00a02025");
  });
});

describe("people", () => {
  it("formats numbers in E.164 and leaves other addresses", () => {
    expect(shownAddress("+79000001427")).toBe("+7\u00a0900\u00a0000-14-27");
    expect(shownAddress("+441632960961")).toBe("+44\u00a01632\u00a0960961");
    expect(shownAddress("+123")).toBe("+123");
    expect(shownAddress("1002")).toBe("1002");
    expect(shownAddress("training")).toBe("training");
  });

  it("calls a customer by name, else by number", () => {
    expect(customerTitle({ address: "+79000001427", name: "Ирина Сомова" })).toBe("Ирина Сомова");
    expect(customerTitle({ address: "1002", name: null })).toBe("1002");
    expect(customerTitle({ address: "1002", name: "مريم" })).toBe("\u2068مريم\u2069");
  });

  it("takes initials of words that begin with a letter", () => {
    expect(initials("Ирина Сомова")).toBe("ИС");
    expect(initials("«Вертолина» ООО")).toBe("О");
    expect(initials("+7 900")).toBeNull();
    expect(initials(null)).toBeNull();
  });

  it("gives a person the same tint always", () => {
    expect(tintOf("+79000001427")).toBe(tintOf("+79000001427"));
    expect(new Set(["a", "b", "c", "d", "e", "f", "g"].map(tintOf)).size).toBeGreaterThan(3);
  });
});
