import fs from "node:fs";
import path from "node:path";
import { buildProcess, hubAloneBundle, passwordWorkerBundle } from "../build/processes.mjs";
import { buildWidget } from "../build/widget.mjs";
import { runChild } from "../setup/child.mjs";
import { withSetUpLock } from "../setup/lock.mjs";
import { node24, outFolder } from "../setup/project.mjs";
import { say } from "../setup/say.mjs";

/** The hub lost its database: started again, it waits for it. */
const databaseGone = 75;
const pauseMs = 500;

/** Builds the hub alone and runs it, again and again while it only lost its database; answers its exit code. */
export async function runHub(typed) {
  const bundle = await withSetUpLock(buildHub);
  let isTold = false;
  const noteSignal = () => {
    isTold = true;
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, noteSignal);
  for (;;) {
    const { code } = await runChild(node24, ["--enable-source-maps", bundle, ...typed]);
    if (code !== databaseGone || isTold) return code;
    say("the hub lost its database; it starts again and waits for it");
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (isTold) return 0;
  }
}

/** Beside the old one, put in its place when it is whole: another hub may just be starting. */
async function buildHub() {
  const folder = path.join(outFolder, "hub");
  const fresh = path.join(folder, `next-${process.pid}`);
  await Promise.all([hubAloneBundle, passwordWorkerBundle].map((bundle) => buildProcess(bundle, fresh)));
  for (const name of fs.readdirSync(fresh)) fs.renameSync(path.join(fresh, name), path.join(folder, name));
  fs.rmSync(fresh, { recursive: true });
  await buildWidget(path.join(folder, "widget"));
  return path.join(folder, hubAloneBundle.out);
}
