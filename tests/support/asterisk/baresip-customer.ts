import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { Inbox } from "../inbox.ts";
import { writeToneFile } from "../tone-file.ts";
import { freeTcpPort } from "./free-ports.ts";
import { hasEnded, pbxFolder, startPbxProgram, stopPbxProgram } from "./pbx-programs.ts";
import { isToneInWav } from "./tone-in-wav.ts";

const START_MS = 10_000;
const LOOK_EVERY_MS = 25;
const FRESH_MS = 1_000;

/** What baresip tells: `type` is for instance CALL_INCOMING, CALL_ESTABLISHED, CALL_CLOSED. */
export type CustomerEvent = { readonly type: string; readonly param?: string; readonly peeruri?: string };

/** A customer with a real softphone (baresip) who speaks a tone; what he hears is written down. */
export class BaresipCustomer implements AsyncDisposable {
  readonly events = new Inbox<CustomerEvent>("baresip event");
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #control: Socket;
  #text = Buffer.alloc(0);

  private constructor(parts: { folder: string; process: ChildProcess; control: Socket }) {
    this.#folder = parts.folder;
    this.#process = parts.process;
    this.#control = parts.control;
    this.#control.on("data", (data) => this.#read(data));
    this.#control.on("error", () => undefined);
  }

  /** `port` is his own (an `AsteriskPeer`'s), `pbxPort` the one he sends his calls to; `hz` is what he speaks. */
  static async start(parts: {
    readonly name: string;
    readonly port: number;
    readonly pbxPort: number;
    readonly hz: number;
  }): Promise<BaresipCustomer> {
    const folder = await mkdtemp(path.join(tmpdir(), "tandem-customer-"));
    const controlPort = await freeTcpPort();
    // baresip hangs up when its file ends: four minutes are longer than any test.
    writeToneFile(path.join(folder, "tone.wav"), parts.hz, { times: 120 });
    await writeFile(path.join(folder, "config"), configuration({ folder, controlPort, port: parts.port }));
    const account = `"${parts.name}" <sip:${parts.name}@127.0.0.1:${parts.pbxPort}>;regint=0;audio_codecs=pcma\n`;
    await writeFile(path.join(folder, "accounts"), account);
    await writeFile(path.join(folder, "contacts"), "");
    const output = openSync(path.join(folder, "output"), "a");
    const child = startPbxProgram("usr/bin/baresip", ["-f", folder], { cwd: folder, output });
    closeSync(output);
    const control = await controlOf(controlPort, child);
    if (control) return new BaresipCustomer({ folder, process: child, control });
    const said = await readFile(path.join(folder, "output"), "utf8");
    await stopPbxProgram(child);
    await rm(folder, { recursive: true, force: true });
    throw new Error(`baresip did not start:\n${said}`);
  }

  /** Calls a number of the PBX. */
  dial(number: string): void {
    this.#send("dial", number);
  }

  /** Presses a key while he talks. */
  press(key: string): void {
    this.#send("sndcode", key);
  }

  answer(): void {
    this.#send("accept");
  }

  hangUp(): void {
    this.#send("hangup");
  }

  hold(): void {
    this.#send("hold");
  }

  resume(): void {
    this.#send("resume");
  }

  next(type: string): Promise<CustomerEvent> {
    return this.events.take((event) => event.type === type);
  }

  /** Whether he heard this tone in the last half second. */
  async hears(hz: number): Promise<boolean> {
    const files = (await readdir(this.#folder)).filter((name) => name.endsWith("-dec.wav")).sort();
    const last = files.at(-1);
    if (last === undefined) return false;
    const file = path.join(this.#folder, last);
    // On hold nothing comes and nothing is written: what was heard last is long ago.
    const { mtimeMs } = await stat(file);
    return Date.now() - mtimeMs < FRESH_MS && isToneInWav(file, hz);
  }

  /** Whether he heard anything at all in the last half second: music, for instance. */
  async hearsSound(): Promise<boolean> {
    const files = (await readdir(this.#folder)).filter((name) => name.endsWith("-dec.wav")).sort();
    const last = files.at(-1);
    if (last === undefined) return false;
    const wav = await readFile(path.join(this.#folder, last));
    return wav.subarray(-8_000).some((byte, i) => i % 2 === 1 && byte > 1 && byte < 254);
  }

  output(): Promise<string> {
    return readFile(path.join(this.#folder, "output"), "utf8");
  }

  async stop(): Promise<void> {
    this.#control.destroy();
    await stopPbxProgram(this.#process);
    await rm(this.#folder, { recursive: true, force: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #send(command: string, params = ""): void {
    const text = JSON.stringify({ command, params });
    this.#control.write(`${Buffer.byteLength(text)}:${text},`);
  }

  /** Netstrings: length, colon, JSON, comma. */
  #read(data: Buffer): void {
    this.#text = Buffer.concat([this.#text, data]);
    for (let colon = this.#text.indexOf(":"); colon > 0; colon = this.#text.indexOf(":")) {
      const end = colon + 1 + Number(this.#text.subarray(0, colon).toString());
      if (this.#text.length <= end) return;
      const message = JSON.parse(this.#text.subarray(colon + 1, end).toString()) as Partial<CustomerEvent>;
      this.#text = this.#text.subarray(end + 1);
      if (message.type !== undefined) this.events.put({ ...message, type: message.type });
    }
  }
}

function configuration({ folder, controlPort, port }: { folder: string; controlPort: number; port: number }): string {
  const modules = ["g711", "aufile", "aubridge", "sndfile", "account", "menu", "ctrl_tcp"];
  return [
    `sip_listen 127.0.0.1:${port}`,
    "net_interface 127.0.0.1",
    `audio_source aufile,${folder}/tone.wav`,
    "audio_player aubridge,null",
    "audio_alert aubridge,null",
    "ausrc_srate 48000",
    "auplay_srate 8000",
    "ausrc_channels 1",
    "auplay_channels 1",
    "call_max_calls 4",
    `module_path ${pbxFolder()}/usr/lib/baresip/modules`,
    ...modules.map((name) => `${/account|menu|ctrl/.test(name) ? "module_app" : "module"} ${name}.so`),
    `snd_path ${folder}`,
    `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
    "",
  ].join("\n");
}

async function controlOf(port: number, child: ChildProcess): Promise<Socket | null> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && !hasEnded(child)) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "close").then(() => false),
    ]).catch(() => false);
    if (isOpen) return socket;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return null;
}
