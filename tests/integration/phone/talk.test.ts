import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallId } from "../../../src-shared/ids.ts";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { MediaPages, type MediaWindow } from "./support/media-pages.ts";
import { RigPhone, routeDirectly } from "./support/phone-rig.ts";
import { describeTalk } from "./support/talk-suite.ts";

describeTalk("the embedded exchange", async () => {
  const rig = await ExchangeRig.start();
  routeDirectly(rig);
  return { server: `ws://127.0.0.1:${rig.port}/sip`, stop: () => rig.stop() };
});

describe("on the embedded exchange alone", () => {
  let rig: ExchangeRig;
  let pages: MediaPages;
  let annaWindow: MediaWindow;
  let borisWindow: MediaWindow;
  let anna: RigPhone;
  let boris: RigPhone;
  let annaCall: CallId;
  let borisCall: CallId;

  beforeAll(async () => {
    rig = await ExchangeRig.start();
    routeDirectly(rig);
    pages = await MediaPages.launch();
    [annaWindow, borisWindow] = [await pages.window(), await pages.window()];
    anna = new RigPhone("101", annaWindow.media);
    boris = new RigPhone("102", borisWindow.media);
    const server = `ws://127.0.0.1:${rig.port}/sip`;
    for (const phone of [anna, boris]) phone.start(server, { kind: "microphone" });
    await Promise.all([anna.ready(), boris.ready()]);
  });

  afterAll(async () => {
    await boris.signalling.stop();
    await pages[Symbol.asyncDispose]();
    await rig.stop();
    expect([...annaWindow.errors, ...borisWindow.errors]).toEqual([]);
  });

  it("calls ring out", async () => {
    const stop = rig.exchange.onEvent((event) => {
      // The rig rang it for 20 s; the hub takes the offer back earlier here.
      if (event.type === "arrived") rig.ring(event.callId, "102", { ringTimeoutMs: 1_000 });
    });
    annaCall = anna.dial("997");
    await boris.next("incoming");
    const ends = await Promise.all([anna.next("ended"), boris.next("ended")]);
    expect(ends.map(({ end }) => `${end.by} ${end.reason}`)).toEqual(["remote no-answer", "remote no-answer"]);
    stop();
  });

  it("the training line plays its phrases to the operator, and notices when he speaks", async () => {
    await anna.signalling.stop();
    const customer = new RigPhone("anna", annaWindow.media);
    customer.start(`ws://127.0.0.1:${rig.port}/sip`, { kind: "training" });
    await customer.ready();
    const speaking = new Promise<boolean>((resolve) => {
      annaWindow.media.on("media.voice-changed", (change) => resolve(change.speaking));
    });
    const clipEnded = new Promise<string>((resolve) => {
      annaWindow.media.on("media.clip-ended", ({ clip }) => resolve(clip));
    });
    const loud = new Promise<boolean>((resolve) => {
      borisWindow.media.on("media.levelled", (level) => level.in > 0.4 && resolve(true));
    });
    annaCall = customer.dial("102");
    borisCall = (await boris.next("incoming")).callId;
    boris.signalling.accept(borisCall);
    await customer.next("established");
    expect(await speaking).toBe(true);
    await annaWindow.media.ask("media.play-clip", { mediaId: annaCall, clip: "hello" });
    expect(await Promise.all([loud, clipEnded])).toEqual([true, "hello"]);
    const missing = annaWindow.media.ask("media.play-clip", { mediaId: annaCall, clip: "no-such-clip" });
    await expect(missing).rejects.toMatchObject({ code: "clip-missing" });
    await customer.signalling.stop();
    await boris.next("ended");
  });
});
