import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Team } from "../../../src-shared/domain/team.ts";
import { HubFrame } from "../../../src-shared/site-chat/hub-frames.ts";
import { CloseCode, SITE_CHAT_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { Inbox } from "../../support/inbox.ts";
import { TEAM, TestHub } from "../hub/support/a-hub.ts";
import { ApiClient, refusalOf } from "../hub/support/api-client.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
});
const SHOP = { key: "shop-key-1", name: "Магазин", origins: ["https://shop.example"], queueId: "support" };

let test: TestHub;
let api: ApiClient;
let tokens: { readonly marina: string; readonly lev: string };
beforeAll(async () => {
  const http = { trustedProxies: [], metricsToken: null, publicUrl: "https://hub.example" };
  // No site yet: the first one comes while the hub runs.
  test = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP, sites: [], http });
  api = new ApiClient(test.hub.port);
  const tokenOf = async (login: "marina" | "lev") => (await api.signedIn(login, SECRETS[login])).accessToken;
  tokens = { marina: await tokenOf("marina"), lev: await tokenOf("lev") };
});
afterAll(() => test.stop());

const call = (method: string, path: string, body?: unknown, token = tokens.marina) =>
  api.call(method, `/api/v1/sites${path}`, body, token);

/** A widget on a page: says hello, and answers with what it hears. */
async function aWidget(key: string, origin: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${test.hub.port}${SITE_CHAT_PATH}?key=${key}`, { headers: { origin } });
  const frames = new Inbox<HubFrame>("frame");
  socket.on("message", (data: Buffer) => frames.put(HubFrame.parse(JSON.parse(data.toString("utf8")))));
  const closed = once(socket, "close").then(([code]) => code as number);
  await once(socket, "open");
  const page = { url: `${origin}/`, title: "", referrer: "", utm: {} };
  socket.send(JSON.stringify({ t: "hello", v: 1, token: null, after: 0, lang: "en", page }));
  return { socket, frames, closed };
}

const queueOfLast = async () => (await test.last()).queueId;

it("a site gets the chat while the hub runs, each site its own queue, and the line to copy", async () => {
  expect(await call("POST", "", SHOP)).toMatchObject({
    status: 201,
    body: {
      isServed: true,
      snippet: '<script src="https://hub.example/widget/tandem.js" data-key="shop-key-1" async></script>',
    },
  });
  const made = await call("POST", "", { ...SHOP, key: undefined, origins: ["https://b.example"], queueId: "orders" });
  const { key } = made.body as { key: string };
  expect(key).toMatch(/^[\w-]{16}$/);
  for (const [site, origin, queueId] of [
    [SHOP.key, "https://shop.example", "support"],
    [key, "https://b.example", "orders"],
  ] as const) {
    const widget = await aWidget(site, origin);
    await widget.frames.take(({ t }) => t === "welcome");
    widget.socket.send(JSON.stringify({ t: "message", id: `0000000000${key.length}`.padEnd(20, "1"), text: "hello" }));
    await expect.poll(queueOfLast).toBe(queueId);
    widget.socket.close();
    await widget.closed;
  }
  expect((await call("GET", "")).body).toMatchObject({
    sites: expect.arrayContaining([expect.objectContaining(SHOP)]),
  });
});

it("what is changed counts at once: who may load it, how it looks, which queue answers", async () => {
  const changed = {
    ...SHOP,
    key: undefined,
    origins: ["https://new.example"],
    queueId: "orders",
    title: { en: "Shop" },
  };
  expect(await call("PUT", "/shop-key-1", changed)).toMatchObject({ status: 200, body: { queueId: "orders" } });
  const old = await aWidget(SHOP.key, "https://shop.example");
  expect(await old.frames.take(({ t }) => t === "refused")).toMatchObject({ code: "origin-not-allowed" });
  const widget = await aWidget(SHOP.key, "https://new.example");
  expect(await widget.frames.take(({ t }) => t === "welcome")).toMatchObject({ face: { title: "Shop" } });
  const before = (await test.interactions()).length;
  widget.socket.send(JSON.stringify({ t: "message", id: "00000000002222222222", text: "hello" }));
  await expect.poll(async () => (await test.interactions()).length).toBe(before + 1);
  expect(await queueOfLast()).toBe("orders");
  expect(await call("DELETE", "/shop-key-1")).toMatchObject({ status: 200 });
  expect(await widget.closed).toBe(CloseCode.goneAway);
  const gone = await aWidget(SHOP.key, "https://new.example");
  expect(await gone.frames.take(({ t }) => t === "refused")).toMatchObject({ code: "unknown-site" });
  expect(refusalOf(await call("GET", "/shop-key-1"))).toEqual([404, "unknown-site"]);
  const facts = (await test.events()).flatMap((event) =>
    event.type === "channel.site-changed" ? [[event.actor, event.payload.change]] : [],
  );
  expect(facts).toEqual([
    ["marina", "created"],
    ["marina", "created"],
    ["marina", "changed"],
    ["marina", "removed"],
  ]);
});

it("refuses what makes no sense, and who has not the right", async () => {
  expect(refusalOf(await call("POST", "", { ...SHOP, queueId: "nowhere" }))).toEqual([400, "unknown-queue"]);
  expect((await call("POST", "", { ...SHOP, key: 'x" onload=' })).status).toBe(400);
  expect((await call("POST", "", { ...SHOP, origins: ["javascript:alert(1)"] })).status).toBe(400);
  expect((await call("POST", "", SHOP)).status).toBe(201);
  expect(refusalOf(await call("POST", "", SHOP))).toEqual([409, "site-exists"]);
  expect(refusalOf(await call("PUT", "/no-such-site", { ...SHOP, key: undefined }))).toEqual([404, "unknown-site"]);
  for (const [method, path] of [
    ["GET", ""],
    ["POST", ""],
    ["PUT", "/shop-key-1"],
    ["DELETE", "/shop-key-1"],
  ] as const)
    expect(refusalOf(await call(method, path, method === "GET" ? undefined : SHOP, tokens.lev))).toEqual([
      403,
      "not-allowed",
    ]);
});

it("of two that make the same site at once one makes it, and the other is told so", async () => {
  const twin = { ...SHOP, key: "twin-key-01" };
  const answers = await Promise.all([call("POST", "", twin), call("POST", "", { ...twin, name: "Другой" })]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
  const facts = (await test.events()).filter(
    ({ type, payload }) => type === "channel.site-changed" && "siteKey" in payload && payload.siteKey === twin.key,
  );
  expect(facts).toMatchObject([{ payload: { change: "created" } }]);
  const removed = await Promise.all([call("DELETE", `/${twin.key}`), call("DELETE", `/${twin.key}`)]);
  expect(new Set(removed.map(({ status }) => status))).toEqual(new Set([200, 404]));
});
