import fs from "node:fs";
import path from "node:path";
import { runQuietly } from "./child.mjs";
import { inProject, node24, root, stampFolder } from "./project.mjs";
import { SetUpError, say } from "./say.mjs";

const packageFolder = inProject("node_modules/electron");
const failureStamp = path.join(stampFolder, "electron-not-fetched.json");
const fetchLimitMs = 90_000;
const retryAfterMs = 7 * 24 * 60 * 60_000;

export const standInExecutable = inProject("tests/support/electron-standin/dist/electron");

/** Which Electron a command wants: `real` and `stand-in` are forced by TANDEM_ELECTRON, else it is found out. */
export function wantedElectron(environment = process.env) {
  const wanted = environment.TANDEM_ELECTRON ?? "";
  if (["", "real", "stand-in"].includes(wanted)) return wanted;
  throw new SetUpError(`TANDEM_ELECTRON is "${wanted}"; it may be real or stand-in.`);
}

/** The executable of real Electron, if its distribution is there, unpacked and of the right version. */
export function findElectron() {
  const place = readText(path.join(packageFolder, "path.txt"));
  const version = readText(path.join(packageFolder, "dist/version"))?.trim().replace(/^v/, "");
  if (place === undefined || version !== electronVersion()) return undefined;
  const executable = path.join(packageFolder, "dist", place);
  return fs.existsSync(executable) ? executable : undefined;
}

/**
 * Real Electron, fetched once if it can be had. A refusal is remembered for a week with the version and the place
 * that was asked, so that the next start does not wait again; TANDEM_ELECTRON=real always asks anew.
 */
export async function ensureElectron() {
  const found = findElectron();
  if (found) return found;
  const isForced = wantedElectron() === "real";
  if (!isForced && hasFailedBefore()) return undefined;
  say(`fetching Electron ${electronVersion()} (${fetchLimitMs / 1000} s at most)`);
  const { ELECTRON_OVERRIDE_DIST_PATH: _standInFolder, ...environment } = process.env;
  const script = path.join(packageFolder, "install.js");
  const result = await runQuietly(node24, [script], { cwd: root, env: environment, timeoutMs: fetchLimitMs });
  const executable = findElectron();
  if (executable) return executable;
  const answer = result.timedOut ? "no answer in time" : firstErrorLine(result.output);
  rememberFailure(answer);
  if (isForced) throw new SetUpError(`Electron ${electronVersion()} cannot be fetched (${answer}).`);
  return undefined;
}

function electronVersion() {
  return JSON.parse(fs.readFileSync(path.join(packageFolder, "package.json"), "utf8")).version;
}

function question() {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? "github.com";
  return { version: electronVersion(), mirror, platform: process.platform, arch: process.arch };
}

function hasFailedBefore() {
  const text = readText(failureStamp);
  if (text === undefined) return false;
  const { asked, atMs } = JSON.parse(text);
  return JSON.stringify(asked) === JSON.stringify(question()) && Date.now() - atMs < retryAfterMs;
}

function rememberFailure(answer) {
  fs.mkdirSync(stampFolder, { recursive: true });
  fs.writeFileSync(failureStamp, JSON.stringify({ asked: question(), answer, atMs: Date.now() }));
}

function firstErrorLine(output) {
  const lines = output.split("\n").map((line) => line.trim());
  return lines.find((line) => /error|failed|refused|denied/i.test(line)) ?? lines.find(Boolean) ?? "no reason given";
}

function readText(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
