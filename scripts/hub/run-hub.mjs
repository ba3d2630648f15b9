import fs from "node:fs";
import path from "node:path";
import { buildProcess, hubAloneBundle, hubPeopleBundle, passwordWorkerBundle } from "../build/processes.mjs";
import { buildWidget } from "../build/widget.mjs";
import { runChild } from "../setup/child.mjs";
import { withSetUpLock } from "../setup/lock.mjs";
import { node24, outFolder } from "../setup/project.mjs";
import { say } from "../setup/say.mjs";

/** The hub lost its database: started again, it waits for it. */
const databaseGone = 75;
const pauseMs = 500;
const hubFolder = path.join(outFolder, "hub");

/** Builds the hub alone and runs it, again and again while it only lost its database; answers its exit code. */
export async function runHub(typed) {
  if (typed[0] === "people") return runPeople(typed.slice(1));
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

async function runPeople(typed) {
  const bundle = await withSetUpLock(() => buildInto(hubFolder, [hubPeopleBundle, passwordWorkerBundle]));
  const { code } = await runChild(node24, ["--enable-source-maps", bundle, ...typed]);
  return code;
}

async function buildHub() {
  const bundle = await buildInto(hubFolder, [hubAloneBundle, passwordWorkerBundle]);
  await buildWidget(path.join(hubFolder, "widget"));
  return bundle;
}

/** Beside the old ones, put in their place when they are whole: another hub may just be starting. Answers with the first. */
async function buildInto(folder, bundles) {
  const fresh = path.join(folder, `next-${process.pid}`);
  await Promise.all(bundles.map((bundle) => buildProcess(bundle, fresh)));
  for (const name of fs.readdirSync(fresh)) fs.renameSync(path.join(fresh, name), path.join(folder, name));
  fs.rmSync(fresh, { recursive: true });
  return path.join(folder, bundles[0].out);
}
