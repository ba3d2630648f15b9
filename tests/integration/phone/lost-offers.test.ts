import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { FakeMedia } from "../../support/fake-media.ts";
import { FragileNet } from "./support/fragile-net.ts";
import { RigPhone, routeDirectly, talkBetween } from "./support/phone-rig.ts";

// An offer within a talk, or its answer, that goes down with a flow: nobody could make another one for 32 s (timer B).

let rig: ExchangeRig;
let net: FragileNet;
let anna: RigPhone;
let boris: RigPhone;

beforeEach(async () => {
  rig = await ExchangeRig.start();
  routeDirectly(rig);
  net = await FragileNet.to(rig.port);
  anna = new RigPhone("101", new FakeMedia());
  boris = new RigPhone("102", new FakeMedia());
  anna.start(`ws://127.0.0.1:${rig.port}/sip`, { kind: "microphone" });
  boris.start(`ws://127.0.0.1:${net.port}/sip`, { kind: "microphone" });
  await Promise.all([anna.ready(), boris.ready()]);
});

afterEach(async () => {
  await Promise.all([anna.signalling.stop(), boris.signalling.stop()]);
  await net[Symbol.asyncDispose]();
  await rig.stop();
});

describe("an offer that goes down with the flow of", () => {
  it.each([
    ["its sender: the offer", "both"],
    ["its sender: the answer", "towards-phone"],
  ] as const)("%s is agreed when the flow is back", async (_what, frozen) => {
    const { borisCall } = await talkBetween(anna, boris);
    net.freeze(frozen);
    boris.signalling.setHeld(borisCall, true);
    await boris.next("phone-changed", ({ phone }) => phone.state === "waiting");
    expect(await boris.next("hold-changed")).toMatchObject({ held: true });
    boris.signalling.setHeld(borisCall, false);
    expect(await boris.next("hold-changed")).toMatchObject({ held: false });
  });

  it("the other side is agreed when that is back, and the talk goes on", async () => {
    const { annaCall } = await talkBetween(anna, boris);
    net.freeze();
    anna.signalling.setHeld(annaCall, true);
    await boris.next("phone-changed", ({ phone }) => phone.state === "waiting");
    expect(await anna.next("hold-changed")).toMatchObject({ held: true });
    anna.signalling.setHeld(annaCall, false);
    expect(await anna.next("hold-changed")).toMatchObject({ held: false });
  });
});
