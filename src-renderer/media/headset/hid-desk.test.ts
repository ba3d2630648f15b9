import { describe, expect, it } from "vitest";
import { GIGASET_ION, JABRA_LINK_380, KEYBOARD } from "../../../tests/support/headset/descriptors.ts";
import { HidDesk } from "./hid-desk.ts";
import type { Hid, HidDevice } from "./hid-types.ts";

class Device extends EventTarget implements HidDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly collections: HidDevice["collections"];
  readonly written: string[] = [];
  opened = false;
  isTaken = false;
  opens = 0;

  constructor(made: typeof JABRA_LINK_380) {
    super();
    this.vendorId = made.vendorId;
    this.productId = made.productId;
    this.productName = made.productName;
    this.collections = made.collections;
  }

  async open() {
    this.opens += 1;
    if (this.isTaken) throw new Error("taken");
    this.opened = true;
  }

  async close() {
    this.opened = false;
  }

  async sendReport(reportId: number, data: Uint8Array) {
    if (this.isTaken) throw new Error("taken");
    this.written.push([reportId, ...data].join(" "));
  }

  say(reportId: number, bytes: readonly number[]) {
    // As Chromium gives it: a view into a larger buffer.
    const data = new DataView(Uint8Array.from([99, ...bytes, 99]).buffer, 1, bytes.length);
    this.dispatchEvent(Object.assign(new Event("inputreport"), { reportId, data }));
  }
}

function stage(...plugged: Device[]) {
  const said: { name: string; payload: unknown }[] = [];
  const hid = Object.assign(new EventTarget(), { getDevices: async () => [...plugged] });
  const desk = new HidDesk((name, payload) => said.push({ name, payload }), hid);
  const headsets = () =>
    said.flatMap(({ name, payload }) =>
      name === "media.headsets-changed"
        ? [(payload as { headsets: { headsetId: string; isOpen: boolean }[] }).headsets]
        : [],
    );
  return {
    desk,
    hid,
    plugged,
    said,
    last: () =>
      headsets()
        .at(-1)
        ?.map(({ headsetId, isOpen }) => [headsetId, isOpen]),
  };
}

describe("HidDesk", () => {
  it("opens each telephone once, and nothing else", async () => {
    const jabra = new Device(JABRA_LINK_380);
    const keyboard = new Device(KEYBOARD);
    const { desk, last } = stage(jabra, keyboard);
    await Promise.all([desk.look(), desk.look()]);
    expect([jabra.opens, keyboard.opens]).toEqual([1, 0]);
    expect(last()).toEqual([["1", true]]);
  });

  it("carries reports both ways, and leaves long ones alone", async () => {
    const jabra = new Device(JABRA_LINK_380);
    const { desk, said } = stage(jabra);
    await desk.look();
    jabra.say(2, [1, 0]);
    jabra.say(
      5,
      Array.from({ length: 65 }, () => 7),
    );
    expect(said.slice(1)).toEqual([
      { name: "media.headset-reported", payload: { headsetId: "1", reportId: 2, data: [1, 0] } },
    ]);
    expect([await desk.write("1", 2, [5, 0]), await desk.write("2", 2, [5, 0])]).toEqual([true, false]);
    expect(jabra.written).toEqual(["2 5 0"]);
    jabra.isTaken = true;
    expect(await desk.write("1", 2, [0, 0])).toBe(false);
  });

  it("shows a taken one as not open, tries it again, and hears no more of one that is gone", async () => {
    const jabra = new Device(JABRA_LINK_380);
    const gigaset = new Device(GIGASET_ION);
    gigaset.isTaken = true;
    const { desk, hid, plugged, said, last } = stage(jabra, gigaset);
    await desk.look();
    expect(last()).toEqual([
      ["1", true],
      ["2", false],
    ]);
    gigaset.isTaken = false;
    plugged.splice(0, 1);
    hid.dispatchEvent(new Event("disconnect"));
    await desk.look();
    expect(last()).toEqual([["2", true]]);
    expect(jabra.opened).toBe(false);
    const before = said.length;
    jabra.say(2, [1, 0]);
    expect(said.length).toBe(before);
  });

  it("has none where the page may not ask, and where there is no WebHID", async () => {
    const said: unknown[] = [];
    const forbidden: Hid = Object.assign(new EventTarget(), {
      getDevices: () => Promise.reject(new Error("SecurityError")),
    });
    for (const hid of [forbidden, null]) await new HidDesk((_name, payload) => said.push(payload), hid).look();
    expect(said).toEqual([{ headsets: [] }, { headsets: [] }]);
  });
});
