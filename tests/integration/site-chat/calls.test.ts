import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Hub } from "../../../src-hub/hub.ts";
import { HubFrame } from "../../../src-shared/site-chat/hub-frames.ts";
import { SiteCallTicket } from "../../../src-shared/site-chat/site-call.ts";
import { SITE_CALLS_PATH, SITE_CHAT_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { Inbox } from "../../support/inbox.ts";
import { RawCall } from "../../support/raw-sip-call.ts";
import { RawSipClient } from "../../support/raw-sip-client.ts";
import { SITE_KEY, SiteHub } from "../../support/site-chat/site-hub.ts";

// What a visitor's right to one call is good for, and what it is not, at the hub's own exchange.

const ORIGIN = "https://shop.example";
const page = { url: `${ORIGIN}/tea?utm_source=mail`, title: "Чай", referrer: "", utm: { source: "mail" } };

let site: SiteHub;
let hub: Hub;
beforeAll(async () => {
  site = await SiteHub.make();
  const ice = { urls: ["stun:turn.example.com", "turn:turn.example.com"], turnSecret: "north-wind-north-wind" };
  hub = await site.start([ORIGIN], { hasCall: true }, { ice });
  await site.operator();
});
afterAll(() => site[Symbol.asyncDispose]());

/** A visitor the chat knows: their token, and what the hub says on their socket. */
async function aVisitor() {
  const socket = new WebSocket(`${site.url.replace("http", "ws")}${SITE_CHAT_PATH}?key=${SITE_KEY}`, {
    headers: { origin: ORIGIN },
  });
  const frames = new Inbox<HubFrame>("frame");
  socket.on("message", (data: Buffer) => frames.put(HubFrame.parse(JSON.parse(data.toString("utf8")))));
  await once(socket, "open");
  socket.send(JSON.stringify({ t: "hello", v: 1, token: null, after: 0, lang: "ru", page }));
  const welcome = (await frames.take(({ t }) => t === "welcome")) as Extract<HubFrame, { t: "welcome" }>;
  return { socket, frames, token: welcome.token, status: welcome.status };
}

type Asked = { readonly origin?: string; readonly body?: unknown; readonly key?: string };

function ask(token: string, { origin = ORIGIN, body = { page }, key = SITE_KEY }: Asked = {}): Promise<Response> {
  return fetch(`${site.url}${SITE_CALLS_PATH}?key=${key}`, {
    method: "POST",
    headers: { origin, authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function aTicket(token: string): Promise<SiteCallTicket> {
  const answer = await ask(token);
  expect(answer.status).toBe(200);
  return SiteCallTicket.parse(await answer.json());
}

async function aBrowser({ user, password }: SiteCallTicket, origin: string = ORIGIN): Promise<RawSipClient> {
  return RawSipClient.connect({ port: hub.port, user, password, origin });
}

/** The INVITE without and then with the answer to the challenge; the final answer unless it waits on. */
async function dial(browser: RawSipClient, number: string, password?: string): Promise<RawCall> {
  const bare = new RawCall(browser, number);
  const challenge = await bare.next(407);
  const given = password === undefined ? {} : { password };
  const proof = browser.authorize(challenge, "INVITE", `sip:${number}@${browser.domain}`, given);
  return new RawCall(browser, number, { headers: [`Proxy-Authorization: ${proof}`] });
}

const siteCalls = () => hub.log.unclosed().filter(({ channel }) => channel === "site-call");

describe("the right to one call", () => {
  let visitor: Awaited<ReturnType<typeof aVisitor>>;
  beforeEach(async () => {
    visitor = await aVisitor();
  });

  test("brings its call into the queue with the page and the visitor, who is told the place", async () => {
    expect(visitor.status.canCall).toBe(true);
    const ticket = await aTicket(visitor.token);
    expect(ticket).toMatchObject({ number: "site-call", server: null, path: "/sip", domain: "tandem.invalid" });
    // What finds a way for the sound: a relay's name of this call's own.
    const [open, relay] = ticket.iceServers ?? [];
    expect(open).toEqual({ urls: ["stun:turn.example.com"] });
    expect(relay).toMatchObject({ urls: ["turn:turn.example.com"], credential: expect.any(String) });
    expect(relay?.username?.endsWith(`:${ticket.user}`)).toBe(true);
    const browser = await aBrowser(ticket);
    const call = await dial(browser, "site-call");
    await call.next(182);
    await expect
      .poll(siteCalls)
      .toMatchObject([
        { state: "queued", queueId: "support", dialled: SITE_KEY, visit: { site: "Кофе и чай", title: "Чай" } },
      ]);
    const [waits] = siteCalls();
    expect(waits?.customer.address).toMatch(/^chat:/);
    const told = (await visitor.frames.take(({ t }) => t === "call")) as Extract<HubFrame, { t: "call" }>;
    expect(told.call).toEqual({ phase: "waiting", operator: null, position: 1 });
    // One at a time.
    expect(await (await ask(visitor.token)).json()).toMatchObject({ code: "already-calling", retry: "later" });
    await call.cancel();
    await expect.poll(siteCalls).toEqual([]);
    await visitor.frames.take((frame) => frame.t === "call" && frame.call.phase === "over");
    await browser.close();
  });

  test("is good once: a second call with it is refused, on the same line and on another", async () => {
    const ticket = await aTicket(visitor.token);
    const browser = await aBrowser(ticket);
    const call = await dial(browser, "site-call");
    await call.next(182);
    const another = await aBrowser(ticket);
    expect((await (await dial(another, "site-call")).final()).status).toBe(403);
    expect((await new RawCall(browser, "site-call").final()).status).toBe(403);
    expect(siteCalls()).toHaveLength(1);
    await call.cancel();
    await expect.poll(siteCalls).toEqual([]);
    const later = await aBrowser(ticket);
    expect((await (await dial(later, "site-call")).final()).status).toBe(403);
    for (const each of [browser, another, later]) await each.close();
  });

  test.for([["1001"], ["700"], ["echo"], ["+79000000001"], ["*98"]])(
    "reaches nobody else: %s",
    async ([number = ""]) => {
      const browser = await aBrowser(await aTicket(visitor.token));
      expect((await (await dial(browser, number)).final()).status).toBe(403);
      expect(siteCalls()).toEqual([]);
      await browser.close();
    },
  );

  test("is bound to the page's origin, and to its password", async () => {
    const stolen = await aBrowser(await aTicket(visitor.token), "https://evil.example");
    expect((await (await dial(stolen, "site-call")).final()).status).toBe(403);
    const guessed = await aBrowser(await aTicket(visitor.token));
    expect((await (await dial(guessed, "site-call", "guess")).final()).status).toBe(407);
    expect(siteCalls()).toEqual([]);
    for (const each of [stolen, guessed]) await each.close();
  });

  test("does not register, and is called by nobody", async () => {
    const ticket = await aTicket(visitor.token);
    const browser = await aBrowser(ticket);
    expect((await browser.register()).status).toBe(403);
    await browser.close();
  });

  test("is refused to whom the site or the hub does not know", async () => {
    for (const [answer, status, code] of [
      [await ask(visitor.token, { origin: "https://evil.example" }), 403, "origin-not-allowed"],
      [await ask("rubbish"), 401, "bad-token"],
      [await ask(visitor.token, { key: "no-such-site" }), 403, "origin-not-allowed"],
      [await ask(visitor.token, { body: { page: { url: 1 } } }), 400, "bad-input"],
    ] as const) {
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ code });
    }
  });

  test("is not given without end: after four at once one waits", async () => {
    const codes: number[] = [];
    for (let count = 0; count < 6; count += 1) codes.push((await ask(visitor.token)).status);
    expect(codes).toEqual([200, 200, 200, 200, 429, 429]);
    expect(await (await ask(visitor.token)).json()).toMatchObject({ code: "too-many-calls", retry: "later" });
  });
});
