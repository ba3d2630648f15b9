import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LINK_FRAME_LIMIT } from "../../../src-shared/link/link-contract.ts";
import { aHello } from "./support/a-desktop.ts";
import { lev, marina, SECRETS, TEAM } from "./support/a-hub.ts";
import { LinkHub, setStatus } from "./support/a-link-hub.ts";

let test: LinkHub;
beforeEach(async () => {
  test = await LinkHub.start();
});
afterEach(() => test.stop());

describe("the welcome", () => {
  it("says who the operator is, how to phone, and where the log stands", async () => {
    const welcome = await test.link().welcomes.take();
    expect(welcome).toMatchObject({
      logId: test.hub.logId,
      operator: TEAM.operators[0],
      operators: TEAM.operators,
      breakReasons: TEAM.breakReasons,
      sip: { domain: "tandem.invalid", user: "1001", path: "/sip" },
    });
    expect(Math.abs(welcome.hubTimeMs - Date.now())).toBeLessThan(5000);
  });

  it("comes with the fact that the desktop is linked, and its going is a fact too", async () => {
    const desktop = test.link();
    const [linked] = await desktop.eventsUpto(1);
    expect(linked).toMatchObject({ type: "operator.desktop-changed", payload: { operatorId: marina, linked: true } });
    const other = test.link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) });
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
    expect(await test.link({ auth: aHello(change) }).endings.take()).toBe(code);
  });

  it.each([[{}], [null]])("is refused with bad-hello for the auth %j", async (auth) => {
    expect(await test.link({ auth }).endings.take()).toBe("bad-hello");
  });

  it("is locked out for a while after wrong secrets, also when they come all at once, and with the right one too", async () => {
    const wrong = Array.from({ length: 12 }, () =>
      test.link({ auth: aHello({ secret: "wrong-secret" }) }).endings.take(),
    );
    const codes = await Promise.all(wrong);
    expect(codes.filter((code) => code === "bad-credentials")).toHaveLength(5);
    expect(codes.filter((code) => code === "too-many-tries")).toHaveLength(7);
    expect(await test.link().endings.take()).toBe("too-many-tries");
    await test.link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) }).welcomes.take();
  });

  it("is refused when it is a web page", async () => {
    expect(await test.link({ headers: { origin: "https://elsewhere.invalid" } }).endings.take()).toMatch(
      /websocket error/,
    );
  });

  it("leaves no trace of a secret behind", async () => {
    await test.link().welcomes.take();
    const rows = JSON.stringify(await test.hub.log.read(0, 100));
    for (const secret of Object.values(SECRETS)) expect(rows).not.toContain(secret);
  });
});

describe("the chain of frames", () => {
  it("catches up from any number, over as many frames as it takes", async () => {
    await test.append(700);
    const all = await test.hub.log.read(0, 10_000);
    await fc.assert(
      fc.asyncProperty(fc.nat(all.length), async (lastSeq) => {
        const desktop = test.link({ auth: aHello({ logId: test.hub.logId, lastSeq }) });
        const events = await desktop.eventsUpto(all.length, lastSeq);
        expect(events.slice(0, all.length - lastSeq)).toEqual(all.slice(lastSeq));
        for (const frame of desktop.frames.all) expect(frame.events.length).toBeLessThanOrEqual(LINK_FRAME_LIMIT);
        desktop.close();
      }),
      { numRuns: 12 },
    );
  });

  it("is the same for two test.desktops, whatever is appended while they catch up", async () => {
    await test.append(300);
    const first = test.link();
    const second = test.link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    for (let round = 0; round < 20; round += 1) await test.append(5);
    await Promise.all([first.welcomes.take(), second.welcomes.take()]);
    await test.hub.service.idle();
    const headSeq = test.hub.log.headSeq;
    const all = await test.hub.log.read(0, 10_000);
    expect(await first.eventsUpto(headSeq)).toEqual(all.slice(0, headSeq));
    expect(await second.eventsUpto(headSeq)).toEqual(all.slice(0, headSeq));
  });

  it("starts at nothing when the desktop mirrors another log", async () => {
    await test.append(3);
    const events = await test.link({ auth: aHello({ logId: "another-log", lastSeq: 4000 }) }).eventsUpto(6);
    expect(events[0]?.seq).toBe(1);
  });

  it("begins a new life of the log when a desktop proves that it went back", async () => {
    const before = test.hub.log.logId;
    const other = test.link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    await other.welcomes.take();
    const welcome = await test.link({ auth: aHello({ logId: before, lastSeq: 4000 }) }).welcomes.take();
    expect(welcome.logId).not.toBe(before);
    expect(await other.endings.take()).toBe("io server disconnect");
  });

  it("starts again where the desktop asks it to resume", async () => {
    await test.append(10);
    const desktop = test.link();
    await desktop.eventsUpto(20);
    desktop.socket.emit("resume", { lastSeq: 7 });
    const frame = await desktop.frames.take((one) => one.afterSeq === 7);
    expect(frame.events[0]?.seq).toBe(8);
  });

  it("does not run ahead of a desktop that does not acknowledge, and goes on when it does", async () => {
    const desktop = test.link({ acknowledges: false });
    await desktop.welcomes.take();
    await desktop.frames.take();
    for (let round = 0; round < 40; round += 1) {
      await test.append(1);
      await desktop.command(setStatus(`wait-${round}`, { status: "offline" }));
    }
    expect(desktop.frames.all.length).toBeLessThanOrEqual(8);
    const headSeq = test.hub.log.headSeq;
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
    const desktop = test.link();
    await desktop.eventsUpto(1);
    await test.append(1);
    await desktop.eventsUpto(3, 1);
    for (let round = 0; round < 300; round += 1) await test.append(1);
    await desktop.eventsUpto(603, 3);
    expect(desktop.frames.all.length).toBeLessThan(200);
  });
});

describe("commands", () => {
  it("are executed once, however often they are sent, also at the same time", async () => {
    const desktop = test.link();
    await desktop.eventsUpto(1);
    const replies = await Promise.all(Array.from({ length: 5 }, () => desktop.command(setStatus("same"))));
    expect(new Set(replies.map((reply) => JSON.stringify(reply)))).toEqual(
      new Set([JSON.stringify({ ok: true, seq: 2 })]),
    );
    expect(test.hub.log.headSeq).toBe(2);
  });

  it("of one operator are not another's: ids do not meet", async () => {
    await test.link().command(setStatus("shared", { status: "online" }));
    await test
      .link({ auth: aHello({ login: "lev", secret: SECRETS.lev }) })
      .command(setStatus("shared", { status: "break", reason: "lunch" }));
    const statuses = (await test.hub.log.read(0, 100)).filter((event) => event.type === "operator.status-changed");
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
    const desktop = test.link();
    expect(await desktop.command(command)).toMatchObject({ ok: false, code });
    expect(await desktop.command(setStatus("after"))).toMatchObject({ ok: true });
  });

  it("are refused when there are too many, and taken again later", async () => {
    const desktop = test.link();
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

describe("a second desktop of the same operator", () => {
  it("takes the place of the first, and the operator stays linked", async () => {
    const first = test.link();
    await first.eventsUpto(1);
    const second = test.link();
    await second.welcomes.take();
    expect(await first.endings.take()).toBe("replaced");
    expect(await first.endings.take()).toBe("io server disconnect");
    await second.command(setStatus("mine"));
    const changes = (await test.hub.log.read(0, 100)).filter((event) => event.type === "operator.desktop-changed");
    expect(changes.map(({ payload }) => payload.linked)).toEqual([true]);
  });

  it("that says which it is asks first: refused, let in when its person takes over; then the first is refused", async () => {
    const first = test.link({ auth: aHello({ desktopId: "one" }) });
    await first.welcomes.take();
    const second = test.link({ auth: aHello({ desktopId: "two" }) });
    expect(await second.endings.take()).toBe("seat-taken");
    const again = test.link({ auth: aHello({ desktopId: "two", takeOver: true }) });
    await again.welcomes.take();
    expect(await first.endings.take()).toBe("replaced");
    const back = test.link({ auth: aHello({ desktopId: "one" }) });
    expect(await back.endings.take()).toBe("seat-taken");
  });

  it("is the same one after its network broke, and after the other has gone anybody may come", async () => {
    const first = test.link({ auth: aHello({ desktopId: "one" }) });
    await first.welcomes.take();
    const returned = test.link({ auth: aHello({ desktopId: "one" }) });
    await returned.welcomes.take();
    expect(await first.endings.take()).toBe("replaced");
    returned.socket.disconnect();
    await expect
      .poll(async () => {
        const second = test.link({ auth: aHello({ desktopId: "two" }) });
        return Promise.race([second.welcomes.take().then(() => "welcome"), second.endings.take()]);
      })
      .toBe("welcome");
  });
});
