import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { findClusterPrograms } from "../../../scripts/setup/cluster-programs.mjs";

const SET_PARENT_DEATH = "/usr/bin/setpriv";

/** A program of the unpacked Debian packages; it dies with the process that started it. */
export class ClusterProgram {
  readonly child: ChildProcess;
  readonly #ended: Promise<unknown>;
  output = "";

  constructor(program: string, args: readonly string[]) {
    const found = findClusterPrograms();
    if (!found)
      throw new Error(
        `no ${program} here: \`npm test -- integration\` fetches it from Debian (scripts/setup/cluster-programs.mjs)`,
      );
    const command = [found.loader, "--library-path", found.libraries, path.join(found.folder, program), ...args];
    if (existsSync(SET_PARENT_DEATH)) command.unshift(SET_PARENT_DEATH, "--pdeathsig", "KILL");
    const [first = "", ...rest] = command;
    this.child = spawn(first, rest, { stdio: ["ignore", "pipe", "pipe"] });
    this.#ended = once(this.child, "close");
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.output += chunk.toString("utf8");
      });
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.hasEnded) this.child.kill(signal);
    await this.#ended;
  }
}
