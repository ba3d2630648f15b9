import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../src-hub/clock.ts";
import { AriEvents } from "../../../src-hub/telephony/asterisk/ari/ari-events.ts";
import type { AriEvent } from "../../../src-hub/telephony/asterisk/ari/ari-objects.ts";
import { AriRest } from "../../../src-hub/telephony/asterisk/ari/ari-rest.ts";
import { Asterisk } from "../../support/asterisk/asterisk.ts";
import { HostileAri } from "../../support/asterisk/hostile-ari.ts";
import { Inbox } from "../../support/inbox.ts";
import { until } from "../../support/until.ts";

const PATIENCE = { handshakeMs: 300, pingEveryMs: 50, hearWithinMs: 200, firstRetryMs: 5, longestRetryMs: 40 };

/** A frame with all that every event has. */
function frame(type: string, more: object = {}): string {
  return JSON.stringify({ type, application: "tandem", timestamp: "2026-11-22T08:35:30.320+0000", ...more });
}

const CHANNEL = {
  id: "1795336538.0",
  name: "PJSIP/101-00000000",
  state: "Up",
  caller: { name: "", number: "101" },
  dialplan: { context: "phones", exten: "600", priority: 1, app_name: "Stasis", app_data: "tandem" },
  somethingNew: { of: "a later version" },
};

class Ear {
  readonly events = new Inbox<AriEvent>("ARI event");
  opened = 0;
  readonly losses: string[] = [];
  readonly client: AriEvents;

  constructor(ari: Pick<HostileAri, "settings">, patience = PATIENCE, say?: (name: string) => Promise<void>) {
    const listener = {
      opened: () => {
        this.opened += 1;
      },
      event: (event: AriEvent) => this.events.put(event),
      lost: (reason: string) => this.losses.push(reason),
      ...(say && { say }),
    };
    this.client = new AriEvents(ari.settings, systemClock, listener, patience);
  }
}

describe("a PBX that is not what it should be", () => {
  let ari: HostileAri;
  let ear: Ear | null = null;
  let rest: AriRest;

  beforeEach(async () => {
    ari = await HostileAri.start();
    rest = new AriRest(ari.settings, 200);
  });
  afterEach(async () => {
    ear?.client.close();
    ear = null;
    await ari[Symbol.asyncDispose]();
  });

  test.each([
    [500, "failed", "later"],
    [404, "gone", "no"],
    [409, "conflict", "no"],
    [401, "not-allowed", "no"],
    [400, "bad-request", "no"],
  ])("a refusal with %i is typed", async (status, code, retry) => {
    ari.answer = (_request, response) => response.writeHead(status).end('{"message":"no"}');
    await expect(rest.info()).rejects.toMatchObject({ name: "AriError", code, status, retry });
  });

  test.each(["not json", "{}", "[]", "null", '{"status":{"startup_time":5}}', ""])(
    "an answer that is %j is not taken for one",
    async (text) => {
      ari.answer = (_request, response) => response.end(text);
      await expect(rest.info()).rejects.toMatchObject({ code: "not-understood", retry: "no" });
    },
  );

  test("an answer that does not come, and one that breaks off, is no answer", async () => {
    ari.answer = () => undefined;
    await expect(rest.answer("1")).rejects.toMatchObject({ code: "unreachable", status: null, retry: "later" });
    ari.answer = (request) => request.socket.destroy();
    await expect(rest.answer("1")).rejects.toMatchObject({ code: "unreachable" });
  });

  test("neither an error nor the client itself shows the password, and no address holds it", async () => {
    ari.answer = (_request, response) => response.writeHead(500).end();
    const error: unknown = await rest.channels().catch((fault: unknown) => fault);
    ear = new Ear(ari);
    await until(() => ari.upgrades > 0, "the events are asked for");
    const secrets = [ari.settings.password, Buffer.from("tandem:s3cret-of-ari").toString("base64")];
    const seen = `${inspect(error, { depth: 9, showHidden: true })} ${inspect(rest)} ${ari.asked.join(" ")}`;
    for (const secret of secrets) expect(seen).not.toContain(secret);
  });

  test("what a channel is called cannot lead to another address", async () => {
    await rest.answer("../../asterisk/ping?x=#1");
    expect(ari.asked).toEqual(["POST /ari/channels/..%2F..%2Fasterisk%2Fping%3Fx%3D%231/answer"]);
  });

  test("garbage, unknown types and repetitions are counted and left alone; what follows is heard", async () => {
    ear = new Ear(ari);
    await until(() => ari.sockets.length === 1, "connected");
    const [socket] = ari.sockets;
    const garbage = [
      "",
      "{",
      "[]",
      "7",
      '{"type":7}',
      frame("StasisEnd"),
      frame("StasisStart", { args: [1], channel: CHANNEL }),
    ];
    for (const text of garbage) socket?.send(text);
    socket?.send(Buffer.from([0, 1, 2]));
    socket?.send(frame("ChannelVarset", { variable: "x", value: "y" }));
    socket?.send(frame("__proto__"));
    socket?.send(frame("StasisEnd", { channel: CHANNEL }));
    socket?.send(frame("StasisEnd", { channel: CHANNEL }));
    socket?.send(frame("ChannelHold", { channel: CHANNEL }));
    expect(await ear.events.take((event) => event.type === "ChannelHold")).toMatchObject({
      channel: { id: CHANNEL.id },
    });
    expect(ear.events.all.map(({ type }) => type)).toEqual(["StasisEnd", "ChannelHold"]);
    // The empty binary frame reads as the empty text did: said before.
    expect(ear.client.counts).toEqual({ garbage: garbage.length, unknown: 2, repeated: 2, heard: 0 });
  });

  test("a frame beyond all measure ends the connection, and the next one works", async () => {
    ear = new Ear(ari);
    await until(() => ari.sockets.length === 1, "connected");
    ari.sockets[0]?.send("x".repeat(2 * 1024 * 1024));
    await until(() => ari.sockets.length === 2, "connected again");
    ari.sockets[1]?.send(frame("ChannelHold", { channel: CHANNEL }));
    await ear.events.take();
    expect(ear.losses).toEqual(["unreachable"]);
  });

  test("a connection that is half open is found out by its silence", async () => {
    ear = new Ear(ari);
    await until(() => (ear?.losses.length ?? 0) > 0, "pings are not answered");
    await until(() => ari.sockets.length >= 2, "connected again");
  });

  test("a refusal is told apart from a PBX that is not there, and neither is hammered", async () => {
    ari.refusal = 401;
    ear = new Ear(ari);
    await until(() => (ear?.losses.length ?? 0) >= 4, "four tries");
    expect(new Set(ear.losses)).toEqual(new Set(["refused"]));
    expect(ear.opened).toBe(0);
    ari.refusal = null;
    await until(() => ear?.opened === 1, "let in");
    ear.client.close();
    const gone = new Ear({ settings: { ...ari.settings, url: "http://127.0.0.1:1" } });
    await until(() => gone.losses.length >= 3, "three tries");
    gone.client.close();
    expect(new Set(gone.losses)).toEqual(new Set(["unreachable"]));
  });
});

test("a real Asterisk: what it is, who may ask, and its events", async () => {
  await using asterisk = await Asterisk.start({
    accounts: [{ user: "101", password: "x", media: "plain" }],
    dialplan: "[phones]\nexten => 600,1,Stasis(tandem)\n[outside]\nexten => 600,1,Stasis(tandem)\n",
  });
  const rest = new AriRest(asterisk.ari);
  expect((await rest.info()).system.version).toMatch(/^22\./);
  const stranger = new AriRest({ ...asterisk.ari, password: "wrong" });
  await expect(stranger.info()).rejects.toMatchObject({ code: "not-allowed" });
  const ear = new Ear({ settings: asterisk.ari }, { ...PATIENCE, handshakeMs: 5_000, pingEveryMs: 500 });
  await until(() => ear.opened === 1, "opened");
  await rest.onlyEvents();
  await rest.createChannel({ channelId: "a-leg", endpoint: "Local/600@phones", appArgs: "leg", variables: { A: "б" } });
  expect(await ear.events.take()).toMatchObject({ type: "StasisStart", args: ["leg"], channel: { id: "a-leg" } });
  expect(await rest.variable("a-leg", "A")).toBe("б");
  expect(await rest.variable("a-leg", "NONE")).toBeNull();
  await rest.hangUp("a-leg", 16);
  await ear.events.take((event) => event.type === "ChannelDestroyed" && event.channel.id === "a-leg");
  await expect(rest.answer("a-leg")).rejects.toMatchObject({ code: "gone" });
  // It pings and is answered: no loss by silence, and a death is told.
  expect(ear.losses).toEqual([]);
  await asterisk.die();
  await until(() => ear.losses.length > 0, "the death is told");
  await asterisk.startAgain();
  await until(() => ear.opened === 2, "the events come again");
  expect(ear.client.counts.garbage).toBe(0);
  ear.client.close();
});

describe("events that cease on a connection that lives", () => {
  const UNHURRIED = { ...PATIENCE, handshakeMs: 5_000, pingEveryMs: 60, hearWithinMs: 1_500 };
  const ROUNDS = 60;

  test.each([
    ["it knows no such application", 404],
    ["what is said to it does not come back", 204],
  ])("%s: they are asked for anew", async (_words, status) => {
    await using ari = await HostileAri.start();
    ari.answer = (_request, response) => response.writeHead(status).end();
    const rest = new AriRest(ari.settings);
    const ear = new Ear(ari, { ...PATIENCE, pingEveryMs: 100 }, (name) => rest.say(name));
    const pong = () => {
      for (const socket of ari.sockets) socket.pong();
    };
    await until(() => {
      pong();
      return ear.opened >= 2;
    }, "asked for anew");
    expect(ari.asked.filter((line) => line.startsWith("POST /ari/events/user/tandem-hears-")).length).toBeGreaterThan(
      0,
    );
    ear.client.close();
  });

  test("a REST interface that fails says nothing of the events", async () => {
    await using ari = await HostileAri.start();
    ari.answer = (_request, response) => response.writeHead(500).end();
    const rest = new AriRest(ari.settings);
    const ear = new Ear(ari, { ...PATIENCE, pingEveryMs: 100 }, (name) => rest.say(name));
    await until(() => {
      for (const socket of ari.sockets) socket.pong();
      return ari.asked.filter((line) => line.startsWith("POST")).length >= 5;
    }, "asked five times");
    expect(ear.losses).toEqual([]);
    ear.client.close();
  });

  test("Asterisk takes the application away from who came as another left: the hub notices, and hears", async () => {
    await using asterisk = await Asterisk.start({ dialplan: "[phones]\nexten => 600,1,Stasis(tandem)\n" });
    const rest = new AriRest(asterisk.ari);
    const connect = async () => {
      const ear = new Ear({ settings: asterisk.ari }, UNHURRIED, (name) => rest.say(name));
      await until(() => ear.opened > 0, "opened");
      return ear;
    };
    let ear = await connect();
    for (let round = 0; round < ROUNDS; round += 1) {
      ear.client.close();
      ear = await connect();
      // One in twenty is put to sleep by Asterisk with the connection before it.
      await until(() => ear.client.counts.heard > 0, `it hears itself, round ${round}`);
    }
    ear.client.close();
  });

  test("who was replaced by another hub leaves the events to it, and the other is heard", async () => {
    await using asterisk = await Asterisk.start({ dialplan: "[phones]\nexten => 600,1,Stasis(tandem)\n" });
    const rest = new AriRest(asterisk.ari);
    const say = (name: string) => rest.say(name);
    const before = new Ear({ settings: asterisk.ari }, UNHURRIED, say);
    await until(() => before.client.counts.heard > 0, "the first hears itself");
    const ear = new Ear({ settings: asterisk.ari }, UNHURRIED, say);
    await before.events.take(({ type }) => type === "ApplicationReplaced");
    await until(() => ear.client.counts.heard >= 3, "the new one hears itself three times");
    expect([before.opened, ear.opened]).toEqual([1, 1]);
    for (const { client } of [before, ear]) client.close();
  });
});
