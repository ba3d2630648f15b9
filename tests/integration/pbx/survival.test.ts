import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Asterisk } from "../../support/asterisk/asterisk.ts";
import { onThisMachine } from "../../support/busyness.ts";
import { passwordOf } from "../../support/exchange-rig.ts";
import { FakeMedia } from "../../support/fake-media.ts";
import { FragileNet } from "../phone/support/fragile-net.ts";
import { RigPhone, talkBetween } from "../phone/support/phone-rig.ts";

let asterisk: Asterisk;
let net: FragileNet;
let anna: RigPhone;
let boris: RigPhone;

beforeEach(async () => {
  const accounts = ["101", "102"].map((user) => ({ user, password: passwordOf(user), media: "plain" as const }));
  asterisk = await Asterisk.start({ accounts });
  net = await FragileNet.to(asterisk.httpPort);
  anna = new RigPhone("101", new FakeMedia());
  boris = new RigPhone("102", new FakeMedia());
  anna.start(`ws://127.0.0.1:${net.port}/ws`, { kind: "microphone" });
  boris.start(asterisk.wsUrl, { kind: "microphone" });
  await Promise.all([anna.ready(), boris.ready()]);
});

afterEach(async () => {
  await Promise.all([anna.signalling.stop(), boris.signalling.stop()]);
  await net[Symbol.asyncDispose]();
  await asterisk.stop();
});

describe("a PBX that restarts", () => {
  it("is registered at again within 5 s, tells that the talk is unknown there, and takes the next call", async () => {
    const { annaCall, borisCall } = await talkBetween(anna, boris);
    await asterisk.die();
    for (const phone of [anna, boris]) await phone.next("phone-changed", (event) => event.phone.state === "waiting");
    await asterisk.startAgain();
    const backAtMs = performance.now();
    await Promise.all([anna.ready(), boris.ready()]);
    expect(performance.now() - backAtMs).toBeLessThan(onThisMachine(5_000));
    expect(await anna.signalling.probe(annaCall)).toBe(false);
    // Nobody says good-bye any more: each side ends its own half.
    for (const [phone, callId] of [[anna, annaCall] as const, [boris, borisCall] as const]) {
      phone.signalling.hangUp(callId);
      await phone.next("ended");
    }
    await talkBetween(anna, boris);
  });
});

describe("a registrar with short bindings", () => {
  it("is asked in time, again and again: calls come through long after the first binding would be over", async () => {
    const account = { user: "103", password: passwordOf("103"), media: "plain" as const };
    const short = await Asterisk.start({ accounts: [{ ...account, aor: ["maximum_expiration = 2"] }] });
    const phone = new RigPhone("103", new FakeMedia());
    phone.start(short.wsUrl, { kind: "microphone" });
    await phone.ready();
    const isBound = async () => (await short.console("pjsip show contacts")).includes("103/sip");
    const untilMs = Date.now() + 6_000;
    while (Date.now() < untilMs) expect(await isBound()).toBe(true);
    const states = phone.events.all.flatMap((event) => (event.type === "phone-changed" ? [event.phone.state] : []));
    expect(states).toEqual(["connecting", "registering", "ready"]);
    await phone.signalling.stop();
    await expect.poll(isBound).toBe(false);
    await short.stop();
  });
});

describe("a flow to the PBX that is cut in a talk", () => {
  it("is there again, the talk goes on, is held, resumed and hung up here", async () => {
    const { annaCall } = await talkBetween(anna, boris);
    net.cut();
    await anna.next("phone-changed", ({ phone }) => phone.state === "waiting");
    await anna.ready();
    for (const held of [true, false]) {
      anna.signalling.setHeld(annaCall, held);
      expect(await anna.next("hold-changed")).toMatchObject({ held });
    }
    anna.signalling.hangUp(annaCall);
    expect((await boris.next("ended")).end).toMatchObject({ by: "remote", reason: "hung-up" });
  });

  it("and the other side hangs up afterwards: it is told here", async () => {
    const { annaCall, borisCall } = await talkBetween(anna, boris);
    net.cut();
    await anna.next("phone-changed", ({ phone }) => phone.state === "waiting");
    await anna.ready();
    expect(await anna.signalling.probe(annaCall)).toBe(true);
    boris.signalling.hangUp(borisCall);
    expect((await anna.next("ended")).end).toMatchObject({ by: "remote", reason: "hung-up" });
  });

  it("is renewed when asked, and the talk does not notice", async () => {
    const { annaCall } = await talkBetween(anna, boris);
    anna.signalling.renew();
    await anna.ready();
    expect(await anna.signalling.probe(annaCall)).toBe(true);
  });
});
