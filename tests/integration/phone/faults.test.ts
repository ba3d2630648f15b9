import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CallService } from "../../../src-main/core/calls/call-service.ts";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import type { CallId } from "../../../src-shared/ids.ts";
import { onThisMachine } from "../../support/busyness.ts";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { FragileNet } from "./support/fragile-net.ts";
import { MediaPages, type MediaWindow } from "./support/media-pages.ts";
import { hears, RigPhone, routeDirectly, TONES } from "./support/phone-rig.ts";

let pages: MediaPages;
let annaWindow: MediaWindow;
let borisWindow: MediaWindow;
let rig: ExchangeRig;
let net: FragileNet;
let anna: RigPhone;
let boris: RigPhone;
let calls: CallService;

beforeAll(async () => {
  pages = await MediaPages.launch();
  [annaWindow, borisWindow] = [await pages.window(), await pages.window()];
});

afterAll(async () => {
  await pages[Symbol.asyncDispose]();
});

beforeEach(async () => {
  // An exchange that looks often: it drops a dead flow after 4 s.
  rig = await ExchangeRig.start({ limits: { pingEveryMs: 2_000 } });
  routeDirectly(rig);
  net = await FragileNet.to(rig.port);
  anna = new RigPhone("101", annaWindow.media);
  boris = new RigPhone("102", borisWindow.media);
  calls = new CallService({
    signalling: boris.signalling,
    media: borisWindow.media,
    clock: systemClock,
    log: new FakeLog(),
  });
  anna.start(`ws://127.0.0.1:${rig.port}/sip`, { kind: "tone", hz: TONES.anna });
  boris.start(`ws://127.0.0.1:${net.port}/sip`, { kind: "tone", hz: TONES.boris });
  await Promise.all([anna.ready(), boris.ready()]);
});

afterEach(async () => {
  await Promise.all([anna.signalling.stop(), boris.signalling.stop()]);
  calls.dispose();
  await net[Symbol.asyncDispose]();
  await rig.stop();
});

const LIMIT = { timeout: 30_000 };

async function ringing() {
  const annaCall = anna.dial("102");
  await expect.poll(() => calls.calls()[0]?.phase, LIMIT).toBe("ringing");
  return { annaCall, borisCall: calls.calls()[0]?.callId as CallId };
}

async function talking() {
  const parts = await ringing();
  calls.answer(parts.borisCall);
  await expect.poll(() => calls.calls()[0]?.media, LIMIT).toBe("flowing");
  expect(await bothHear(parts)).toEqual([true, true]);
  return parts;
}

function bothHear({ annaCall, borisCall }: { annaCall: CallId; borisCall: CallId }) {
  return Promise.all([hears(annaWindow, annaCall, TONES.boris), hears(borisWindow, borisCall, TONES.anna)]);
}

function view() {
  const [call] = calls.calls();
  return { phase: call?.phase, media: call?.media, end: call?.end };
}

describe("a flow that died without a word", () => {
  it("is noticed, and the phone is registered again within 5 s", async () => {
    const frozenAtMs = Date.now();
    net.freeze();
    expect(await boris.next("phone-changed", ({ phone }) => phone.state === "waiting")).toMatchObject({
      phone: { failure: "flow-dead" },
    });
    const { phone } = await boris.ready();
    expect(phone.sinceMs - frozenAtMs).toBeLessThan(onThisMachine(5_000));
  });

  it("leaves the talk to the two windows, and it goes on over the new flow: hold, resume and end pass", async () => {
    const talk = await talking();
    net.freeze();
    await boris.next("phone-changed", ({ phone }) => phone.state === "waiting");
    expect(view()).toMatchObject({ phase: "talking", media: "flowing" });
    await boris.ready();
    // Its dialog is asked for first.
    await expect.poll(() => calls.setHeld(talk.borisCall, true), LIMIT).toMatchObject({ ok: true });
    expect(await calls.setHeld(talk.borisCall, false)).toMatchObject({ ok: true });
    expect(await bothHear(talk)).toEqual([true, true]);
    calls.hangUp(talk.borisCall);
    expect(await anna.next("ended")).toMatchObject({ end: { by: "remote", reason: "hung-up" } });
  });

  it("in a talk that is ended here meanwhile: the customer is told as soon as the phone is back", async () => {
    const talk = await talking();
    net.freeze();
    await boris.next("phone-changed", ({ phone }) => phone.state === "waiting");
    calls.hangUp(talk.borisCall);
    await expect.poll(() => view().phase, LIMIT).toBe("ended");
    await boris.ready();
    expect(await anna.next("ended")).toMatchObject({ end: { by: "remote" } });
  });

  it("in a talk the other side ends meanwhile: it is over here when the phone is back", async () => {
    const talk = await talking();
    net.freeze();
    await boris.next("phone-changed", ({ phone }) => phone.state === "waiting");
    anna.signalling.hangUp(talk.annaCall);
    await expect.poll(() => view(), LIMIT).toMatchObject({ phase: "ended", end: { by: "customer" } });
  });

  it("is found out at once when the network is known to have changed", async () => {
    net.freeze();
    const askedAtMs = Date.now();
    boris.signalling.prove();
    const { phone } = await boris.next("phone-changed", ({ phone }) => phone.state === "waiting");
    expect(phone).toMatchObject({ failure: "flow-dead" });
    expect(phone.sinceMs - askedAtMs).toBeLessThan(onThisMachine(1_800));
    await boris.ready();
  });

  it("stays when it proves itself", async () => {
    boris.signalling.prove();
    await talking();
    expect(
      boris.events.all.filter((event) => event.type === "phone-changed" && event.phone.state === "waiting"),
    ).toEqual([]);
  });

  it("that was cut is there again at once", async () => {
    net.cut();
    expect(await boris.next("phone-changed", ({ phone }) => phone.state === "waiting")).toMatchObject({
      phone: { failure: "server-unreachable" },
    });
    await boris.ready();
  });

  it("is renewed when asked, without a talk noticing", async () => {
    boris.signalling.renew();
    await boris.next("phone-changed", ({ phone }) => phone.state === "connecting" && phone.sinceMs > 0);
    await boris.ready();
    await talking();
  });
});

describe("a media window that is killed", () => {
  it("while the call rings: it is answered in the next window", async () => {
    const talk = await ringing();
    await borisWindow.kill();
    expect(calls.answer(talk.borisCall)).toMatchObject({ ok: true });
    await borisWindow.open();
    await expect.poll(() => view().media, LIMIT).toBe("flowing");
    expect(await bothHear(talk)).toEqual([true, true]);
  });

  it("in a talk: the talk goes on in the next window, within 2 s of it", async () => {
    const talk = await talking();
    await borisWindow.kill();
    await expect.poll(() => view(), LIMIT).toMatchObject({ phase: "talking", media: "lost" });
    await borisWindow.open();
    const openedAtMs = Date.now();
    await expect.poll(() => view().media, LIMIT).toBe("flowing");
    expect(Date.now() - openedAtMs).toBeLessThan(onThisMachine(2_000));
    expect(await bothHear(talk)).toEqual([true, true]);
  });

  it("in a talk on hold: it is still on hold, and can be resumed", async () => {
    const talk = await talking();
    expect(await calls.setHeld(talk.borisCall, true)).toMatchObject({ ok: true });
    await borisWindow.kill();
    await borisWindow.open();
    await boris.next("media-renewed");
    expect(await bothHear(talk)).toEqual([false, false]);
    expect(await calls.setHeld(talk.borisCall, false)).toMatchObject({ ok: true });
    expect(await bothHear(talk)).toEqual([true, true]);
  });

  it("for good while the call rings: the caller is not left waiting", async () => {
    await ringing();
    await borisWindow.kill();
    const ended = () => anna.events.all.find(({ type }) => type === "ended");
    await expect.poll(ended, LIMIT).toMatchObject({ end: { by: "remote" } });
    expect(view()).toMatchObject({ phase: "ended", end: { by: "system", result: "failed" } });
    await borisWindow.open();
  });
});
