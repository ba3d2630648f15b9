import fs from "node:fs";
import { runQuietly } from "../setup/child.mjs";
import { node24, root } from "../setup/project.mjs";
import { runRunner } from "../testing/run-runner.mjs";
import { houseRunner, resultFolder } from "../testing/runners.mjs";
import { checkTools } from "./tools.mjs";

const atOnce = 2;
const toolLimitMs = 5 * 60_000;

/** Types, lint, layers, style and dead code, then the house tests that watch the watchers. */
export async function runChecks() {
  process.stdout.write("── check ──\n");
  fs.mkdirSync(resultFolder, { recursive: true });
  const waiting = [...checkTools];
  const results = [];
  const worker = async () => {
    for (let tool = waiting.shift(); tool; tool = waiting.shift()) results.push(await runTool(tool));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const house = await runRunner(houseRunner);
  const passedTools = results.filter((isGood) => isGood).length;
  return {
    passed: passedTools + house.passed,
    failed: results.length - passedTools + house.failed,
    note: house.note,
  };
}

async function runTool({ name, command }) {
  const startedAtMs = Date.now();
  const { code, output, timedOut } = await runQuietly(node24, command, {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" },
    timeoutMs: toolLimitMs,
  });
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  const isGood = code === 0;
  const verdict = isGood ? "ok" : `FAILED${timedOut ? " (out of time)" : ""}`;
  process.stdout.write(`${name.padEnd(8)} ${verdict} ${seconds} s\n${isGood ? "" : `${output.trimEnd()}\n`}`);
  return isGood;
}
