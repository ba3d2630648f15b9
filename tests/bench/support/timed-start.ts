import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { electronExecutable } from "../../e2e/tandem.ts";
import { epochMs } from "./epoch-ms.ts";
import { inTime } from "./in-time.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const PROBE = path.join(import.meta.dirname, "drawn-probe.cjs");
const BARE_APP = path.join(import.meta.dirname, "bare-app");

/** Ms from the spawn. `readyMs`: the phone is registered too; null for the bare app, which has none. */
export type Start = { readonly drawnMs: number; readonly readyMs: number | null };

/** Starts Tandem on a user folder, measures, and ends it. */
export function startTandem(userDataDir: string): Promise<Start> {
  return timedStart([ROOT, "--no-training-call", "--use-fake-device-for-media-stream"], {
    userDataDir,
    selector: '[data-testid="status"]:not([disabled], [aria-disabled="true"])',
    isReady: (line) => line.startsWith("tandem: ready "),
  });
}

/** The same with an app of one tiny window. */
export function startBareApp(userDataDir: string): Promise<Start> {
  return timedStart([BARE_APP], { userDataDir, selector: "#ready", isReady: null });
}

type HowToStart = {
  readonly userDataDir: string;
  readonly selector: string;
  readonly isReady: ((line: string) => boolean) | null;
};

async function timedStart(args: readonly string[], { userDataDir, selector, isReady }: HowToStart): Promise<Start> {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const { ELECTRON_RUN_AS_NODE: _notAnApp, ...environment } = process.env;
  const startedAtMs = epochMs();
  const main = spawn(electronExecutable(), [...sandbox, "-r", PROBE, ...args, `--user-data-dir=${userDataDir}`], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment, BENCH_SELECTOR: selector },
  });
  const ended = new Promise<void>((resolve) => main.once("close", () => resolve()));
  try {
    let words = "";
    const start = new Promise<Start>((resolve, reject) => {
      let drawnMs: number | null = null;
      let readyMs: number | null = null;
      const look = () => {
        if (drawnMs !== null && (isReady === null || readyMs !== null)) resolve({ drawnMs, readyMs });
      };
      createInterface({ input: main.stdout }).on("line", (line) => {
        words += `${line}\n`;
        if (isReady?.(line)) readyMs = epochMs() - startedAtMs;
        const drawnAtMs = /^bench: drawn ([\d.]+)$/.exec(line)?.[1];
        if (drawnAtMs !== undefined) drawnMs = Number(drawnAtMs) - startedAtMs;
        look();
      });
      main.stderr.on("data", (chunk: Buffer) => {
        words += chunk.toString();
      });
      main.once("error", reject);
      void ended.then(() => reject(new Error(`bench: the app ended before it was drawn:\n${words.slice(-3000)}`)));
    });
    return await inTime("the window", start, 60_000);
  } finally {
    main.kill("SIGTERM");
    await inTime("the end of the app", ended);
  }
}
