import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callLinkTarget, isCallLink, numberInText } from "./call-link.ts";
import { dialTarget } from "./phone-number.ts";

describe("callLinkTarget", () => {
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
    expect(callLinkTarget(link)).toBe(target);
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
    expect(callLinkTarget(link)).toBeNull();
  });

  it("gives nothing that could not be typed and dialled", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("tel:", "sip:", "callto:", "tel://"),
        fc.string({ maxLength: 60 }),
        (scheme, rest) => {
          const target = callLinkTarget(scheme + rest);
          if (target !== null) expect(dialTarget(target)).toBe(target);
        },
      ),
    );
  });
});

it("takes a whole number or link out of a pasted text, not a part of a sentence", () => {
  expect(numberInText("  8 (916) 123-45-67\n")).toBe("+79161234567");
  expect(numberInText("tel:1002")).toBe("1002");
  expect(numberInText("Заказ 89161234567 готов")).toBeNull();
  expect(numberInText("2026-11-22 10:00")).toBeNull();
});
