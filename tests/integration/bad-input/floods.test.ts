import { fork } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import TelegramServer from "telegram-test-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import { InteractionId } from "../../../src-shared/ids.ts";
import { freeTcpPort } from "../../support/asterisk/free-ports.ts";
import { TemporaryFolder } from "../../support/cache-folder.ts";
import { Chance } from "../../support/chance.ts";
import { OperatorLink } from "../../support/day/operator-link.ts";
import { ORIGIN, SITE_KEY, secretOf, TeamHub } from "../../support/day/team-hub.ts";
import type { Flood, FloodReport } from "../../support/flood/flooder.ts";
import { until } from "../../support/until.ts";

// Ten thousand messages a second from one client, bad ones among them: it is told no, limited or cut, and a colleague of
// the same hub goes on as before. The hub and the client are processes of their own.

const FLOODER = join(import.meta.dirname, "../../support/flood/flooder.ts");
const FLOOD_MS = 3000;
const TOKEN = "4242:AAtelegramtestapihasnosecretsatall00";
const WEBHOOK = "/api/v1/channels/telegram/4242/webhook";
const SECRET = createHmac("sha256", TOKEN).update("tandem-webhook").digest("hex");
/** How many looks at the neighbour before the flood; during it as many as there is time for. */
const LOOKS = 40;
/** The client takes a core of its own from the hub: what is forbidden is to wait for what it sent, which was four seconds. */
const MOST_TIMES = 10;
const ANYWAY_MS = 2000;

let folder: TemporaryFolder;
let hub: TeamHub;
let telegram: TelegramServer;
let anna: OperatorLink;
const offeredAtMs = new Map<string, number>();
const taken = new Set<string>();
const contactOf = new Map<string, string>();
let customers = 0;
const chance = Chance.forTest("floods");

beforeAll(async () => {
  folder = new TemporaryFolder();
  telegram = new TelegramServer({ port: await freeTcpPort(), host: "127.0.0.1" });
  await telegram.start();
  hub = await TeamHub.make({
    HUB_DATABASE_FILE: folder.file("hub.db"),
    // Telegram posts to https only: a proxy would stand there.
    HUB_PUBLIC_URL: "https://hub.example",
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_QUEUE: "support",
    TELEGRAM_API_URL: telegram.config.apiURL,
  });
  await hub.start();
  anna = new OperatorLink(hub.place("anna"), (events) => {
    for (const event of events) hear(event);
  });
  await until(() => anna.isUpToDate, "anna is linked");
  await ask("operator.set-status", { status: "online" });
});
afterAll(async () => {
  anna.close();
  await hub[Symbol.asyncDispose]();
  await telegram.stop();
  folder[Symbol.dispose]();
});

/** Anna takes whatever she is offered; who floods has one of her places then, and keeps it. */
function hear({ type, payload }: LogEvent): void {
  if (type === "interaction.created") contactOf.set(payload.customer.address, payload.interactionId);
  else if (type === "interaction.accepted") taken.add(payload.interactionId);
  else if (type === "interaction.offered" && payload.operatorId === "anna") {
    const { interactionId, offerId } = payload;
    offeredAtMs.set(interactionId, performance.now());
    anna.do("interaction.accept-offer", { interactionId, offerId });
  }
}

/** How long one command of the neighbour takes, ms. */
async function ask(...[name, input]: Parameters<OperatorLink["do"]>): Promise<number> {
  const startedAt = performance.now();
  const commandId = anna.do(name, input);
  await until(() => anna.replies.has(commandId), `${name} is answered`);
  expect(anna.replies.get(commandId)).toMatchObject({ ok: true });
  return performance.now() - startedAt;
}

/** The neighbour's commands one after another, and new customers' words until anna hears of them: how long half of them take at most. */
async function looks(
  isOver: (count: number) => boolean,
): Promise<{ readonly command: number; readonly offer: number }> {
  const commands: number[] = [];
  const offers: number[] = [];
  while (!isOver(commands.length)) {
    commands.push(await ask("operator.set-next-status", { next: null }));
    // Far below what a desktop may ask in a second.
    await chance.moment(120);
    if (commands.length % 10 === 5) offers.push(await offerTime());
  }
  return { command: usual(commands), offer: usual(offers) };
}

/** How long a new customer's word takes from the messenger's post to an operator's offer, ms; the contact is over then. */
async function offerTime(): Promise<number> {
  customers += 1;
  const person = { id: 7000 + customers, first_name: "Ольга" };
  const message = {
    ...{ message_id: customers, date: 1_795_000_000, text: "добрый день" },
    ...{ from: { ...person, is_bot: false }, chat: { ...person, type: "private" } },
  };
  const startedAt = performance.now();
  const posted = await fetch(`${hub.url}${WEBHOOK}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-telegram-bot-api-secret-token": SECRET },
    body: JSON.stringify({ update_id: customers, message }),
  });
  expect(posted.status).toBe(200);
  const contact = () => contactOf.get(`telegram:${person.id}`) ?? "";
  await until(() => taken.has(contact()), "it is offered and taken");
  await ask("interaction.close", { interactionId: InteractionId.parse(contact()) });
  return (offeredAtMs.get(contact()) ?? Number.POSITIVE_INFINITY) - startedAt;
}

function usual(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[Math.ceil(times.length / 2) - 1] ?? 0;
}

/** Floods, and looks at the neighbour meanwhile. */
async function flooded(flood: Flood): Promise<FloodReport> {
  await looks((count) => count >= 10);
  const alone = await looks((count) => count >= LOOKS);
  const child = fork(FLOODER, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  let report: FloodReport | null = null;
  const reported = once(child, "message").then(([said]) => {
    report = said as FloodReport;
  });
  child.send(flood);
  const beside = await looks(() => report !== null);
  await reported;
  const all = JSON.stringify({ alone, beside, report });
  process.stderr.write(`${flood.way}: ${all}\n`);
  for (const what of ["command", "offer"] as const)
    expect(beside[what], all).toBeLessThan(Math.max(ANYWAY_MS, MOST_TIMES * alone[what]));
  expect(await (await fetch(`${hub.url}/metrics`)).text()).toMatch(/^tandem_invariant_broken 0$/m);
  if (!report) throw new Error("the flood did not say what came of it");
  return report;
}

test("a desktop that floods its link is told to wait or cut, little of it is done, and who rested is let in again", async () => {
  const mallory = { login: "boris", secret: secretOf("boris") };
  const { sent, answers } = await flooded({ way: "link", url: hub.url, forMs: FLOOD_MS, ...mallory });
  const all = JSON.stringify({ sent, answers });
  expect(sent, all).toBeGreaterThan(100);
  // Told to wait, then cut with a word; on a machine that is slow to read it is one of the two within the time.
  const words = ["refused: too-many-commands", "closed: io server disconnect", "closed: transport close"];
  expect(
    words.filter((word) => (answers[word] ?? 0) > 0),
    all,
  ).not.toEqual([]);
  // What came of ten thousand a second: no more than the limit lets through, however often it linked anew.
  expect(answers.done ?? 0, all).toBeLessThanOrEqual(60 + (FLOOD_MS / 1000) * 20 + 60);
  // Shows no text: what visitors write below is anna's.
  const again = new OperatorLink({ ...hub.place("boris"), channels: ["voice"] }, () => undefined);
  await until(() => again.isUpToDate, "who rested is let in again", 30_000);
  again.close();
}, 120_000);

test("a visitor of a site who floods the chat is told so or cut, and little of it is kept", async () => {
  const mallory = { siteKey: SITE_KEY, origin: ORIGIN };
  const { sent, answers } = await flooded({ way: "site", url: hub.url, forMs: FLOOD_MS, ...mallory });
  const all = JSON.stringify({ sent, answers });
  expect(sent, all).toBeGreaterThan(100);
  const words = ["refused: too-many-messages", "closed: 4429", "closed: 1009"];
  expect(
    words.filter((word) => (answers[word] ?? 0) > 0),
    all,
  ).not.toEqual([]);
  // Messages of one visitor, and replies to those of each socket until it is cut.
  expect(answers.done ?? 0, all).toBeLessThanOrEqual(20 + (FLOOD_MS / 1000) * 1 + 5);
}, 120_000);

test("a customer of a messenger who floods is limited by the hook, and whoever guesses its secret gets nothing", async () => {
  const mallory = { path: WEBHOOK, secret: SECRET };
  const { sent, answers } = await flooded({ way: "webhook", url: hub.url, forMs: FLOOD_MS, ...mallory });
  const all = JSON.stringify({ sent, answers });
  expect(sent, all).toBeGreaterThan(100);
  for (const status of [200, 400, 401, 429]) expect(answers[`status ${status}`] ?? 0, all).toBeGreaterThan(0);
  expect(answers["status 500"] ?? 0, all).toBe(0);
}, 120_000);

test("a connection that asks on and on without waiting for answers is cut, and gets few", async () => {
  const socket = connect(Number(new URL(hub.url).port), "127.0.0.1");
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => resolve());
  });
  let answers = 0;
  socket.on("error", () => undefined);
  socket.on("data", (data) => {
    answers += data.toString("latin1").split("HTTP/1.1 ").length - 1;
  });
  socket.write("GET /readyz HTTP/1.1\r\nhost: hub\r\n\r\n".repeat(1000));
  await closed;
  expect(answers).toBeLessThan(100);
});
