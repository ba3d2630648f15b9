import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tryAccount } from "../../../src-main/core/accounts/account-trial.ts";
import type { NetworkNow } from "../../../src-main/core/network/network-desk.ts";
import { createSocketWay } from "../../../src-main/node/network/socket-way.ts";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import { createSipPhone } from "../../../src-main/sip/phone.ts";
import { Asterisk } from "../../support/asterisk/asterisk.ts";
import { CompanyAuthority } from "../../support/company-authority.ts";
import { ConnectProxy } from "../../support/connect-proxy.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { FakeMedia } from "../../support/fake-media.ts";

const PASSWORD = "pbx-secret";
const NOTHING: NetworkNow = { proxy: { kind: "none" }, proxyPassword: null, authorities: [] };

let company: CompanyAuthority;
let asterisk: Asterisk;

beforeAll(async () => {
  company = new CompanyAuthority("Vertolina Root");
  const accounts = [{ user: "101", password: PASSWORD, media: "plain" as const }];
  asterisk = await Asterisk.start({ accounts, tls: company.issue("127.0.0.1") });
});

afterAll(async () => {
  await asterisk.stop();
  company[Symbol.dispose]();
});

/** Registers on the PBX and tells why not; null when it went well. */
function outcome(now: Partial<NetworkNow>, server = asterisk.wssUrl, more = { user: "101", password: PASSWORD }) {
  const way = createSocketWay({ now: () => ({ ...NOTHING, ...now }), resolveProxy: async () => "DIRECT" });
  const makePhone = () => createSipPhone({ media: new FakeMedia(), clock: systemClock, log: new FakeLog(), way });
  const account = { server, domain: "127.0.0.1", displayName: "101", source: { kind: "microphone" } as const, ...more };
  return tryAccount({ makePhone, clock: systemClock }, account);
}

describe("a PBX whose certificate the company itself issued", () => {
  it("is not believed by itself, and is with the company's authority", async () => {
    expect(await outcome({})).toBe("certificate-not-trusted");
    expect(await outcome({ authorities: [company.pem] })).toBeNull();
  });

  it("is not believed by the authority of another company, nor under another name", async () => {
    using other = new CompanyAuthority("Another Root");
    expect(await outcome({ authorities: [other.pem] })).toBe("certificate-not-trusted");
    const byName = asterisk.wssUrl.replace("127.0.0.1", "localhost");
    expect(await outcome({ authorities: [company.pem] }, byName)).toBe("certificate-other-host");
  });

  it("tells apart a wrong password, a login nobody has, a port without TLS, no server, no such name", async () => {
    const authorities = [company.pem];
    expect(await outcome({ authorities }, asterisk.wssUrl, { user: "101", password: "guess" })).toBe("wrong-password");
    expect(await outcome({ authorities }, asterisk.wssUrl, { user: "nobody", password: "guess" })).not.toBeNull();
    expect(await outcome({ authorities }, asterisk.wsUrl.replace("ws:", "wss:"))).toBe("no-tls");
    expect(await outcome({}, "ws://127.0.0.1:9/ws")).toBe("connection-refused");
    expect(await outcome({}, "ws://no-such-pbx.invalid/ws")).toBe("unknown-host");
    expect(await outcome({}, asterisk.wsUrl.replace("/ws", "/none"))).toBe("not-sip");
  });
});

describe("through the company's proxy", () => {
  const through = (port: number, user: string, proxyPassword: string | null): Partial<NetworkNow> => {
    return { proxy: { kind: "manual", host: "127.0.0.1", port, user }, proxyPassword, authorities: [company.pem] };
  };

  it("registers by ws and by wss, the certificate checked to its end", async () => {
    await using proxy = await ConnectProxy.start({ login: "marina:let me:in" });
    const now = through(proxy.port, "marina", "let me:in");
    expect(await outcome(now)).toBeNull();
    expect(await outcome(now, asterisk.wsUrl)).toBeNull();
    expect(proxy.asked.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect(await outcome({ ...now, authorities: [] })).toBe("certificate-not-trusted");
  });

  it("tells apart its refusals and its absence from those of the PBX", async () => {
    const target = `127.0.0.1:${new URL(asterisk.wssUrl).port}`;
    await using proxy = await ConnectProxy.start({ login: "marina:secret", forbidden: target });
    expect(await outcome(through(proxy.port, "marina", "guess"))).toBe("proxy-password");
    expect(await outcome(through(proxy.port, "", null))).toBe("proxy-password");
    expect(await outcome(through(proxy.port, "marina", "secret"))).toBe("proxy-refused");
    expect(await outcome(through(9, "", null))).toBe("proxy-unreachable");
  });

  it("of the system is asked for at each connect", async () => {
    await using proxy = await ConnectProxy.start();
    const asked: string[] = [];
    const way = createSocketWay({
      now: () => ({ ...NOTHING, proxy: { kind: "system" }, authorities: [company.pem] }),
      resolveProxy: async (url) => {
        asked.push(url);
        return url.startsWith("https:") ? `PROXY 127.0.0.1:${proxy.port}; DIRECT` : "DIRECT";
      },
    });
    const makePhone = () => createSipPhone({ media: new FakeMedia(), clock: systemClock, log: new FakeLog(), way });
    for (const server of [asterisk.wssUrl, asterisk.wsUrl]) {
      const account = { server, domain: "127.0.0.1", user: "101", password: PASSWORD, displayName: "101" };
      const source = { kind: "microphone" } as const;
      expect(await tryAccount({ makePhone, clock: systemClock }, { ...account, source })).toBeNull();
    }
    expect(asked).toEqual([asterisk.wssUrl, asterisk.wsUrl].map((url) => url.replace(/^ws/, "http")));
    expect(proxy.asked).toHaveLength(1);
  });
});

it("the log holds neither the proxy's password nor a certificate", async () => {
  const log = new FakeLog();
  await using proxy = await ConnectProxy.start({ login: "marina:very-secret" });
  const now: NetworkNow = {
    proxy: { kind: "manual", host: "127.0.0.1", port: proxy.port, user: "marina" },
    proxyPassword: "very-secret-wrong",
    authorities: [readFileSync(company.file, "utf8")],
  };
  const way = createSocketWay({ now: () => now, resolveProxy: async () => "DIRECT" });
  const makePhone = () => createSipPhone({ media: new FakeMedia(), clock: systemClock, log, way });
  const account = { server: asterisk.wssUrl, domain: "127.0.0.1", user: "101", password: PASSWORD, displayName: "101" };
  await tryAccount({ makePhone, clock: systemClock }, { ...account, source: { kind: "microphone" } });
  expect(JSON.stringify(log.lines)).not.toMatch(/very-secret|BEGIN CERTIFICATE/);
});
