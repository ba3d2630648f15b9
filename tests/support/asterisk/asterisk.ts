import type { ChildProcess } from "node:child_process";
import { randomInt, randomUUID } from "node:crypto";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { until } from "../until.ts";
import { type AsteriskPlace, type AsteriskSettings, asteriskFiles, RTP_PORTS } from "./asterisk-config.ts";
import { freeTcpPort, freeUdpPort } from "./free-ports.ts";
import { ManagerLink } from "./manager-link.ts";
import { hasEnded, pbxFolder, startPbxProgram, stopPbxProgram } from "./pbx-programs.ts";

const BOOT_MS = 30_000;
const LOOK_EVERY_MS = 25;
const FOLDERS = [
  "etc",
  "run",
  "db/keys",
  "log",
  "spool/monitor",
  "spool/recording",
  "spool/tmp",
  "spool/outgoing",
  "spool/system",
];

/** A real PBX: Asterisk 22 as a child process, on free ports of 127.0.0.1, with a folder of its own that goes with it. */
export class Asterisk implements AsyncDisposable {
  #manager: ManagerLink;
  readonly #place: AsteriskPlace;
  #process: ChildProcess;

  private constructor(parts: { place: AsteriskPlace; process: ChildProcess; manager: ManagerLink }) {
    this.#place = parts.place;
    this.#process = parts.process;
    this.#manager = parts.manager;
  }

  /** Resolves when every module is loaded and calls are taken. */
  static async start(settings: Partial<AsteriskSettings> = {}): Promise<Asterisk> {
    const dialplan = settings.dialplan ?? (await readFile(new URL("phones.conf", import.meta.url), "utf8"));
    const whole: AsteriskSettings = { accounts: [], peers: [], ...settings, dialplan };
    const place = await makePlace();
    await writeFolder(whole, place);
    const child = launch(place);
    try {
      const manager = await booted(place, child);
      return new Asterisk({ place, process: child, manager });
    } catch (cause) {
      const log = await logOf(place);
      await stopPbxProgram(child);
      await rm(place.folder, { recursive: true, force: true });
      throw new Error(`Asterisk did not start:\n${log}`, { cause });
    }
  }

  /** Of the process that runs now. */
  get manager(): ManagerLink {
    return this.#manager;
  }

  /** The PBX dies in the middle of everything: nobody is told. */
  async die(): Promise<void> {
    this.#manager.close();
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }

  /** After `die`: the same PBX on the same ports, which remembers who was registered, and no call. */
  async startAgain(): Promise<void> {
    this.#process = launch(this.#place);
    this.#manager = await booted(this.#place, this.#process);
  }

  /** Where phones register: ws:, and wss: when a certificate was given. */
  get wsUrl(): string {
    return `ws://127.0.0.1:${this.#place.ports.http}/ws`;
  }

  get wssUrl(): string {
    return `wss://127.0.0.1:${this.#place.ports.https}/ws`;
  }

  /** Where peers send their calls, UDP. */
  get sipPort(): number {
    return this.#place.ports.sip;
  }

  get httpPort(): number {
    return this.#place.ports.http;
  }

  /** What the hub needs to speak with it by ARI. */
  get ari(): { readonly url: string; readonly user: string; readonly password: string; readonly application: string } {
    const { ports, secret } = this.#place;
    return { url: `http://127.0.0.1:${ports.http}`, user: "tandem", password: secret, application: "tandem" };
  }

  get processId(): number {
    return this.#process.pid ?? 0;
  }

  /** Where a dialplan may record: MixMonitor, Monitor. */
  get folder(): string {
    return this.#place.folder;
  }

  /** What a command of Asterisk's console says. */
  async console(command: string): Promise<string> {
    const { Output = "", Message = "" } = await this.manager.ask("Command", { Command: command });
    return Output || Message;
  }

  log(): Promise<string> {
    return logOf(this.#place);
  }

  async stop(): Promise<void> {
    this.manager.close();
    await stopPbxProgram(this.#process);
    await rm(this.#place.folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

function launch(place: AsteriskPlace): ChildProcess {
  const output = openSync(path.join(place.folder, "log/output"), "a");
  const args = ["-f", "-C", path.join(place.folder, "etc/asterisk.conf")];
  const child = startPbxProgram("usr/sbin/asterisk", args, { cwd: place.folder, output });
  closeSync(output);
  return child;
}

async function makePlace(): Promise<AsteriskPlace> {
  // Short: the path of its control socket may have 107 characters.
  const folder = await mkdtemp(path.join(tmpdir(), "tandem-pbx-"));
  const [http, https, manager, sip] = await Promise.all([freeTcpPort(), freeTcpPort(), freeTcpPort(), freeUdpPort()]);
  // Asterisk itself passes over a port of its range that is taken.
  const rtp = 10_000 + randomInt(60) * RTP_PORTS;
  return { program: pbxFolder(), folder, ports: { http, https, manager, sip, rtp }, secret: randomUUID() };
}

async function writeFolder(settings: AsteriskSettings, place: AsteriskPlace): Promise<void> {
  for (const name of FOLDERS) await mkdir(path.join(place.folder, name), { recursive: true });
  for (const [name, text] of Object.entries(asteriskFiles(settings, place)))
    await writeFile(path.join(place.folder, "etc", name), text);
}

/** The manager answers before the modules are loaded; its event `FullyBooted` says that they are. */
async function booted(place: AsteriskPlace, child: ChildProcess): Promise<ManagerLink> {
  const deadline = Date.now() + BOOT_MS;
  while (Date.now() < deadline && !hasEnded(child)) {
    const manager = await ManagerLink.open(place.ports.manager, "test", place.secret);
    if (manager) {
      const isBooted = () => manager.events.all.some(({ Event }) => Event === "FullyBooted");
      await until(() => isBooted() || hasEnded(child), "Asterisk has loaded its modules", BOOT_MS);
      return manager;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(hasEnded(child) ? "it ended by itself" : `not within ${BOOT_MS} ms`);
}

async function logOf({ folder }: AsteriskPlace): Promise<string> {
  const texts = await Promise.all(
    ["log/output", "log/full"].map((name) => readFile(path.join(folder, name), "utf8").catch(() => "")),
  );
  return texts.join("");
}
