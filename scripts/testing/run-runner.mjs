import fs from "node:fs";
import { runChild } from "../setup/child.mjs";
import { node24, root } from "../setup/project.mjs";
import { judgeRun } from "./counts.mjs";

/** Runs one runner with its output as it comes, and reads its own count from its report. */
export async function runRunner(runner) {
  fs.rmSync(runner.resultFile, { force: true });
  const { code, signal } = await runChild(node24, runner.command, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...runner.environment },
  });
  const report = readReport(runner.resultFile);
  const judged = judgeRun({ code, report, count: runner.count });
  const failures = report ? runner.failures(report) : [];
  return {
    ...judged,
    failures,
    isInterrupted: signal === "SIGINT" || signal === "SIGTERM" || code === 130 || code === 143,
  };
}

function readReport(file) {
  if (!fs.existsSync(file)) return undefined;
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    // A runner that died while writing left half a report: the same as none.
    return undefined;
  }
}
