import { once } from "node:events";
import { connect, type Socket } from "node:net";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src-hub/clock.ts";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import type { NewEvent } from "../../../src-shared/events/log-event.ts";
import { InteractionId } from "../../../src-shared/ids.ts";
import { LINK_FRAME_LIMIT } from "../../../src-shared/link/link-contract.ts";
import { FakeTelephony } from "../../support/fake-telephony.ts";
import { aHello, type DesktopOptions, RawDesktop } from "./support/a-desktop.ts";
import { lev, marina, SECRETS, TEAM } from "./support/a-hub.ts";

let hub: Hub;
let desktops: RawDesktop[];

beforeEach(async () => {
  desktops = [];
  hub = await aHub();
});
afterEach(async () => {
  for (const desktop of desktops) desktop.close();
  await hub.stop();
});

function aHub(): Promise<Hub> {
  return startHub({
    databaseFile: ":memory:",
    databaseKey: null,
    listen: { host: "127.0.0.1", port: 0 },
    team: TEAM,
    secrets: SECRETS,
    clock: systemClock,
    createTelephony: () => Object.assign(new FakeTelephony(), { close: async () => undefined }),
  });
}

function link(options: Partial<DesktopOptions> = {}): RawDesktop {
  const desktop = new RawDesktop({ port: hub.port, auth: aHello(), ...options });
  desktops.push(desktop);
  return desktop;
}

let made = 0;
/** Appends interactions, two events each. */
async function append(interactions: number): Promise<void> {
  const events = Array.from({ length: interactions }, (): NewEvent[] => {
    made += 1;
    const interactionId = InteractionId.parse(`made-${made}`);
    const customer = { address: "+79000001427", name: null };
    const created = {
      interactionId,
      channel: "voice",
      direction: "in",
      customer,
      dialled: "700",
      queueId: null,
      operatorId: null,
    } as const;
    return [
      { type: "interaction.created", actor: "system", payload: created },
      {
        type: "interaction.ended",
        actor: "system",
        payload: { interactionId, endedBy: "customer", result: "abandoned" },
      },
    ];
  });
  await hub.log.append(events.flat());
}

const setStatus = (commandId: string, input: unknown = { status: "online" }) => ({
  commandId,
  name: "operator.set-status",
  input,
});

describe("the welcome", () => {
  it("says who the operator is, how to phone, and where the log stands", async () => {
    const welcome = await link().welcomes.take();
    expect(welcome).toMatchObject({
      logId: hub.logId,
      operator: TEAM.operators[0],
      operators: TEAM.operators,
      breakReasons: TEAM.breakReasons,
      sip: { domain: "tandem.invalid", user: "1001", path: "/sip" },
    });
    expect(Math.abs(welcome.hubTimeMs - Date.now())).toBeLessThan(5000);
  });

  it("comes with the fact that the desktop is linked, and its going is a fact too", async () => {
    const desktop = link();
    const [linked] = await desktop.eventsUpto(1);
    expect(linked).toMatchObject({ type: "operator.desktop-changed", payload: { operatorId: marina, linked: true } });
    const other = link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    await other.eventsUpto(2);
    desktop.close();
    expect(await other.eventsUpto(3, 2)).toMatchObject([{ payload: { operatorId: marina, linked: false } }]);
  });
});

describe("a desktop that is not let in", () => {
  it.each([
    ["bad-credentials", { secret: "wrong-secret" }],
    ["bad-credentials", { login: "nobody" }],
    ["bad-credentials", { login: "irina", secret: SECRETS.irina }],
    ["contract-too-new", { contractVersion: 99 }],
    ["bad-hello", { contractVersion: 0 }],
    ["bad-hello", { lastSeq: -1 }],
    ["bad-hello", { login: { $ne: null } }],
    ["bad-hello", { secret: "s".repeat(300) }],
    ["bad-hello", { logId: 5 }],
  ])("is refused with %s for %j", async (code, change) => {
    expect(await link({ auth: aHello(change) }).endings.take()).toBe(code);
  });

  it.each([[{}], [null]])("is refused with bad-hello for the auth %j", async (auth) => {
    expect(await link({ auth }).endings.take()).toBe("bad-hello");
  });

  it("is locked out for a while after wrong secrets, also when they come all at once, and with the right one too", async () => {
    const wrong = Array.from({ length: 12 }, () => link({ auth: aHello({ secret: "wrong-secret" }) }).endings.take());
    const codes = await Promise.all(wrong);
    expect(codes.filter((code) => code === "bad-credentials")).toHaveLength(5);
    expect(codes.filter((code) => code === "too-many-tries")).toHaveLength(7);
    expect(await link().endings.take()).toBe("too-many-tries");
    await link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) }).welcomes.take();
  });

  it("is refused when it is a web page", async () => {
    expect(await link({ headers: { origin: "https://elsewhere.invalid" } }).endings.take()).toMatch(/websocket error/);
  });

  it("leaves no trace of a secret behind", async () => {
    await link().welcomes.take();
    const rows = JSON.stringify(await hub.log.read(0, 100));
    for (const secret of Object.values(SECRETS)) expect(rows).not.toContain(secret);
  });
});

describe("the chain of frames", () => {
  it("catches up from any number, over as many frames as it takes", async () => {
    await append(700);
    const all = await hub.log.read(0, 10_000);
    await fc.assert(
      fc.asyncProperty(fc.nat(all.length), async (lastSeq) => {
        const desktop = link({ auth: aHello({ logId: hub.logId, lastSeq }) });
        const events = await desktop.eventsUpto(all.length, lastSeq);
        expect(events.slice(0, all.length - lastSeq)).toEqual(all.slice(lastSeq));
        for (const frame of desktop.frames.all) expect(frame.events.length).toBeLessThanOrEqual(LINK_FRAME_LIMIT);
        desktop.close();
      }),
      { numRuns: 12 },
    );
  });

  it("is the same for two desktops, whatever is appended while they catch up", async () => {
    await append(300);
    const first = link();
    const second = link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    for (let round = 0; round < 20; round += 1) await append(5);
    await Promise.all([first.welcomes.take(), second.welcomes.take()]);
    await hub.service.idle();
    const headSeq = hub.log.headSeq;
    const all = await hub.log.read(0, 10_000);
    expect(await first.eventsUpto(headSeq)).toEqual(all.slice(0, headSeq));
    expect(await second.eventsUpto(headSeq)).toEqual(all.slice(0, headSeq));
  });

  it("starts at nothing when the desktop mirrors another log", async () => {
    await append(3);
    const events = await link({ auth: aHello({ logId: "another-log", lastSeq: 4000 }) }).eventsUpto(6);
    expect(events[0]?.seq).toBe(1);
  });

  it("begins a new life of the log when a desktop proves that it went back", async () => {
    const before = hub.log.logId;
    const other = link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    await other.welcomes.take();
    const welcome = await link({ auth: aHello({ logId: before, lastSeq: 4000 }) }).welcomes.take();
    expect(welcome.logId).not.toBe(before);
    expect(await other.endings.take()).toBe("io server disconnect");
  });

  it("starts again where the desktop asks it to resume", async () => {
    await append(10);
    const desktop = link();
    await desktop.eventsUpto(20);
    desktop.socket.emit("resume", { lastSeq: 7 });
    const frame = await desktop.frames.take((one) => one.afterSeq === 7);
    expect(frame.events[0]?.seq).toBe(8);
  });

  it("does not run ahead of a desktop that does not acknowledge, and goes on when it does", async () => {
    const desktop = link({ acknowledges: false });
    await desktop.welcomes.take();
    await desktop.frames.take();
    for (let round = 0; round < 40; round += 1) {
      await append(1);
      await desktop.command(setStatus(`wait-${round}`, { status: "offline" }));
    }
    expect(desktop.frames.all.length).toBeLessThanOrEqual(8);
    const headSeq = hub.log.headSeq;
    let position = desktop.frames.all.at(-1)?.uptoSeq ?? 0;
    while (position < headSeq) {
      desktop.unacknowledged.shift()?.();
      const frame = await desktop.frames.take((one) => one.uptoSeq > position);
      position = frame.uptoSeq;
    }
    const chained = desktop.frames.all.flatMap((frame) => frame.events.map(({ seq }) => seq));
    expect(chained).toEqual(Array.from({ length: headSeq }, (_none, index) => index + 1));
  });

  it("gathers many small appends into few frames", async () => {
    const desktop = link();
    await desktop.eventsUpto(1);
    await append(1);
    await desktop.eventsUpto(3, 1);
    for (let round = 0; round < 300; round += 1) await append(1);
    await desktop.eventsUpto(603, 3);
    expect(desktop.frames.all.length).toBeLessThan(200);
  });
});

describe("commands", () => {
  it("are executed once, however often they are sent, also at the same time", async () => {
    const desktop = link();
    await desktop.eventsUpto(1);
    const replies = await Promise.all(Array.from({ length: 5 }, () => desktop.command(setStatus("same"))));
    expect(new Set(replies.map((reply) => JSON.stringify(reply)))).toEqual(
      new Set([JSON.stringify({ ok: true, seq: 2 })]),
    );
    expect(hub.log.headSeq).toBe(2);
  });

  it("of one operator are not another's: ids do not meet", async () => {
    await link().command(setStatus("shared", { status: "online" }));
    await link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) }).command(
      setStatus("shared", { status: "break", reason: "lunch" }),
    );
    const statuses = (await hub.log.read(0, 100)).filter((event) => event.type === "operator.status-changed");
    expect(statuses.map(({ payload }) => [payload.operatorId, payload.status, payload.limitMs])).toEqual([
      [marina, "online", null],
      [lev, "break", 1_800_000],
    ]);
  });

  it.each([
    ["unknown-break-reason", setStatus("a", { status: "break", reason: "siesta" })],
    ["bad-input", setStatus("b", { status: "not-ready" })],
    ["bad-input", setStatus("c", "online")],
    ["bad-input", { name: "operator.set-status", input: { status: "online" } }],
    ["bad-input", { commandId: "../../etc", name: "operator.set-status", input: { status: "online" } }],
    ["bad-input", "wrong"],
    ["bad-input", null],
    ["unknown-command", { commandId: "d", name: "operator.delete", input: {} }],
    ["unknown-command", { commandId: "e", name: "constructor", input: {} }],
    ["unknown-command", { commandId: "f", name: "__proto__", input: {} }],
    [
      "unknown-interaction",
      { commandId: "g", name: "interaction.report", input: { interactionId: "i", call: { state: "talking" } } },
    ],
  ])("are refused with %s: %j", async (code, command) => {
    const desktop = link();
    expect(await desktop.command(command)).toMatchObject({ ok: false, code });
    expect(await desktop.command(setStatus("after"))).toMatchObject({ ok: true });
  });

  it("are refused when there are too many, and taken again later", async () => {
    const desktop = link();
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_none, index) => desktop.command(setStatus(`many-${index}`))),
    );
    const refused = replies.filter((reply) => !reply.ok);
    expect(refused.length).toBeGreaterThan(20);
    expect(new Set(refused.map((reply) => JSON.stringify(reply)))).toEqual(
      new Set([JSON.stringify({ ok: false, code: "too-many-commands", retry: "later" })]),
    );
    await expect.poll(() => desktop.command(setStatus("later"))).toMatchObject({ ok: true });
  });
});

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
    const desktop = link();
    await desktop.welcomes.take();
    attack(desktop);
    const next = link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    await next.welcomes.take();
    expect(await next.command(setStatus("fine"))).toMatchObject({ ok: true });
  });

  it("is cut off when it asks for the chain again and again", async () => {
    await append(1000);
    const desktop = link({ acknowledges: false });
    await desktop.welcomes.take();
    for (let count = 0; count < 10; count += 1) desktop.socket.emit("resume", { lastSeq: 0 });
    expect(await desktop.endings.take()).toBe("io server disconnect");
  });

  it("is cut off for a message that is too big", async () => {
    const desktop = link();
    await desktop.welcomes.take();
    desktop.socket.emit("command", { input: "x".repeat(100_000) }, () => undefined);
    expect(await desktop.endings.take()).toMatch(/transport/);
  });
});

describe("a second desktop of the same operator", () => {
  it("takes the place of the first, and the operator stays linked", async () => {
    const first = link();
    await first.eventsUpto(1);
    const second = link();
    await second.welcomes.take();
    expect(await first.endings.take()).toBe("replaced");
    expect(await first.endings.take()).toBe("io server disconnect");
    await second.command(setStatus("mine"));
    const changes = (await hub.log.read(0, 100)).filter((event) => event.type === "operator.desktop-changed");
    expect(changes.map(({ payload }) => payload.linked)).toEqual([true]);
  });

  it("that says which it is asks first: refused, let in when its person takes over; then the first is refused", async () => {
    const first = link({ auth: aHello({ desktopId: "one" }) });
    await first.welcomes.take();
    const second = link({ auth: aHello({ desktopId: "two" }) });
    expect(await second.endings.take()).toBe("seat-taken");
    const again = link({ auth: aHello({ desktopId: "two", takeOver: true }) });
    await again.welcomes.take();
    expect(await first.endings.take()).toBe("replaced");
    const back = link({ auth: aHello({ desktopId: "one" }) });
    expect(await back.endings.take()).toBe("seat-taken");
  });

  it("is the same one after its network broke, and after the other has gone anybody may come", async () => {
    const first = link({ auth: aHello({ desktopId: "one" }) });
    await first.welcomes.take();
    const returned = link({ auth: aHello({ desktopId: "one" }) });
    await returned.welcomes.take();
    expect(await first.endings.take()).toBe("replaced");
    returned.socket.disconnect();
    await expect
      .poll(async () => {
        const second = link({ auth: aHello({ desktopId: "two" }) });
        return Promise.race([second.welcomes.take().then(() => "welcome"), second.endings.take()]);
      })
      .toBe("welcome");
  });
});

describe("the HTTP server", () => {
  it("answers for its health and for nothing else", async () => {
    const health = await fetch(`http://127.0.0.1:${hub.port}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
    expect((await fetch(`http://127.0.0.1:${hub.port}/`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${hub.port}/healthz`, { method: "POST" })).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${hub.port}/link/?EIO=4&transport=polling`)).status).toBe(400);
  });

  it("refuses an upgrade that belongs to nobody", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${hub.port}/other`);
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
      expect((await fetch(`http://127.0.0.1:${hub.port}/healthz`)).status).toBe(200);
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
    await hub.stop();
    expect(performance.now() - startedAtMs).toBeLessThan(10_000);
    hub = await aHub();
  });
});

/** A peer that asked for an upgrade by hand, and never closes its end. */
async function upgrade(address: string): Promise<{ socket: Socket; answer: string }> {
  const socket = connect({ host: "127.0.0.1", port: hub.port, allowHalfOpen: true });
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
