import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freeUdpPort, isUdpPortTaken } from "./free-ports.ts";
import { hasEnded, startPbxProgram, stopPbxProgram } from "./pbx-programs.ts";

const SCENARIOS = path.join(import.meta.dirname, "sipp");
const LIMIT_S = 60;
const LISTENS_MS = 20_000;
const LOOK_EVERY_MS = 10;

export type SippOptions = {
  /** A file of `sipp/` without its ending. */
  readonly scenario: "refuse" | "announce" | "call";
  /** Its own UDP port (an `AsteriskPeer`'s). */
  readonly port: number;
  /** Where it calls: the number dialled, and the PBX's port. Left out: it waits to be called. */
  readonly calls?: { readonly number: string; readonly pbxPort: number; readonly perSecond: number };
  /** How many calls it makes or takes before it ends. */
  readonly count?: number;
  /** Values for `[name]` in the scenario. */
  readonly keys?: Readonly<Record<string, string>>;
  /** What it plays where the scenario plays `tone.al`. */
  readonly hz?: number;
};

/** SIPp with one scenario: a far side that does exactly what stands in it, and fails when the PBX does otherwise. */
export class SippRun implements AsyncDisposable {
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<number | null>;

  private constructor(folder: string, process: ChildProcess) {
    this.#folder = folder;
    this.#process = process;
    this.#ended = once(process, "exit").then(([code]) => code as number | null);
  }

  static async start({ scenario, port, calls, count = 1, keys = {}, hz = 440 }: SippOptions): Promise<SippRun> {
    const folder = await mkdtemp(path.join(tmpdir(), "tandem-sipp-"));
    await writeFile(path.join(folder, "tone.al"), alawTone(hz));
    // SIPp reads status codes before its own keys: they are put in here.
    const template = await readFile(path.join(SCENARIOS, `${scenario}.xml`), "utf8");
    const text = Object.entries(keys).reduce((done, [name, value]) => done.replaceAll(`[${name}]`, value), template);
    await writeFile(path.join(folder, "scenario.xml"), text);
    const mediaPort = await freeUdpPort();
    const args = [
      ...(calls ? [`127.0.0.1:${calls.pbxPort}`, "-s", calls.number, "-r", String(calls.perSecond)] : []),
      ...["-sf", path.join(folder, "scenario.xml"), "-i", "127.0.0.1", "-p", String(port)],
      ...["-mi", "127.0.0.1", "-mp", String(mediaPort), "-m", String(count), "-nostdin"],
      ...["-timeout", `${LIMIT_S}s`, "-timeout_error", "-trace_err", "-error_file", path.join(folder, "errors")],
    ];
    const output = openSync(path.join(folder, "output"), "a");
    const child = startPbxProgram("usr/bin/sipp", args, { cwd: folder, output });
    closeSync(output);
    const deadline = Date.now() + LISTENS_MS;
    while (!(await isUdpPortTaken(port)) && !hasEnded(child) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    return new SippRun(folder, child);
  }

  /** Resolves when every call went as the scenario says. */
  async done(): Promise<void> {
    const code = await this.#ended;
    if (code !== 0) throw new Error(`SIPp ended with ${code}:\n${await this.said()}`);
  }

  async said(): Promise<string> {
    const names = (await readdir(this.#folder)).filter((name) => /errors|output/.test(name));
    const texts = await Promise.all(names.map((name) => readFile(path.join(this.#folder, name), "utf8")));
    return texts.join("\n").slice(-4_000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await stopPbxProgram(this.#process);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** A second of a sine as raw A-law of 8 kHz (ITU-T G.711). */
function alawTone(hz: number): Buffer {
  return Buffer.from(Array.from({ length: 8_000 }, (_, i) => alaw(Math.sin((2 * Math.PI * hz * i) / 8_000) * 12_000)));
}

function alaw(sample: number): number {
  const magnitude = Math.min(Math.abs(Math.round(sample)) >> 4, 2_047);
  const exponent = magnitude < 32 ? 0 : Math.floor(Math.log2(magnitude)) - 4;
  const mantissa = exponent === 0 ? magnitude >> 1 : (magnitude >> exponent) & 0x0f;
  const code = (exponent << 4) | (mantissa & 0x0f) | (sample >= 0 ? 0x80 : 0);
  return code ^ 0x55;
}
