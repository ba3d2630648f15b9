import { describe, expect, it } from "vitest";
import type { StatusView } from "../../../src-shared/ipc/workplace.ts";
import { lunch } from "../../../tests/support/a-workplace.ts";
import { breakName, isChosen, limitMinutes, overLimitMs, systemNotice } from "./status-model.ts";

const online: StatusView = { status: "online", reason: null, limitMs: null, sinceMs: 0, by: "operator", pending: null };
const onBreak: StatusView = { ...online, status: "break", reason: "lunch", limitMs: 60_000 };

describe("breaks", () => {
  it("are named in the language of the window, and unknown ones not at all", () => {
    expect(breakName([lunch], "lunch", "ru")).toBe("Обед");
    expect(breakName([lunch], "lunch", "en")).toBe("Lunch");
    expect(breakName([lunch], "gone", "ru")).toBeNull();
  });

  it("are over by whole seconds only", () => {
    expect(overLimitMs(onBreak, 60_500)).toBeNull();
    expect(overLimitMs(onBreak, 61_000)).toBe(1000);
    expect(overLimitMs(online, 999_000)).toBeNull();
    expect([limitMinutes(1_800_000), limitMinutes(20_000)]).toEqual([30, 1]);
  });
});

describe("isChosen", () => {
  it("follows what is on its way before what is", () => {
    expect(isChosen(online, { status: "online" })).toBe(true);
    expect(isChosen(onBreak, { status: "break", reason: "lunch" })).toBe(true);
    expect(isChosen(onBreak, { status: "break", reason: "rest" })).toBe(false);
    const pending: StatusView = { ...online, pending: { status: "break", reason: "rest" } };
    expect(isChosen(pending, { status: "break", reason: "rest" })).toBe(true);
    expect(isChosen(pending, { status: "online" })).toBe(false);
  });
});

describe("systemNotice", () => {
  it("says why the system took the operator off the line", () => {
    const notReady: StatusView = { ...online, status: "not-ready", by: "system" };
    expect(systemNotice(online)).toBeNull();
    expect(systemNotice({ ...notReady, reason: "missed-offers" })).toBe("missed");
    expect(systemNotice({ ...notReady, reason: "desktop-gone" })).toBe("gone");
    expect(systemNotice({ ...notReady, reason: "something-new" })).toBe("not-ready");
    expect(systemNotice({ ...onBreak, isOverrun: true })).toBe("overrun");
    const setBy = { personId: "olga", name: "Ольга Ким", note: null };
    expect(systemNotice({ ...onBreak, setBy })).toBe("set-by");
    expect(systemNotice({ ...online, setBy })).toBeNull();
  });
});
