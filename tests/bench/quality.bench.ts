import { setTimeout as pass } from "node:timers/promises";
import type { Page } from "playwright-core";
import type { QualityWindow } from "../../src-shared/domain/quality/call-quality.ts";
import { mosOf } from "../../src-shared/domain/quality/e-model.ts";
import type { SoundView } from "../../src-shared/ipc/sound.ts";
import { SECRETS } from "../e2e/test-team.ts";
import { BadNetwork } from "../support/bad-network/bad-network.ts";
import type { Impairment } from "../support/bad-network/udp-path.ts";
import { CustomerBrowser } from "../support/customer/customer.ts";
import { BenchApp } from "./support/bench-app.ts";
import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { cpuMs } from "./support/cpu-time.ts";
import { inTime } from "./support/in-time.ts";

const NETWORKS: readonly (readonly [name: string, impairment: Required<Omit<Impairment, "cut">>])[] = [
  ["clean", { loss: 0, delayMs: 0, jitterMs: 0 }],
  ["loss-3", { loss: 0.03, delayMs: 0, jitterMs: 0 }],
  ["loss-10", { loss: 0.1, delayMs: 0, jitterMs: 0 }],
  ["delay-100", { loss: 0, delayMs: 100, jitterMs: 0 }],
  ["loss-5-delay-60-jitter-20", { loss: 0.05, delayMs: 60, jitterMs: 20 }],
];

/** Windows of five seconds that are looked at; two before them are let go by, the second of them has RTCP's first word. */
const SETTLING = 2;
const WINDOWS = 5;
const MOST_ERROR = 0.3;
const PACKET_MS = 25;

const CPU_ROUNDS = 3;
const CPU_ROUND_MS = 10_000;

/**
 * MOS shown in a talk against the E-model of the network that was emulated under it (a relay that loses and delays by a
 * seed, both directions), and what the media window pays for reading the statistics and for the noise suppression, each
 * against the same talk without it.
 */
export async function* run(): AsyncGenerator<BenchLine> {
  await using app = await BenchApp.launch();
  const { tandem } = app;
  await using network = await BadNetwork.open(tandem.hubUrl, 7);
  await using browser = await CustomerBrowser.launch();
  await using customer = await browser.open({ hubUrl: network.url, login: "client", secret: SECRETS.client });
  await customer.register();
  await collectWindows(tandem.window);
  await customer.call("1001");
  await tandem.window
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Ответить/ })
    .click();
  await customer.waitFor("established");
  let worst = 0;
  const lines: BenchLine[] = [];
  for (const [name, impairment] of NETWORKS) {
    network.setToward("operator", impairment);
    network.setToward("customer", impairment);
    const windows = (await nextWindows(tandem.window, SETTLING + WINDOWS)).slice(SETTLING);
    const { loss, delayMs, jitterMs } = impairment;
    // What an adaptive buffer holds back is part of the delay: twice the jitter.
    const expected = mosOf({ lossShare: loss, delayMs: delayMs + 2 * jitterMs + PACKET_MS, codec: "opus" });
    for (const side of ["heard", "said"] as const) {
      const value = mean(windows.flatMap((window) => window[side]?.mos ?? []));
      worst = Math.max(worst, Math.abs(value - expected));
      const note = `E-model of the emulated network beside it; loss measured ${(100 * mean(windows.flatMap((window) => window[side]?.lossShare ?? []))).toFixed(1)} %`;
      lines.push(
        benchLine({
          name: `quality.mos.${name}.${side}`,
          unit: "MOS",
          value,
          baseline: expected,
          samples: WINDOWS,
          note,
        }),
      );
    }
  }
  yield benchLine({ name: "quality", unit: "MOS, largest error", value: worst, maxValue: MOST_ERROR });
  yield* lines;
  network.setToward("operator", {});
  network.setToward("customer", {});
  const pid = await tandem.rendererPid("media");
  const statistics = await costOf(pid, await statisticsSwitch(tandem.mediaWindow()));
  const note = "processor of the media window in a talk; baseline: the same talk, statistics never read";
  yield benchLine({ name: "quality.cpu", unit: "% of a core", ...statistics, samples: CPU_ROUNDS, note });
  const noise = await costOf(pid, (isOn) => switchNoise(tandem.window, isOn));
  const noiseNote = "the same, noise suppression on; baseline: the same talk, noise suppression off";
  yield benchLine({ name: "quality.cpu.noise", unit: "% of a core", ...noise, samples: CPU_ROUNDS, note: noiseNote });
}

async function collectWindows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { tandem } = window as unknown as { tandem: { on(name: string, listener: (told: never) => void): void } };
    const seen: unknown[] = [];
    Object.assign(window, { benchWindows: seen });
    tandem.on("calls.measured", ({ window: measured }: { window: unknown }) => seen.push(measured));
  });
}

/** The next windows that are told, from now on. */
async function nextWindows(page: Page, count: number): Promise<readonly QualityWindow[]> {
  const seen = () => page.evaluate(() => (window as unknown as { benchWindows: QualityWindow[] }).benchWindows);
  const from = (await seen()).length;
  const come = async (): Promise<readonly QualityWindow[]> => {
    for (;;) {
      const windows = (await seen()).slice(from);
      if (windows.length >= count) return windows;
      await pass(500);
    }
  };
  return inTime("windows of the talk", come(), 10_000 * count);
}

/** Rounds with and without, in turn, so that what else the machine does meets both alike. */
async function costOf(
  pid: number,
  set: (isOn: boolean) => Promise<void>,
): Promise<{ value: number; baseline: number }> {
  const spent = { with: 0, without: 0 };
  for (let round = 0; round < CPU_ROUNDS; round += 1) {
    for (const kind of ["with", "without"] as const) {
      await set(kind === "with");
      const before = cpuMs(pid);
      await pass(CPU_ROUND_MS);
      spent[kind] += cpuMs(pid) - before;
    }
  }
  const share = (ms: number) => (100 * ms) / (CPU_ROUNDS * CPU_ROUND_MS);
  return { value: share(spent.with), baseline: share(spent.without) };
}

/** Puts itself in the statistics' place, and lets them be read or not. */
async function statisticsSwitch(media: Page): Promise<(isOn: boolean) => Promise<void>> {
  await media.evaluate(() => {
    const { prototype } = RTCPeerConnection;
    const read = prototype.getStats;
    const isRead = { now: true };
    Object.assign(window, { benchStatistics: isRead });
    prototype.getStats = function (this: RTCPeerConnection) {
      return isRead.now ? read.call(this) : Promise.resolve(new Map() as unknown as RTCStatsReport);
    };
  });
  return (isOn) =>
    media.evaluate((now) => {
      (window as unknown as { benchStatistics: { now: boolean } }).benchStatistics.now = now;
    }, isOn);
}

/** As the operator's switch does; waits until it runs, or is gone. */
async function switchNoise(page: Page, isOn: boolean): Promise<void> {
  const soundNow = () =>
    page.evaluate(async () => {
      const { tandem } = window as unknown as { tandem: { invoke(name: string, input: unknown): Promise<unknown> } };
      return ((await tandem.invoke("workplace.get", {})) as { value: { sound: SoundView } }).value.sound;
    });
  const { microphone } = await soundNow();
  await page.evaluate(
    (noiseSuppressed) => {
      const { tandem } = window as unknown as { tandem: { invoke(name: string, input: unknown): Promise<unknown> } };
      return tandem.invoke("sound.set", { noiseSuppressed });
    },
    isOn && microphone ? [microphone] : [],
  );
  const come = async (): Promise<void> => {
    while ((await soundNow()).noise !== (isOn ? "on" : "off")) await pass(100);
  };
  await inTime(`noise suppression ${isOn ? "on" : "off"}`, come(), 10_000);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}
