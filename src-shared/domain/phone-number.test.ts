import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dialTarget, formatAddress, isSameAddress, normaliseAddress } from "./phone-number.ts";

describe("dialTarget in another country", () => {
  it.each([
    ["020 7946 0018", "GB", "+442079460018"],
    ["(212) 555-0123", "US", "+12125550123"],
    ["8 701 234 56 78", "KZ", "+77012345678"],
    ["+7 916 123-45-67", "GB", "+79161234567"],
    ["1002", "GB", "1002"],
    ["8 (916) 123-45-67", "ZZ", "+79161234567"],
  ])("%s in %s: %s", (typed, country, target) => {
    expect(dialTarget(typed, country)).toBe(target);
  });
});

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

describe("normaliseAddress", () => {
  it.each(["89161234567", "+79161234567", "79161234567", "9161234567", "8 (916) 123-45-67", "+7 916 123 45 67"])(
    "takes %s for one and the same number",
    (written) => {
      expect(normaliseAddress(written)).toBe("+79161234567");
      expect(isSameAddress(written, "+79161234567")).toBe(true);
    },
  );

  it.each([
    ["442079460958", "+442079460958"],
    ["+44 20 7946 0958", "+442079460958"],
    ["88005553535", "+78005553535"],
    ["1002", "1002"],
    ["700", "700"],
    ["anonymous", "anonymous"],
    ["sip:1002@pbx.example", "sip:1002@pbx.example"],
    ["anna.k", "anna.k"],
    ["+123", "+123"],
    ["999999999999999999", "999999999999999999"],
  ])("reads %s as %s", (written, normal) => {
    expect(normaliseAddress(written)).toBe(normal);
  });

  it("changes nothing the second time", () => {
    const digits = fc.string({ unit: fc.constantFrom(..."0123456789+ -()a@".split("")), maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(digits, fc.string({ maxLength: 40 })), (written) => {
        const normal = normaliseAddress(written);
        expect(normaliseAddress(normal)).toBe(normal);
      }),
    );
  });

  it("what can be dialled is normal already", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789+ -()".split("")), maxLength: 18 }), (typed) => {
        const target = dialTarget(typed);
        if (target !== null) expect(normaliseAddress(typed)).toBe(target);
      }),
    );
  });
});

it("shows numbers as people write them, however they came", () => {
  const shown = (address: string) => formatAddress(address).replaceAll("\u00a0", " ");
  expect(shown("89000001427")).toBe("+7 900 000-14-27");
  expect(shown("442079460958")).toBe("+44 20 7946 0958");
  expect(shown("+375291234567")).toBe("+375 29 123 45 67");
  expect(shown("1002")).toBe("1002");
  expect(shown("sip:anna@pbx.example")).toBe("sip:anna@pbx.example");
});
