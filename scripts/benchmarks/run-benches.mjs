import fs from "node:fs";
import path from "node:path";
import { buildWhenChanged } from "../build/build-app.mjs";
import { runChild } from "../setup/child.mjs";
import { ensureChromium } from "../setup/chromium.mjs";
import { withSetUpLock } from "../setup/lock.mjs";
import { inProject, node24, root } from "../setup/project.mjs";
import { SetUpError, say } from "../setup/say.mjs";
import { isResultLine } from "./result-line.mjs";

const ending = ".bench.ts";

/** Runs the benches of tests/bench, each in its own process, and prints their results as JSON lines. */
export async function runBenches(typed) {
  const chosen = chooseBenches(typed);
  await withSetUpLock(async () => {
    await ensureChromium();
    await buildWhenChanged();
  });
  let failures = 0;
  for (const name of chosen) {
    say(`bench ${name}`);
    if (!(await runBench(name))) failures += 1;
  }
  return failures === 0 ? 0 : 1;
}

function chooseBenches(typed) {
  const all = listBenches();
  const [flag, ...rest] = typed;
  if (flag === undefined) {
    if (all.length === 0) throw new SetUpError(`there is no bench in tests/bench (*${ending}).`);
    return all;
  }
  const only = flag.startsWith("--only=") ? [flag.slice("--only=".length), ...rest] : flag === "--only" ? rest : [];
  if (only.length !== 1) throw new SetUpError("npm run bench -- [--only NAME]");
  const [name] = only;
  if (!all.includes(name)) throw new SetUpError(`there is no bench "${name}"; there is: ${all.join(", ") || "none"}.`);
  return [name];
}

function listBenches() {
  const folder = inProject("tests/bench");
  if (!fs.existsSync(folder)) return [];
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(ending));
  return files.map((file) => file.slice(0, -ending.length));
}

/** A bench sends its results over the process channel; whatever it or its children print goes to stderr. */
async function runBench(name) {
  let lines = 0;
  let isValid = true;
  const worker = inProject("scripts/benchmarks/bench-main.mjs");
  const { code } = await runChild(node24, ["--expose-gc", worker, path.join(root, "tests/bench", name + ending)], {
    cwd: root,
    stdio: ["ignore", 2, 2, "ipc"],
    onSpawn: (child) =>
      child.on("message", (line) => {
        lines += 1;
        if (isResultLine(line)) process.stdout.write(`${JSON.stringify(line)}\n`);
        else isValid = false;
      }),
  });
  if (!isValid) say(`bench ${name} gave a line without name, value and unit`);
  if (code !== 0) say(`bench ${name} ended with code ${code}`);
  if (lines === 0) say(`bench ${name} gave no result`);
  return isValid && code === 0 && lines > 0;
}
