import fs from "node:fs";
import path from "node:path";
import { runQuietly, shorten } from "./child.mjs";
import { SetUpError, say } from "./say.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const fixedPlaces = {
  linux: ["/usr/bin/chromium", "/snap/bin/chromium"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  ],
};
const aptLimitMs = 10 * 60_000;

/** The Chromium that the stand-in and the tests' customers run in; installed on Debian as root when it is missing. */
export async function ensureChromium() {
  const found = findChromium() ?? (await installChromium());
  process.env.CHROMIUM_PATH = found;
  if (!hasKnownPlace(found)) process.env.STANDIN_CHROMIUM ??= found;
  return found;
}

/** On Debian the stand-in starts the program itself and not the wrapper on PATH, so that signals reach it. */
function hasKnownPlace(found) {
  return found === "/usr/bin/chromium" && isFile("/usr/lib/chromium/chromium");
}

export function findChromium(environment = process.env) {
  const wanted = environment.CHROMIUM_PATH;
  if (wanted) {
    if (!isFile(wanted)) throw new SetUpError(`CHROMIUM_PATH names ${wanted}, and there is no such file.`);
    return wanted;
  }
  const folders = (environment.PATH ?? "").split(path.delimiter).filter(Boolean);
  const onPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...(fixedPlaces[process.platform] ?? []), ...onPath].find(isFile);
}

async function installChromium() {
  if (!isDebian() || process.getuid?.() !== 0) {
    const command = isDebian() ? "sudo apt-get install -y chromium" : "install Chromium or Google Chrome";
    throw new SetUpError(`no Chromium found: ${command}, or name it in CHROMIUM_PATH, and start again.`);
  }
  say("installing Chromium (apt-get)");
  await aptGet(["update"]);
  await aptGet(["install", "-y", "--no-install-recommends", "chromium"]);
  const found = findChromium();
  if (!found) throw new SetUpError("apt-get installed the package chromium, but no chromium is on PATH.");
  return found;
}

async function aptGet(args) {
  const result = await runQuietly("apt-get", ["-o", "DPkg::Lock::Timeout=120", ...args], {
    timeoutMs: aptLimitMs,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (result.code !== 0) throw new SetUpError(`apt-get ${args[0]} failed (${result.code}):\n${shorten(result.output)}`);
}

function isDebian() {
  return process.platform === "linux" && isFile("/etc/debian_version") && isFile("/usr/bin/apt-get");
}

function isFile(file) {
  try {
    return fs.statSync(file).isFile();
  } catch {
    // Not there, or in a folder of PATH that may not be read: no program for this user either way.
    return false;
  }
}
