import TelegramServer from "telegram-test-api";
import { expect, test } from "vitest";
import { TelegramChannel } from "../../../src-hub/channels/telegram/telegram-channel.ts";
import { systemClock } from "../../../src-hub/clock.ts";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import { readEvents } from "../../../src-hub/log/event-store.ts";
import { readFairnessReport } from "../../../src-hub/service/fairness-reader.ts";
import { TextChannelSettings } from "../../../src-shared/domain/text-channel-settings.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import { OperatorId } from "../../../src-shared/ids.ts";
import { freeTcpPort } from "../../support/asterisk/free-ports.ts";
import { TemporaryFolder } from "../../support/cache-folder.ts";
import { Chance } from "../../support/chance.ts";
import { brokenRecords } from "../../support/contact-invariants.ts";
import { CallTown } from "../../support/day/call-town.ts";
import { DayTeam } from "../../support/day/day-team.ts";
import { recount } from "../../support/day/recount.ts";
import { SiteCallers } from "../../support/day/site-callers.ts";
import { ORIGIN, SITE_KEY, SITES, secretOf, TEAM, TIDY_TEAM } from "../../support/day/team-hub.ts";
import { HeadlessVisitor } from "../../support/site-chat/headless-visitor.ts";
import { until } from "../../support/until.ts";

const CALLS = 20;
const CHATS = 20;
const ORDERS = 5;
const DIALOGS = 10;
/** Calls from the site, each by a browser's page. */
const SITE_CALLS = ["stays", "stays", "stays", "hangs-up", "closes-page"] as const;
/** Who ordered a call-back and calls by themself. */
const OWN_CALLS = 2;
/** Everything of the day comes within so long. */
const DAY_MS = 12_000;
const LONGEST_DAY_MS = 150_000;
const CHANGE_OF_MIND_MS = 600;
/** What a visitor may read when their call is over; a talk of some milliseconds may be over before anything is told of it. */
const ENDS = ["Звонок завершён", "Специалист завершил звонок", "На звонок не ответили"];
/** Where the sound of phones that the hub puts into the PBX goes. */
const MEDIA = { media_address: "127.0.0.1", bind_rtp_to_media_address: "yes" };
const TOKEN = "4242:AAtelegramtestapihasnosecretsatall00";

test("a mixed day over four operators: every contact ends in exactly one legal way, and all reports agree with the log", async () => {
  const chance = Chance.forTest("the mixed day");
  using folder = new TemporaryFolder();
  await using town = await CallTown.build(chance);
  const telegram = new TelegramServer({ port: await freeTcpPort(), host: "127.0.0.1" });
  await telegram.start();
  const db = await openDatabase({ file: folder.file("hub.db"), key: null });
  const apiRoot = telegram.config.apiURL;
  const channel = new TelegramChannel({ token: TOKEN, apiRoot, webhookUrl: null, clock: systemClock });
  const settings = TextChannelSettings.parse({ queueId: "support", closeAfterMs: null, offerTimeoutMs: 2000 });
  const faults: unknown[] = [];
  const port = await freeTcpPort();
  const url = `http://127.0.0.1:${port}`;
  await using callers = await SiteCallers.open(url, chance);
  const hub = await startHub({
    database: db,
    listen: { host: "127.0.0.1", port },
    team: TIDY_TEAM,
    secrets: Object.fromEntries(TEAM.operators.map(({ operatorId }) => [operatorId, secretOf(operatorId)])),
    sites: SITES.map((site) => ({ ...site, origins: [...site.origins, callers.origin], hasCall: true })),
    widgetFolder: callers.widgetFolder,
    channels: [{ channel, settings }],
    asterisk: { ari: town.asterisk.ari, phoneServer: town.asterisk.wsUrl, trunk: town.trunk, phoneFields: MEDIA },
    onFault: (error) => faults.push(error),
  });
  town.watch(hub);
  town.passOn();
  using team = new DayTeam(url, chance);
  await team.begin();

  const visitors: HeadlessVisitor[] = [];
  const visit = () => {
    const visitor = new HeadlessVisitor({ hubUrl: () => url, siteKey: SITE_KEY, origin: ORIGIN });
    visitors.push(visitor);
    return visitor;
  };
  const chats = Array.from({ length: CHATS }, (_none, index) => () => {
    const visitor = visit();
    for (let words = 0; words <= chance.below(3); words += 1) visitor.write(`чат ${index}, слово ${words}`);
  });
  // Two are reached; one is engaged and calls by themself; one changes their mind, one their patience, at any moment. Orders
  // that nobody answers rest for minutes: tests/integration/hub/call-backs.test.ts lets them pass.
  const orders = Array.from({ length: ORDERS }, (_none, index) => async () => {
    const number = `+7495123456${index}`;
    const page = { url: `${ORIGIN}/cart`, title: "Корзина", referrer: "", utm: {} };
    const visitor = visit();
    town.awaitsCallBack(number, index === 2 ? "calls-instead" : "answers");
    visitor.engine.send({ t: "call-back", number, name: "Ольга", fromMs: null, toMs: null, page });
    await until(() => visitor.isDone, "the order is taken", 30_000);
    await chance.moment(index === 3 ? CHANGE_OF_MIND_MS : 1);
    if (index === 3) visitor.engine.send({ t: "call-back-cancel" });
    await chance.moment(index === 4 ? CHANGE_OF_MIND_MS : 1);
    if (index === 4) town.callsInstead(number);
  });
  const dialogs = Array.from({ length: DIALOGS }, (_none, index) => async () => {
    const userId = 7001 + index;
    const client = telegram.getClient(TOKEN, { userId, chatId: userId, firstName: `Клиент ${index}`, type: "private" });
    for (let words = 0; words <= chance.below(2); words += 1)
      await client.sendMessage(client.makeMessage(`диалог ${index}, слово ${words}`));
  });
  const calls = Array.from({ length: CALLS }, () => () => void town.customerCalls());
  const siteCalls = SITE_CALLS.map((end) => () => callers.call(end));
  // How they end is waited for below: only when everybody who is left is answered.
  const siteEnds: Promise<string | null>[] = [];
  const rings = siteCalls.map((call) => async () => void siteEnds.push(call().catch(String)));
  const arrivals = [...chats, ...orders, ...dialogs, ...calls, ...rings].map((arrive) =>
    chance.moment(DAY_MS).then(arrive),
  );
  await Promise.all([...arrivals, team.live(DAY_MS)]);
  town.finish();
  team.end();
  const isOver = () => {
    const { channels, open } = recount(events);
    const least = {
      voice: CALLS + OWN_CALLS,
      chat: CHATS,
      callback: ORDERS,
      telegram: DIALOGS,
      "site-call": SITE_CALLS.length,
    };
    return open === 0 && Object.entries(least).every(([channel, count]) => (channels.get(channel) ?? 0) >= count);
  };
  let events = await hub.log.read(0, 1_000_000);
  const stopReading = hub.log.onAppended((more) => {
    events = [...events, ...more];
  });
  // An order that nobody is free for rests a minute; and the machine may be busy with other things.
  const isAll = () => isOver() && team.isDone && visitors.every(({ isDone }) => isDone);
  await until(isAll, "the day is over", LONGEST_DAY_MS).catch((cause: unknown) => {
    throw new Error(leftOver(hub, events, team), { cause });
  });
  stopReading();
  const seen = await Promise.all(siteEnds);
  expect(seen.filter((words) => words !== null && !ENDS.includes(words))).toEqual([]);
  await hub.service.idle();

  expect(faults).toEqual([]);
  expect(hub.service.brokenInvariants()).toEqual([]);
  expect(await brokenRecords(db)).toEqual([]);
  expect(await town.brokenPromises()).toEqual([]);
  events = await readEvents(db, 0, 1_000_000);
  const counted = recount(events);
  expect(counted.channels.get("voice")).toBe(CALLS + OWN_CALLS);
  expect(counted.channels.get("site-call")).toBe(SITE_CALLS.length);
  expect(counted.wrapUps).toBeGreaterThan(0);
  expect(town.passedOn).toBeGreaterThan(0);
  expect(counted.channels.get("telegram")).toBeGreaterThanOrEqual(DIALOGS);
  const texts = events.flatMap(({ type, payload }) => (type === "message.received" ? [payload.text] : []));
  for (const visitor of visitors)
    expect(texts.filter((text) => visitor.written.includes(text))).toEqual(visitor.written);
  expect(counted.channels.get("callback")).toBe(ORDERS);
  const stored = await db.selectFrom("callback_orders").select(["interaction_id", "number", "state", "body"]).execute();
  const ends = stored.map(({ interaction_id, body }) => {
    return [interaction_id, [(JSON.parse(body) as { outcome: string }).outcome]] as const;
  });
  // Each ended once, and as its row says.
  expect(counted.orders).toEqual(new Map(ends));
  const endOf = new Map(stored.map(({ interaction_id, number }) => [number, counted.orders.get(interaction_id)?.[0]]));
  expect(["+74951234560", "+74951234561", "+74951234562"].map((number) => endOf.get(number))).toEqual([
    "connected",
    "connected",
    "fulfilled-by-own-call",
  ]);
  expect(["connected", "cancelled"]).toContain(endOf.get("+74951234563"));
  expect(["connected", "fulfilled-by-own-call"]).toContain(endOf.get("+74951234564"));

  const nowMs = Date.now();
  const period = { fromMs: nowMs - 7_200_000, toMs: nowMs + 3_600_000 };
  const asker = { operatorId: OperatorId.parse("anna"), role: "supervisor" } as const;
  const { operators } = await readFairnessReport(db, asker, period);
  const reported = operators.map(({ operatorId, offers, taken, missed, refused, claimed }) => {
    return [operatorId, { offers, taken, missed, refused, claimed }] as const;
  });
  expect(new Map(reported)).toEqual(counted.operators);

  const rows = await db.selectFrom("interactions").select(["state", "body"]).execute();
  const results = new Map<string, number>();
  for (const { body } of rows) {
    const { result } = JSON.parse(body) as { result: string };
    results.set(result, (results.get(result) ?? 0) + 1);
  }
  expect(results).toEqual(counted.results);
  // The last closings may still be on their way to a desktop.
  const bodies = rows.map(({ body }) => body);
  const brokenViews = () => team.operators.flatMap((operator) => operator.brokenView(bodies));
  await expect.poll(brokenViews, { timeout: 20_000 }).toEqual([]);
  const states = await db.selectFrom("operator_states").select(["operator_id", "status"]).execute();
  expect(new Map(states.map(({ operator_id, status }) => [operator_id, status]))).toEqual(counted.statuses);

  const metrics = await (await fetch(`${url}/metrics`)).text();
  const metric = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(metrics)?.[1]);
  expect(metric("tandem_log_head")).toBe(events.length);
  expect(metric("tandem_offers")).toBe(0);
  expect(metric("tandem_invariant_broken")).toBe(0);
  expect(metric("tandem_linked_desktops")).toBe(TEAM.operators.length);
  expect(metrics).toMatch(/^tandem_queue_waiting\{queue="support"\} 0$/m);
  expect(metrics).not.toMatch(/^tandem_interactions\{/m);
  // Nothing of the guests is left at the PBX.
  await expect
    .poll(() => town.asterisk.console("pjsip show endpoints"), { timeout: 30_000 })
    .not.toContain("site-call-");
  process.stderr.write(
    `${events.length} events, ${JSON.stringify(Object.fromEntries([...counted.results, ...endOf]))}, passed on ${counted.passedOn}, given back ${counted.givenBack}, wrap-ups ${counted.wrapUps}\n`,
  );

  for (const visitor of visitors) visitor.close();
  await hub.stop();
  await telegram.stop();
}, 300_000);

/** In words: what is not over, with what happened to it. */
function leftOver(hub: Hub, events: readonly LogEvent[], team: DayTeam): string {
  const { channels, statuses } = recount(events);
  const contacts = hub.log.unclosed().map(({ interactionId, channel, state, operatorId }) => {
    const own = events.filter(({ payload }) => "interactionId" in payload && payload.interactionId === interactionId);
    const life = own.slice(-8).map(({ type, payload }) => JSON.stringify([type, payload]));
    return `${channel} ${state} ${operatorId}:\n  ${life.join("\n  ")}`;
  });
  const busy = team.operators.filter(({ isDone, link }) => !isDone || !link.isUpToDate);
  return [
    `came ${JSON.stringify([...channels])}, operators ${JSON.stringify([...statuses])}`,
    `not done: ${busy.map(({ operatorId }) => operatorId).join(" ")}`,
    ...contacts,
  ].join("\n");
}
