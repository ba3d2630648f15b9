import { SECRETS } from "../e2e/test-team.ts";
import { CuttingProxy } from "../support/cutting-proxy.ts";
import { type AddressCut, changeAddresses, LIVENESS_MS } from "./support/address-changes.ts";
import { BenchApp } from "./support/bench-app.ts";
import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { inTime } from "./support/in-time.ts";
import { KillableHub } from "./support/killable-hub.ts";
import { PhoneScreen } from "./support/phone-screen.ts";
import { greenMs, ShownReadiness } from "./support/shown-readiness.ts";
import { percentile } from "./support/statistics.ts";
import { WatchedCustomer } from "./support/watched-customer.ts";

const RESETS = 40;
const HALF_OPEN = 24;
const SHORT_OUTAGES = 8;
const LONG_OUTAGES = 4;
const RESTARTS = 10;
const ADDRESSES = 14;
const SHORT_MS = 6_000;
const LONG_MS = 30_000;
/** What the indicator needs to be drawn anew. */
const PAINT_MS = 250;
const OPERATOR_HZ = 440;

type Kind = "reset" | "half-open" | "outage-6s" | "outage-30s" | "restart" | "address";
/** `readyMs`: from the network's return to green. `isTalkKept`: null when no talk was at stake. */
type Cut = {
  readonly kind: Kind;
  readonly readyMs: number;
  readonly falseGreenMs: number;
  readonly isTalkKept: boolean | null;
};

/** 100 cuts of the way to the server: ready again when, green without right how long, and which talks were lost. */
export async function* run(): AsyncGenerator<BenchLine> {
  const cuts: Cut[] = [...(await cutsOfTheApp())];
  let note: string | null = null;
  try {
    const found = await changeAddresses(ADDRESSES);
    cuts.push(
      ...found.map(({ isTalkAlive, ...cut }: AddressCut) => ({
        kind: "address" as const,
        ...cut,
        isTalkKept: isTalkAlive,
      })),
    );
  } catch (error) {
    note = `no address changes: ${error instanceof Error ? error.message : String(error)}`;
  }
  const kinds: readonly Kind[] = ["reset", "half-open", "outage-6s", "outage-30s", "restart", "address"];
  yield benchLine({
    name: "recovery",
    unit: "ms",
    value: percentile(
      cuts.map(({ readyMs }) => readyMs),
      0.95,
    ),
    maxValue: 5_000,
    samples: cuts.length,
    note: note ?? "p95 from the network's return to a green indicator, all kinds of cut together",
  });
  for (const kind of kinds) {
    const times = cuts.filter((cut) => cut.kind === kind).map(({ readyMs }) => readyMs);
    if (times.length === 0) continue;
    yield benchLine({
      name: `recovery.${kind}`,
      unit: "ms",
      value: percentile(times, 0.95),
      maxValue: 5_000,
      samples: times.length,
    });
  }
  yield benchLine({
    name: "recovery.false-green",
    unit: "s",
    value: cuts.reduce((sum, { falseGreenMs }) => sum + falseGreenMs, 0) / 1_000,
    maxValue: 0,
    samples: cuts.length,
    note: `green shown although nothing had answered for more than ${LIVENESS_MS} ms (the window of liveness)`,
  });
  const atStake = cuts.filter(({ isTalkKept }) => isTalkKept !== null);
  yield benchLine({
    name: "recovery.calls-lost",
    unit: "calls",
    value: atStake.filter(({ isTalkKept }) => !isTalkKept).length,
    maxValue: 0,
    samples: atStake.length,
    note: "talks lost by a cut shorter than 10 s; kept in a restart: the sound goes on",
  });
}

async function cutsOfTheApp(): Promise<readonly Cut[]> {
  await using hub = await KillableHub.start();
  await using proxy = await CuttingProxy.start(hub.port);
  await using app = await BenchApp.launch({ hub: { url: proxy.url, login: "marina", secret: SECRETS.marina } });
  const bench = new CutBench(hub, proxy, app, await ShownReadiness.watch(app.tandem.window));
  return await bench.run();
}

class CutBench {
  readonly #hub: KillableHub;
  readonly #proxy: CuttingProxy;
  readonly #app: BenchApp;
  readonly #shown: ShownReadiness;
  readonly #cuts: Cut[] = [];

  constructor(hub: KillableHub, proxy: CuttingProxy, app: BenchApp, shown: ShownReadiness) {
    this.#hub = hub;
    this.#proxy = proxy;
    this.#app = app;
    this.#shown = shown;
  }

  async run(): Promise<readonly Cut[]> {
    await this.#inTalk(async (customer) => {
      for (let cut = 0; cut < RESETS; cut += 1) await this.#cut("reset", async () => this.#proxy.cut(), customer);
      for (let cut = 0; cut < HALF_OPEN; cut += 1)
        await this.#cut("half-open", async () => this.#proxy.freezeOpen(), customer);
      for (let cut = 0; cut < SHORT_OUTAGES; cut += 1)
        await this.#cut("outage-6s", () => this.#outage(SHORT_MS), customer);
    });
    for (let cut = 0; cut < LONG_OUTAGES; cut += 1) await this.#cut("outage-30s", () => this.#outage(LONG_MS), null);
    for (let cut = 0; cut < RESTARTS; cut += 1)
      await this.#inTalk((customer) => this.#cut("restart", () => this.#restart(), customer));
    return this.#cuts;
  }

  /** Does what `harm` does; it ends when the network is back. */
  async #cut(kind: Kind, harm: () => Promise<unknown>, customer: WatchedCustomer | null): Promise<void> {
    const fromMs = Date.now();
    await harm();
    const backAtMs = Date.now();
    const greenAtMs = await this.#shown.greenAgainAtMs(fromMs);
    // Green is true from its return on; before, only what was proved before the cut may still be shown.
    const trustedMs = fromMs + LIVENESS_MS + PAINT_MS;
    const falseGreenMs = greenMs(
      await this.#shown.all(),
      trustedMs,
      Math.min(greenAtMs, Math.max(backAtMs, trustedMs)),
    );
    const isTalkKept = customer && (await customer.phone.hearsTone(OPERATOR_HZ)) && (await this.#isTalkShown());
    this.#cuts.push({ kind, readyMs: Math.max(0, greenAtMs - backAtMs), falseGreenMs, isTalkKept });
    process.stderr.write(
      `${kind} ready ${greenAtMs - backAtMs} ms, false green ${falseGreenMs} ms, talk ${isTalkKept}\n`,
    );
  }

  /** Nothing passes: old connections are dead without a word, and so are those tried meanwhile, also afterwards. */
  async #outage(ms: number): Promise<void> {
    this.#proxy.freezeOpen();
    this.#proxy.freeze();
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.#proxy.thaw();
  }

  async #restart(): Promise<void> {
    await this.#hub.kill();
    await this.#hub.begin();
  }

  async #isTalkShown(): Promise<boolean> {
    return this.#app.tandem.window.getByTestId("hang-up").isVisible();
  }

  async #inTalk(work: (customer: WatchedCustomer) => Promise<unknown>): Promise<void> {
    const { window } = this.#app.tandem;
    await using customer = await WatchedCustomer.open(`http://127.0.0.1:${this.#hub.port}`);
    const screen = await PhoneScreen.watch(window);
    await customer.phone.call("1001");
    await screen.answer();
    await inTime("the talk's sound", customer.phone.hearsTone(OPERATOR_HZ));
    await work(customer);
    await window.getByTestId("hang-up").click();
    await window.getByTestId("call-bar").waitFor({ state: "detached" });
  }
}
