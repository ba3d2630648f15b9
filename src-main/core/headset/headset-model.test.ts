import { describe, expect, it } from "vitest";
import { layoutOf } from "../../../src-shared/domain/headset/hid-fields.ts";
import {
  CLOSED_MOUTHED,
  type DeviceOnTheBus,
  GIGASET_ION,
  JABRA_LINK_380,
} from "../../../tests/support/headset/descriptors.ts";
import { controlsOf, lampsOf, modelOf, reportsFor } from "./headset-model.ts";
import { HEADSET_QUIRKS, quirkOf } from "./headset-quirks.ts";

const model = ({ collections, vendorId }: DeviceOnTheBus, learned: Parameters<typeof modelOf>[2] = []) =>
  modelOf(layoutOf(collections), quirkOf(vendorId), learned);
const dark = { offHook: false, ring: false, mute: false, hold: false };

describe("modelOf", () => {
  it("gives a Jabra all its buttons: a hook that is a switch, a mute that toggles", () => {
    const { buttons } = model(JABRA_LINK_380);
    expect(buttons.map(({ control, kind, signal }) => [control, kind, signal.bit])).toEqual([
      ["hook", "switch", 0],
      ["mute", "pulse", 3],
      ["hold", "pulse", 4],
      ["reject", "pulse", 11],
    ]);
  });

  it("writes all lamps of a report at once", () => {
    const jabra = model(JABRA_LINK_380);
    expect(reportsFor(jabra, dark)).toEqual([{ reportId: 2, data: [0, 0] }]);
    expect(reportsFor(jabra, { ...dark, ring: true })).toEqual([{ reportId: 2, data: [0b1000_1000, 0] }]);
    expect(reportsFor(jabra, { ...dark, offHook: true, mute: true })).toEqual([
      { reportId: 2, data: [0b0010_0101, 0] },
    ]);
    expect(reportsFor(jabra, { ...dark, offHook: true, hold: true })).toEqual([
      { reportId: 2, data: [0b0001_0001, 0] },
    ]);
  });

  it("takes a maker's peculiarities: decline on the button page, a hook that toggles", () => {
    expect(model(GIGASET_ION).buttons.map(({ control, kind, signal }) => [control, kind, signal.bit])).toEqual([
      ["reject", "pulse", 7],
      ["hook", "pulse", 0],
      ["mute", "either", 3],
      ["hold", "pulse", 4],
    ]);
  });

  it("puts what was taught before all else", () => {
    expect(controlsOf(model(CLOSED_MOUTHED))).toEqual([]);
    expect(lampsOf(model(CLOSED_MOUTHED))).toEqual(["offHook", "ring"]);
    const signal = { reportId: 5, bit: 0, size: 8, equals: 0x20 };
    const taught = [{ control: "hook", signal, kind: "pulse" }] as const;
    expect(model(CLOSED_MOUTHED, taught).buttons).toEqual(taught);
    const jabra = model(JABRA_LINK_380, taught);
    expect(jabra.buttons.filter(({ control }) => control === "hook")).toEqual(taught);
    expect(jabra.buttons).toHaveLength(4);
  });

  it("knows each maker once, and where it is known from", () => {
    expect(new Set(HEADSET_QUIRKS.map(({ vendorId }) => vendorId)).size).toBe(HEADSET_QUIRKS.length);
    for (const { source } of HEADSET_QUIRKS) expect(source.length).toBeGreaterThan(10);
    expect(quirkOf(0)).toBeNull();
  });
});
