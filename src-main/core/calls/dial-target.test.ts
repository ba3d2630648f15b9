import { describe, expect, it } from "vitest";
import { dialTarget } from "./dial-target.ts";

describe("dialTarget", () => {
  it.each([
    ["700", "700"],
    ["112", "112"],
    ["8 800", "8800"],
    [" 10-01 ", "1001"],
    ["8 (495) 123-45-67", "+74951234567"],
    ["89161234567", "+79161234567"],
    ["79161234567", "+79161234567"],
    ["9161234567", "+79161234567"],
    ["+7 916 123 45 67", "+79161234567"],
    ["+1 202 555 0123", "+12025550123"],
    ["＋７９１６１２３４５６７", "+79161234567"],
  ])("dials %s as %s", (typed, target) => {
    expect(dialTarget(typed)).toBe(target);
  });

  it.each([
    "",
    "7",
    "abc",
    "sip:1001@evil",
    "+7495",
    "12345678901234567",
    "1001;x=y",
    "*98",
    "+++79161234567",
    "1001\r\nVia: x",
  ])("refuses %j", (typed) => {
    expect(dialTarget(typed)).toBeNull();
  });
});
