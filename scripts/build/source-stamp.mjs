import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { appFolder, inProject, outFolder, root } from "../setup/project.mjs";

const stampFile = path.join(outFolder, ".build.sha256");
const sources = [
  "src-shared",
  "src-hub",
  "src-main",
  "src-renderer",
  "assets",
  "scripts/build",
  "vite.config.ts",
  "package.json",
  "package-lock.json",
];

/** A hash of everything the bundles are made of: content, not times, so that a checkout does not cause a build. */
export function sourceHash() {
  const hash = createHash("sha256");
  for (const file of sources.flatMap((name) => listFiles(inProject(name)))) {
    hash.update(path.relative(root, file)).update("\0").update(fs.readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

export function isBuilt(hash) {
  const isThere = fs.existsSync(path.join(appFolder, "main.cjs"));
  return isThere && fs.existsSync(stampFile) && fs.readFileSync(stampFile, "utf8") === hash;
}

export function markBuilt(hash) {
  fs.writeFileSync(stampFile, hash);
}

export function markStale() {
  fs.rmSync(stampFile, { force: true });
}

function listFiles(place) {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [place];
  const names = fs.readdirSync(place).sort();
  return names
    .filter((name) => !/[.]test[.]tsx?$|[.]md$/.test(name))
    .flatMap((name) => listFiles(path.join(place, name)));
}
