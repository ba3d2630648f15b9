import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { onThisMachine } from "../../support/busyness.ts";
import { anAccount, ExchangeRig } from "../../support/exchange-rig.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { sdp } from "../../support/sip-message.ts";
import { aTalk } from "../../support/talk.ts";

let rig: ExchangeRig;

afterEach(async () => {
  await rig.stop();
  expect(rig.exchange.census()).toEqual({ flows: 0, registered: 0, calls: 0 });
});

/** Other people can still call: the one thing no bad client may take away. */
async function expectCallsWork(): Promise<void> {
  const { caller, callee } = await aTalk(rig, await rig.phone("boris"), await rig.phone("103"));
  await Promise.all([caller.bye(), callee.next("BYE")]);
}

async function handshakeStatus(path: string, protocol?: string): Promise<number | "open"> {
  const socket = new WebSocket(`ws://127.0.0.1:${rig.port}${path}`, protocol ? [protocol] : []);
  return new Promise((resolve) => {
    socket.on("unexpected-response", (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on("open", () => resolve("open"));
    socket.on("error", () => {});
  });
}

describe("the handshake", () => {
  test("takes only the sip subprotocol", async () => {
    rig = await ExchangeRig.start();
    expect(await handshakeStatus("/sip")).toBe(400);
    expect(await handshakeStatus("/sip", "chat")).toBe(400);
  });

  test("of another path is left to whoever it is for", async () => {
    rig = await ExchangeRig.start();
    const seen: string[] = [];
    rig.httpServer.on("upgrade", (request, socket) => {
      seen.push(request.url ?? "");
      if (request.url !== "/sip") socket.end("HTTP/1.1 418 Other\r\nContent-Length: 0\r\n\r\n");
    });
    expect(await handshakeStatus("/link", "sip")).toBe(418);
    expect(seen).toEqual(["/link"]);
    await expectCallsWork();
  });

  test("is refused with 503 when there are too many flows", async () => {
    rig = await ExchangeRig.start({ limits: { maxFlows: 2 } });
    await rig.client("a");
    const last = await rig.client("b");
    expect(await handshakeStatus("/sip", "sip")).toBe(503);
    await last.close();
    await expect.poll(() => rig.exchange.census().flows).toBe(1);
    await rig.client("c");
  });
});

describe("a flow", () => {
  test("that sends a message over the limit is closed with 1009", async () => {
    rig = await ExchangeRig.start();
    const client = await rig.client("101");
    client.sendText("x".repeat(64 * 1024 + 1));
    expect((await client.closed).code).toBe(1009);
    await expectCallsWork();
  });

  test("that sends a message just under the limit is not", async () => {
    rig = await ExchangeRig.start();
    const client = await rig.client("101");
    const answer = await client.ask("OPTIONS", {
      uri: "sip:tandem.invalid",
      body: "x".repeat(63_000),
      type: "text/plain",
    });
    expect(answer.status).toBe(200);
    const long = await client.ask("OPTIONS", { uri: "sip:tandem.invalid", headers: [`X-Long: ${"x".repeat(60_000)}`] });
    expect(long.status).toBe(400);
  });

  test("that says nothing SIP is closed after a while, one that pings by CRLF is answered", async () => {
    rig = await ExchangeRig.start({ limits: { maxGarbage: 5 } });
    const client = await rig.client("101");
    const pong = new Promise((resolve) => client.socket.once("message", (data) => resolve(String(data))));
    client.sendText("\r\n\r\n");
    expect(await pong).toBe("\r\n");
    for (let count = 0; count < 5; count += 1) client.sendText("GET / HTTP/1.1\r\n\r\n");
    expect(await client.closed).toEqual({ code: 1008, reason: "not SIP" });
  });

  test("that floods is closed", async () => {
    rig = await ExchangeRig.start({ limits: { messageBurst: 50, messagesPerSecond: 1 } });
    const client = await rig.client("101");
    for (let count = 0; count < 60; count += 1) client.sendRequest("OPTIONS", { uri: "sip:tandem.invalid" });
    expect(await client.closed).toEqual({ code: 1008, reason: "too many messages" });
  });

  test("on which nobody authenticates is closed; one that did stays", async () => {
    const clock = new FakeClock();
    rig = await ExchangeRig.start({ clock, limits: { pingEveryMs: 1e9 } });
    const idler = await rig.client("101");
    const phone = await rig.phone("102");
    await expect.poll(() => rig.exchange.census().flows).toBe(2);
    clock.advance(16_000);
    expect(await idler.closed).toEqual({ code: 1008, reason: "not authenticated" });
    expect((await phone.ask("OPTIONS", { uri: "sip:tandem.invalid" })).status).toBe(200);
  });

  test("that does not answer pings is dropped, and its talk ends", async () => {
    const clock = new FakeClock();
    rig = await ExchangeRig.start({ clock });
    const anna = await rig.phone("anna");
    const operator = await rig.phone("101");
    const { callee } = await aTalk(rig, anna, operator);
    // A client whose machine sleeps: TCP stands, nothing is read or answered.
    anna.socket.pause();
    for (let second = 0; second < 25; second += 1) {
      clock.advance(1000);
      await operator.ask("OPTIONS", { uri: "sip:tandem.invalid" });
    }
    await callee.next("BYE");
    expect(await rig.next("ended")).toMatchObject({ by: "caller", wasAnswered: true });
    expect(operator.isOpen).toBe(true);
    anna.socket.resume();
  });

  test("that has too many calls gets no more", async () => {
    rig = await ExchangeRig.start({ limits: { maxCallsPerFlow: 2 } });
    const anna = await rig.phone("anna");
    const first = new RawCall(anna, "600");
    await first.next(100);
    await new RawCall(anna, "600").next(100);
    expect((await new RawCall(anna, "600").final()).status).toBe(503);
    await first.cancel();
    await first.final();
    await new RawCall(anna, "600").next(100);
  });

  test("that says goodbye and does not go does not hold up the end of the exchange", async () => {
    rig = await ExchangeRig.start();
    const socket = await slowSocket();
    await expect.poll(() => rig.exchange.census().flows).toBe(1);
    const answer = new Promise((resolve) => socket.once("data", resolve));
    // A masked and empty close frame (RFC 6455 §5.5.1).
    socket.write(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
    await answer;
    const startedAtMs = performance.now();
    await rig.exchange.close();
    expect(performance.now() - startedAtMs).toBeLessThan(onThisMachine(10_000));
  });

  test("that stops in the middle of a frame, byte by byte, holds nobody up and is let go", async () => {
    const clock = new FakeClock();
    rig = await ExchangeRig.start({ clock, limits: { pingEveryMs: 1e9 } });
    const socket = await slowSocket();
    const closed = new Promise((resolve) => socket.on("close", resolve));
    await expect.poll(() => rig.exchange.census().flows).toBe(1);
    for (const byte of [0x81, 0xfe, 0x10]) socket.write(Buffer.from([byte]));
    clock.advance(20_000);
    clock.advance(3_000);
    await closed;
    expect(rig.exchange.census().flows).toBe(0);
  });
});

describe("a message made to be slow to read", () => {
  const line = "INVITE sip:600@tandem.invalid SIP/2.0";
  const NEEDED = ["Via: SIP/2.0/WS x.invalid;branch=z9hG4bKx", "From: <sip:a@x>;tag=1", "To: <sip:b@x>", "Call-ID: x"];
  const message = (start: string, ...headers: string[]) =>
    [start, ...NEEDED, "CSeq: 1 INVITE", ...headers, "", ""].join("\r\n");

  test.each([
    ["spaces in its first line", message(`INVITE${" ".repeat(60_000)}x`)],
    ["an endless address", message(`INVITE sip:a@b${";a".repeat(30_000)} SIP/2.0`)],
    ["lines without a colon", message(line, ...Array<string>(15_000).fill("a"))],
    ["contacts", message(line, ...Array<string>(4000).fill("m: <sip:a@b>"))],
    ["routes", message(line, ...Array<string>(2000).fill("Record-Route: <sip:a@b;lr>"))],
    ["folded lines", message(line, "X: a", ...Array<string>(15_000).fill(" a"))],
    ["words of a name", message(line, `Refer-To: ${"a ".repeat(4000)}<sip:a@b>`)],
  ])("by %s holds nobody up", async (_what, text) => {
    rig = await ExchangeRig.start();
    const client = await rig.client("101");
    const other = await rig.phone("102");
    const startedAtMs = performance.now();
    for (let count = 0; count < 5; count += 1) client.sendText(text);
    await expect.poll(() => rig.logLines.filter((log) => log.startsWith("message not understood")).length).toBe(5);
    expect((await other.ask("OPTIONS", { uri: "sip:tandem.invalid" })).status).toBe(200);
    expect(performance.now() - startedAtMs).toBeLessThan(onThisMachine(5000));
  });
});

/** A WebSocket handshake by hand; the peer closes its end only when it is told to. */
async function slowSocket(): Promise<Socket> {
  const socket = connect({ port: rig.port, host: "127.0.0.1", allowHalfOpen: true });
  // Being thrown out is what the test waits for.
  socket.on("error", () => {});
  const head = [
    "GET /sip HTTP/1.1",
    "Host: 127.0.0.1",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol: sip",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  await new Promise((resolve) => socket.once("data", resolve));
  return socket;
}

describe("hostile names", () => {
  const NAMES: readonly [what: string, name: string, shown: string][] = [
    ["quotes and backslashes", 'Anna "the \\ cat"', 'Anna "the \\ cat"'],
    ["line ends", "Anna\r\nX-Injected: 1\r\n\r\nv=0", "Anna X-Injected: 1 v=0"],
    ["control characters", "An\u0000na\u0007\u007f\u0085", "An na"],
    ["HTML", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["overrides of direction", "Anna\u202Egnp.exe\u2066", "Anna gnp.exe"],
    ["half of a character", "Anna\uD800", "Anna"],
    ["no end", "x".repeat(5000), "x".repeat(80)],
  ];

  test.each(NAMES)("%s reach the callee as one harmless header", async (_what, name, shown) => {
    rig = await ExchangeRig.start({
      accounts: [anAccount("anna", { displayName: name, number: "+79161234567" }), anAccount("101")],
    });
    const anna = await rig.phone("anna");
    const operator = await rig.phone("101");
    new RawCall(anna, "600");
    const arrived = await rig.next("arrived");
    expect(arrived.from).toEqual({ address: "+79161234567", name: shown });
    rig.ring(arrived.callId, "101", { queueName: name });
    const { request } = await RawRing.next(operator);
    const quoted = shown.replace(/["\\]/g, "\\$&");
    expect(request.header("From")).toMatch(/^"/);
    expect(request.header("From").startsWith(`"${quoted}" <sip:+79161234567@tandem.invalid>;tag=`)).toBe(true);
    expect(request.header("X-Injected")).toBe("");
    expect(decodeURIComponent(request.header("X-Tandem-Queue"))).toBe(shown);
    expect(request.body).toBe(sdp("offer-of-anna"));
  });

  test("a name of nothing but control characters is no name", async () => {
    rig = await ExchangeRig.start({ accounts: [anAccount("anna", { displayName: "\u0000\u202E" })] });
    new RawCall(await rig.phone("anna"), "600");
    expect((await rig.next("arrived")).from.name).toBe(null);
  });

  test("what a client writes into From is never shown", async () => {
    rig = await ExchangeRig.start();
    const anna = await rig.phone("anna");
    const operator = await rig.phone("101");
    new RawCall(anna, "600", { from: `"Bank of ${"R".repeat(1500)} <b>" <sip:anna@tandem.invalid>` });
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101");
    expect((await RawRing.next(operator)).request.raw).not.toContain("Bank");
  });
});

describe("requests made to break things", () => {
  async function phoneAndCall(headers: string[], target = "600"): Promise<{ anna: RawSipClient; call: RawCall }> {
    rig = await ExchangeRig.start();
    const anna = await rig.phone("anna");
    return { anna, call: new RawCall(anna, target, { headers }) };
  }

  test("a contact that cannot be written again is refused", async () => {
    rig = await ExchangeRig.start();
    const anna = await rig.phone("anna");
    const answer = await anna.ask("INVITE", {
      uri: "sip:600@tandem.invalid",
      headers: ["Contact: <sip:100%25@x.invalid>"],
      body: sdp("x"),
    });
    expect(answer.status).toBe(400);
    await expectCallsWork();
  });

  test.each(["sip:@tandem.invalid", "sip:%00@tandem.invalid", "sip:a%20b@tandem.invalid", "sip:tandem.invalid"])(
    "%s is nobody's number",
    async (uri) => {
      rig = await ExchangeRig.start();
      const anna = await rig.phone("anna");
      const answer = await anna.ask("INVITE", { uri, headers: [`Contact: <${anna.contact}>`], body: sdp("x") });
      expect([400, 404]).toContain(answer.status);
    },
  );

  test("a very long number is nobody's", async () => {
    const { call } = await phoneAndCall([], "9".repeat(500));
    expect((await call.final()).status).toBe(404);
  });

  test("parameters named after what every object has do no harm", async () => {
    rig = await ExchangeRig.start();
    const anna = await rig.phone("anna");
    for (const name of ["hasOwnProperty", "__proto__", "constructor", "toString"]) {
      const headers = [`Contact: <sip:x@x.invalid;${name}=1>;${name}=1`, `${name}: 1`];
      const branch = anna.sendRequest("INVITE", { uri: `sip:600@tandem.invalid;${name}=1`, headers, body: sdp("x") });
      // Refused or rung, but answered.
      await anna.responses.take((response) => response.header("Via").includes(branch));
    }
    await expectCallsWork();
  });

  test("a body that is no session description is refused", async () => {
    rig = await ExchangeRig.start();
    const anna = await rig.phone("anna");
    const parts = {
      uri: "sip:600@tandem.invalid",
      headers: [`Contact: <${anna.contact}>`],
      body: "<a/>",
      type: "text/xml",
    };
    const answer = await anna.ask("INVITE", parts);
    expect([answer.status, answer.header("Accept")]).toEqual([415, "application/sdp"]);
  });

  test("a phone that answers with rubbish only fails its own offer", async () => {
    rig = await ExchangeRig.start();
    const anna = await rig.phone("anna");
    const operator = await rig.phone("101");
    const call = new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101", { ringTimeoutMs: 300 });
    const { request } = await RawRing.next(operator);
    operator.respond(request, 200, { toTag: "a", headers: ["Contact: *"] });
    operator.respond(request, 200, { headers: [`Contact: <${operator.contact}>`] });
    operator.respond(request, 299, { toTag: "b", headers: ["Contact: <sip:100%25@x>"], body: "v=0" });
    operator.respond(request, 999, { toTag: "b" });
    expect((await rig.next("ring-failed")).outcome).toBe("unreachable");
    rig.ring(callId, "101");
    (await RawRing.next(operator)).answer();
    await call.answered();
  });

  test("an answer without a description does not reach the caller", async () => {
    rig = await ExchangeRig.start();
    const anna = await rig.phone("anna");
    const operator = await rig.phone("101");
    new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101");
    const callee = (await RawRing.next(operator)).answer(null);
    await callee.next("BYE");
    expect((await rig.next("ring-failed")).outcome).toBe("declined");
  });

  test("a CANCEL for nothing is 481, methods nobody knows are 405, out-of-dialog ones are refused", async () => {
    rig = await ExchangeRig.start();
    const anna = await rig.phone("anna");
    const uri = "sip:600@tandem.invalid";
    const statuses: Record<string, number | null> = {};
    for (const method of ["CANCEL", "FROBNICATE", "MESSAGE", "SUBSCRIBE", "REFER", "BYE", "INFO", "UPDATE"])
      statuses[method] = (await anna.ask(method, { uri, headers: ["Refer-To: <sip:1@x>", "Event: x"] })).status;
    expect(statuses).toEqual({
      CANCEL: 481,
      FROBNICATE: 405,
      MESSAGE: 405,
      SUBSCRIBE: 489,
      REFER: 405,
      BYE: 481,
      INFO: 405,
      UPDATE: 405,
    });
  });
});
