import { describe, expect, it } from "vitest";
import { headsetKey } from "../../../src-shared/domain/headset/headset.ts";
import { layoutOf } from "../../../src-shared/domain/headset/hid-fields.ts";
import type { CallView } from "../../../src-shared/ipc/workplace.ts";
import { accepted } from "../../../src-shared/result.ts";
import { aCall } from "../../../tests/support/a-workplace.ts";
import { FakeClock, settle } from "../../../tests/support/fake-clock.ts";
import { FakeHeadsetGate } from "../../../tests/support/fake-headset-gate.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { FakeMedia } from "../../../tests/support/fake-media.ts";
import {
  CLOSED_MOUTHED,
  type DeviceOnTheBus,
  GIGASET_ION,
  JABRA_LINK_380,
} from "../../../tests/support/headset/descriptors.ts";
import { MemoryHeadsetStore } from "../../../tests/support/memory-stores.ts";
import { Listeners } from "../calls/listeners.ts";
import { HeadsetDesk } from "./headset-desk.ts";
import { HidHeadsets } from "./hid-headsets.ts";

const JABRA = "0b0e:24c9";
const MUTE = "340b:0041";
const ringing = aCall({ phase: "ringing" });
const talking = aCall({ phase: "talking" });

function desk() {
  const media = new FakeMedia();
  const clock = new FakeClock();
  const log = new FakeLog();
  const gate = new FakeHeadsetGate();
  const store = new MemoryHeadsetStore();
  const hid = new HidHeadsets({ media, clock, log });
  const headsets = new HeadsetDesk({ headsets: hid, gate, store, media, clock, log });
  const changed = new Listeners<{ readonly calls?: CallView[] }>();
  const asked: string[] = [];
  let calls: CallView[] = [];
  const note = (name: string) => (input: object) => {
    asked.push([name, ...Object.values(input).slice(1)].join(" "));
    return accepted({});
  };
  headsets.join({
    get: () => ({ calls }),
    onChanged: (listener) => changed.add(listener),
    handlers: {
      "calls.answer": note("answer"),
      "calls.reject": note("reject"),
      "calls.hang-up": note("hang-up"),
      "calls.set-muted": note("set-muted"),
      "calls.set-held": note("set-held"),
    },
  });
  return {
    media,
    clock,
    log,
    gate,
    store,
    headsets,
    asked,
    handlers: headsets.handlers,
    plug: (...devices: readonly (DeviceOnTheBus & { readonly isBusy?: boolean })[]) =>
      media.emit("media.headsets-changed", {
        headsets: devices.map(({ vendorId, productId, productName, collections, isBusy }, index) => ({
          headsetId: `${index + 1}-${headsetKey(vendorId, productId)}`,
          vendorId,
          productId,
          name: productName,
          isOpen: isBusy !== true,
          layout: layoutOf(collections),
        })),
      }),
    allow: (key: string, name: string) => {
      gate.find({ key, name });
      return headsets.handlers["headset.allow"]({ key, isAllowed: true });
    },
    say: (headsetId: string, reportId: number, ...data: number[]) =>
      media.emit("media.headset-reported", { headsetId, reportId, data }),
    call: (...now: CallView[]) => {
      calls = now;
      changed.tell({ calls: now });
    },
    written: () => media.named("media.write-headset").map(({ reportId, data }) => [reportId, ...data].join(" ")),
    stop: () => {
      headsets.dispose();
      hid.dispose();
    },
  };
}

describe("HeadsetDesk", () => {
  it("shows what is found, and lets in only what the operator allows", async () => {
    const { gate, headsets, handlers, plug, allow, store, stop } = desk();
    expect(headsets.view()).toEqual({ headsets: [], check: null });
    expect(await handlers["headset.allow"]({ key: JABRA, isAllowed: true })).toMatchObject({
      ok: false,
      code: "headset-gone",
    });
    expect(await allow(JABRA, "Jabra Link 380")).toMatchObject({ ok: true });
    expect(gate.allowed).toEqual([JABRA]);
    expect(store.read().allowed.map(({ key }) => key)).toEqual([JABRA]);
    expect(headsets.view().headsets).toMatchObject([{ key: JABRA, state: "away" }]);
    plug(JABRA_LINK_380);
    expect(headsets.view().headsets).toMatchObject([
      { state: "ready", controls: ["hook", "mute", "hold", "reject"], lamps: ["offHook", "ring", "mute", "hold"] },
    ]);
    await handlers["headset.allow"]({ key: JABRA, isAllowed: false });
    expect(gate.allowed).toEqual([]);
    stop();
  });

  it("says when the disk does not keep it, and then lets nothing in", async () => {
    const { gate, store, allow, log, stop } = desk();
    store.isBroken = true;
    expect(await allow(JABRA, "Jabra")).toMatchObject({ ok: false, code: "store-failed" });
    expect(gate.allowed).toEqual([]);
    expect(log.lines.map(({ words }) => words)).toContain("headsets could not be kept");
    stop();
  });

  it("rings, answers and hangs up on a Jabra", async () => {
    const { plug, allow, say, call, asked, written, stop } = desk();
    await allow(JABRA, "Jabra");
    plug(JABRA_LINK_380);
    call(ringing);
    expect(written()).toEqual(["2 0 0", "2 136 0"]);
    say(`1-${JABRA}`, 2, 1, 0);
    expect(asked).toEqual(["answer"]);
    call(talking);
    expect(written().at(-1)).toBe("2 1 0");
    say(`1-${JABRA}`, 2, 1 | 8, 0);
    say(`1-${JABRA}`, 2, 1, 0);
    expect(asked.at(-1)).toBe("set-muted true");
    stop();
  });

  it("tells in a call that the headset is gone or was taken, and otherwise only shows it", async () => {
    const { plug, allow, call, headsets, stop } = desk();
    const lost: string[] = [];
    headsets.onLost(({ name, why }) => lost.push(`${name} ${why}`));
    await allow(JABRA, "Jabra");
    plug(JABRA_LINK_380);
    plug();
    expect(lost).toEqual([]);
    plug(JABRA_LINK_380);
    call(talking);
    plug({ ...JABRA_LINK_380, isBusy: true });
    expect(headsets.view().headsets).toMatchObject([{ state: "busy" }]);
    plug(JABRA_LINK_380);
    plug();
    expect(lost).toEqual(["Jabra Link 380 busy", "Jabra Link 380 unplugged"]);
    stop();
  });

  it("tells of one that is plugged in, and not of what was there, or is allowed", async () => {
    const { gate, headsets, handlers, stop } = desk();
    const found: string[] = [];
    headsets.onFound(({ name }) => found.push(name));
    gate.find({ key: JABRA, name: "Jabra" });
    await handlers["headset.look"]({});
    expect(found).toEqual([]);
    gate.find({ key: JABRA, name: "Jabra" });
    await handlers["headset.allow"]({ key: JABRA, isAllowed: true });
    gate.find({ key: JABRA, name: "Jabra" });
    expect(found).toEqual(["Jabra"]);
    stop();
  });

  it("tries a busy one again when a call comes", async () => {
    const { plug, allow, call, media, stop } = desk();
    await allow(JABRA, "Jabra");
    plug({ ...JABRA_LINK_380, isBusy: true });
    const looks = () => media.named("media.look-for-headsets").length;
    const before = looks();
    call(ringing);
    expect(looks()).toBe(before + 1);
    call(talking);
    expect(looks()).toBe(before + 1);
    stop();
  });

  it("of two the one whose sound is used shows the talk", async () => {
    const { plug, allow, call, media, headsets, written, stop } = desk();
    await allow(JABRA, "Jabra");
    await allow("1e85:2d01", "Gigaset");
    plug(JABRA_LINK_380, GIGASET_ION);
    const microphone = { deviceId: "m", groupId: "g", label: "Gigaset ION (1e85:2d01)" };
    media.emit("media.devices-changed", {
      present: { microphones: [microphone], headphones: [] },
      microphone,
      headphones: null,
      noise: "off",
      input: "alive",
    });
    expect(headsets.view().headsets.map(({ isWorn }) => isWorn)).toEqual([false, true]);
    const before = written().length;
    call(talking);
    expect(written().slice(before)).toEqual(["2 1 0"]);
    stop();
  });

  it("teaches the buttons of one that says nothing, keeps them and forgets them", async () => {
    const { plug, allow, say, call, clock, handlers, headsets, store, asked, stop } = desk();
    await allow(MUTE, "VT");
    plug(CLOSED_MOUTHED);
    const id = `1-${MUTE}`;
    expect(headsets.view().headsets).toMatchObject([{ state: "useless" }]);
    expect(handlers["headset.teach"]({ key: MUTE, control: "hook" })).toMatchObject({ code: "nothing-pressed" });
    void handlers["headset.check"]({ key: MUTE, isOn: true });
    expect(headsets.view().check).toEqual({ key: MUTE, pressed: null });
    say(id, 5, 0x30, 0);
    clock.advance(2000);
    // Deaf after its lamps were set: that was an answer, not a press.
    expect(headsets.view().check).toEqual({ key: MUTE, pressed: null });
    say(id, 5, 0, 0);
    clock.advance(1000);
    say(id, 5, 0x30, 0);
    say(id, 5, 0, 0);
    clock.advance(600);
    expect(headsets.view().check?.pressed).toEqual({ count: 1, control: null });
    expect(handlers["headset.teach"]({ key: MUTE, control: "hook" })).toMatchObject({ ok: true });
    expect(headsets.view()).toMatchObject({
      headsets: [{ state: "ready", controls: ["hook"], learned: ["hook"] }],
      check: { pressed: { control: "hook" } },
    });
    expect(store.read().allowed[0]?.learned).toEqual([
      { control: "hook", kind: "pulse", signal: { reportId: 5, bit: 0, size: 8, equals: 0x30 } },
    ]);
    clock.advance(1000);
    say(id, 5, 0x30, 0);
    say(id, 5, 0, 0);
    expect(headsets.view().check?.pressed).toEqual({ count: 2, control: "hook" });
    expect(asked).toEqual([]);
    call(ringing);
    expect(headsets.view().check).toBeNull();
    expect(handlers["headset.check"]({ key: MUTE, isOn: true })).toMatchObject({ code: "headset-in-call" });
    say(id, 5, 0x30, 0);
    expect(asked).toEqual(["answer"]);
    call();
    void handlers["headset.forget-taught"]({ key: MUTE });
    expect(headsets.view().headsets).toMatchObject([{ state: "useless", learned: [] }]);
    stop();
  });

  it("ends a check nobody uses, and one whose headset went", async () => {
    const { plug, allow, clock, handlers, headsets, stop } = desk();
    await allow(JABRA, "Jabra");
    plug(JABRA_LINK_380);
    void handlers["headset.check"]({ key: JABRA, isOn: true });
    clock.advance(60_000);
    expect(headsets.view().check).toBeNull();
    void handlers["headset.check"]({ key: JABRA, isOn: true });
    plug();
    expect(headsets.view().check).toBeNull();
    expect(handlers["headset.check"]({ key: JABRA, isOn: true })).toMatchObject({ code: "headset-gone" });
    stop();
    expect(clock.pendingTimers).toBe(0);
  });

  it("looks again when the media window is there, and outlives one that is not", async () => {
    const { media, handlers, headsets, plug, allow, stop } = desk();
    await allow(JABRA, "Jabra");
    plug(JABRA_LINK_380);
    media.kill();
    expect(headsets.view().headsets).toMatchObject([{ state: "away" }]);
    expect(await handlers["headset.look"]({})).toMatchObject({ ok: false, code: "media-gone" });
    const before = media.named("media.look-for-headsets").length;
    media.revive();
    await settle();
    expect(media.named("media.look-for-headsets").length).toBe(before + 1);
    stop();
  });
});
