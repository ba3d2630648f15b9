import fs from "node:fs";
import { buildWhenChanged } from "../build/build-app.mjs";
import { runChecks } from "../checks/run-checks.mjs";
import { ensureAppHost } from "../setup/app-host.mjs";
import { ensureChromium } from "../setup/chromium.mjs";
import { ensureClusterPrograms } from "../setup/cluster-programs.mjs";
import { withSetUpLock } from "../setup/lock.mjs";
import { ensurePbx } from "../setup/pbx.mjs";
import { ensurePostgresClient } from "../setup/postgres-client.mjs";
import { SetUpError } from "../setup/say.mjs";
import { runRunner } from "./run-runner.mjs";
import { resultFolder, runners } from "./runners.mjs";

/** Runs every check and test, or those named; the last line sums up, and the exit code says whether all is well. */
export async function testAll(wanted) {
  const names = ["check", ...runners.map((runner) => runner.name)];
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown) throw new SetUpError(`there is no test group "${unknown}"; the groups are ${names.join(", ")}.`);
  const chosen = names.filter((name) => wanted.length === 0 || wanted.includes(name));
  fs.mkdirSync(resultFolder, { recursive: true });

  const sum = { passed: 0, failed: 0 };
  const summary = [];
  const failures = [];
  const add = (name, { passed, failed, note }) => {
    sum.passed += passed;
    sum.failed += failed;
    summary.push(`  ${name.padEnd(12)} ${passed} passed, ${failed} failed${note ? ` (${note})` : ""}`);
  };

  if (chosen.includes("check")) add("check", await runChecks());
  const prepare = preparations();
  for (const runner of runners.filter(({ name }) => chosen.includes(name))) {
    process.stdout.write(`\n── ${runner.name} ──\n`);
    const obstacle = await prepare(runner.needs);
    if (obstacle) {
      process.stdout.write(`${obstacle}\n`);
      add(runner.name, { passed: 0, failed: 1, note: "could not be prepared" });
      continue;
    }
    const lack = await prepare(runner.wants);
    if (lack) process.stdout.write(`${lack}\n`);
    const result = await runRunner(runner);
    add(runner.name, result);
    failures.push(...result.failures.map((failure) => `  ${runner.name}: ${failure}`));
    if (result.isInterrupted) break;
  }
  // Told again at the end: whoever reads a long output begins there.
  if (failures.length > 0) process.stdout.write(`\nfailed:\n${failures.join("\n")}\n`);
  process.stdout.write(`\n${summary.join("\n")}\n${sum.passed} passed, ${sum.failed} failed\n`);
  return sum.failed === 0 ? 0 : 1;
}

/** What a runner needs is made once; a need that cannot be met is told by every runner that has it. */
function preparations() {
  const steps = {
    ...{ chromium: prepareChromium, app: buildWhenChanged },
    ...{ pbx: ensurePbx, cluster: ensureClusterPrograms, postgresClient: ensurePostgresClient },
  };
  const done = new Map();
  const prepareOne = async (need) => {
    try {
      await withSetUpLock(steps[need]);
      return undefined;
    } catch (error) {
      return error instanceof SetUpError ? error.message : String(error?.stack ?? error);
    }
  };
  return async (needs) => {
    for (const need of needs) {
      if (!done.has(need)) done.set(need, await prepareOne(need));
      const obstacle = done.get(need);
      if (obstacle) return obstacle;
    }
    return undefined;
  };
}

/** Tests run on the stand-in, headless or not, unless TANDEM_ELECTRON=real asks for the real thing. */
async function prepareChromium() {
  await ensureChromium();
  process.env.TANDEM_ELECTRON ??= "stand-in";
  if (process.env.TANDEM_ELECTRON === "real") await ensureAppHost();
}
