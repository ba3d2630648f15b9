import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Asterisk } from "../../support/asterisk/asterisk.ts";
import { freeUdpPort } from "../../support/asterisk/free-ports.ts";
import { SippRun } from "../../support/asterisk/sipp-run.ts";
import { passwordOf } from "../../support/exchange-rig.ts";
import { FakeMedia } from "../../support/fake-media.ts";
import { MediaPages } from "../phone/support/media-pages.ts";
import { hears, RigPhone } from "../phone/support/phone-rig.ts";

const DIALPLAN = readFileSync(new URL("../../support/asterisk/carrier.conf", import.meta.url), "utf8");
const ANNOUNCEMENT_HZ = 850;

let asterisk: Asterisk;
let port: number;

beforeAll(async () => {
  port = await freeUdpPort();
  const password = (user: string) => ({ user, password: passwordOf(user) });
  asterisk = await Asterisk.start({
    accounts: [
      { ...password("101"), media: "plain" },
      { ...password("102"), media: "webrtc" },
    ],
    peers: [{ name: "carrier", port }],
    dialplan: DIALPLAN,
  });
});

afterAll(() => asterisk.stop());

async function aPhone(media = new FakeMedia()) {
  const phone = new RigPhone("101", media);
  phone.start(asterisk.wsUrl, { kind: "microphone" });
  await phone.ready();
  return { phone, media };
}

describe("a carrier behind the PBX refuses", () => {
  it.each([
    [401, 'WWW-Authenticate: Digest realm="carrier", nonce="n"', "rejected"],
    [403, "X-None: 1", "rejected"],
    [404, "X-None: 1", "not-found"],
    [407, 'Proxy-Authenticate: Digest realm="carrier", nonce="n"', "rejected"],
    [408, "X-None: 1", "no-answer"],
    [410, "X-None: 1", "not-found"],
    [480, "X-None: 1", "no-answer"],
    [484, "X-None: 1", "not-found"],
    [486, "X-None: 1", "busy"],
    [500, "X-None: 1", "failed"],
    [503, "X-None: 1", "failed"],
    [600, "X-None: 1", "busy"],
    [603, "X-None: 1", "rejected"],
    [604, "X-None: 1", "not-found"],
  ] as const)("with %i (%s): the operator is told %s", async (code, more, reason) => {
    const { phone } = await aPhone();
    await using carrier = await SippRun.start({ scenario: "refuse", port, keys: { code: String(code), more } });
    phone.dial("700");
    expect((await phone.next("ended")).end).toMatchObject({ reason });
    await carrier.done();
    await phone.signalling.stop();
  });
});

describe("a carrier's announcement before the answer", () => {
  it("is heard, and the refusal after it is told", async () => {
    const pages = await MediaPages.launch();
    const window = await pages.window();
    const phone = new RigPhone("102", window.media);
    phone.start(asterisk.wsUrl, { kind: "tone", hz: 440 });
    await phone.ready();
    await using carrier = await SippRun.start({ scenario: "announce", port, hz: ANNOUNCEMENT_HZ });
    const callId = phone.dial("700");
    await phone.next("progress", ({ earlyMedia }) => earlyMedia);
    await expect.poll(() => hears(window, callId, ANNOUNCEMENT_HZ)).toBe(true);
    expect((await phone.next("ended")).end).toMatchObject({ reason: "not-found" });
    await carrier.done();
    await phone.signalling.stop();
    await pages[Symbol.asyncDispose]();
  });
});

describe("customers who call through the PBX", () => {
  it("thirty in a row: answered, asked for a new offer, refreshed, hung up, and nothing is left behind", async () => {
    const { phone, media } = await aPhone();
    phone.signalling.onEvent((event) => {
      if (event.type === "incoming") phone.signalling.accept(event.callId);
    });
    const calls = { number: "101", pbxPort: asterisk.sipPort, perSecond: 5 };
    await using customers = await SippRun.start({ scenario: "call", port, calls, count: 30 });
    await customers.done();
    const ended = () => phone.events.all.flatMap((event) => (event.type === "ended" ? [event.end.reason] : []));
    await expect.poll(ended).toEqual(Array.from({ length: 30 }, () => "hung-up"));
    expect(media.open).toEqual([]);
    await expect.poll(() => asterisk.console("core show channels count")).toContain("0 active channels");
    await phone.signalling.stop();
  });
});
