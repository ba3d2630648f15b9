import { createHmac } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import TelegramServer from "telegram-test-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { TelegramChannel } from "../../../src-hub/channels/telegram/telegram-channel.ts";
import { systemClock } from "../../../src-hub/clock.ts";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { TextChannelSettings } from "../../../src-shared/domain/text-channel-settings.ts";
import { SITE_CHAT_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { freeTcpPort } from "../../support/asterisk/free-ports.ts";
import { TemporaryFolder } from "../../support/cache-folder.ts";
import { ORIGIN, SITE_KEY, SITES, TEAM } from "../../support/day/team-hub.ts";
import { FakeTelegram } from "../../support/fake-telegram.ts";
import { HeadlessVisitor } from "../../support/site-chat/headless-visitor.ts";
import { until } from "../../support/until.ts";

// A hub is stopped as an administrator stops it, in the middle of everything that is written, and started again.

const HOOKED = "4343:AAtelegramtestapihasnosecretsatall00";
const SECRET = createHmac("sha256", HOOKED).update("tandem-webhook").digest("hex");
const DRAIN_MS = 300;
const PATIENT = { timeout: 30_000 };

let folder: TemporaryFolder;
/** Of the bot with a hook, which is posted to below; of the bot that asks, with updates that are told until they are confirmed. */
let telegram: TelegramServer;
let asked: FakeTelegram;
let port: number;
let hub: Hub;

beforeEach(async () => {
  folder = new TemporaryFolder();
  telegram = new TelegramServer({ port: await freeTcpPort(), host: "127.0.0.1" });
  await telegram.start();
  asked = await FakeTelegram.start();
  port = await freeTcpPort();
  hub = await start();
});
afterEach(async () => {
  await hub.stop();
  await telegram.stop();
  await asked.stop();
  folder[Symbol.dispose]();
});

const url = () => `http://127.0.0.1:${port}`;

function start(): Promise<Hub> {
  const apiRoot = telegram.config.apiURL;
  const hook = `${url()}/api/v1/channels/telegram/4343/webhook`;
  const settings = TextChannelSettings.parse({ queueId: "support" });
  const bots = [
    new TelegramChannel({ token: asked.token, apiRoot: asked.url, webhookUrl: null, clock: systemClock }),
    new TelegramChannel({ token: HOOKED, apiRoot, webhookUrl: hook, clock: systemClock }),
  ];
  return startHub({
    databaseFile: folder.file("hub.db"),
    databaseKey: null,
    listen: { host: "127.0.0.1", port },
    team: TEAM,
    secrets: {},
    sites: SITES,
    channels: bots.map((channel) => ({ channel, settings })),
  });
}

/** Telegram's own post. */
function post(number: number, text: string): Promise<Response> {
  const person = { id: 8001, first_name: "Ольга" };
  const message = {
    ...{ message_id: number, date: 1_795_000_000, text },
    ...{ from: { ...person, is_bot: false }, chat: { ...person, type: "private" } },
  };
  return fetch(`${url()}/api/v1/channels/telegram/4343/webhook`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": SECRET },
    body: JSON.stringify({ update_id: number, message }),
  });
}

async function texts(): Promise<readonly string[]> {
  const events = await hub.log.read(0, 100_000);
  return events.flatMap(({ type, payload }) => (type === "message.received" ? [payload.text] : []));
}

/** With what a widget's new socket is refused, or that it is not. */
async function knock(): Promise<number | "open"> {
  const address = `${url().replace("http", "ws")}${SITE_CHAT_PATH}?key=${SITE_KEY}`;
  const socket = new WebSocket(address, { headers: { origin: ORIGIN } });
  socket.on("error", () => undefined);
  const answer = await Promise.race([
    once(socket, "open").then(() => "open" as const),
    once(socket, "unexpected-response").then(([, response]) => (response as IncomingMessage).statusCode ?? 0),
  ]);
  socket.terminate();
  return answer;
}

test("a stop with grace sends the hook, the poll and the widgets away, and nothing that was written is lost or doubled", async () => {
  const visitor = new HeadlessVisitor({ hubUrl: url, siteKey: SITE_KEY, origin: ORIGIN });
  const polled = (text: string) => asked.write(7001, { text });
  visitor.write("сайт 1");
  await polled("опрос 1");
  expect((await post(1, "пост 1")).status).toBe(200);
  await expect.poll(texts, PATIENT).toHaveLength(3);
  expect(visitor.engine.state.link).toBe("open");

  // Written in the very moment of the stop.
  visitor.write("сайт 2");
  await polled("опрос 2");
  const drained = hub.drain(DRAIN_MS);
  const refused = await post(2, "пост 2");
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ retry: "later" });
  expect(await knock()).toBe(503);
  await until(() => visitor.engine.state.link !== "open", "the widget was sent away");
  visitor.write("сайт 3");
  await polled("опрос 3");
  await drained;
  await hub.stop();

  hub = await start();
  expect(await knock()).toBe("open");
  visitor.hurry();
  // As Telegram does: once more, until it is taken.
  expect((await post(2, "пост 2")).status).toBe(200);
  expect((await post(2, "пост 2")).status).toBe(200);
  const all = ["опрос 1", "опрос 2", "опрос 3", "пост 1", "пост 2", "сайт 1", "сайт 2", "сайт 3"];
  await expect.poll(async () => (await texts()).toSorted(), PATIENT).toEqual(all);
  const ofSite = (await texts()).filter((text) => text.startsWith("сайт"));
  expect(ofSite).toEqual(visitor.written);
  await until(() => visitor.isDone && visitor.engine.state.link === "open", "the widget is back", 30_000);
  expect(hub.service.brokenInvariants()).toEqual([]);
  visitor.close();
});
