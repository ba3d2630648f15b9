import { describe, expect, it } from "vitest";
import { refused } from "../../../src-shared/result.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { MemoryNetworkStore, MemoryProxySecret } from "../../../tests/support/memory-stores.ts";
import type { ReadCertificate } from "../ports/network.ts";
import { NetworkDesk } from "./network-desk.ts";

const DAY_MS = 86_400_000;

function stage() {
  const clock = new FakeClock();
  const store = new MemoryNetworkStore();
  const secret = new MemoryProxySecret();
  const aCertificate = (change: Partial<ReadCertificate> = {}): ReadCertificate => ({
    fingerprint: Array.from({ length: 32 }, () => "AB").join(":"),
    subject: "Vertolina Root",
    issuer: "Vertolina Root",
    startsAtMs: clock.nowMs() - DAY_MS,
    expiresAtMs: clock.nowMs() + DAY_MS,
    pem: "-----BEGIN CERTIFICATE-----",
    isAuthority: true,
    ...change,
  });
  let file: readonly ReadCertificate[] | null = [aCertificate()];
  const desk = new NetworkDesk({
    store,
    secret,
    readCertificates: () => file,
    bytesOf: () => new Uint8Array(),
    clock,
    log: new FakeLog(),
  });
  const add = (read: readonly ReadCertificate[] | null) => {
    file = read;
    return desk.handlers["network.add-authorities"]({ file: "" });
  };
  return { desk, store, secret, aCertificate, add };
}

describe("authorities", () => {
  it("are kept and shown, once, and used with their certificate", async () => {
    const { desk, aCertificate, add } = stage();
    expect(await add([aCertificate()])).toMatchObject({ ok: true, value: { added: [{ subject: "Vertolina Root" }] } });
    expect(await add([aCertificate()])).toEqual(refused("authority-known"));
    expect(desk.view().authorities).toHaveLength(1);
    expect(JSON.stringify(desk.view())).not.toContain("BEGIN");
    expect(desk.now().authorities).toEqual(["-----BEGIN CERTIFICATE-----"]);
    const [kept] = desk.view().authorities;
    await desk.handlers["network.remove-authority"]({ fingerprint: kept?.fingerprint ?? "" });
    expect(desk.now().authorities).toEqual([]);
  });

  it("are none where nothing can be read, no authority is in, or its time is not now", async () => {
    const { aCertificate, add } = stage();
    expect(await add(null)).toEqual(refused("no-certificate"));
    expect(await add([aCertificate({ isAuthority: false })])).toEqual(refused("no-authority"));
    expect(await add([aCertificate({ expiresAtMs: 1 })])).toEqual(refused("authority-expired"));
    expect(await add([aCertificate({ startsAtMs: Number.MAX_SAFE_INTEGER })])).toEqual(refused("authority-expired"));
  });

  it("that cannot be kept are not believed", async () => {
    const { desk, store, aCertificate, add } = stage();
    store.isBroken = true;
    expect(await add([aCertificate()])).toEqual(refused("store-failed", "later"));
    expect(desk.now().authorities).toEqual([]);
  });
});

describe("a proxy", () => {
  const proxy = { kind: "manual", host: "proxy.invalid", port: 3128, user: "marina" } as const;

  it("keeps its password apart, and lends it to no other proxy", async () => {
    const { desk, store } = stage();
    const set = desk.handlers["network.set-proxy"];
    expect(await set({ proxy, password: null })).toEqual(refused("no-proxy-password"));
    expect(await set({ proxy, password: "secret" })).toMatchObject({ ok: true });
    expect(desk.now()).toMatchObject({ proxy, proxyPassword: "secret" });
    expect(JSON.stringify([store.read(), desk.view()])).not.toContain("secret");
    expect(await set({ proxy, password: null })).toMatchObject({ ok: true });
    expect(await set({ proxy: { ...proxy, host: "evil.invalid" }, password: null })).toEqual(
      refused("no-proxy-password"),
    );
  });

  it("without a login forgets the password of the one before", async () => {
    const { desk, secret } = stage();
    await desk.handlers["network.set-proxy"]({ proxy, password: "secret" });
    await desk.handlers["network.set-proxy"]({ proxy: { kind: "none" }, password: null });
    expect(secret.read()).toBeNull();
  });
});
