import fs from "node:fs";
import path from "node:path";
import { appFolder, outFolder } from "../setup/project.mjs";
import { SetUpError, say } from "../setup/say.mjs";
import { copyAssets } from "./assets.mjs";
import { buildProcess, processBundles } from "./processes.mjs";
import { buildRenderer } from "./renderer.mjs";
import { isBuilt, markBuilt, markStale, sourceHash } from "./source-stamp.mjs";
import { buildWidget } from "./widget.mjs";

/** Builds the app when its sources are not the ones that were built; answers whether it did. */
export async function buildWhenChanged() {
  const hash = sourceHash();
  if (isBuilt(hash)) return false;
  await buildApp(hash);
  return true;
}

/** Builds beside the old bundles and puts them in place at the end: a failed build leaves no half-new app behind. */
export async function buildApp(hash = sourceHash()) {
  const startedAtMs = Date.now();
  say("building the app");
  process.env.NODE_ENV = "production";
  markStale();
  const fresh = path.join(outFolder, "app-next");
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { recursive: true });
  await allOrFirstFailure([
    buildRenderer(fresh),
    buildWidget(path.join(fresh, "widget")),
    ...processBundles.map((bundle) => buildProcess(bundle, fresh)),
  ]);
  copyAssets(fresh);
  fs.rmSync(appFolder, { recursive: true, force: true });
  fs.renameSync(fresh, appFolder);
  // What Node compiled of the old bundles, see src-main/electron/start.ts.
  fs.rmSync(path.join(outFolder, "compile-cache"), { recursive: true, force: true });
  markBuilt(hash);
  say(`built in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s: ${describeSizes()}`);
}

/** Waits for every part even when one fails, so that nothing still writes after the failure was told. */
async function allOrFirstFailure(parts) {
  const results = await Promise.allSettled(parts);
  const failure = results.find((result) => result.status === "rejected");
  if (failure) throw new SetUpError(`the build failed: ${failure.reason?.message ?? failure.reason}`);
}

function describeSizes() {
  const bundles = processBundles.map(({ out }) => `${out} ${kilobytes(fs.statSync(path.join(appFolder, out)).size)}`);
  return [...bundles, `renderer ${kilobytes(folderSize(path.join(appFolder, "renderer")))}`].join(", ");
}

function folderSize(folder) {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith(".map"));
  return files.reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1024)} kB`;
}
