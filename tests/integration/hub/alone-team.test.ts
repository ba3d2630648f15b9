import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { tryHub } from "../../../src-main/node/hub-link/hub-trial.ts";
import { CompanyAuthority } from "../../support/company-authority.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { freePort } from "../../support/free-port.ts";
import { aHello, RawDesktop } from "./support/a-desktop.ts";
import { aFolder, SECRETS, TEAM } from "./support/a-hub.ts";
import { HubAlone } from "./support/alone.ts";
import { Stores } from "./support/stores.ts";

// The set-ups of docs/admin-guide.md, tried.

const stores = new Stores();
afterAll(() => stores.stop());

let folder: ReturnType<typeof aFolder>;
let team: Record<string, string>;
beforeEach(() => {
  folder = aFolder();
  const file = (name: string, content: unknown) => {
    writeFileSync(join(folder.path, name), JSON.stringify(content));
    return join(folder.path, name);
  };
  team = { HUB_TEAM_FILE: file("team.json", TEAM), HUB_SECRETS_FILE: file("secrets.json", SECRETS) };
});
afterEach(() => folder.remove());

const get = (port: number, path: string) => fetch(`http://127.0.0.1:${port}${path}`);

/** A change of Marina's status, which is an event of the log. */
async function choose(port: number, status: "online" | "offline", id: string): Promise<RawDesktop> {
  const desktop = new RawDesktop({ port, auth: aHello() });
  await desktop.welcomes.take();
  const command = { commandId: id, name: "operator.set-status", input: { status } };
  expect(await desktop.command(command)).toMatchObject({ ok: true });
  return desktop;
}

describe("a hub with TLS", () => {
  it("lets a desktop in that trusts the company's authority, and not one that does not", async () => {
    using authority = new CompanyAuthority("Vertolina CA");
    const { certificateFile, keyFile } = authority.issue("127.0.0.1");
    const file = { HUB_DATABASE_FILE: join(folder.path, "hub.db") };
    await using hub = new HubAlone({ ...team, ...file, HUB_TLS_CERT: certificateFile, HUB_TLS_KEY: keyFile });
    const url = `https://127.0.0.1:${await hub.ready()}`;
    const account = { url, login: "marina", secret: SECRETS.marina };
    const attempt = (ca: string[], secret = account.secret) =>
      tryHub({ clock: new FakeClock(), way: () => ({ ca }) }, { ...account, secret });
    expect(await attempt([authority.pem])).toBeNull();
    expect(await attempt([authority.pem], "another-secret")).toBe("bad-credentials");
    expect(await attempt([])).toMatch(/certificate/);
  });

  it("does not start with a key of another certificate", async () => {
    using authority = new CompanyAuthority("Vertolina CA");
    const tls = {
      HUB_TLS_CERT: authority.issue("127.0.0.1").certificateFile,
      HUB_TLS_KEY: authority.issue("a").keyFile,
    };
    await using hub = new HubAlone({ ...team, ...tls });
    expect(await hub.ended).toBe(2);
    expect(hub.stderr).toContain("the key it was made with");
  });
});

describe("two hubs on one PostgreSQL database", () => {
  it("serve one at a time: the stand-by answers that it waits, and goes on with the log when the first is killed", async () => {
    const DATABASE_URL = await (await stores.postgres()).createDatabase();
    const first = new HubAlone({ ...team, DATABASE_URL });
    const desktop = await choose(await first.ready(), "online", "one");
    const [before] = desktop.welcomes.all;
    await using refused = new HubAlone({ ...team, DATABASE_URL });
    expect(await refused.ended).toBe(1);
    expect(refused.stderr).toContain("HUB_STAND_BY");
    const port = await freePort();
    await using second = new HubAlone({ ...team, DATABASE_URL, HUB_STAND_BY: "yes", HUB_PORT: String(port) });
    await second.says("stands by");
    expect((await get(port, "/healthz")).status).toBe(200);
    const ready = await get(port, "/readyz");
    expect([ready.status, await ready.json()]).toMatchObject([503, { code: "stand-by", retry: "later" }]);
    await first.kill("SIGKILL");
    expect(await second.ready()).toBe(port);
    const next = await choose(port, "offline", "two");
    expect(next.welcomes.all[0]?.logId).toBe(before?.logId);
    expect(next.welcomes.all[0]?.headSeq).toBeGreaterThan(before?.headSeq ?? 0);
    expect(await second.kill("SIGTERM")).toBe(0);
  });

  it("ends when its server dies; the command starts it again, and it waits for the server", async () => {
    const postgres = await stores.postgres();
    const DATABASE_URL = await postgres.createDatabase();
    await using hub = new HubAlone({ ...team, DATABASE_URL }, [], true);
    const desktop = await choose(await hub.ready(), "online", "one");
    await postgres.kill();
    await hub.says("waits for the database");
    expect(hub.stderr).toContain("the hub lost its database");
    await postgres.revive();
    const next = await choose(await hub.ready(2), "offline", "two");
    expect(next.welcomes.all[0]?.logId).toBe(desktop.welcomes.all[0]?.logId);
    expect(await hub.kill("SIGTERM")).toBe(0);
  });
});

describe("a backup of the file", () => {
  it("is a copy of what a stopped hub leaves; put back, desktops that know more begin anew", async () => {
    const file = join(folder.path, "hub.db");
    const run = () => new HubAlone({ ...team, HUB_DATABASE_FILE: file });
    const first = run();
    await choose(await first.ready(), "online", "one");
    expect(await first.kill("SIGTERM")).toBe(0);
    copyFileSync(file, `${file}.backup`);
    const second = run();
    const later = await choose(await second.ready(), "offline", "two");
    const known = later.welcomes.all[0];
    expect(await second.kill("SIGTERM")).toBe(0);
    for (const name of [file, `${file}-wal`]) rmSync(name, { force: true });
    copyFileSync(`${file}.backup`, file);
    await using third = run();
    const port = await third.ready();
    const ahead = aHello({ logId: known?.logId, lastSeq: (known?.headSeq ?? 0) + 1000 });
    const welcome = await new RawDesktop({ port, auth: ahead }).welcomes.take();
    expect(welcome.logId).not.toBe(known?.logId);
    expect(welcome.headSeq).toBeGreaterThan(0);
  });
});
