import fs from "node:fs";
import path from "node:path";
import { runChild } from "./child.mjs";
import { node24 } from "./project.mjs";
import { SetUpError } from "./say.mjs";

const oldest = [22, 14];

/** Says plainly that the machine's Node is too old even for the set-up. */
export function refuseAncientNode() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    throw new SetUpError(`Node ${process.versions.node} is too old: install Node 20 or newer.`);
  }
}

/**
 * Gives control to Node 24 from node_modules: the machine's own may be older, and Node < 22.14 ends with SIGSEGV and
 * no word as soon as the SQLite addon loads (WiseLibs/better-sqlite3#1514). Answers the exit code of the re-run
 * command, or undefined when this process already is the right Node.
 */
export async function continueOnNode24(script) {
  process.env.PATH = `${path.dirname(node24)}${path.delimiter}${process.env.PATH ?? ""}`;
  if (isSameFile(process.execPath, node24)) {
    refuseOldNode();
    return undefined;
  }
  const { code } = await runChild(node24, [script, ...process.argv.slice(2)]);
  return code;
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
  if (isOld)
    throw new SetUpError(`Node ${process.versions.node} crashes on the SQLite addon: 22.14 is the oldest that works.`);
}

function isSameFile(one, other) {
  return fs.realpathSync(one) === fs.realpathSync(other);
}
