import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { Team } from "../../src-shared/domain/team.ts";
import type { HubFailure, ToHub } from "../../src-shared/ipc/hub-process.ts";
import { FakeClock, settle } from "../../tests/support/fake-clock.ts";
import type { Log } from "../core/ports/log.ts";
import { createHubSupervisor, type HubChild } from "./hub-supervisor.ts";

const log: Log = { error() {}, warn() {}, info() {}, debug() {} };
const team = Team.parse({
  operators: [{ operatorId: "anna", name: "Анна", extension: "101" }],
  lines: [],
  queues: [{ queueId: "sales", name: "Продажи", number: "700", members: ["anna"] }],
  breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: null }],
});

/** An emitter, as Electron's is: an `error` nobody listens to is thrown. */
class FakeChild extends EventEmitter implements HubChild {
  readonly got: ToHub[] = [];
  isKilled = false;
  postMessage(message: ToHub): void {
    this.got.push(message);
  }
  kill(): boolean {
    this.isKilled = true;
    this.exit(137);
    return true;
  }
  say(message: unknown): void {
    this.emit("message", message);
  }
  exit(code: number): void {
    this.emit("exit", code);
  }
  get port(): number | undefined {
    return this.got[0]?.type === "start" ? this.got[0].listen.port : undefined;
  }
}

const ready = (port: number) => ({ type: "ready", port, logId: "log", sipDomain: "tandem.invalid", sipPath: "/sip" });

function setUp() {
  const clock = new FakeClock();
  const children: FakeChild[] = [];
  const lost: HubFailure[] = [];
  const supervisor = createHubSupervisor({
    fork: () => {
      const child = new FakeChild();
      children.push(child);
      return child;
    },
    start: {
      type: "start",
      sites: [],
      scripts: [],
      databaseFile: "/x/hub.db",
      databaseKey: null,
      listen: { host: "127.0.0.1", port: 0 },
      team,
      secrets: {},
    },
    clock,
    log,
    onLost: (code) => lost.push(code),
  });
  return { clock, children, lost, supervisor };
}

describe("hub supervisor", () => {
  it("starts on any port, and restarts a dead hub on the very same one", async () => {
    const { clock, children, supervisor } = setUp();
    const started = supervisor.start();
    expect(children[0]?.port).toBe(0);
    children[0]?.say(ready(4711));
    expect(await started).toMatchObject({ ok: true, value: { port: 4711 } });
    children[0]?.exit(1);
    await clock.run(0);
    expect(children).toHaveLength(2);
    expect(children[1]?.port).toBe(4711);
  });

  it("backs off while the hub dies again and again, also when the port is still taken", async () => {
    const { clock, children, supervisor } = setUp();
    void supervisor.start();
    children[0]?.say(ready(4711));
    await settle();
    children[0]?.exit(1);
    await clock.run(0);
    children[1]?.say({ type: "failed", code: "port-taken", detail: "" });
    children[1]?.exit(1);
    await clock.run(99);
    expect(children).toHaveLength(2);
    await clock.run(200);
    expect(children).toHaveLength(3);
  });

  it("names why it could not start, and does not try a bad database again", async () => {
    const { clock, children, supervisor } = setUp();
    const started = supervisor.start();
    children[0]?.say({ type: "failed", code: "database-newer", detail: "9 > 2" });
    children[0]?.exit(0);
    expect(await started).toMatchObject({ ok: false, code: "database-newer" });
    await clock.run(60_000);
    expect(children).toHaveLength(1);
  });

  it("tells when a running hub cannot come back because its database turned bad", async () => {
    const { clock, children, lost, supervisor } = setUp();
    void supervisor.start();
    children[0]?.say(ready(4711));
    await settle();
    children[0]?.exit(1);
    await clock.run(0);
    children[1]?.say({ type: "failed", code: "database-unreadable", detail: "" });
    children[1]?.exit(0);
    await clock.run(60_000);
    expect(lost).toEqual(["database-unreadable"]);
    expect(children).toHaveLength(2);
  });

  it("outlives a hub whose V8 gave up, and restarts it", async () => {
    const { clock, children, supervisor } = setUp();
    void supervisor.start();
    children[0]?.say(ready(4711));
    await settle();
    children[0]?.emit("error", "FatalError", "Reached heap limit", "{}");
    children[0]?.exit(134);
    await clock.run(0);
    expect(children).toHaveLength(2);
  });

  it("takes a silent hub for dead", async () => {
    const { clock, children, supervisor } = setUp();
    const started = supervisor.start();
    await clock.run(60_000);
    expect(children[0]?.isKilled).toBe(true);
    expect(await started).toMatchObject({ ok: false, code: "fault" });
  });

  it("drains at the end, kills what does not, and never restarts after it", async () => {
    const { clock, children, supervisor } = setUp();
    void supervisor.start();
    children[0]?.say(ready(4711));
    await settle();
    const stopped = supervisor.stop();
    expect(children[0]?.got.at(-1)).toEqual({ type: "stop" });
    children[0]?.exit(0);
    await stopped;
    await clock.run(60_000);
    expect(children).toHaveLength(1);
    expect(clock.pendingTimers).toBe(0);

    const stuck = setUp();
    void stuck.supervisor.start();
    stuck.children[0]?.say(ready(4711));
    await settle();
    const bounded = stuck.supervisor.stop();
    await stuck.clock.run(5_000);
    await bounded;
    expect(stuck.children[0]?.isKilled).toBe(true);
  });
});
