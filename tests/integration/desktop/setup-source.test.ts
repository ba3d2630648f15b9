import { describe, expect, it } from "vitest";
import type { NetworkNow } from "../../../src-main/core/network/network-desk.ts";
import { createSocketWay } from "../../../src-main/node/network/socket-way.ts";
import { createSetupSource } from "../../../src-main/node/setup/setup-source.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { CompanyAuthority } from "../../support/company-authority.ts";
import { ConnectProxy } from "../../support/connect-proxy.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { SetupServer } from "../../support/setup-server.ts";
import { until } from "../../support/until.ts";

const DOCUMENT = { version: 1, issuer: "Вертолина" };

function stage(now: Partial<NetworkNow> = {}) {
  const clock = new FakeClock();
  const settings: NetworkNow = { proxy: { kind: "none" }, proxyPassword: null, authorities: [], ...now };
  const way = createSocketWay({ now: () => settings, resolveProxy: async () => "DIRECT" });
  return { clock, source: createSetupSource({ way, clock }) };
}

describe("a setup document", () => {
  it("comes once from a server whose certificate is believed, and from no other", async () => {
    using company = new CompanyAuthority("Vertolina Root");
    await using server = await SetupServer.start(company.issue("127.0.0.1"));
    const link = server.once("/t", DOCUMENT);
    expect(await stage().source(link)).toEqual(refused("certificate-not-trusted", "later"));
    const { source } = stage({ authorities: [company.pem] });
    expect(await source(link)).toEqual(accepted(JSON.stringify(DOCUMENT)));
    expect(await source(link)).toEqual(refused("link-used"));
    expect(await source(`${server.origin}/other`)).toEqual(refused("link-not-found"));
    expect(await source(link.replace("127.0.0.1", "localhost"))).toEqual(refused("certificate-other-host", "later"));
  });

  it("comes through the company's proxy, whose refusal is told apart", async () => {
    using company = new CompanyAuthority("Vertolina Root");
    await using server = await SetupServer.start(company.issue("127.0.0.1"));
    await using proxy = await ConnectProxy.start({ login: "marina:let-me-in" });
    const link = server.once("/t", DOCUMENT);
    const by = { kind: "manual", host: "127.0.0.1", port: proxy.port, user: "marina" } as const;
    const authorities = [company.pem];
    const wrong = stage({ proxy: by, proxyPassword: "guess", authorities });
    expect(await wrong.source(link)).toEqual(refused("proxy-password", "later"));
    const right = stage({ proxy: by, proxyPassword: "let-me-in", authorities });
    expect(await right.source(link)).toMatchObject({ ok: true });
  });

  it("is followed to another page of the same server, and to no other server", async () => {
    await using server = await SetupServer.start();
    await using other = await SetupServer.start();
    const { source } = stage();
    server.once("/t", DOCUMENT);
    const moved = server.on("/moved", (_request, response) => response.writeHead(302, { location: "/t" }).end());
    expect(await source(moved)).toMatchObject({ ok: true });
    const away = server.on("/away", (_request, response) =>
      response.writeHead(302, { location: other.once("/t", DOCUMENT) }).end(),
    );
    expect(await source(away)).toEqual(refused("link-elsewhere"));
    expect(other.asked).toEqual([]);
    const round = server.on("/round", (_request, response) => response.writeHead(302, { location: "/round" }).end());
    expect(await source(round)).toEqual(refused("link-refused"));
  });

  it("is limited in size and time, and must be text", async () => {
    await using server = await SetupServer.start();
    const { clock, source } = stage();
    const large = server.on("/large", (_request, response) => response.end("x".repeat(300_000)));
    expect(await source(large)).toEqual(refused("document-too-large"));
    const picture = server.on("/picture", (_request, response) => response.end(Buffer.from([0xff, 0xfe, 0xfd])));
    expect(await source(picture)).toEqual(refused("not-a-document"));
    const slow = source(server.on("/slow", (_request, response) => void response.write("{")));
    await until(() => server.asked.includes("/slow"), "the server was asked");
    clock.advance(15_000);
    expect(await slow).toEqual(refused("document-too-slow", "later"));
  });

  it.each([
    [401, "link-refused"],
    [403, "link-refused"],
    [500, "server-refused"],
    [503, "server-refused"],
  ] as const)("is not there at %i: %s", async (statusCode, failure) => {
    await using server = await SetupServer.start();
    const link = server.on("/t", (_request, response) => response.writeHead(statusCode).end());
    expect(await stage().source(link)).toEqual(refused(failure));
  });

  it("does not come where nobody listens, or without encryption where it is needed", async () => {
    const { source } = stage();
    expect(await source("https://127.0.0.1:9/t")).toEqual(refused("connection-refused", "later"));
    await using server = await SetupServer.start();
    expect(await source(server.origin.replace("http:", "https:"))).toEqual(refused("no-tls", "later"));
  });
});
