import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { findPbx } from "../../../scripts/setup/pbx.mjs";

const SET_PARENT_DEATH = "/usr/bin/setpriv";
const STOP_MS = 8_000;

/** Where Asterisk, SIPp and baresip lie; `npm test` has fetched them. */
export function pbxFolder(): string {
  return found().folder;
}

/** Starts a program of the unpacked Debian packages by their own loader; it dies with the process that started it. */
export function startPbxProgram(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly output: number },
): ChildProcess {
  const { folder, loader, libraries } = found();
  const command = [loader, "--library-path", libraries, path.join(folder, program), ...args];
  if (existsSync(SET_PARENT_DEATH)) command.unshift(SET_PARENT_DEATH, "--pdeathsig", "KILL");
  const [first = "", ...rest] = command;
  return spawn(first, rest, { cwd: options.cwd, stdio: ["ignore", options.output, options.output] });
}

/** Asks a program to end, and ends it when it does not. */
export async function stopPbxProgram(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const limit = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(limit);
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function found() {
  const tools = findPbx();
  if (!tools)
    throw new Error("no Asterisk here: `npm test -- integration` fetches it from Debian (scripts/setup/pbx.mjs)");
  return tools;
}
