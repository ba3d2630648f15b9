import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { until } from "../../../support/until.ts";

const ENTRY = join(import.meta.dirname, "../../../../src-hub/alone/hub-alone.ts");
const COMMAND = join(import.meta.dirname, "../../../../scripts/hub.mjs");

type Line = Readonly<Record<string, unknown>>;

/** `npm run hub` as a process of its own, set up by an environment. */
export class HubAlone implements AsyncDisposable {
  readonly child: ChildProcess;
  /** What it says before the process has ended, and the code it ended with. */
  readonly ended: Promise<number | string>;
  stdout = "";
  stderr = "";

  /** `program`: the npm command, with its set-up and build, or a hub that was built already; else the sources. */
  constructor(
    environment: Readonly<Record<string, string>>,
    args: readonly string[] = [],
    program: boolean | string = false,
  ) {
    const script = typeof program === "string" ? program : program ? COMMAND : ENTRY;
    const { PATH = "", HOME = "" } = process.env;
    this.child = spawn(process.execPath, [script, ...args], {
      env: { PATH, HOME, HUB_PORT: "0", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.stdout?.on("data", (chunk: Buffer) => {
      this.stdout += chunk.toString("utf8");
    });
    this.child.stderr?.on("data", (chunk: Buffer) => {
      this.stderr += chunk.toString("utf8");
    });
    this.ended = once(this.child, "close").then(([code, signal]) => code ?? signal);
  }

  get lines(): readonly Line[] {
    const whole = this.stdout.slice(0, this.stdout.lastIndexOf("\n") + 1);
    return whole
      .split("\n")
      .filter((text) => text !== "")
      .map((text) => JSON.parse(text) as Line);
  }

  said(words: string): boolean {
    return this.lines.some((line) => line.words === words);
  }

  /** Waits until it serves; answers its port. */
  async ready(times = 1): Promise<number> {
    const serving = () => this.lines.filter((line) => line.words === "listening");
    await this.#lives(() => serving().length >= times, "listening");
    return Number(serving().at(-1)?.port);
  }

  /** Waits until it says these words. */
  says(words: string): Promise<void> {
    return this.#lives(() => this.said(words), words);
  }

  /** Waits for what a living process does, shorter than a test, so that the words of the failure come out. */
  async #lives(isSo: () => boolean, words: string): Promise<void> {
    const { child } = this;
    await until(() => isSo() || child.exitCode !== null || child.signalCode !== null, words, 45_000).catch((late) => {
      throw new Error(`${late.message}; the hub said:\n${this.stdout}${this.stderr}`);
    });
    if (!isSo()) throw new Error(`the hub ended with ${child.exitCode ?? child.signalCode}: ${this.stderr}`);
  }

  kill(signal: NodeJS.Signals): Promise<number | string> {
    this.child.kill(signal);
    return this.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill("SIGKILL");
  }
}
