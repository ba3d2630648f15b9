import { describe, expect, it } from "vitest";
import { CLOSED_MOUTHED, GIGASET_ION, JABRA_LINK_380, KEYBOARD } from "../../../tests/support/headset/descriptors.ts";
import { HidLayout, isTelephone, layoutOf } from "./hid-fields.ts";
import { HID_USAGE } from "./hid-usages.ts";

describe("layoutOf", () => {
  const at = (layout: HidLayout, usage: number, of: "inputs" | "outputs" = "inputs") =>
    layout[of]
      .filter((field) => field.usage === usage)
      .map(({ reportId, bit, size, isAbsolute }) => ({ reportId, bit, size, isAbsolute }));

  it("finds every button of a Jabra at its bit, behind a keypad of four bits", () => {
    const layout = layoutOf(JABRA_LINK_380.collections);
    expect(at(layout, HID_USAGE.hookSwitch)).toEqual([{ reportId: 2, bit: 0, size: 1, isAbsolute: true }]);
    expect(at(layout, HID_USAGE.phoneMute)).toEqual([{ reportId: 2, bit: 3, size: 1, isAbsolute: false }]);
    expect(at(layout, HID_USAGE.flash)).toEqual([{ reportId: 2, bit: 4, size: 1, isAbsolute: false }]);
    expect(at(layout, HID_USAGE.programmableButton)).toEqual([{ reportId: 2, bit: 11, size: 1, isAbsolute: true }]);
    expect(
      layout.inputs.filter(({ bit, size }) => bit === 7 && size === 4).map(({ usage, equals }) => [usage, equals]),
    ).toEqual(Array.from({ length: 12 }, (_, index) => [0x0b_00b0 + index, index]));
    expect(at(layout, HID_USAGE.ledMute, "outputs")).toEqual([{ reportId: 2, bit: 2, size: 1, isAbsolute: true }]);
    expect(at(layout, HID_USAGE.ringer, "outputs")).toEqual([{ reportId: 2, bit: 7, size: 1, isAbsolute: true }]);
    expect(layout.outputBytes).toEqual([{ reportId: 2, bytes: 2 }]);
  });

  it("reads other makers, and passes over what is theirs alone", () => {
    expect(at(layoutOf(GIGASET_ION.collections), HID_USAGE.button7)).toEqual([
      { reportId: 2, bit: 7, size: 1, isAbsolute: true },
    ]);
    expect(layoutOf(CLOSED_MOUTHED.collections).inputs).toEqual([]);
    expect(layoutOf(CLOSED_MOUTHED.collections).outputs).toHaveLength(2);
  });

  it("makes what the contract takes of whatever a device claims", () => {
    const huge = { reportSize: 32, reportCount: 65_535, usages: [HID_USAGE.hookSwitch] };
    const odd = { reportSize: 1, reportCount: 9, isRange: true, usageMinimum: 0x0b_0000, usageMaximum: 0x0b_ffff };
    const items = [odd, huge, { reportSize: 0, reportCount: 3, usages: [HID_USAGE.hold] }, {}];
    const layout = layoutOf([{ usagePage: 0x0b, inputReports: [{ items }], outputReports: [{ reportId: 1, items }] }]);
    expect(HidLayout.safeParse(layout).success).toBe(true);
    expect(layout.outputBytes).toEqual([]);
  });

  it("knows a telephone from a keyboard", () => {
    expect(
      [JABRA_LINK_380, GIGASET_ION, CLOSED_MOUTHED, KEYBOARD].map(({ collections }) => isTelephone(collections)),
    ).toEqual([true, true, true, false]);
  });
});
