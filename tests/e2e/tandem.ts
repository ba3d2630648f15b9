import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, ElectronApplication, Page, PlaywrightWorkerArgs } from "@playwright/test";
import { writeToneFile } from "../support/tone-file.ts";
import type { TeamFile } from "./test-team.ts";

type Playwright = PlaywrightWorkerArgs["playwright"];

const ROOT = path.resolve(import.meta.dirname, "../..");
const RUN_LOGGED = path.join(import.meta.dirname, "run-logged.sh");
const READY = /^tandem: ready (\{.*\})$/m;
const READY_LIMIT_MS = 60_000;
const CLOSE_LIMIT_MS = 8000;

export type LaunchOptions = {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What the operator's fake microphone hears; 440 Hz unless told. Null: Chromium's own beeps. */
  readonly fakeMicTone?: number | null;
  readonly team?: TeamFile;
  /** A hub elsewhere instead of the embedded one. */
  readonly hub?: { readonly url: string; readonly login: string; readonly secret: string };
  /** A folder of an earlier launch, to start again on; it is not removed. */
  readonly userDataDir?: string;
  /** False: the app is not expected to get ready (a refusal, a problem window). */
  readonly waitForReady?: boolean;
};

/** Which executable runs the app: real Electron when `TANDEM_ELECTRON=real`, else the stand-in. */
export function electronExecutable(): string {
  if (process.env.TANDEM_ELECTRON !== "real") return path.join(ROOT, "tests/support/electron-standin/dist/electron");
  const folder = path.join(ROOT, "node_modules/electron");
  const place = path.join(folder, "path.txt");
  const executable = existsSync(place) ? path.join(folder, "dist", readFileSync(place, "utf8")) : "";
  if (!existsSync(executable))
    throw new Error("TANDEM_ELECTRON=real: install it with node node_modules/electron/install.js");
  return executable;
}

async function inTurn(electron: unknown, { source, arg }: { source: string; arg: unknown }): Promise<unknown> {
  await new Promise((resolve) => setImmediate(resolve));
  const work = process.getBuiltinModule("vm").runInThisContext(`(${source})`) as (...given: unknown[]) => unknown;
  return work(electron, arg);
}

/** A running Tandem, driven from outside. */
export class Tandem {
  /** Without its own `evaluate`, which may break into a function that is just running. */
  readonly app: Omit<ElectronApplication, "evaluate">;
  /**
   * Runs a function in the main process, in a turn of its own, as all that comes from outside does. A debugger does not
   * wait for that: what it was asked to click, it once clicked in the middle of a query of the database.
   */
  readonly evaluate: ElectronApplication["evaluate"];
  readonly userDataDir: string;
  readonly logFile: string;
  /** The main process itself; Playwright's handle forgets it after the end. */
  readonly process: ChildProcess;
  readonly #playwright: Playwright;
  readonly #ownsFolder: boolean;
  #hubUrl: string | null = null;
  #reconnected: Browser | null = null;

  static async launch(playwright: Playwright, options: LaunchOptions, logFile: string): Promise<Tandem> {
    if (!existsSync(path.join(ROOT, "out/app/main.cjs"))) throw new Error("the app is not built: npm run build");
    const userDataDir = options.userDataDir ?? mkdtempSync(path.join(tmpdir(), "tandem-e2e-"));
    writeFileSync(logFile, "");
    const app = await playwright._electron.launch({
      executablePath: RUN_LOGGED,
      args: argumentsFor(options, userDataDir),
      env: { ...environmentFor(options), E2E_EXECUTABLE: electronExecutable(), E2E_LOG: logFile },
      cwd: ROOT,
    });
    const tandem = new Tandem(playwright, app, userDataDir, logFile, options.userDataDir === undefined);
    try {
      if (options.waitForReady !== false) await tandem.whenReady();
    } catch (error) {
      await tandem.close();
      throw error;
    }
    return tandem;
  }

  private constructor(
    playwright: Playwright,
    app: ElectronApplication,
    userDataDir: string,
    logFile: string,
    ownsFolder: boolean,
  ) {
    this.#playwright = playwright;
    this.app = app;
    this.evaluate = <R>(work: unknown, arg?: unknown) =>
      app.evaluate(inTurn, { source: String(work), arg }) as Promise<R>;
    this.process = app.process();
    this.userDataDir = userDataDir;
    this.logFile = logFile;
    this.#ownsFolder = ownsFolder;
  }

  /** All that the main process has said so far, from its first byte. */
  mainLog(): string {
    return readFileSync(this.logFile, "utf8");
  }

  get hubUrl(): string {
    if (this.#hubUrl === null) throw new Error("the app is not ready yet");
    return this.#hubUrl;
  }

  /** The operator's window. After its renderer died, use `operatorAfterCrash`. */
  get window(): Page {
    return this.#pageAt("/operator/");
  }

  /** The hidden window of the sound. */
  mediaWindow(): Page {
    return this.#pageAt("/media/");
  }

  /** Waits for `tandem: ready …`, the operator's window, and the one of the sound. */
  async whenReady(): Promise<void> {
    const line = await this.#poll("readiness", () => READY.exec(this.mainLog())?.[1], READY_LIMIT_MS);
    this.#hubUrl = (JSON.parse(line) as { hubUrl: string }).hubUrl;
    await this.#poll("the operator's window", () => this.#findPage("/operator/"), READY_LIMIT_MS);
    // Made beside it: on a busy machine its page may be known a moment later.
    await this.#poll("the window of the sound", () => this.#findPage("/media/"), READY_LIMIT_MS);
  }

  /** Process id of the renderer of a window. */
  async rendererPid(of: "operator" | "media"): Promise<number> {
    const pid = await this.evaluate(
      ({ webContents }, part) =>
        webContents
          .getAllWebContents()
          .find((contents) => contents.getURL().includes(part))
          ?.getOSProcessId(),
      `/${of}/`,
    );
    if (!pid) throw new Error(`no renderer of ${of}`);
    return pid;
  }

  /** Ends a renderer as the system would. */
  async killRenderer(of: "operator" | "media"): Promise<void> {
    process.kill(await this.rendererPid(of), "SIGKILL");
  }

  /**
   * A page of Playwright stays dead after its renderer died, though the window came back; a new connection sees it.
   * Wait first for what shows that it is back.
   */
  async pageAfterCrash(of: "operator" | "media"): Promise<Page> {
    await this.#reconnected?.close();
    const profiles = [path.join(this.userDataDir, "stand-in-profile"), this.userDataDir];
    const file = profiles.map((folder) => path.join(folder, "DevToolsActivePort")).find((each) => existsSync(each));
    if (file === undefined) throw new Error("the app opened no debugging port");
    const [port, endpoint] = readFileSync(file, "utf8").split("\n");
    const browser = await this.#playwright.chromium.connectOverCDP(`ws://127.0.0.1:${port}${endpoint}`);
    this.#reconnected = browser;
    const pages = () => browser.contexts().flatMap((context) => context.pages());
    return this.#poll(`window ${of}`, () => pages().find((page) => page.url().includes(`/${of}/`)), 10_000);
  }

  /** `kill -9` of the main process. */
  async kill(): Promise<void> {
    const gone = this.#gone();
    this.process.kill("SIGKILL");
    await gone;
  }

  /** Ends the app, kindly at first, and removes its folder. */
  async close(): Promise<void> {
    await this.#reconnected?.close().catch(() => undefined); // it may have gone with the app
    const main = this.process;
    const timer = setTimeout(() => main.kill("SIGKILL"), CLOSE_LIMIT_MS);
    // A test may end in a talk: the question whether to end it is answered with its second button, yes.
    const sayYes = this.evaluate(({ dialog }) => {
      dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
    });
    await sayYes.catch(() => undefined); // a killed app cannot answer
    await this.app.close().catch(() => undefined);
    await this.#gone();
    clearTimeout(timer);
    if (this.#ownsFolder) rmSync(this.userDataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  async #gone(): Promise<void> {
    const main = this.process;
    if (main.exitCode !== null || main.signalCode !== null) return;
    await new Promise<void>((resolve) => main.once("exit", () => resolve()));
  }

  #findPage(part: string): Page | undefined {
    return this.app.windows().find((page) => !page.isClosed() && page.url().includes(part));
  }

  #pageAt(part: string): Page {
    const page = this.#findPage(part);
    if (page === undefined) throw new Error(`no window of ${part}`);
    return page;
  }

  async #poll<T>(what: string, look: () => T | undefined, limitMs: number): Promise<T> {
    const untilMs = Date.now() + limitMs;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const main = this.process;
      const isOver = main.exitCode !== null || main.signalCode !== null;
      if (isOver || Date.now() > untilMs) {
        const how = isOver ? `ended with ${main.exitCode ?? main.signalCode}` : `took ${limitMs} ms`;
        throw new Error(`no ${what}: the app ${how}. It said:\n${this.mainLog().slice(-4000)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function argumentsFor(options: LaunchOptions, userDataDir: string): string[] {
  const tone = options.fakeMicTone === undefined ? 440 : options.fakeMicTone;
  const toneFile = path.join(userDataDir, "fake-microphone.wav");
  if (tone !== null) writeToneFile(toneFile, tone);
  const teamFile = path.join(userDataDir, "team.json");
  if (options.team) writeFileSync(teamFile, JSON.stringify(options.team));
  return [
    ROOT,
    `--user-data-dir=${userDataDir}`,
    "--no-training-call",
    "--use-fake-device-for-media-stream",
    ...(tone === null ? [] : [`--use-file-for-fake-audio-capture=${toneFile}`]),
    "--allow-loopback-in-peer-connection",
    ...(options.team ? [`--team=${teamFile}`] : []),
    ...(options.args ?? []),
  ];
}

function environmentFor({ env = {}, hub }: LaunchOptions): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(TANDEM_|ELECTRON_RUN_AS_NODE)/.test(entry[0]),
  );
  const remote = hub
    ? [
        ["TANDEM_HUB_URL", hub.url],
        ["TANDEM_LOGIN", hub.login],
        ["TANDEM_SECRET", hub.secret],
      ]
    : [];
  return { ...Object.fromEntries([...own, ...remote]), ...env };
}
