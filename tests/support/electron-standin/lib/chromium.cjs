"use strict";
// Life of the Chromium that carries the windows: started on a profile inside the app's user-data folder, spoken to over
// a pipe, and ended with the app (Chromium quits when the pipe closes, so even SIGKILL of the app leaves nothing).
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { CdpConnection } = require("./cdp.cjs");

const LEFTOVER_LIMIT_MS = 3000;
const CLOSE_LIMIT_MS = 2000;

function chromiumPath() {
  if (process.env.STANDIN_CHROMIUM) return process.env.STANDIN_CHROMIUM;
  const candidates = [
    "/usr/lib/chromium/chromium",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  const found = candidates.find((candidate) => fs.existsSync(candidate));
  if (!found)
    throw new Error("electron stand-in: no Chromium found; apt-get install chromium, or set STANDIN_CHROMIUM");
  return found;
}

const DISABLED_FEATURES = [
  "IntensiveWakeUpThrottling",
  "MediaRouter",
  "OptimizationHints",
  "Translate",
  "HttpsUpgrades",
  // Parts of Chromium's own frame that are web pages: nobody sees them, and they cost a second of processor time a window.
  "InitialWebUI",
  "PreloadTopChromeWebUI",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxPopup",
  "WebUIReloadButton",
];

function ownSwitches(profile, debuggingPort) {
  const isHeaded = Boolean(process.env.STANDIN_HEADED && (process.env.DISPLAY || process.env.WAYLAND_DISPLAY));
  return [
    ...(isHeaded ? [] : [["headless", "new"]]),
    ["user-data-dir", profile],
    ["remote-debugging-pipe", ""],
    ...(debuggingPort === null ? [] : [["remote-debugging-port", debuggingPort]]),
    ["no-first-run", ""],
    ["no-default-browser-check", ""],
    ["no-startup-window", ""],
    ["disable-background-networking", ""],
    ["disable-component-update", ""],
    ["disable-default-apps", ""],
    ["disable-extensions", ""],
    ["disable-sync", ""],
    ["disable-breakpad", ""],
    ["disable-search-engine-choice-screen", ""],
    ["disable-background-timer-throttling", ""],
    ["disable-backgrounding-occluded-windows", ""],
    ["disable-renderer-backgrounding", ""],
    ["disable-back-forward-cache", ""],
    ["disable-dev-shm-usage", ""],
    ["disable-features", DISABLED_FEATURES.join(",")],
    ["password-store", "basic"],
    ["site-per-process", ""],
    // Electron's default for webPreferences.autoplayPolicy.
    ["autoplay-policy", "no-user-gesture-required"],
    ["host-resolver-rules", "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"],
    ...(process.getuid?.() === 0 ? [["no-sandbox", ""]] : []),
  ];
}

/** A Chromium of a killed run may still be closing: it must be gone, or the new one would hand its windows over to it. */
async function waitForLeftover(profile) {
  const lock = path.join(profile, "SingletonLock");
  const isHeld = () => {
    try {
      const pid = Number(fs.readlinkSync(lock).split("-").at(-1));
      return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(profile) ? pid : 0;
    } catch {
      return 0; // no lock, or its process is gone: Chromium clears that itself
    }
  };
  const startedMs = Date.now();
  for (let pid = isHeld(); pid; pid = isHeld()) {
    if (Date.now() - startedMs > LEFTOVER_LIMIT_MS) process.kill(pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

class Chromium {
  /** Starts the browser; `debuggingPort` is null unless somebody (Playwright) asked for a port. */
  static async launch({ profile, commandLine, debuggingPort }) {
    fs.mkdirSync(profile, { recursive: true });
    await waitForLeftover(profile);
    const args = commandLine._forChromium(ownSwitches(profile, debuggingPort));
    // In a process group of its own: whoever kills the app's group leaves Chromium to end by the pipe and tidy up.
    const stdio = ["ignore", "ignore", "pipe", "pipe", "pipe"];
    const child = spawn(chromiumPath(), args, { stdio, detached: true });
    const chromium = new Chromium(child);
    await chromium.#start(debuggingPort !== null);
    return chromium;
  }

  constructor(child) {
    this.child = child;
    this.connection = new CdpConnection(child.stdio[4], child.stdio[3]);
    this.root = this.connection.root;
    this.exited = new Promise((resolve) => child.once("exit", resolve));
    this.debuggingUrl = null;
  }

  async #start(hasPort) {
    let said = "";
    const failed = new Promise((_, reject) => {
      this.child.once("error", reject);
      this.child.once("exit", (code) => reject(new Error(`electron stand-in: chromium ended with ${code}\n${said}`)));
    });
    failed.catch(() => {}); // only a failure before the start is of interest
    const listening = new Promise((resolve) => {
      this.child.stderr.on("data", (data) => {
        if (process.env.STANDIN_LOG) process.stderr.write(data);
        if (this.debuggingUrl) return;
        said += data;
        this.debuggingUrl = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1] ?? null;
        if (this.debuggingUrl) resolve();
      });
    });
    const [version] = await Promise.race([
      failed,
      Promise.all([this.root.send("Browser.getVersion"), hasPort ? listening : undefined]),
    ]);
    this.version = version.product.split("/")[1];
  }

  /** Asks the browser to end, and ends it. */
  async close() {
    const timer = setTimeout(() => this.child.kill("SIGKILL"), CLOSE_LIMIT_MS);
    this.root.send("Browser.close").catch(() => {}); // the answer may be lost with the pipe
    if (this.child.exitCode === null && this.child.signalCode === null) await this.exited;
    clearTimeout(timer);
  }
}

module.exports = { Chromium };
