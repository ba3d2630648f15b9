import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { runQuietly, shorten } from "./child.mjs";
import { inProject, node24, root, stampFolder } from "./project.mjs";
import { SetUpError, say } from "./say.mjs";

const lockFile = inProject("package-lock.json");
const stampFile = path.join(stampFolder, "package-lock.sha256");
const installLimitMs = 20 * 60_000;

/** Installs the npm dependencies when package-lock.json is not the one that was installed. */
export async function ensureDependencies() {
  if (isOfAnotherCheckout()) return;
  const lockText = fs.readFileSync(lockFile);
  const hash = createHash("sha256").update(lockText).digest("hex");
  if (readText(stampFile) === hash && fs.existsSync(node24)) return;
  if (!isInstalledByHand(JSON.parse(lockText))) await install();
  fs.mkdirSync(stampFolder, { recursive: true });
  fs.writeFileSync(stampFile, hash);
}

/** A worktree may share the node_modules of another checkout by a link: `npm ci` would empty it under whoever works there. */
function isOfAnotherCheckout() {
  return fs.lstatSync(inProject("node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

async function install() {
  say("installing the npm dependencies (npm ci)");
  const [command, ...args] = npmCommand();
  // NODE_ENV=production in the caller's environment would leave the tools out.
  const flags = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const result = await runQuietly(command, [...args, ...flags], { cwd: root, timeoutMs: installLimitMs });
  if (result.code !== 0) throw new SetUpError(`npm ci failed (${result.code}):\n${shorten(result.output)}`);
  if (!fs.existsSync(node24)) throw new SetUpError(`npm ci left no ${node24}:\n${shorten(result.output)}`);
}

/**
 * A developer's own `npm install` brings node_modules to the new lock file too: npm writes what it installed to
 * node_modules/.package-lock.json. Then nothing has to be wiped and fetched again.
 */
function isInstalledByHand(lock) {
  const installedText = readText(inProject("node_modules/.package-lock.json"));
  if (installedText === undefined || !fs.existsSync(node24)) return false;
  const installed = JSON.parse(installedText).packages ?? {};
  return Object.entries(lock.packages).every(([name, wanted]) => {
    if (name === "") return true;
    const found = installed[name];
    if (!found) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function npmCommand() {
  const npmScript = process.env.npm_execpath;
  if (npmScript && /npm-cli\.c?js$/.test(npmScript)) return [process.execPath, npmScript];
  return process.platform === "win32" ? ["cmd.exe", "/d", "/s", "/c", "npm"] : ["npm"];
}

function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
