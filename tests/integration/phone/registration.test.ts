import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { CallSignalling } from "../../../src-main/core/ports/call-signalling.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import type { PhoneState } from "../../../src-shared/ipc/workplace.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { FakeMedia } from "../../support/fake-media.ts";
import { Inbox } from "../../support/inbox.ts";
import { readSipMessage, type SipMessage, writeSipMessage } from "../../support/sip-message.ts";

/** A machine's clock is set right now and then; its timers do not mind. */
class SetBackClock extends FakeClock {
  setBackMs = 0;

  override nowMs(): number {
    return super.nowMs() - this.setBackMs;
  }
}

/** A registrar of text: it answers what the test says, and time moves only when the test moves it. */
let server: WebSocketServer;
let sockets: WebSocket[];
let registers: Inbox<SipMessage>;
let clock: SetBackClock;
let phone: CallSignalling;
let states: Inbox<PhoneState>;

beforeEach(async () => {
  sockets = [];
  registers = new Inbox("REGISTER");
  server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "sip" });
  server.on("connection", (socket) => {
    sockets.push(socket);
    socket.on("message", (data) => {
      const text = data.toString();
      if (text.startsWith("REGISTER ")) registers.put(readSipMessage(text));
    });
  });
  await new Promise((resolve) => server.once("listening", resolve));
  clock = new SetBackClock();
  states = new Inbox("phone state");
  phone = createSipPhone({ media: new FakeMedia(), clock, log: new FakeLog() });
  phone.onEvent((event) => {
    if (event.type === "phone-changed") states.put(event.phone);
  });
  phone.start({
    server: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/sip`,
    domain: "tandem.invalid",
    user: "101",
    password: "secret",
    displayName: "Anna",
    source: { kind: "microphone" },
  });
});

afterEach(async () => {
  const stopped = phone.stop();
  for (const socket of sockets) socket.terminate();
  await clock.run(5_000);
  await stopped;
  expect(clock.pendingTimers).toBe(0);
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

function answer(request: SipMessage, status: number, headers: readonly string[] = []) {
  const isGranted = status === 200;
  sockets
    .at(-1)
    ?.send(
      writeSipMessage(`SIP/2.0 ${status} Test`, [
        ...request.headers("Via").map((via) => `Via: ${via}`),
        `From: ${request.header("From")}`,
        `To: ${request.header("To")};tag=registrar`,
        `Call-ID: ${request.header("Call-ID")}`,
        `CSeq: ${request.header("CSeq")}`,
        ...(isGranted ? [`Contact: ${request.header("Contact")}`] : []),
        ...headers,
      ]),
    );
}

const state = (name: PhoneState["state"]) => states.take((phoneState) => phoneState.state === name);
const expires = (request: SipMessage) => /;expires=(\d+)/.exec(request.header("Contact"))?.[1];

describe("registration", () => {
  it("is refreshed at 80 % of its time, and stays ready meanwhile", async () => {
    answer(await registers.take(), 200);
    await state("ready");
    await clock.run(239_000);
    for (const socket of sockets) expect(socket.readyState).toBe(1);
    expect(registers.all).toHaveLength(1);
    await clock.run(1_500);
    const refresh = await registers.take();
    expect(refresh.header("Call-ID")).toBe(registers.all[0]?.header("Call-ID"));
    answer(refresh, 200);
    expect(states.all.map((one) => one.state)).toEqual(["connecting", "registering", "ready"]);
  });

  it("takes the longer time a registrar asks for (423)", async () => {
    const first = await registers.take();
    expect(expires(first)).toBe("300");
    answer(first, 423, ["Min-Expires: 600"]);
    const second = await registers.take();
    expect(expires(second)).toBe("600");
    answer(second, 200);
    await state("ready");
  });

  it("does not let a registrar lead it on for ever with 423", async () => {
    answer(await registers.take(), 423, ["Min-Expires: 300"]);
    expect(await state("waiting")).toMatchObject({ failure: "server-refused" });
  });

  it("waits as long as a busy registrar says (503 with Retry-After)", async () => {
    answer(await registers.take(), 503, ["Retry-After: 20"]);
    const { retryAtMs, failure } = await state("waiting");
    const waitMs = (retryAtMs ?? 0) - clock.nowMs();
    expect(failure).toBe("server-refused");
    expect(waitMs).toBeGreaterThanOrEqual(20_000);
    expect(waitMs).toBeLessThanOrEqual(20_500);
    await clock.run(19_900);
    expect(registers.all).toHaveLength(1);
    await clock.run(700);
    answer(await registers.take(), 200);
    await state("ready");
  });

  it("gives up when it is forbidden, and tries again only when asked", async () => {
    answer(await registers.take(), 403);
    expect(await state("refused")).toMatchObject({ failure: "forbidden", retryAtMs: null });
    await new Promise((resolve) => sockets[0]?.once("close", resolve));
    await clock.run(3_600_000);
    expect(registers.all).toHaveLength(1);
    phone.renew();
    answer(await registers.take(), 200);
    await state("ready");
  });

  it("lets a flow go that swallows a REGISTER", async () => {
    await registers.take();
    for (let second = 0; second < 8; second += 1) {
      await clock.run(1_000);
      sockets.at(-1)?.ping();
    }
    expect(await state("waiting")).toMatchObject({ failure: expect.stringMatching(/no-answer|flow-dead/) });
  });

  it("notices a dead flow within seconds also after the machine's clock was set back", async () => {
    answer(await registers.take(), 200);
    await state("ready");
    sockets.at(-1)?.pause();
    clock.setBackMs = 3_600_000;
    await clock.run(5_000);
    expect(await state("waiting")).toMatchObject({ failure: "flow-dead" });
  });

  it("backs off with each failure, and starts afresh after a success", async () => {
    const waits: number[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      answer(await registers.take(), 500);
      const { retryAtMs } = await state("waiting");
      waits.push((retryAtMs ?? 0) - clock.nowMs());
      await clock.run(30_000);
    }
    for (const [tries, waitMs] of waits.entries()) expect(waitMs).toBeLessThanOrEqual(500 * 2 ** tries);
    answer(await registers.take(), 200);
    await state("ready");
    sockets.at(-1)?.terminate();
    const { retryAtMs, failure } = await state("waiting");
    expect(failure).toBe("server-unreachable");
    expect((retryAtMs ?? 0) - clock.nowMs()).toBeLessThanOrEqual(500);
  });

  it("answers keep-alives, and survives what is no SIP", async () => {
    answer(await registers.take(), 200);
    await state("ready");
    const pong = new Promise<string>((resolve) => sockets[0]?.once("message", (data) => resolve(data.toString())));
    for (const text of ["nonsense", "INVITE sip:x SIP/2.0\r\n\r\n", "SIP/2.0 999 ?\r\n\r\n", "\r\n\r\n"])
      sockets[0]?.send(text);
    expect(await pong).toBe("\r\n");
    expect(states.all.at(-1)?.state).toBe("ready");
  });

  it("does not stay on a server that does not speak SIP", async () => {
    const plain = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => false });
    await new Promise((resolve) => plain.once("listening", resolve));
    const other = createSipPhone({ media: new FakeMedia(), clock, log: new FakeLog() });
    const otherStates = new Inbox<PhoneState>("phone state");
    other.onEvent((event) => event.type === "phone-changed" && otherStates.put(event.phone));
    other.start({
      server: `ws://127.0.0.1:${(plain.address() as AddressInfo).port}/`,
      domain: "tandem.invalid",
      user: "101",
      password: "secret",
      displayName: "Anna",
      source: { kind: "microphone" },
    });
    expect(await otherStates.take((one) => one.state === "waiting")).toMatchObject({ failure: "not-sip" });
    await other.stop();
    await new Promise<void>((resolve) => plain.close(() => resolve()));
  });
});
