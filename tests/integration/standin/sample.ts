import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";

const ROOT = path.resolve(import.meta.dirname, "../../..");
export const STAND_IN = path.join(ROOT, "tests/support/electron-standin/dist/electron");
export const SAMPLE_APP = path.join(ROOT, "tests/fixtures/standin-app");

export type Sample = AsyncDisposable & {
  readonly app: ElectronApplication;
  readonly userDataDir: string;
  readonly output: () => string;
  page(name: "operator" | "media"): Promise<Page>;
};

/** Starts the sample app on the stand-in, as Playwright's own `_electron` would start Electron. */
export async function launchSample(args: readonly string[] = []): Promise<Sample> {
  const userDataDir = mkdtempSync(path.join(tmpdir(), "standin-test-"));
  const app = await _electron.launch({
    executablePath: STAND_IN,
    args: [SAMPLE_APP, `--user-data-dir=${userDataDir}`, "--use-fake-device-for-media-stream", ...args],
  });
  let output = "";
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on("data", (data: Buffer) => {
      output += data.toString();
    });
  }
  return {
    app,
    userDataDir,
    output: () => output,
    page: async (name) => {
      const page = await until(() => app.windows().find((each) => each.url().endsWith(`page.html?${name}`)));
      await page.waitForSelector("#ready:not(:empty)", { state: "attached" });
      return page;
    },
    [Symbol.asyncDispose]: async () => {
      await app.close();
      rmSync(userDataDir, { recursive: true, force: true });
    },
  };
}

/** Asks `look` again and again until it answers something. */
export async function until<T>(look: () => T | undefined | false | null, limitMs = 15_000): Promise<T> {
  const startedMs = Date.now();
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() - startedMs > limitMs) throw new Error(`not within ${limitMs} ms: ${String(look)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Live processes whose command line has `text`; zombies are gone. */
export function processesWith(text: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(text);
      } catch {
        return false; // it ended while being looked at
      }
    });
}

export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
