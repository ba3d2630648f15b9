import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { io, type Socket } from "socket.io-client";
import { WebSocket } from "ws";
import { WORKPLACE_REQUEST_NAMES } from "../../src-shared/ipc/names.ts";
import { LINK_CONTRACT_VERSION, LINK_PATH } from "../../src-shared/link/link-contract.ts";
import { onThisMachine } from "../support/busyness.ts";
import { RawSipClient } from "../support/raw-sip-client.ts";
import { tortureMessages } from "../support/torture-messages.ts";
import { expect } from "./fixtures.ts";
import { hubPid } from "./processes.ts";
import { CUSTOMER_HZ, NAME, OPERATOR_HZ, SECOND_NAME, type Shift, shift } from "./shift.ts";
import { QUEUE_NUMBER, SECRETS } from "./test-team.ts";
import { TextsSeen } from "./texts-seen.ts";

// What strangers send to the running app while a talk goes on. The talk does not notice, the next call works, nothing
// restarts, and no log holds what was said.

const WORTH_HEARING_MS = 300;

type Talk = { readonly checkUntouched: () => Promise<void> };

/** A talk, watched from both ends and in the operator's window. */
async function talk({ tandem, screen, ear, customer }: Shift): Promise<Talk> {
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await customer.watch(OPERATOR_HZ);
  await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(500);
  const readiness = await TextsSeen.of(screen.readiness);
  const hub = hubPid(tandem);
  return {
    async checkUntouched() {
      expect(hubPid(tandem)).toBe(hub);
      await screen.talks();
      expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
      expect((await customer.watched()).longestGapMs).toBeLessThanOrEqual(onThisMachine(WORTH_HEARING_MS));
      expect(new Set((await readiness.all()).map(({ text }) => text))).toEqual(new Set(["Готовы к звонкам"]));
      checkLogs(tandem.userDataDir);
    },
  };
}

/** No log tells a secret, a number, a name, or what was described to whom. */
function checkLogs(userDataDir: string): void {
  const folder = path.join(userDataDir, "logs");
  const names = readdirSync(folder);
  expect(names).toContain("hub.log");
  for (const name of names) {
    const text = readFileSync(path.join(folder, name), "utf8");
    const forbidden = [
      ...Object.values(SECRETS),
      NAME,
      SECOND_NAME,
      "9000000001",
      "m=audio",
      "a=fingerprint",
      "a=ice-",
    ];
    for (const words of forbidden) expect(text.includes(words), `${words} in ${name}`).toBe(false);
    expect(text, name).not.toMatch(/^(Via|Call-ID|Authorization):/im);
  }
}

/** Opens a socket, sends what is given, and tells with which code it was closed; null when it stays open. */
async function throwAt(url: string, messages: readonly (string | Buffer)[], protocol?: string): Promise<number | null> {
  const socket = new WebSocket(url, protocol ?? [], { perMessageDeflate: false });
  const closed = new Promise<number>((resolve) => socket.once("close", (code) => resolve(code)));
  socket.on("error", () => {}); // the other side may close while we still send: that is one of the answers
  await Promise.race([closed, new Promise((resolve) => socket.once("open", resolve))]);
  for (const message of messages) if (socket.readyState === WebSocket.OPEN) socket.send(message);
  // A pong comes after all that was sent has been taken.
  const taken = new Promise<null>((resolve) => socket.once("pong", () => resolve(null)));
  if (socket.readyState === WebSocket.OPEN) socket.ping();
  const code = await Promise.race([closed, taken]);
  socket.terminate();
  return code;
}

shift(
  "SIP that is none, or too big, during a talk: refused; the talk goes on and the next call works",
  async ({ start, arrive }) => {
    const stage = await start();
    const { tandem, screen } = stage;
    const { checkUntouched } = await talk(stage);
    const sip = new URL("/sip", tandem.hubUrl.replace("http", "ws")).href;
    const port = Number(new URL(tandem.hubUrl).port);

    for (const { bytes } of tortureMessages()) await throwAt(sip, [bytes, bytes.toString("utf8")], "sip");
    const member = await RawSipClient.connect({ port, user: "second", password: SECRETS.second });
    expect((await member.register()).status).toBe(200);
    for (const { bytes } of tortureMessages().slice(0, 15)) member.sendText(bytes);
    await member.close();

    expect(await throwAt(sip, ["x".repeat(64 * 1024 + 1)], "sip")).toBe(1009);
    expect(await throwAt(sip, [randomBytes(8 * 1024 * 1024)], "sip")).toBe(1009);
    const endless = `INVITE sip:700@tandem.invalid SIP/2.0\r\n${"X-Long: y\r\n".repeat(5000)}\r\n`;
    await throwAt(sip, [endless], "sip");
    const garbage = Array.from({ length: 60 }, () => randomBytes(200));
    expect(await throwAt(sip, garbage, "sip")).not.toBeNull();
    expect(await throwAt(sip, ["hello"])).not.toBeNull(); // no SIP was spoken of

    await checkUntouched();
    const second = await arrive(tandem, "second");
    await second.call("1001");
    await screen.waitsForRing(SECOND_NAME);
    await screen.ringing.getByRole("button", { name: /^Удержать и ответить/ }).click();
    await second.waitFor("established");
    expect(await second.hearsTone(OPERATOR_HZ)).toBe(true);
  },
);

shift(
  "a wrong password at the exchange: refused, locked out after five, and those who are in are not disturbed",
  async ({ start, customers }) => {
    const stage = await start();
    const { tandem, screen, customer } = stage;
    const { checkUntouched } = await talk(stage);
    const port = Number(new URL(tandem.hubUrl).port);
    const wrong = await customers.open({ hubUrl: tandem.hubUrl, login: "second", secret: "not-the-secret" });
    await expect(wrong.register()).rejects.toThrow("registration refused");
    await wrong[Symbol.asyncDispose]();

    const guesser = await RawSipClient.connect({ port, user: "second", password: "not-the-secret-either" });
    const statuses: (number | null)[] = [];
    for (let tries = 1; tries <= 8; tries += 1) statuses.push((await guesser.register()).status);
    expect(statuses.at(-1)).toBe(503);
    expect(statuses.filter((status) => status !== 503).every((status) => status === 401)).toBe(true);
    const locked = await guesser.register({ password: SECRETS.second });
    expect(locked.status).toBe(503);
    expect(Number(locked.header("Retry-After"))).toBeGreaterThan(0);
    await guesser.close();

    await checkUntouched();
    await screen.hangUp();
    await customer.waitFor("ended");
    await customer.call(QUEUE_NUMBER);
    await screen.waitsForRing(NAME);
  },
);

shift(
  "wrong words on the link during a talk: refused by code, cut off when too big, and nobody else notices",
  async ({ start }) => {
    const stage = await start();
    const { tandem, screen, customer } = stage;
    const { checkUntouched } = await talk(stage);
    const { hubUrl } = tandem;

    const hello = { contractVersion: LINK_CONTRACT_VERSION, login: "lev", logId: null, lastSeq: 0 };
    expect(await linkRefusal(hubUrl, {})).toBe("bad-hello");
    expect(await linkRefusal(hubUrl, { ...hello, secret: { $ne: null } })).toBe("bad-hello");
    expect(await linkRefusal(hubUrl, { ...hello, secret: "not-the-secret" })).toBe("bad-credentials");
    expect(await linkRefusal(hubUrl, { ...hello, login: "__proto__", secret: "not-the-secret" })).toBe(
      "bad-credentials",
    );
    expect(await linkRefusal(hubUrl, { ...hello, secret: SECRETS.lev, contractVersion: 999 })).toBe("contract-too-new");

    const lev = link(hubUrl, { ...hello, secret: SECRETS.lev });
    await new Promise((resolve) => lev.once("welcome", resolve));
    const wrong = [
      null,
      7,
      "x",
      [],
      {},
      { name: "operator.set-status" },
      { commandId: "c", name: "__proto__", input: {} },
    ];
    const someoneElses = {
      commandId: "c-1",
      name: "operator.set-status",
      input: { status: "online", operatorId: "marina" },
    };
    for (const command of wrong)
      expect(await ask(lev, command)).toMatchObject({
        ok: false,
        code: expect.stringMatching(/^(bad-input|unknown-command)$/),
      });
    await ask(lev, someoneElses);
    lev.emit("interaction.created", { interactionId: "i-1" });
    lev.emit("events", { afterSeq: 0, uptoSeq: 9e9, events: [] });
    lev.emit("welcome", { operator: { operatorId: "marina" } });
    const cut = new Promise((resolve) => lev.once("disconnect", resolve));
    lev.emit("command", { commandId: "c-2", name: "operator.set-status", input: { reason: "x".repeat(1024 * 1024) } });
    await cut;
    lev.close();

    const engine = `${hubUrl.replace("http", "ws")}${LINK_PATH}/?EIO=4&transport=websocket`;
    expect(await throwAt(engine, ['40{"__proto__":{"x":1}', "42[", "\u0000".repeat(100), "9".repeat(5000)])).not.toBe(
      0,
    );
    expect(await throwAt(engine, [randomBytes(1024 * 1024)])).not.toBeNull();
    for (const where of [LINK_PATH, "/sip", "/healthz", "/../../etc/passwd", "/socket.io/"])
      for (const method of ["POST", "PUT", "DELETE"])
        await fetch(new URL(where, hubUrl), { method, body: "x".repeat(200_000) }).catch(() => undefined); // cut off: fine

    await checkUntouched();
    await expect(screen.status).toContainText("На линии");
    await screen.hangUp();
    await customer.waitFor("ended");
    await customer.call(QUEUE_NUMBER);
    await screen.waitsForRing(NAME);
  },
);

shift(
  "each request of the page with an input that is none, during a talk: refused by code, nothing happens",
  async ({ start }) => {
    const stage = await start();
    const { screen, customer } = stage;
    const { checkUntouched } = await talk(stage);
    const answers = await screen.page.evaluate(async (names) => {
      type Bridge = { invoke(name: string, input: unknown): Promise<{ ok: boolean; code?: string }> };
      const { tandem: bridge } = window as unknown as { tandem: Bridge };
      const loop: Record<string, unknown> = {};
      loop.self = loop;
      let deep: unknown = "bottom";
      for (let i = 0; i < 500; i += 1) deep = [deep];
      const wrong = {
        nothing: null,
        number: 7,
        words: "x",
        list: [],
        giant: "x".repeat(5_000_000),
        deep,
        loop: [loop],
      };
      const told: Record<string, string> = {};
      for (const name of names)
        for (const [kind, input] of Object.entries(wrong)) {
          // What is nested too deep Electron's own bridge throws back before it leaves the page.
          const asked = async () => bridge.invoke(name, input);
          const { ok, code } = await asked().catch(() => ({ ok: false, code: "thrown back" }));
          told[`${name} ${kind}`] = ok ? "ok" : (code ?? "");
        }
      return told;
    }, Object.keys(WORKPLACE_REQUEST_NAMES));
    expect(Object.keys(answers).length).toBeGreaterThan(50);
    const others = Object.entries(answers).filter(([, code]) => code !== "ipc-bad-input");
    expect(others.filter(([asked, code]) => !/ (deep|loop)$/.test(asked) || code !== "thrown back")).toEqual([]);

    await checkUntouched();
    await screen.hangUp();
    expect((await customer.waitFor("ended")).by).toBe("remote");
    await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
  },
);

function link(hubUrl: string, auth: Record<string, unknown>): Socket {
  return io(hubUrl, { path: LINK_PATH, transports: ["websocket"], auth, forceNew: true, reconnection: false });
}

async function linkRefusal(hubUrl: string, auth: Record<string, unknown>): Promise<string | undefined> {
  const socket = link(hubUrl, auth);
  try {
    const error = await new Promise<{ data?: { code?: string } }>((resolve, reject) => {
      socket.once("connect_error", resolve);
      socket.once("welcome", () => reject(new Error("it was let in")));
    });
    return error.data?.code;
  } finally {
    socket.close();
  }
}

function ask(socket: Socket, command: unknown): Promise<unknown> {
  return socket.timeout(5000).emitWithAck("command", command);
}
