import type { Page } from "playwright-core";
import type { Hub } from "../../src-hub/hub.ts";
import { CommandId, OperatorId } from "../../src-shared/ids.ts";
import { HeadlessVisitor } from "../support/site-chat/headless-visitor.ts";
import { SITE_KEY, SiteHub } from "../support/site-chat/site-hub.ts";
import { until } from "../support/until.ts";
import { BenchApp } from "./support/bench-app.ts";
import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { heapAfterOpening } from "./support/opened-conversations.ts";
import { percentile } from "./support/statistics.ts";
import { switchTo } from "./support/switch-page.ts";

const ORIGIN = "https://shop.example";
/** Of the long conversation; the short one has a page of them. */
const MESSAGES = Number(process.env.TANDEM_BENCH_MESSAGES ?? 10_000);
const SHORT = 50;
const SENT_AT_ONCE = 50;
const SWITCHES = 60;
const WARM_UP = 6;
const PAUSE_MS = 300;
const FEW = 10;
const MANY = 200;

/**
 * From a click on a conversation to its newest messages on the screen: one of 10,000 messages, beside one of a single page,
 * through the real hub. And what 200 conversations that were opened leave behind in the window, beside 10.
 */
export async function* run(): AsyncGenerator<BenchLine> {
  await using hub = await SiteHub.make();
  const { service } = await hub.start([ORIGIN]);
  const operator = await hub.operator();
  for (const [name, count] of [
    ["short", SHORT],
    ["long", MESSAGES],
  ] as const) {
    const visitor = new HeadlessVisitor({ hubUrl: () => hub.url, siteKey: SITE_KEY, origin: ORIGIN });
    visitor.write(`${name} 1`);
    await until(() => visitor.isDone, "the visitor's question is at the hub");
    visitor.engine.stop();
    const interactionId = await operator.take();
    // At the hub itself: over the link ten thousand would take eight minutes.
    for (let sent = 1; sent < count; sent += SENT_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(SENT_AT_ONCE, count - sent) }, (_none, index) => sent + index + 1);
      await Promise.all(numbers.map((number) => say(service, interactionId, `${name} ${number}`)));
    }
  }
  operator.close();
  await using app = await BenchApp.launch({ hub: { url: hub.url, login: "marina", secret: "marina-secret" } });
  const page = app.tandem.window;
  await page.locator("button[data-conversation]").nth(1).waitFor();
  const times = await measure(page);
  yield benchLine({
    name: "switch",
    unit: "ms",
    value: percentile(times.long, 0.95),
    baseline: percentile(times.short, 0.95),
    maxRatio: 1.5,
    maxValue: 200,
    samples: times.long.length,
    note: `p95 from the click to the paint: ${MESSAGES} messages; baseline: ${SHORT} messages`,
  });
  const heap = await heapAfterOpening(FEW, MANY);
  yield benchLine({
    name: "switch.memory",
    unit: "MiB",
    value: heap.many,
    baseline: heap.few,
    maxRatio: 1.5,
    note: `the window's heap after ${MANY} conversations were opened; baseline: after ${FEW}`,
  });
}

async function say(service: Hub["service"], interactionId: string, text: string): Promise<void> {
  const id = text.replace(" ", "-");
  const input = { interactionId, messageId: `said-${id}`, text };
  const commandId = CommandId.parse(`say-${id}`);
  const reply = await service.execute(OperatorId.parse("marina"), { commandId, name: "message.send", input });
  if (!reply.ok) throw new Error(`message.send: ${reply.code}`);
}

async function measure(page: Page): Promise<Readonly<Record<"short" | "long", readonly number[]>>> {
  const times = { short: [] as number[], long: [] as number[] };
  for (let round = 0; round < WARM_UP + SWITCHES; round += 1)
    for (const [index, name, count] of [
      [0, "short", SHORT],
      [1, "long", MESSAGES],
    ] as const) {
      const tookMs = await page.evaluate(switchTo, { index, last: `${name} ${count}` });
      if (round >= WARM_UP) times[name].push(tookMs);
      // The hub answers twenty questions a second; no hand is faster.
      await page.waitForTimeout(PAUSE_MS);
    }
  return times;
}
