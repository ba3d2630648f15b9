import { describe, expect, test } from "vitest";
import { openEncrypted } from "../../../src-main/node/db/encrypted-file.ts";
import { createSocketHubLink } from "../../../src-main/node/hub-link/socket-hub-link.ts";
import { CommandId, LogId } from "../../../src-shared/ids.ts";
import { aWelcome } from "../../support/a-workplace.ts";
import { aLog, aStory } from "../../support/an-interaction.ts";
import { onThisMachine } from "../../support/busyness.ts";
import { TEST_KEY, TemporaryFolder } from "../../support/cache-folder.ts";
import { CuttingProxy } from "../../support/cutting-proxy.ts";
import { DesktopEnd, hastyClock } from "../../support/desktop-end.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { OddHub } from "../../support/odd-hub.ts";
import { until } from "../../support/until.ts";
import { aHub, pastContacts, SECRETS, wholeLog } from "./hub-end.ts";

const ACCOUNT = { login: "anna", secret: SECRETS.anna };

describe("refused by the hub", () => {
  test("with a wrong secret: says so, does not hammer, and takes the right one at once", async () => {
    const hub = await aHub();
    await using proxy = await CuttingProxy.start(hub.port);
    const clock = new FakeClock();
    const log = new FakeLog();
    const link = createSocketHubLink({ clock, log });
    const states: unknown[] = [];
    link.onEvent((event) => {
      if (event.type === "link-changed") states.push([event.link.state, event.link.refusal]);
    });
    const position = () => ({ logId: null, lastSeq: 0 });
    link.start({ url: proxy.url, login: "anna", secret: "wrong-secret" }, position);
    await until(() => states.length === 2, "refused");
    expect(states.at(-1)).toEqual(["refused", "bad-credentials"]);
    expect((clock.nextAtMs ?? 0) - clock.nowMs()).toBeGreaterThanOrEqual(300_000);
    clock.advance(299_000);
    expect(proxy.accepted).toBe(1);
    expect(JSON.stringify(log.lines)).not.toContain("wrong-secret");
    link.start({ url: proxy.url, ...ACCOUNT }, position);
    await until(() => states.length === 4, "online with the right secret");
    expect(states.slice(2)).toEqual([
      ["connecting", null],
      ["online", null],
    ]);
    await link.stop();
    await hub.stop();
  });

  test.each(["contract-too-old", "too-many-tries", "bad-hello"] as const)("with %s", async (code) => {
    using folder = new TemporaryFolder();
    await using hub = await OddHub.start(() => {}, code);
    await using desktop = new DesktopEnd(folder.path);
    desktop.start({ url: hub.url, ...ACCOUNT });
    await until(() => desktop.states.at(-1) === `refused ${code}`, "refused");
    expect(hub.hellos).toEqual([
      {
        ...{ contractVersion: 1, login: "anna", secret: SECRETS.anna, logId: null, lastSeq: 0 },
        ...{ unpacks: true, channels: ["voice", "text"] },
      },
    ]);
  });

  test("tries again when the wait is over", async () => {
    await using hub = await OddHub.start(() => {}, "too-many-tries");
    const clock = new FakeClock();
    const link = createSocketHubLink({ clock, log: new FakeLog() });
    link.start({ url: hub.url, ...ACCOUNT }, () => ({ logId: null, lastSeq: 0 }));
    await until(() => hub.hellos.length === 1 && clock.pendingTimers === 1, "refused once");
    clock.advance(59_000);
    expect(hub.hellos).toHaveLength(1);
    clock.advance(20_000);
    await until(() => hub.hellos.length === 2, "tried again");
    await link.stop();
    await until(() => clock.pendingTimers === 0, "no timer is left");
  });

  test("two desktops of one operator do not push each other out for ever", async () => {
    using folder = new TemporaryFolder();
    const hub = await aHub();
    await using proxy = await CuttingProxy.start(hub.port);
    await using first = new DesktopEnd(folder.file("1"), hastyClock);
    first.start({ url: proxy.url, ...ACCOUNT });
    await until(() => first.states.at(-1) === "online", "the first is online");
    await using second = new DesktopEnd(folder.file("2"), hastyClock);
    second.start({ url: proxy.url, ...ACCOUNT });
    await until(() => first.states.at(-1) === "refused replaced", "the first gave way");
    await until(() => second.states.at(-1) === "online", "the second is online");
    expect(proxy.accepted).toBe(2);
    await hub.stop();
  });
});

describe("a hub that breaks the contract", () => {
  const event = aLog([aStory().arrives()])[0];

  test.each([
    ["no object", 7],
    ["no events", { afterSeq: 0, uptoSeq: 1 }],
    [
      "an unknown event without a number",
      { afterSeq: 0, uptoSeq: 1, events: [{ ...event, seq: 0, type: "new.thing" }] },
    ],
    ["a wrong payload", { afterSeq: 0, uptoSeq: 1, events: [{ ...event, payload: { interactionId: "../../etc" } }] }],
    ["too many events", { afterSeq: 0, uptoSeq: 501, events: Array.from({ length: 501 }, () => event) }],
  ])(
    "with a frame of %s: nothing is taken or acknowledged, the link says so and is tried again",
    async (_what, frame) => {
      using folder = new TemporaryFolder();
      await using hub = await OddHub.start((socket, self) => {
        socket.emit("welcome", aWelcome());
        self.sendFrame(socket, frame);
      });
      await using desktop = new DesktopEnd(folder.path, hastyClock);
      desktop.start({ url: hub.url, ...ACCOUNT });
      await until(() => hub.sockets.length >= 3, "tried again");
      expect(desktop.states).toContain("offline bad-frame");
      expect(desktop.mirror.position().lastSeq).toBe(0);
      expect(hub.acknowledged).toBe(0);
    },
  );

  test("with a team that is none: the link is given up; one that is told is passed on", async () => {
    using folder = new TemporaryFolder();
    const { operator, operators, queues, breakReasons } = aWelcome();
    const team = { operator, operators, queues: queues.map((queue) => ({ ...queue, name: "Новая" })), breakReasons };
    await using hub = await OddHub.start((socket) => {
      socket.emit("welcome", aWelcome());
      socket.emit("team-changed", team);
      socket.emit("team-changed", { ...team, operators: "everybody" });
    });
    await using desktop = new DesktopEnd(folder.path, hastyClock);
    desktop.start({ url: hub.url, ...ACCOUNT });
    await until(() => hub.sockets.length >= 2, "tried again");
    expect(desktop.states).toContain("offline bad-team");
    const told = desktop.events.find((event) => event.type === "team-changed");
    expect(told?.team).toEqual(team);
  });

  test("with events of a newer version: they are kept unread in the log, and the link goes on", async () => {
    using folder = new TemporaryFolder();
    const newer = { ...event, seq: 2, type: "interaction.exploded", payload: { loudness: 9 } };
    await using hub = await OddHub.start((socket, self) => {
      socket.emit("welcome", aWelcome());
      self.sendFrame(socket, { afterSeq: 0, uptoSeq: 2, events: [event, newer] });
      self.sendFrame(socket, { afterSeq: 2, uptoSeq: 3, events: [] });
    });
    await using desktop = new DesktopEnd(folder.path, hastyClock);
    desktop.start({ url: hub.url, ...ACCOUNT });
    await until(() => hub.acknowledged === 2, "both frames are taken");
    expect(desktop.mirror.position().lastSeq).toBe(3);
    expect(hub.sockets).toHaveLength(1);
    const file = openEncrypted(folder.file("mirror.db"), TEST_KEY, { readonly: true });
    expect(file.prepare("SELECT type, payload FROM events WHERE seq = 2").get()).toEqual({
      type: newer.type,
      payload: JSON.stringify(newer.payload),
    });
    file.close();
  });

  test("with a frame that contradicts itself", async () => {
    using folder = new TemporaryFolder();
    await using hub = await OddHub.start((socket, self) => {
      socket.emit("welcome", aWelcome());
      self.sendFrame(socket, { afterSeq: 0, uptoSeq: 0, events: [event] });
    });
    await using desktop = new DesktopEnd(folder.path, hastyClock);
    desktop.start({ url: hub.url, ...ACCOUNT });
    await until(() => desktop.states.includes("offline desktop-fault"), "the frame is refused");
    expect(hub.acknowledged).toBe(0);
    expect(desktop.log.lines.some(({ fields }) => String(fields.cause).includes("BadFrameError"))).toBe(true);
  });

  test("with a welcome that is none, or none at all", async () => {
    using folder = new TemporaryFolder();
    await using hub = await OddHub.start((socket, self) => {
      if (self.sockets.length === 1) socket.emit("welcome", { logId: 5 });
    });
    await using desktop = new DesktopEnd(folder.path, hastyClock);
    desktop.start({ url: hub.url, ...ACCOUNT });
    await until(() => hub.sockets.length >= 3, "tried again, also after the silence");
    expect(desktop.states).toEqual(["connecting", "offline bad-welcome", "offline"]);
  });

  test("frames after a gap are dropped and acknowledged, and one resume is asked", async () => {
    using folder = new TemporaryFolder();
    const log = aLog([aStory().arrives(), aStory().waits(), aStory().ends("abandoned")]);
    await using hub = await OddHub.start((socket, self) => {
      socket.emit("welcome", aWelcome({ logId: LogId.parse("log-9"), headSeq: 3 }));
      self.sendFrame(socket, { afterSeq: 1, uptoSeq: 2, events: log.slice(1, 2) });
      self.sendFrame(socket, { afterSeq: 2, uptoSeq: 3, events: log.slice(2) });
      socket.once("resume", () => self.sendFrame(socket, { afterSeq: 0, uptoSeq: 3, events: log }));
    });
    await using desktop = new DesktopEnd(folder.path);
    desktop.start({ url: hub.url, ...ACCOUNT });
    await until(() => desktop.mirror.position().lastSeq === 3, "caught up");
    await until(() => hub.acknowledged === 3, "all were acknowledged");
    expect(hub.heard).toEqual([{ name: "resume", payload: { lastSeq: 0 } }]);
  });

  test("an answer to a command that is none counts as no answer", async () => {
    await using hub = await OddHub.start((socket) => {
      socket.emit("welcome", aWelcome());
      socket.on("command", (_command, answer: (reply: unknown) => void) => answer({ ok: "yes" }));
    });
    const link = createSocketHubLink({ clock: hastyClock, log: new FakeLog() });
    let isOnline = false;
    link.onEvent((event) => {
      if (event.type === "link-changed") isOnline = event.link.state === "online";
    });
    const command = {
      commandId: CommandId.parse("c"),
      name: "operator.set-status",
      input: { status: "online" },
    } as const;
    expect(await link.send(command)).toBeNull();
    link.start({ url: hub.url, ...ACCOUNT }, () => ({ logId: null, lastSeq: 0 }));
    await until(() => isOnline, "online");
    expect(await link.send(command)).toBeNull();
    expect(hub.heard).toEqual([{ name: "command", payload: command }]);
    await link.stop();
  });
});

describe("a network that fails", () => {
  test("a link that falls silent is noticed within about five seconds, and dated back to the last word", async () => {
    using folder = new TemporaryFolder();
    const hub = await aHub();
    await using proxy = await CuttingProxy.start(hub.port);
    await using desktop = new DesktopEnd(folder.path);
    desktop.start({ url: proxy.url, ...ACCOUNT });
    await until(() => desktop.states.at(-1) === "online", "online");
    const frozenAtMs = Date.now();
    proxy.freeze();
    await until(() => desktop.states.at(-1) === "offline", "noticed");
    // Five seconds of silence, and some room for a busy machine.
    expect(Date.now() - frozenAtMs).toBeLessThan(onThisMachine(7000));
    const offline = desktop.events.findLast((one) => one.type === "link-changed");
    expect(offline?.link.sinceMs).toBeLessThanOrEqual(frozenAtMs + 100);
    expect(offline?.link.sinceMs).toBeGreaterThan(frozenAtMs - 3000);
    proxy.thaw();
    await until(() => desktop.states.at(-1) === "online", "online again");
    await hub.stop();
  });

  test("an idle link stays up by pings alone", async () => {
    await using hub = await OddHub.start((socket) => socket.emit("welcome", aWelcome()));
    const clock = new FakeClock();
    const link = createSocketHubLink({ clock, log: new FakeLog() });
    const states: string[] = [];
    link.onEvent((event) => {
      if (event.type === "link-changed") states.push(event.link.state);
    });
    link.start({ url: hub.url, ...ACCOUNT }, () => ({ logId: null, lastSeq: 0 }));
    await until(() => states.at(-1) === "online", "online");
    // The first ping went out before the hub's end of the link was there to count it.
    for (let turn = 1; turn < 8; turn += 1) {
      clock.advance(2000);
      await until(() => hub.pings === turn, "pinged");
    }
    expect(states).toEqual(["connecting", "online"]);
    await link.stop();
  });

  test("no hub at all: offline, tried again with longer and longer waits", async () => {
    const hub = await aHub();
    const { port } = hub;
    await hub.stop();
    const clock = new FakeClock();
    const link = createSocketHubLink({ clock, log: new FakeLog() });
    const states: string[] = [];
    link.onEvent((event) => {
      if (event.type === "link-changed") states.push(event.link.state);
    });
    link.start({ url: `http://127.0.0.1:${port}`, ...ACCOUNT }, () => ({ logId: null, lastSeq: 0 }));
    const waits: number[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      // One timer: the retry. While it tries there is the one for the welcome.
      await until(() => states.at(-1) === "offline" && (clock.nextAtMs ?? 0) - clock.nowMs() !== 8000, "failed");
      const waitMs = (clock.nextAtMs ?? 0) - clock.nowMs();
      waits.push(waitMs);
      clock.advance(waitMs);
    }
    waits.forEach((waitMs, index) => {
      const fullMs = Math.min(1_500, 500 * 2 ** index);
      expect(waitMs).toBeGreaterThanOrEqual(fullMs / 2);
      expect(waitMs).toBeLessThanOrEqual(fullMs);
    });
    expect(states).toEqual(["connecting", "offline"]);
    await link.stop();
  });

  test("commands over a link that is cut all the time are executed once each, in order", async () => {
    using folder = new TemporaryFolder();
    const hub = await aHub();
    await using proxy = await CuttingProxy.start(hub.port);
    await using desktop = new DesktopEnd(folder.path, hastyClock);
    desktop.start({ url: proxy.url, ...ACCOUNT });
    const wanted: string[] = [];
    for (let turn = 0; turn < 30; turn += 1) {
      const status = turn % 2 === 0 ? "online" : "offline";
      wanted.push(status);
      expect(desktop.outbox.add("operator.set-status", { status }).ok).toBe(true);
      // Now and then the answer, the command or the handshake is cut in the middle.
      if (turn % 3 === 0) proxy.cutAfter(20 + ((turn * 137) % 900));
      if (turn % 5 === 0) await until(() => desktop.outbox.pending().length < 3, "some were delivered");
    }
    await until(() => desktop.outbox.pending().length === 0, "all were delivered");
    expect(desktop.cache.outbox.pending()).toEqual([]);
    const executed = (await wholeLog(hub)).flatMap((event) =>
      event.type === "operator.status-changed" && event.payload.by === "operator" ? [event.payload.status] : [],
    );
    expect(executed).toEqual(wanted);
    expect(proxy.accepted).toBeGreaterThan(3);
    await hub.stop();
  });

  test("a cut in the middle of a backlog leaves only whole frames", async () => {
    using folder = new TemporaryFolder();
    const hub = await aHub();
    await hub.log.append(pastContacts(300, 21));
    await using proxy = await CuttingProxy.start(hub.port);
    proxy.cutAfter(90_000);
    {
      await using desktop = new DesktopEnd(folder.path);
      desktop.start({ url: proxy.url, ...ACCOUNT });
      await until(() => desktop.states.at(-1) === "offline", "cut");
      const frames = desktop.events.flatMap((event) => (event.type === "frame" ? [event.frame.uptoSeq] : []));
      expect(desktop.mirror.position().lastSeq).toBe(frames.at(-1) ?? 0);
      expect(desktop.mirror.position().lastSeq).toBeLessThan(hub.log.headSeq);
    }
    await hub.stop();
  });
});
