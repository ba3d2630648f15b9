import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { HubFrame } from "../../../src-shared/site-chat/hub-frames.ts";
import { CloseCode, SITE_CHAT_PATH, SITE_FILES_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { onThisMachine } from "../../support/busyness.ts";
import { Inbox } from "../../support/inbox.ts";
import { SITE_KEY, SiteHub } from "../../support/site-chat/site-hub.ts";

const ORIGIN = "https://shop.example";
const page = { url: `${ORIGIN}/`, title: "", referrer: "", utm: {} };
const hello = { t: "hello", v: 1, token: null, after: 0, lang: "ru", page };

let hub: SiteHub;
beforeAll(async () => {
  hub = await SiteHub.make();
  await hub.start([ORIGIN]);
});
afterAll(() => hub[Symbol.asyncDispose]());

/** A bare end of the socket: says what it is told to say, and checks what it hears against the contract. */
class RawWidget {
  readonly socket: WebSocket;
  readonly frames = new Inbox<HubFrame>("frame");
  readonly closed: Promise<number>;

  constructor({ origin = ORIGIN, key = SITE_KEY }: { readonly origin?: string | null; readonly key?: string } = {}) {
    const headers = origin === null ? {} : { origin };
    this.socket = new WebSocket(`${hub.url.replace("http", "ws")}${SITE_CHAT_PATH}?key=${key}`, { headers });
    this.socket.on("message", (data: Buffer) => this.frames.put(HubFrame.parse(JSON.parse(data.toString("utf8")))));
    this.socket.on("error", () => undefined);
    this.closed = once(this.socket, "close").then(([code]) => code as number);
  }

  say(frame: unknown): void {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** Everything from the first word to the welcome. */
  async enter(token: string | null = null): Promise<Extract<HubFrame, { t: "welcome" }>> {
    await once(this.socket, "open");
    this.say({ ...hello, token });
    return (await this.frames.take(({ t }) => t === "welcome")) as Extract<HubFrame, { t: "welcome" }>;
  }

  refusal() {
    return this.frames.take(({ t }) => t === "refused");
  }
}

const id = (count: number) => `0000000000${String(count).padStart(12, "0")}`;

describe("who is let in", () => {
  test.for([
    ["a page of another origin", { origin: "https://evil.example" }, "origin-not-allowed"],
    ["a page that hides its origin", { origin: "null" }, "origin-not-allowed"],
    ["a program without an origin", { origin: null }, "origin-not-allowed"],
    ["a site nobody set up", { key: "no-such-site" }, "unknown-site"],
  ] as const)("not %s", async ([, options, code]) => {
    const widget = new RawWidget(options);
    expect(await widget.refusal()).toMatchObject({ code, retry: "no" });
    expect(await widget.closed).toBe(CloseCode.notAllowed);
  });

  test("a visitor is known again by the token, and by no other", async () => {
    const first = new RawWidget();
    const { token } = await first.enter();
    first.say({ t: "message", id: id(1), text: "раз" });
    expect(await first.frames.take(({ t }) => t === "done")).toEqual({ t: "done", id: id(1), n: 1 });
    expect((await new RawWidget().enter(token)).entries).toHaveLength(1);
    const [visitor = "", time = "", signature = ""] = token.split(".");
    const forged = [
      `${visitor}.${time}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
      `AAAAAAAAAAAAAAAAAAAAAA.${time}.${signature}`,
      `${visitor}.0.${signature}`,
      "rubbish",
      "",
    ];
    for (const token of forged) expect((await new RawWidget().enter(token)).entries).toEqual([]);
  });

  test("a message is taken once, whatever is sent how often", async () => {
    const widget = new RawWidget();
    await widget.enter();
    for (let count = 0; count < 5; count += 1) widget.say({ t: "message", id: id(7), text: `раз ${count}` });
    for (let count = 0; count < 5; count += 1)
      expect(await widget.frames.take(({ t }) => t === "done")).toEqual({ t: "done", id: id(7), n: 1 });
    expect(widget.frames.all.filter(({ t }) => t === "entries")).toHaveLength(1);
  });
});

describe("what is no frame", () => {
  test.for([
    ["rubbish", "{"],
    ["nothing", ""],
    ["an unknown word", { t: "shutdown" }],
    ["an id of another shape", { t: "message", id: "../../etc", text: "x" }],
    ["a text beyond the limit", { t: "message", id: id(2), text: "x".repeat(4097) }],
    ["a rating of nine stars", { t: "rate", id: id(3), stars: 9, comment: "" }],
    ["a prototype", '{"__proto__":{"t":"message"},"t":"constructor"}'],
  ] as const)("%s is refused in words of the contract", async ([, frame]) => {
    const widget = new RawWidget();
    await widget.enter();
    widget.say(frame);
    expect(await widget.refusal()).toMatchObject({ id: null, code: "bad-frame", retry: "no" });
  });

  test("a frame beyond the limit closes its socket, five bad ones too", async () => {
    const large = new RawWidget();
    await large.enter();
    large.say("x".repeat(50_000));
    expect(await large.closed).toBe(1009);
    const bad = new RawWidget();
    await bad.enter();
    for (let count = 0; count < 5; count += 1) bad.say("{");
    expect(await bad.closed).toBe(CloseCode.notAllowed);
  });

  test("who says anything before hello is told so", async () => {
    const widget = new RawWidget();
    await once(widget.socket, "open");
    widget.say({ t: "ping" });
    expect(await widget.refusal()).toMatchObject({ code: "hello-first" });
  });
});

test("10,000 messages in a second of one visitor: typed refusals, the socket is closed, and others are answered at once", async () => {
  const [flood, other] = [new RawWidget(), new RawWidget()];
  const [{ token }] = await Promise.all([flood.enter(), other.enter()]);
  for (let count = 0; count < 10_000; count += 1)
    flood.say({ t: "message", id: id(count + 100), text: `спам ${count}` });
  other.say({ t: "message", id: id(9), text: "можно вопрос?" });
  const startedAtMs = performance.now();
  await other.frames.take(({ t }) => t === "done");
  expect(performance.now() - startedAtMs).toBeLessThan(onThisMachine(3000));
  expect(await flood.refusal()).toMatchObject({ code: "too-many-messages", retry: "later" });
  expect(await flood.closed).toBe(CloseCode.tooMuch);
  const taken = flood.frames.all.filter(({ t }) => t === "entries").length;
  expect(taken).toBeLessThanOrEqual(25);
  const again = new RawWidget();
  await once(again.socket, "open");
  again.say({ ...hello, token });
  expect(await again.closed).toBe(CloseCode.tooMuch);
});

describe("files over HTTP", () => {
  const post = (body: string | Uint8Array<ArrayBuffer>, token: string, origin = ORIGIN) =>
    fetch(`${hub.url}${SITE_FILES_PATH}?key=${SITE_KEY}`, {
      method: "POST",
      body,
      headers: { origin, authorization: `Bearer ${token}`, "content-type": "application/octet-stream" },
    });

  test("are taken from the visitor's own page only, by content, within the limit; nobody else reads them", async () => {
    const { token } = await new RawWidget().enter();
    const { token: strangers } = await new RawWidget().enter();
    const sent = await post("%PDF-1.7", token);
    expect(sent.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    const { fileId } = (await sent.json()) as { fileId: string };
    const read = (with_: string) =>
      fetch(`${hub.url}${SITE_FILES_PATH}/${fileId}?key=${SITE_KEY}`, {
        headers: { origin: ORIGIN, authorization: `Bearer ${with_}` },
      });
    const mine = await read(token);
    expect([mine.status, mine.headers.get("content-type"), await mine.text()]).toEqual([
      200,
      "application/pdf",
      "%PDF-1.7",
    ]);
    expect(mine.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await read(strangers)).status).toBe(404);
    for (const [answer, status, code] of [
      [await post("%PDF-1.7", token, "https://evil.example"), 403, "origin-not-allowed"],
      [await post("%PDF-1.7", "rubbish"), 401, "bad-token"],
      [await post("<html><script>alert(1)</script>", token), 415, "file-type"],
      [await post("MZ\u0000", token), 415, "file-type"],
      [await post(new Uint8Array(10 * 1024 * 1024 + 1), token), 413, "file-too-large"],
    ] as const)
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  });
});

describe("the widget's files", () => {
  test("weigh under 30 KB together as they go over the wire, and the loader leads to a file kept for a year", async () => {
    const loader = await fetch(`${hub.url}/widget/tandem.js`, { headers: { "accept-encoding": "gzip" } });
    expect(loader.headers.get("cache-control")).toBe("public, max-age=300");
    expect(loader.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    const name = /tandem-[0-9a-f]{12}\.js/.exec(await loader.text())?.[0] ?? "";
    const widget = await fetch(`${hub.url}/widget/${name}`, { headers: { "accept-encoding": "gzip" } });
    expect(widget.headers.get("cache-control")).toContain("immutable");
    expect(widget.headers.get("content-encoding")).toBe("gzip");
    const isCall = (file: string) => file.startsWith("tandem-call-");
    const sizeOf = (file: string) => gzipSync(readFileSync(join(hub.widgetFolder, file)), { level: 9 }).byteLength;
    const files = readdirSync(hub.widgetFolder);
    const sizes = files.filter((file) => !isCall(file)).map(sizeOf);
    // What calls is fetched by who presses the button, as a module, from any page.
    const [phone = ""] = files.filter(isCall);
    expect(sizeOf(phone)).toBeLessThan(60 * 1024);
    const script = await fetch(`${hub.url}/widget/${phone}`);
    expect(script.headers.get("access-control-allow-origin")).toBe("*");
    expect(script.headers.get("cache-control")).toContain("immutable");
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(30 * 1024);
    expect((await fetch(`${hub.url}/widget/../hub.db`)).status).toBe(404);
    expect((await fetch(`${hub.url}/widget/tandem-000000000000.js`)).headers.get("cache-control")).toBe("no-store");
  });
});

test("who knocks without end is refused before anything is made for it, and let in again later", async () => {
  await using other = await SiteHub.make();
  await other.start([ORIGIN]);
  const url = `${other.url.replace("http", "ws")}${SITE_CHAT_PATH}?key=${SITE_KEY}`;
  const knock = () =>
    new Promise<number>((resolve) => {
      const socket = new WebSocket(url, { headers: { origin: ORIGIN } });
      socket.on("error", () => undefined);
      socket.on("open", () => {
        socket.terminate();
        resolve(101);
      });
      socket.on("unexpected-response", (_request, response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
    });
  const seen = new Set<number>();
  for (let round = 0; round < 30; round += 1)
    for (const status of await Promise.all(Array.from({ length: 20 }, knock))) seen.add(status);
  expect(seen).toEqual(new Set([101, 429]));
  await expect.poll(knock).toBe(101);
});
