import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import react from "@vitejs/plugin-react";
import { chromium, type Page } from "playwright-core";
import { build } from "vite";
import { chromiumPath } from "../support/chromium-path.ts";
import { crowdedQueue, still } from "../support/fake-bridge/desk-day.ts";
import { installFakeBridge } from "../support/fake-bridge/install-fake-bridge.ts";
import { serveFolder, serveRenderer } from "../support/fake-bridge/serve-renderer.ts";
import { type BenchLine, benchLine } from "./support/bench-line.ts";
import { changeQueue } from "./support/queue-changes.ts";

const CROWD = 500;
const CHANGES_A_SECOND = 100;
const SECONDS = Number(process.env.TANDEM_BENCH_SECONDS ?? 60);
const ROOT = path.resolve(import.meta.dirname, "../..");

type Run = { readonly slowFrames: number; readonly frames: number; readonly changes: number; readonly taskMs: number };

/** A queue of 500 in the operator's window, each change shown by itself; baseline: a bare virtual list of as many rows. */
export async function* run(): AsyncGenerator<BenchLine> {
  const folder = mkdtempSync(path.join(tmpdir(), "tandem-bare-queue-"));
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
  try {
    await build({
      root: path.join(import.meta.dirname, "support/bare-queue"),
      base: "./",
      configFile: false,
      logLevel: "warn",
      plugins: [react()],
      build: { outDir: folder, emptyOutDir: true, target: "chrome140", modulePreload: { polyfill: false } },
    });
    await using bare = await serveFolder(folder);
    await using ours = await serveRenderer(path.join(ROOT, "out/app/renderer"));
    const open = async (url: string, isOurs: boolean): Promise<Run> => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
      if (isOurs) await page.addInitScript(installFakeBridge, still("crowd", { waiting: crowdedQueue(CROWD) }));
      await page.goto(url);
      if (isOurs) await page.locator("li[aria-setsize]").first().waitFor();
      const measured = await measure(page, isOurs);
      await page.close();
      return measured;
    };
    const list = await open(`${bare.url}/index.html`, false);
    const window = await open(`${ours.url}/operator/index.html`, true);
    const note = `${window.changes} changes in ${SECONDS} s, ${window.frames} frames; the bare list: ${list.changes}, ${list.frames}`;
    yield benchLine({
      name: "queue-render.slow-frames",
      unit: "frames over 50 ms",
      value: window.slowFrames,
      baseline: list.slowFrames,
      maxValue: 2,
      note,
    });
    yield benchLine({
      name: "queue-render.main-thread",
      unit: "ms a second",
      value: window.taskMs / SECONDS,
      baseline: list.taskMs / SECONDS,
      maxRatio: 2.5,
      note,
    });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(page: Page, isOurs: boolean): Promise<Run> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const taskMs = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
  };
  const before = await taskMs();
  const told = await page.evaluate(changeQueue, {
    ...{ isOurs, waiting: crowdedQueue(CROWD), perSecond: CHANGES_A_SECOND, seconds: SECONDS },
  });
  return { ...told, taskMs: (await taskMs()) - before };
}
