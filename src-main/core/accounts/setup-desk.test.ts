import { describe, expect, it } from "vitest";
import type { HubFailure, KeptHub } from "../../../src-shared/domain/hub-account.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { FakeSignalling } from "../../../tests/support/fake-signalling.ts";
import {
  MemoryAccountStore,
  MemoryLineSecrets,
  MemoryNetworkStore,
  MemoryProxySecret,
} from "../../../tests/support/memory-stores.ts";
import { PhoneLines } from "../lines/phone-lines.ts";
import { NetworkDesk } from "../network/network-desk.ts";
import type { ReadCertificate } from "../ports/network.ts";
import type { SetupSource } from "../ports/setup-source.ts";
import { AccountDesk } from "./account-desk.ts";
import { HubDesk } from "./hub-desk.ts";
import { SetupDesk } from "./setup-desk.ts";

const ADDRESS = "https://setup.vertolina.invalid/tandem/3f9c";
const LINK = `tandem://provision?url=${encodeURIComponent(ADDRESS)}`;
const HUB = { url: "https://tandem.vertolina.invalid", login: "marina", secret: "hub-s3cret" };

const line = (user: string, change: object = {}) => ({
  ...{ title: `Линия ${user}`, server: "wss://atc.vertolina.invalid/ws", user, password: `s3cret-${user}` },
  ...change,
});

function stage(document: unknown) {
  const clock = new FakeClock();
  const log = new FakeLog();
  const store = new MemoryAccountStore();
  const secrets = new MemoryLineSecrets();
  const networkStore = new MemoryNetworkStore();
  const authority: ReadCertificate = {
    fingerprint: Array.from({ length: 32 }, () => "AB").join(":"),
    subject: "Vertolina Root",
    issuer: "Vertolina Root",
    startsAtMs: 0,
    expiresAtMs: Number.MAX_SAFE_INTEGER,
    pem: "PEM",
    isAuthority: true,
  };
  const world = {
    answer: accepted(JSON.stringify(document)) as Awaited<ReturnType<SetupSource>>,
    asked: [] as string[],
    trials: [] as { user: string; authorities: readonly string[] }[],
    failure: null as "wrong-password" | null,
    hubFailure: null as HubFailure | null,
    hubs: [] as (KeptHub | null)[],
    isHubBroken: false,
    restarts: 0,
    hidden: [] as string[],
    hasCalls: false,
    /** What happens while the trial runs. */
    meanwhile: async () => undefined as unknown,
  };
  const network = new NetworkDesk({
    store: networkStore,
    secret: new MemoryProxySecret(),
    readCertificates: (file) => (new TextDecoder().decode(file).includes("CERTIFICATE") ? [authority] : null),
    bytesOf: () => new Uint8Array(),
    clock,
    log,
  });
  const accounts = new AccountDesk({
    lines: new PhoneLines({ hub: new FakeSignalling(), makePhone: () => new FakeSignalling() }),
    store,
    secrets,
    tryAccount: async ({ user }, authorities) => {
      world.trials.push({ user, authorities });
      await world.meanwhile();
      return user === "102" ? world.failure : null;
    },
    source: { kind: "microphone" },
    clock,
    log,
  });
  const hub = new HubDesk({
    keep: async (account) => {
      if (world.isHubBroken) throw new Error("the disk is full");
      world.hubs.push(account);
    },
    restart: () => {
      world.restarts += 1;
    },
    hasCalls: () => world.hasCalls,
    log,
  });
  const desk = new SetupDesk({
    source: async (address) => {
      world.asked.push(address);
      return world.answer;
    },
    accounts,
    network,
    hub,
    tryHub: async () => world.hubFailure,
    hasCalls: () => world.hasCalls,
    hide: (secret) => world.hidden.push(secret),
    log,
  });
  const kept = () => ({
    lines: store.read().lines.map(({ user }) => user),
    passwords: [...secrets.kept.values()],
    authorities: networkStore.read().authorities.length,
    country: store.read().homeCountry,
    hubs: world.hubs,
  });
  const { "setup.fetch": fetch, "setup.apply": apply, "setup.look": look, "setup.drop": drop } = desk.handlers;
  return { desk, world, log, store, secrets, accounts, kept, fetch, apply, look, drop };
}

const NOTHING = { lines: [], passwords: [], authorities: 0, country: "RU", hubs: [] };
const FULL = {
  version: 1,
  issuer: "Вертолина",
  lines: [line("101"), line("102")],
  authorities: "-CERTIFICATE-",
  country: "KZ",
};

describe("a setup link", () => {
  it("of another program is asked about before its server is, and its token is never told", async () => {
    const { desk, world, look, fetch, log } = stage(FULL);
    let told = 0;
    desk.onOffered(() => {
      told += 1;
    });
    desk.offer(LINK);
    expect([told, world.asked, await look({})]).toEqual([
      1,
      [],
      accepted({ offer: { number: 1, host: "setup.vertolina.invalid" } }),
    ]);
    expect(await fetch({ offer: 1 })).toMatchObject({ ok: true, value: { kind: "plan" } });
    expect(world.asked).toEqual([ADDRESS]);
    expect(await look({})).toEqual(accepted({ offer: null }));
    expect(world.hidden).toEqual(expect.arrayContaining([ADDRESS, "s3cret-101", "s3cret-102"]));
    desk.offer("tandem://provision?url=http://evil.invalid/");
    expect(await look({})).toEqual(accepted({ offer: { number: 2, host: null } }));
    expect(await fetch({ offer: 2 })).toEqual(refused("bad-setup-link"));
    expect(JSON.stringify(log.lines)).not.toMatch(/3f9c|s3cret/);
  });

  it("outlives what is still said of the one before it", async () => {
    const { desk, world, look, fetch, drop } = stage(FULL);
    const second = { number: 2, host: "other.invalid" };
    desk.offer(LINK);
    desk.offer(LINK.replace("setup.vertolina.invalid", "other.invalid"));
    await drop({ offer: 1 });
    await drop({ offer: null });
    expect(await look({})).toEqual(accepted({ offer: second }));
    expect(await fetch({ offer: 1 })).toEqual(refused("bad-setup-link"));
    expect(world.asked).toEqual([]);
    expect(await fetch({ offer: 2 })).toMatchObject({ ok: true });
    expect(await look({})).toEqual(accepted({ offer: null }));
  });

  it("shows what it would set up without any password, and keeps nothing of it", async () => {
    const { fetch, kept } = stage(FULL);
    const answer = await fetch({ link: ADDRESS });
    expect(answer).toMatchObject({
      value: {
        plan: {
          host: "setup.vertolina.invalid",
          issuer: "Вертолина",
          hub: null,
          lines: [
            { title: "Линия 101", server: "wss://atc.vertolina.invalid/ws", user: "101", domain: "", isKnown: false },
            { user: "102", isKnown: false },
          ],
          authorities: [{ subject: "Vertolina Root" }],
          country: "KZ",
        },
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/s3cret|PEM/);
    expect(kept()).toEqual(NOTHING);
  });

  it("is kept as a whole after its trial, which believes what it brings", async () => {
    const { fetch, apply, world, kept, accounts } = stage(FULL);
    await fetch({ link: ADDRESS });
    expect(await apply({ isTried: true })).toEqual(accepted({ failures: [] }));
    expect(world.trials).toEqual(["101", "102"].map((user) => ({ user, authorities: ["PEM"] })));
    expect(kept()).toEqual({
      lines: ["101", "102"],
      passwords: ["s3cret-101", "s3cret-102"],
      authorities: 1,
      country: "KZ",
      hubs: [],
    });
    expect(accounts.homeCountry()).toBe("KZ");
    expect(await apply({ isTried: true })).toEqual(refused("nothing-to-set-up"));
  });

  it("of which a part fails its trial leaves nothing behind, unless the person wants it untried", async () => {
    const { fetch, apply, world, kept } = stage(FULL);
    world.failure = "wrong-password";
    await fetch({ link: ADDRESS });
    expect(await apply({ isTried: true })).toEqual(accepted({ failures: [null, "wrong-password"] }));
    expect(kept()).toEqual(NOTHING);
    expect(await apply({ isTried: false })).toEqual(accepted({ failures: [] }));
    expect(kept().lines).toEqual(["101", "102"]);
  });

  it("that cannot be written leaves nothing behind: no password, no certificate", async () => {
    const { fetch, apply, store, kept } = stage(FULL);
    store.isBroken = true;
    await fetch({ link: ADDRESS });
    expect(await apply({ isTried: true })).toEqual(refused("store-failed", "later"));
    expect(kept()).toEqual(NOTHING);
    store.isBroken = false;
    expect(await apply({ isTried: true })).toEqual(accepted({ failures: [] }));
  });

  it("renews an account that is there already, and puts its password back when it cannot", async () => {
    const { fetch, apply, world, store, secrets, kept } = stage({ version: 1, lines: [line("101")] });
    await fetch({ link: ADDRESS });
    await apply({ isTried: true });
    world.answer = accepted(JSON.stringify({ version: 1, lines: [line("101", { title: "Новая", password: "n3w" })] }));
    expect(await fetch({ link: ADDRESS })).toMatchObject({ value: { plan: { lines: [{ isKnown: true }] } } });
    store.isBroken = true;
    expect(await apply({ isTried: true })).toEqual(refused("store-failed", "later"));
    expect([...secrets.kept.values()]).toEqual(["s3cret-101"]);
    store.isBroken = false;
    expect(await apply({ isTried: true })).toMatchObject({ ok: true });
    expect(kept()).toMatchObject({ lines: ["101"], passwords: ["n3w"] });
  });

  it("closed while its trial runs is not kept; two at once are not tried", async () => {
    const { fetch, apply, drop, world, kept } = stage(FULL);
    await fetch({ link: ADDRESS });
    world.meanwhile = async () => {
      expect(await apply({ isTried: true })).toEqual(refused("trial-busy", "later"));
      await drop({ offer: null });
    };
    expect(await apply({ isTried: true })).toEqual(refused("nothing-to-set-up"));
    expect(kept()).toEqual(NOTHING);
  });

  it("with more lines than fit is refused before anything is tried", async () => {
    const { fetch, apply, world } = stage({ version: 1, lines: ["1", "2", "3"].map((user) => line(user)) });
    await fetch({ link: ADDRESS });
    await apply({ isTried: true });
    world.answer = accepted(JSON.stringify({ version: 1, lines: ["4", "5", "6"].map((user) => line(user)) }));
    world.trials.length = 0;
    await fetch({ link: ADDRESS });
    expect(await apply({ isTried: true })).toEqual(refused("too-many-lines", "later"));
    expect(world.trials).toEqual([]);
  });

  it.each([
    [refused("link-used"), { failure: "link-used", detail: "" }],
    [refused("link-not-found"), { failure: "link-not-found", detail: "" }],
    [accepted("<html>"), { failure: "not-a-document", detail: "" }],
    [accepted(`{"version":1,"lines":[{"user":"1"}]}`), { failure: "wrong-document", detail: "lines[0].server" }],
    [accepted(JSON.stringify({ ...FULL, authorities: "none" })), { failure: "no-certificate", detail: "authorities" }],
  ] as const)("%j is told with its reason", async (answer, failed) => {
    const { fetch, apply, world, kept } = stage(FULL);
    world.answer = answer;
    expect(await fetch({ link: LINK })).toMatchObject({ value: { kind: "failed", ...failed } });
    expect(await apply({ isTried: true })).toEqual(refused("nothing-to-set-up"));
    expect(kept()).toEqual(NOTHING);
  });
});

describe("a setup link to a hub", () => {
  const document = { version: 1, hub: HUB, country: "KZ", authorities: "-CERTIFICATE-" };

  it("is tried, kept, and the program begins anew", async () => {
    const { fetch, apply, world, kept } = stage(document);
    expect(await fetch({ link: ADDRESS })).toMatchObject({
      value: { plan: { hub: { url: HUB.url, login: "marina" } } },
    });
    world.hubFailure = "bad-credentials";
    expect(await apply({ isTried: true })).toEqual(accepted({ failures: ["bad-credentials"] }));
    expect([kept(), world.restarts]).toEqual([NOTHING, 0]);
    world.hubFailure = null;
    expect(await apply({ isTried: true })).toEqual(accepted({ failures: [] }));
    expect([kept(), world.restarts]).toEqual([{ ...NOTHING, authorities: 1, country: "KZ", hubs: [HUB] }, 1]);
  });

  it("waits for the end of a call, and takes certificate and country back when it cannot be kept", async () => {
    const { fetch, apply, world, kept } = stage(document);
    await fetch({ link: ADDRESS });
    world.hasCalls = true;
    expect(await apply({ isTried: true })).toEqual(refused("line-busy", "later"));
    world.hasCalls = false;
    world.isHubBroken = true;
    expect(await apply({ isTried: true })).toEqual(refused("store-failed", "later"));
    expect([kept(), world.restarts]).toEqual([NOTHING, 0]);
  });
});
