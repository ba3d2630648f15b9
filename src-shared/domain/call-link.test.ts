import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callLinkNumber, isCallLink, numberInText } from "./call-link.ts";
import { dialTarget } from "./phone-number.ts";

describe("callLinkNumber", () => {
  it.each([
    ["tel:+7-916-123-45-67", "+79161234567"],
    ["TEL:89161234567", "+79161234567"],
    ["tel://+79161234567/", "+79161234567"],
    ["tel:%2B7%20(916)%20123-45-67", "+79161234567"],
    ["tel:+74951234567;ext=12", "+74951234567"],
    ["tel:1234567;phone-context=+7495", "+74951234567"],
    ["tel:1002", "1002"],
    ["sip:1002@pbx.example:5060;transport=tcp?Subject=x", "1002"],
    ["sips:+442079460958@pbx.example", "+442079460958"],
    ["callto:+79161234567", "+79161234567"],
    ["callto:sip:1002@pbx.example", "1002"],
  ])("reads %s as %s", (link, target) => {
    expect(callLinkNumber(link)?.target).toBe(target);
    expect(isCallLink(link)).toBe(true);
  });

  it.each([
    "tel:",
    "tel:abc",
    "sip:anna@pbx.example",
    "sip:1002%0d%0aVia:x@pbx.example",
    "tel:1002\r\nINVITE",
    "tel:%E0%A4%A",
    "https://example.org/",
    "javascript:alert(1)",
    `tel:${"9".repeat(600)}`,
    "tel:*98#",
    "--tel:1002",
  ])("refuses %j", (link) => {
    expect(callLinkNumber(link)).toBeNull();
  });

  it.each([
    ["tel:+74951234567;ext=12", "12"],
    ["tel:+74951234567;phone-context=x;EXT=1-2.(3)", "123"],
    ["tel:+7-495-123-45-67,123", "123"],
    ["tel:+74951234567,,123", "123"],
    ["tel:84951234567p45", "45"],
    ["callto:+74951234567;ext=7", "7"],
    ["tel:+74951234567", null],
    ["tel:+74951234567;ext=", null],
    ["tel:+74951234567;ext=abc", null],
    [`tel:+74951234567;ext=${"1".repeat(17)}`, null],
    ["tel:+74951234567;ext=12%0d%0a", null],
  ])("reads the extension of %s as %s", (link, extension) => {
    expect(callLinkNumber(link)).toEqual({ target: "+74951234567", extension });
  });

  it("gives nothing that could not be typed and dialled", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("tel:", "sip:", "callto:", "tel://"),
        fc.string({ maxLength: 60 }),
        (scheme, rest) => {
          const number = callLinkNumber(scheme + rest);
          if (number === null) return;
          expect(dialTarget(number.target)).toBe(number.target);
          expect(number.extension ?? "1").toMatch(/^\d{1,16}$/);
        },
      ),
    );
  });
});

it("takes a whole number or link out of a pasted text, not a part of a sentence", () => {
  expect(numberInText("  8 (916) 123-45-67\n")).toEqual({ target: "+79161234567", extension: null });
  expect(numberInText("tel:1002")).toEqual({ target: "1002", extension: null });
  for (const words of ["доб. 123", "доб.123", "добавочный 123", "вн. 123", "ext 123", "Ext. 123"])
    expect(numberInText(`+7 (495) 123-45-67, ${words}`)).toEqual({ target: "+74951234567", extension: "123" });
  expect(numberInText("Звоните по доб. 123")).toBeNull();
  expect(numberInText("Заказ 89161234567 готов")).toBeNull();
  expect(numberInText("2026-11-22 10:00")).toBeNull();
});
