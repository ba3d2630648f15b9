import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { type AHubOptions, marina, TestHub } from "./support/a-hub.ts";

let hub: TestHub | null = null;
afterEach(async () => {
  await hub?.hub.stop();
  hub = null;
});

async function started(options: AHubOptions = {}): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  hub = await TestHub.start(options);
  const { port } = hub.hub;
  return (path, init) => fetch(`http://127.0.0.1:${port}${path}`, init);
}

async function refusal(response: Response): Promise<[number, string]> {
  return [response.status, Refusal.parse(await response.json()).code];
}

describe("the hub's HTTP", () => {
  it("says that it lives, and that it is ready", async () => {
    const get = await started();
    expect(await (await get("/healthz")).json()).toEqual({ status: "ok" });
    const ready = await get("/readyz");
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: "ready", parts: { database: true, log: true, telephony: true, serves: true } },
    ]);
  });

  it("is not ready from the moment in which the PBX is lost, and ready from that in which it is back", async () => {
    const get = await started();
    expect((await get("/readyz")).status).toBe(200);
    // The clock stands: whatever was looked at once is remembered.
    if (hub) hub.telephony.isReachable = false;
    const lost = await get("/readyz");
    expect([lost.status, await lost.json()]).toMatchObject([503, { code: "not-ready", parts: { telephony: false } }]);
    if (hub) hub.telephony.isReachable = true;
    expect((await get("/readyz")).status).toBe(200);
  });

  it("tells what it is, with headers that let no page of another origin use it", async () => {
    const response = await (await started())("/api/v1/about");
    expect(await response.json()).toMatchObject({ product: "tandem-hub" });
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("documents every route, on a page that needs nothing of another host", async () => {
    const get = await started();
    const document = (await (await get("/docs/json")).json()) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toMatch(/^3\./);
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(["/api/v1/about", "/readyz", "/metrics"]));
    const page = await get("/docs");
    const html = await page.text();
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(html).toContain("/api/v1/about");
    expect(html).not.toMatch(/<script|src=|https?:\/\//);
  });

  it("refuses what is not there by a typed refusal", async () => {
    const get = await started();
    expect(await refusal(await get("/nowhere"))).toEqual([404, "not-found"]);
    expect(await refusal(await get("/api/v1/about", { method: "DELETE" }))).toEqual([404, "not-found"]);
    expect(await refusal(await get("/api/v1/%ff"))).toEqual([400, "bad-request"]);
  });

  it("lets one client ask so much a minute and no more, and its own probes always", async () => {
    const get = await started();
    const statuses = new Set<number>();
    for (let round = 0; round < 13; round += 1)
      for (const { status } of await Promise.all(Array.from({ length: 50 }, () => get("/api/v1/about"))))
        statuses.add(status);
    expect(statuses).toEqual(new Set([200, 429]));
    const refused = await get("/api/v1/about");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refusal(refused)).toEqual([429, "too-many-requests"]);
    expect((await get("/readyz")).status).toBe(200);
  });

  it("survives what is no HTTP", async () => {
    const get = await started();
    const socket = connect(hub?.hub.port ?? 0, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.resume();
    socket.end("\u0000\u0001 нечто\r\n\r\n");
    await new Promise((resolve) => socket.once("close", resolve));
    expect((await get("/healthz")).status).toBe(200);
  });
});

describe("the hub's metrics", () => {
  it("count what waits, what is offered and who is linked, without a name or a number", async () => {
    const get = await started();
    await hub?.putOnline(marina);
    await get("/metrics");
    hub?.telephony.arrive({
      fromUser: "irina",
      from: { address: "+79000001427", name: "Ирина Сомова" },
      dialled: "700",
    });
    hub?.telephony.arrive({ fromUser: "petr", from: { address: "+79000001428", name: "Пётр" }, dialled: "700" });
    await hub?.settle();
    const text = await (await get("/metrics")).text();
    expect(text).toContain('tandem_queue_waiting{queue="support"} 2');
    expect(text).toContain("tandem_offers 1");
    expect(text).toContain("tandem_invariant_broken 0");
    expect(text).toContain(`tandem_log_head ${hub?.hub.log.headSeq}`);
    expect(text).toMatch(/tandem_log_append_seconds_count [1-9]/);
    expect(text).toContain("nodejs_eventloop_lag_seconds");
    expect(text).not.toMatch(/7900000|Ирина|irina|marina/);
  });

  it("are for this machine alone without a token, and a proxy is not this machine", async () => {
    const get = await started();
    expect((await get("/metrics")).status).toBe(200);
    const forwarded = await get("/metrics", { headers: { "x-forwarded-for": "203.0.113.7" } });
    expect(await refusal(forwarded)).toEqual([403, "metrics-forbidden"]);
  });

  it("are for who has the token when there is one", async () => {
    const http = { trustedProxies: [], metricsToken: "a-metrics-token-of-32-characters!", publicUrl: null };
    const get = await started({ http });
    expect(await refusal(await get("/metrics"))).toEqual([403, "metrics-forbidden"]);
    expect(await refusal(await get("/metrics", { headers: { authorization: "Bearer another" } }))).toEqual([
      403,
      "metrics-forbidden",
    ]);
    const right = await get("/metrics", { headers: { authorization: `Bearer ${http.metricsToken}` } });
    expect(right.status).toBe(200);
  });

  it("believe a proxy they were told of", async () => {
    const http = { trustedProxies: ["127.0.0.1"], metricsToken: null, publicUrl: null };
    const get = await started({ http });
    const forwarded = await get("/metrics", { headers: { "x-forwarded-for": "203.0.113.7" } });
    expect(await refusal(forwarded)).toEqual([403, "metrics-forbidden"]);
    expect((await get("/metrics")).status).toBe(200);
  });
});
