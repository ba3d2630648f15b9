import { buildWhenChanged } from "../build/build-app.mjs";
import { ensureAppHost } from "../setup/app-host.mjs";
import { runChild } from "../setup/child.mjs";
import { withSetUpLock } from "../setup/lock.mjs";
import { root } from "../setup/project.mjs";
import { say } from "../setup/say.mjs";
import { appArguments } from "./app-arguments.mjs";
import { passOnLines } from "./output.mjs";

const selfTestLimitMs = 180_000;
const readyHintMs = 45_000;
const killAfterMs = 5_000;

/** Starts the app, passes on its words and signals, and answers its exit code. */
export async function startApp(typed) {
  const args = appArguments(typed);
  const isSelfTest = args.includes("--self-test");
  const host = await withSetUpLock(async () => {
    const found = await ensureAppHost();
    await buildWhenChanged();
    return found;
  });
  const watch = watchStart(isSelfTest);
  const { ELECTRON_RUN_AS_NODE: _notAnApp, ...environment } = process.env;
  const { code } = await runChild(host.executable, [...host.args, root, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...environment, ...host.environment },
    onSpawn: (child) => {
      watch.begin(child);
      passOnLines(child.stdout, { isSelfTest, onLine: watch.seeLine });
    },
  });
  watch.end();
  if (code !== 0 && !isSelfTest) process.stderr.write(`The app ended with code ${code}.\n`);
  return watch.hasRunOut() ? 1 : code;
}

/** Nothing may hang in silence: a slow start is told, a self-test without an end is ended. */
function watchStart(isSelfTest) {
  const timers = [];
  let hasRunOut = false;
  return {
    begin(child) {
      const hint = () => say(`the app is not ready after ${readyHintMs / 1000} s; still waiting (Ctrl-C ends it)`);
      timers.push(setTimeout(hint, readyHintMs));
      if (!isSelfTest) return;
      const stop = () => {
        hasRunOut = true;
        say(`the self-test has no result after ${selfTestLimitMs / 1000} s: ending it`);
        child.kill("SIGTERM");
        timers.push(setTimeout(() => child.kill("SIGKILL"), killAfterMs));
      };
      timers.push(setTimeout(stop, selfTestLimitMs));
    },
    seeLine(line) {
      if (line.startsWith("tandem: ready")) clearTimeout(timers[0]);
    },
    hasRunOut: () => hasRunOut,
    end() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
