import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { MediaPages, type MediaWindow } from "./support/media-pages.ts";
import { hears, RigPhone, routeDirectly, TONES } from "./support/phone-rig.ts";

let rig: ExchangeRig;
let pages: MediaPages;
let annaWindow: MediaWindow;
let borisWindow: MediaWindow;
let anna: RigPhone;
let boris: RigPhone;

beforeAll(async () => {
  rig = await ExchangeRig.start();
  routeDirectly(rig);
  pages = await MediaPages.launch();
  [annaWindow, borisWindow] = [await pages.window(), await pages.window()];
  anna = new RigPhone("101", annaWindow.media);
  boris = new RigPhone("102", borisWindow.media);
  const server = `ws://127.0.0.1:${rig.port}/sip`;
  anna.start(server, { kind: "tone", hz: TONES.anna });
  boris.start(server, { kind: "tone", hz: TONES.boris });
  await Promise.all([anna.ready(), boris.ready()]);
});

afterAll(async () => {
  await Promise.all([anna.signalling.stop(), boris.signalling.stop()]);
  await pages[Symbol.asyncDispose]();
  await rig.stop();
  expect([...annaWindow.errors, ...borisWindow.errors]).toEqual([]);
});

async function talk() {
  const annaCall = anna.dial("102");
  const incoming = await boris.next("incoming");
  boris.signalling.accept(incoming.callId);
  await Promise.all([anna.next("established"), boris.next("established")]);
  return { annaCall, borisCall: incoming.callId };
}

async function hangUp(annaCall: Awaited<ReturnType<typeof talk>>["annaCall"]) {
  anna.signalling.hangUp(annaCall);
  return Promise.all([anna.next("ended"), boris.next("ended")]);
}

describe("two phones on the embedded exchange", () => {
  it("hear each other, and hang up", async () => {
    const { annaCall, borisCall } = await talk();
    const heard = await Promise.all([
      hears(annaWindow, annaCall, TONES.boris),
      hears(borisWindow, borisCall, TONES.anna),
      hears(annaWindow, annaCall, TONES.anna),
    ]);
    expect(heard).toEqual([true, true, false]);
    const [local, remote] = await hangUp(annaCall);
    expect([local.end, remote.end]).toEqual([
      { by: "local", reason: "hung-up", sipCode: null },
      { by: "remote", reason: "hung-up", sipCode: null },
    ]);
  });
});
