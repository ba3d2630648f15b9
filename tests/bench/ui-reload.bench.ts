import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { _electron } from "playwright-core";
import { electronExecutable } from "../e2e/tandem.ts";
import { BenchApp } from "./support/bench-app.ts";
import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { drawnAgainMs } from "./support/drawn-again.ts";
import { PhoneScreen } from "./support/phone-screen.ts";
import { percentile } from "./support/statistics.ts";
import { WatchedCustomer } from "./support/watched-customer.ts";

/** A renderer is killed once in a life of the app: a second death soon after the first is answered more slowly. */
const LIVES = 3;
const RELOADS = 3;
/** How long the sound is watched around whatever is done. */
const WATCH_MS = 2500;
const PACKET_MS = 20;
const TALK = '[data-testid="call-bar"][data-stage="talking"] [data-testid="hang-up"]';

type By = "reload" | "kill" | "nothing";
/** One look at a talk: the longest time without a packet, the sound made up meanwhile, and when the window was back. */
type Look = { readonly by: By; readonly gapMs: number; readonly concealedMs: number; readonly backMs: number | null };

/** Reload and SIGKILL of the operator's window in a talk: what the customer misses, and when the talk is shown again. */
export async function* run(): AsyncGenerator<BenchLine> {
  const looks: Look[] = [];
  const bare: { readonly by: By; readonly backMs: number }[] = [];
  for (let life = 0; life < LIVES; life++) {
    looks.push(...(await lookAtTalk()));
    bare.push(...(await lookAtBareWindow()));
  }
  const of = (...by: readonly By[]) => looks.filter((each) => by.includes(each.by));
  const longest = (some: readonly Look[], what: "gapMs" | "concealedMs") => Math.max(...some.map((each) => each[what]));
  const gap = (name: string, what: "gapMs" | "concealedMs", note: string) =>
    benchLine({
      name,
      unit: "ms",
      value: longest(of("reload", "kill"), what),
      baseline: longest(of("nothing"), what),
      maxValue: 100,
      samples: of("reload", "kill").length,
      note,
    });
  yield gap("ui-reload", "gapMs", "longest time without a packet at the customer; baseline: nothing done");
  yield gap("ui-reload.concealed", "concealedMs", "sound made up at the customer; baseline: nothing done");
  for (const by of ["reload", "kill"] as const) {
    const times = of(by).map(({ backMs }) => backMs ?? Number.NaN);
    const baselines = bare.filter((each) => each.by === by).map(({ backMs }) => backMs);
    yield benchLine({
      name: by === "reload" ? "ui-reload.shown" : "ui-reload.shown-after-kill",
      unit: "ms",
      value: percentile(times, 0.5),
      baseline: percentile(baselines, 0.5),
      maxValue: 1000,
      samples: times.length,
      note: "until the window shows the talk again; baseline: a bare window of the same host",
    });
  }
}

async function lookAtTalk(): Promise<Look[]> {
  await using app = await BenchApp.launch();
  const { tandem } = app;
  await using customer = await WatchedCustomer.open(tandem.hubUrl);
  const screen = await PhoneScreen.watch(tandem.window);
  await customer.phone.call("1001");
  await screen.answer();
  await customer.firstPacketAtMs();
  await tandem.window.locator(TALK).waitFor();
  const looks: Look[] = [];
  // The first look is not kept: a talk begins with its own unrest.
  await look(customer, "nothing", null);
  for (let i = 0; i < RELOADS; i++) {
    looks.push(await look(customer, "nothing", null));
    looks.push(await look(customer, "reload", () => reopen("reload")));
  }
  looks.push(await look(customer, "kill", () => reopen("kill")));
  await customer.phone.hangUp();
  return looks;

  function reopen(by: "reload" | "kill"): Promise<number> {
    return drawnAgainMs(tandem, { part: "/operator/", selector: TALK, by });
  }
}

async function look(customer: WatchedCustomer, by: By, act: (() => Promise<number>) | null): Promise<Look> {
  const concealedBeforeMs = await customer.concealedMs();
  await customer.forgetPackets();
  const watched = new Promise((resolve) => setTimeout(resolve, WATCH_MS));
  const backMs = act === null ? null : await act();
  await watched;
  const arrivals = await customer.packetsAtMs();
  if (arrivals.length < WATCH_MS / PACKET_MS / 2) throw new Error(`only ${arrivals.length} packets in ${WATCH_MS} ms`);
  const pauses = arrivals.slice(1).map((atMs, index) => atMs - (arrivals[index] ?? atMs));
  const gapMs = Math.max(0, Math.max(...pauses) - PACKET_MS);
  return { by, gapMs, concealedMs: (await customer.concealedMs()) - concealedBeforeMs, backMs };
}

async function lookAtBareWindow(): Promise<{ readonly by: By; readonly backMs: number }[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "tandem-bare-"));
  const bareApp = path.join(import.meta.dirname, "support/bare-app");
  const args = [bareApp, `--user-data-dir=${folder}`];
  const app = await _electron.launch({ executablePath: electronExecutable(), args });
  try {
    const window = await app.firstWindow();
    await window.locator("#ready").waitFor();
    const looks: { by: By; backMs: number }[] = [];
    for (const by of [...Array<By>(RELOADS).fill("reload"), "kill"] as ("reload" | "kill")[])
      looks.push({ by, backMs: await drawnAgainMs(app, { part: "bare", selector: "#ready", by }) });
    return looks;
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
