import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { onThisMachine } from "../../support/busyness.ts";
import { aHello, type RawDesktop } from "./support/a-desktop.ts";
import { SECRETS } from "./support/a-hub.ts";
import { LinkHub, setStatus } from "./support/a-link-hub.ts";

let test: LinkHub;
beforeEach(async () => {
  test = await LinkHub.start();
});
afterEach(() => test.stop());

describe("a hostile or broken desktop", () => {
  it.each([
    ["an unknown event", (desktop: RawDesktop) => desktop.socket.emit("exploded", { deep: [[[[]]]] })],
    ["a command without a way to answer", (desktop: RawDesktop) => desktop.socket.emit("command", setStatus("mute"))],
    ["no JSON", (desktop: RawDesktop) => desktop.socket.io.engine.write("42[not json")],
    ["a packet of no kind", (desktop: RawDesktop) => desktop.socket.io.engine.write("9999")],
    ["a wrong resume", (desktop: RawDesktop) => desktop.socket.emit("resume", { lastSeq: "all" })],
    [
      "too big a message",
      (desktop: RawDesktop) => desktop.socket.emit("command", { input: "x".repeat(100_000) }, () => undefined),
    ],
    [
      "a flood of resumes",
      (desktop: RawDesktop) => Array.from({ length: 200 }, () => desktop.socket.emit("resume", { lastSeq: 0 })),
    ],
  ])("does no harm with %s", async (_what, attack) => {
    const desktop = test.link();
    await desktop.welcomes.take();
    attack(desktop);
    const next = test.link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    await next.welcomes.take();
    expect(await next.command(setStatus("fine"))).toMatchObject({ ok: true });
  });

  it("is cut off when it asks for the chain again and again", async () => {
    await test.append(1000);
    const desktop = test.link({ acknowledges: false });
    await desktop.welcomes.take();
    for (let count = 0; count < 10; count += 1) desktop.socket.emit("resume", { lastSeq: 0 });
    expect(await desktop.endings.take()).toBe("io server disconnect");
  });

  it("is cut off for a message that is too big", async () => {
    const desktop = test.link();
    await desktop.welcomes.take();
    desktop.socket.emit("command", { input: "x".repeat(100_000) }, () => undefined);
    expect(await desktop.endings.take()).toMatch(/transport/);
  });
});

describe("the HTTP server", () => {
  it("answers for its health and for nothing else", async () => {
    const health = await fetch(`http://127.0.0.1:${test.hub.port}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
    expect((await fetch(`http://127.0.0.1:${test.hub.port}/`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${test.hub.port}/healthz`, { method: "POST" })).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${test.hub.port}/link/?EIO=4&transport=polling`)).status).toBe(400);
  });

  it("refuses an upgrade that belongs to nobody", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${test.hub.port}/other`);
    await new Promise((resolve) => {
      socket.onerror = resolve;
    });
    expect(socket.readyState).toBe(WebSocket.CLOSED);
  });

  it.each(["//", "http://[", "/\\\\", "*", "/link", "/link?EIO=4"])(
    "refuses an upgrade to the address %s, which is none",
    async (address) => {
      const { socket, answer } = await upgrade(address);
      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
      socket.resetAndDestroy();
      expect((await fetch(`http://127.0.0.1:${test.hub.port}/healthz`)).status).toBe(200);
    },
  );

  it("lets go of a peer that was refused an upgrade and does not close", async () => {
    const { socket } = await upgrade("/other");
    const failed = once(socket, "error");
    // What is written to a peer that is gone fails, if not at once.
    const writing = setInterval(() => socket.write("still here"), 20);
    const [error] = (await failed) as [NodeJS.ErrnoException];
    clearInterval(writing);
    expect(["EPIPE", "ECONNRESET"]).toContain(error.code);
  });

  it("stops at once although a linked peer does not read and does not close", async () => {
    const { answer } = await upgrade("/link/?EIO=4&transport=websocket");
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    const startedAtMs = performance.now();
    await test.hub.stop();
    expect(performance.now() - startedAtMs).toBeLessThan(onThisMachine(10_000));
    test = await LinkHub.start();
  });
});

/** A peer that asked for an upgrade by hand, and never closes its end. */
async function upgrade(address: string): Promise<{ socket: Socket; answer: string }> {
  const socket = connect({ host: "127.0.0.1", port: test.hub.port, allowHalfOpen: true });
  const head = [
    `GET ${address} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const [answer] = (await once(socket, "data")) as [Buffer];
  socket.pause();
  return { socket, answer: answer.toString() };
}
