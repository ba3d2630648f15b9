import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";
import { RawSipClient } from "../../support/raw-sip-client.ts";
import { until } from "../../support/until.ts";
import { aHello, RawDesktop } from "./support/a-desktop.ts";
import { aFolder, KEY, SECRETS, TEAM } from "./support/a-hub.ts";
import { HubAlone } from "./support/alone.ts";

let folder: ReturnType<typeof aFolder>;
let environment: Record<string, string>;
beforeEach(() => {
  folder = aFolder();
  const file = (name: string, content: unknown) => {
    writeFileSync(join(folder.path, name), typeof content === "string" ? content : JSON.stringify(content));
    return join(folder.path, name);
  };
  environment = {
    HUB_DATABASE_FILE: join(folder.path, "hub.db"),
    HUB_DATABASE_KEY_FILE: file("key", `${KEY}\n`),
    HUB_TEAM_FILE: file("team.json", TEAM),
    HUB_SECRETS_FILE: file("secrets.json", SECRETS),
  };
});
afterEach(() => folder.remove());

const get = (port: number, path: string) => fetch(`http://127.0.0.1:${port}${path}`);

async function phone(port: number, user: string, password: string): Promise<RawSipClient> {
  const instance = `5f2a3a7e-8c1b-4f1d-9a55-${Buffer.from(user).toString("hex").padEnd(12, "0")}`;
  const client = await RawSipClient.connect({ port, user, password, instance });
  expect((await client.register()).status).toBe(200);
  return client;
}

/** Marina at work with a customer on the line. */
async function aTalk(port: number) {
  const desktop = new RawDesktop({ port, auth: aHello() });
  await desktop.welcomes.take();
  const operator = await phone(port, "1001", SECRETS.marina);
  const customer = await phone(port, "irina", SECRETS.irina);
  const online = { commandId: `online-${port}`, name: "operator.set-status", input: { status: "online" } };
  expect(await desktop.command(online)).toMatchObject({ ok: true });
  const call = new RawCall(customer, "700");
  const ring = await RawRing.next(operator);
  const other = ring.answer();
  const talk = await call.answered();
  await ring.acked();
  await desktop.frames.take(({ events }) => events.some(({ type }) => type === "interaction.accepted"));
  return { desktop, operator, talk, other };
}

describe("npm run hub", () => {
  it("starts, carries a call, tells how it is, and stops in order", async () => {
    await using hub = new HubAlone(environment);
    const port = await hub.ready();
    expect((await get(port, "/healthz")).status).toBe(200);
    expect((await get(port, "/readyz")).status).toBe(200);
    const { desktop, talk } = await aTalk(port);
    expect(await (await get(port, "/metrics")).text()).toContain("tandem_linked_desktops 1");
    expect((await talk.bye()).status).toBe(200);
    desktop.close();
    expect(await hub.kill("SIGTERM")).toBe(0);
    expect(hub.said("stopped")).toBe(true);
    for (const secret of [...Object.values(SECRETS), KEY, "Марина", "Ирина", "+7900"])
      expect(hub.stdout + hub.stderr).not.toContain(secret);
  });

  it("drains: is not ready, takes no new call and no new desktop, and waits for the talk there is", async () => {
    await using hub = new HubAlone(environment);
    const port = await hub.ready();
    const { operator, talk } = await aTalk(port);
    hub.child.kill("SIGTERM");
    await until(() => hub.said("told to stop"), "the signal is heard");
    const ready = await get(port, "/readyz");
    expect([ready.status, await ready.json()]).toMatchObject([503, { code: "not-ready", parts: { serves: false } }]);
    expect((await new RawCall(operator, "700").final()).status).toBe(503);
    const late = new RawDesktop({ port, auth: aHello({ login: "lev", secret: SECRETS.lev }) });
    expect(await late.endings.take()).not.toBe("bad-credentials");
    expect(hub.child.exitCode).toBeNull();
    expect((await talk.bye()).status).toBe(200);
    expect(await hub.ended).toBe(0);
  });

  it("does not wait for a talk longer than it may", async () => {
    await using hub = new HubAlone({ ...environment, HUB_DRAIN_S: "0" });
    await aTalk(await hub.ready());
    expect(await hub.kill("SIGINT")).toBe(0);
  });

  it("comes back after kill -9 with the same log, and the talk goes on", async () => {
    const first = new HubAlone(environment);
    const port = await first.ready();
    const { desktop, talk, other } = await aTalk(port);
    const { logId, headSeq } = desktop.welcomes.all[0] ?? { logId: null, headSeq: 0 };
    await first.kill("SIGKILL");
    await using second = new HubAlone({ ...environment, HUB_PORT: String(port) });
    await second.ready();
    const again = new RawDesktop({ port, auth: aHello() });
    const welcome = await again.welcomes.take();
    expect(welcome.logId).toBe(logId);
    expect(welcome.headSeq).toBeGreaterThan(headSeq);
    const caller = talk.over(await phone(port, "irina", SECRETS.irina));
    const callee = other.over(await phone(port, "1001", SECRETS.marina));
    for (const side of [caller, callee]) await side.next("INFO");
    expect((await caller.bye()).status).toBe(200);
    expect((await callee.next("BYE")).method).toBe("BYE");
    await again.frames.take(({ events }) => events.some(({ type }) => type === "interaction.ended"));
  });

  it("is one to a file: the second says why not, and ends", async () => {
    await using first = new HubAlone(environment);
    await first.ready();
    await using second = new HubAlone(environment);
    expect(await second.ended).toBe(1);
    expect(second.stderr).toContain("no other hub using it");
    expect((await get(await first.ready(), "/readyz")).status).toBe(200);
  });

  it("starts without a team file when it has a team, and not when it has none", async () => {
    const { HUB_TEAM_FILE: _team, ...without } = environment;
    await using empty = new HubAlone(without);
    expect(await empty.ended).toBe(1);
    expect(empty.stderr).toContain("HUB_TEAM_FILE");
    const first = new HubAlone(environment);
    await first.ready();
    await first.kill("SIGTERM");
    await using second = new HubAlone(without);
    await second.ready();
  });

  it("says which port it cannot have", async () => {
    await using first = new HubAlone(environment);
    const port = await first.ready();
    const other = { ...environment, HUB_DATABASE_FILE: join(folder.path, "other.db"), HUB_PORT: String(port) };
    await using second = new HubAlone(other);
    expect(await second.ended).toBe(1);
    expect(second.stderr).toContain("set another HUB_PORT");
  });

  it("refuses arguments and a wrong environment with a sentence each, and starts nothing", async () => {
    await using typed = new HubAlone(environment, ["--port=80"]);
    expect([await typed.ended, typed.stdout]).toEqual([2, ""]);
    await using wrong = new HubAlone({ ...environment, HUB_PORT: "many", HUB_PROT: "1", REDIS_URL: "http://x" });
    expect(await wrong.ended).toBe(2);
    expect(wrong.stderr.trim().split("\n")).toHaveLength(3);
    expect(wrong.stdout).toBe("");
  });

  it("helps by the command itself", async () => {
    await using help = new HubAlone({}, ["--help"], true);
    expect(await help.ended).toBe(0);
    expect(help.stdout).toContain("DATABASE_URL");
    expect(help.stdout).toContain("docs/admin-guide.md");
  });
});
