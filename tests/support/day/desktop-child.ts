import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LinkCommandInput, LinkCommandName } from "../../../src-shared/link/link-contract.ts";
import type { DesktopOrder, DesktopWord } from "./desktop-process.ts";

const SCRIPT = join(import.meta.dirname, "desktop-process.ts");

export type DesktopPlace = {
  readonly directory: string;
  readonly url: string;
  readonly login: string;
  readonly secret: string;
};

/** A desktop's link, mirror and outbox in a process that can be killed; its files stay. */
export class DesktopChild implements AsyncDisposable {
  /** Commands of which the process said that they are kept. */
  readonly kept = new Set<string>();
  /** How it ended by itself, if it did: a fault of the desktop. */
  died: string | null = null;
  readonly #place: DesktopPlace;
  #isKilled = false;
  #child: ChildProcess;
  #how: Extract<DesktopWord, { word: "how" }> = { word: "how", pending: 0, lastSeq: 0, isOnline: false };

  constructor(place: DesktopPlace) {
    this.#place = place;
    this.#child = this.#start();
  }

  /** Asked to keep a command; one that was not kept when the process dies may be lost. */
  do<N extends LinkCommandName>(id: string, name: N, input: LinkCommandInput<N>): void {
    this.#order({ order: "do", id, name, input });
  }

  /** How it stood when it last answered; asks anew. */
  how(): Extract<DesktopWord, { word: "how" }> {
    this.#order({ order: "how" });
    return this.#how;
  }

  /** Dies at once, and starts anew on what it had, after it was down for so long. */
  async killAndStart(downMs = 0): Promise<void> {
    await this.#kill();
    await new Promise((resolve) => {
      setTimeout(resolve, downMs);
    });
    this.#child = this.#start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#kill();
  }

  async #kill(): Promise<void> {
    this.#isKilled = true;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
    this.#how = { ...this.#how, isOnline: false };
  }

  #order(order: DesktopOrder): void {
    if (this.#child.connected) this.#child.send(order, () => undefined);
  }

  #start(): ChildProcess {
    const { directory, url, login, secret } = this.#place;
    this.#isKilled = false;
    const child = fork(SCRIPT, [directory, url, login, secret], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    child.on("exit", (code, signal) => {
      if (!this.#isKilled) this.died = `${code ?? signal}`;
    });
    child.on("message", (message) => {
      const word = message as DesktopWord;
      if (word.word === "kept") this.kept.add(word.id);
      else if (child === this.#child) this.#how = word;
    });
    return child;
  }
}
