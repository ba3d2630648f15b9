import { type ChildProcess, fork, type Serializable } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FromHub, type HubStart } from "../../../src-shared/ipc/hub-process.ts";
import { aHello, RawDesktop } from "./support/a-desktop.ts";
import { aFolder, KEY, SECRETS, TEAM } from "./support/a-hub.ts";

const SCRIPT = join(import.meta.dirname, "support", "utility-process.ts");

let folder: ReturnType<typeof aFolder>;
let children: HubProcess[];
beforeEach(() => {
  folder = aFolder();
  children = [];
});
afterEach(() => {
  for (const { child } of children) child.kill("SIGKILL");
  folder.remove();
});

/** The hub as the desktop has it: a process that is told to start, answers, and prints its log. */
class HubProcess {
  readonly child: ChildProcess = fork(SCRIPT, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  readonly exited = once(this.child, "exit");
  output = "";

  constructor() {
    children.push(this);
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.output += chunk.toString("utf8");
      });
  }

  async tell(message: Serializable): Promise<FromHub> {
    const answer = once(this.child, "message");
    this.child.send(message);
    return FromHub.parse((await answer)[0]);
  }

  async stop(): Promise<unknown> {
    this.child.send({ type: "stop" });
    return (await this.exited)[0];
  }
}

const aStart = (change: Partial<HubStart> = {}): HubStart => ({
  type: "start",
  sites: [],
  scripts: [],
  databaseFile: join(folder.path, "hub.db"),
  databaseKey: KEY,
  listen: { host: "127.0.0.1", port: 0 },
  team: TEAM,
  secrets: SECRETS,
  ...change,
});

async function started(change: Partial<HubStart> = {}) {
  const hub = new HubProcess();
  const ready = await hub.tell(aStart(change));
  if (ready.type !== "ready") throw new Error(`it did not start: ${ready.code} ${ready.detail}`);
  return { hub, ready };
}

describe("the hub process", () => {
  it("starts with the embedded exchange, serves, and stops with code 0", async () => {
    const { hub, ready } = await started();
    expect(ready).toMatchObject({ sipDomain: "tandem.invalid", sipPath: "/sip" });
    const desktop = new RawDesktop({ port: ready.port, auth: aHello() });
    expect((await desktop.welcomes.take()).logId).toBe(ready.logId);
    const phone = new WebSocket(`ws://127.0.0.1:${ready.port}/sip`, "sip");
    await new Promise((resolve) => {
      phone.onopen = resolve;
    });
    expect(await hub.stop()).toBe(0);
    expect(await desktop.endings.take()).toMatch(/disconnect|transport/);
    for (const secret of [...Object.values(SECRETS), KEY, "Марина", "+7900"]) expect(hub.output).not.toContain(secret);
    for (const line of hub.output.trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
  });

  it("comes back on the same port with the same log after it was killed", async () => {
    const first = await started();
    first.hub.child.kill("SIGKILL");
    await first.hub.exited;
    const { ready } = await started({ listen: { host: "127.0.0.1", port: first.ready.port } });
    expect([ready.port, ready.logId]).toEqual([first.ready.port, first.ready.logId]);
  });

  it("takes new secrets at each start, and keeps those that are not named", async () => {
    await (await started()).hub.stop();
    const { ready } = await started({ secrets: { marina: "another-secret" } });
    const endOf = (change: Readonly<Record<string, unknown>>) =>
      new RawDesktop({ port: ready.port, auth: aHello(change) });
    expect(await endOf({}).endings.take()).toBe("bad-credentials");
    await endOf({ secret: "another-secret" }).welcomes.take();
    await endOf({ login: "lev", secret: SECRETS.lev }).welcomes.take();
  });

  it("keeps its own team when it has one", async () => {
    await (await started()).hub.stop();
    const renamed = TEAM.operators.map((operator) => ({ ...operator, name: "Другая" }));
    const { ready } = await started({ team: { ...TEAM, operators: renamed } });
    const welcome = await new RawDesktop({ port: ready.port, auth: aHello() }).welcomes.take();
    expect(welcome.operators).toEqual(TEAM.operators);
  });

  it.each([
    ["bad-start", { type: "start" }],
    ["bad-start", { type: "explode" }],
    ["bad-start", null],
  ])("answers %s to %j", async (code, message) => {
    expect(await new HubProcess().tell(message as Serializable)).toMatchObject({ type: "failed", code });
  });

  it("says why it could not start, ends, and leaves the file alone", async () => {
    const databaseFile = join(folder.path, "hub.db");
    writeFileSync(databaseFile, "not a database at all, but long enough to look like one".repeat(100));
    const hub = new HubProcess();
    expect(await hub.tell(aStart())).toMatchObject({ type: "failed", code: "database-unreadable" });
    expect((await hub.exited)[0]).toBe(1);
  });

  it("says that its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const hub = new HubProcess();
    expect(await hub.tell(aStart({ listen: { host: "127.0.0.1", port } }))).toMatchObject({ code: "port-taken" });
    other.close();
  });

  it("ends with an error when it was not started by a desktop", async () => {
    const entry = join(import.meta.dirname, "../../../src-hub/process/hub-process.ts");
    const child = fork(entry, { stdio: ["ignore", "pipe", "pipe", "ipc"] });
    expect((await once(child, "exit"))[0]).toBe(1);
  });
});
