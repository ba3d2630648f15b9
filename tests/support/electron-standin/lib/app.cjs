"use strict";
// app: life of the program around the Chromium that carries its windows.
const { EventEmitter } = require("node:events");
const os = require("node:os");
const path = require("node:path");
const { spawn } = require("node:child_process");
const { Chromium } = require("./chromium.cjs");
const { record, reportFault, runtime } = require("./runtime.cjs");
const { SingleInstance } = require("./single-instance.cjs");
const { StandInEvent, strict } = require("./strict.cjs");
const { CommandLine } = require("./switches.cjs");
const { killUtilityProcesses } = require("./utility-process.cjs");

class App extends EventEmitter {
  constructor() {
    super();
    this.setMaxListeners(0);
    const { manifest, isPackaged } = runtime.app;
    this.name = manifest.productName ?? manifest.name ?? "Electron";
    this.isPackaged = isPackaged;
    this.commandLine = strict("app.commandLine", new CommandLine(process.argv));
    this.dock = undefined;
    this.applicationMenu = null;
    this._paths = new Map();
    this._phase = "running";
    this._lock = null;
    this._relaunch = null;
    this._whenReady = new Promise((resolve) => {
      this._becomeReady = resolve;
    });
  }

  isReady() {
    return runtime.isReady;
  }

  whenReady() {
    return this._whenReady;
  }

  getName() {
    return this.name;
  }

  setName(name) {
    this.name = name;
  }

  getVersion() {
    return runtime.app.manifest.version ?? process.versions.electron;
  }

  getAppPath() {
    return runtime.app.root;
  }

  getLocale() {
    return this.commandLine.getSwitchValue("lang") || "en-US";
  }

  getSystemLocale() {
    return this.getLocale();
  }

  getPreferredSystemLanguages() {
    return [this.getLocale()];
  }

  getPath(name) {
    const found = this._paths.get(name) ?? this._defaultPath(name);
    if (!found) throw new Error(`Failed to get '${name}' path`);
    return found;
  }

  _defaultPath(name) {
    const home = os.homedir();
    switch (name) {
      case "home":
        return home;
      case "appData":
        return process.env.XDG_CONFIG_HOME ?? path.join(home, ".config");
      case "userData": {
        const given = this.commandLine.getSwitchValue("user-data-dir");
        return given ? path.resolve(given) : path.join(this.getPath("appData"), this.name);
      }
      case "sessionData":
        return this.getPath("userData");
      case "logs":
        return path.join(this.getPath("userData"), "logs");
      case "crashDumps":
        return path.join(this.getPath("userData"), "Crashpad");
      case "temp":
        return os.tmpdir();
      case "exe":
      case "module":
        return runtime.app.executable;
      case "desktop":
      case "documents":
      case "downloads":
      case "music":
        return path.join(home, name[0].toUpperCase() + name.slice(1));
      default:
        return undefined;
    }
  }

  setPath(name, value) {
    this._paths.set(name, value);
  }

  setAppLogsPath(folder) {
    this.setPath("logs", folder ?? path.join(this.getPath("userData"), "logs"));
  }

  enableSandbox() {
    if (runtime.isReady) throw new Error("app.enableSandbox() can only be called before app is ready");
    record("app.enableSandbox");
  }

  disableHardwareAcceleration() {
    if (runtime.isReady) throw new Error("app.disableHardwareAcceleration() can only be called before app is ready");
    this.commandLine.appendSwitch("disable-gpu");
  }

  requestSingleInstanceLock(additionalData = {}) {
    this._lock ??= new SingleInstance(this.getPath("userData"));
    const onSecond = ({ argv, folder, data }) => this.emit("second-instance", new StandInEvent(), argv, folder, data);
    if (this._lock.acquire(onSecond)) return true;
    const message = { argv: process.argv, folder: process.cwd(), data: additionalData };
    this._lock.tellFirst(runtime.app.nodePath, message);
    return false;
  }

  hasSingleInstanceLock() {
    return Boolean(this._lock?.server);
  }

  releaseSingleInstanceLock() {
    this._lock?.release();
  }

  setAppUserModelId(id) {
    record("app.setAppUserModelId", id);
  }

  setAsDefaultProtocolClient(...args) {
    record("app.setAsDefaultProtocolClient", ...args);
    return true;
  }

  isDefaultProtocolClient() {
    return false;
  }

  setLoginItemSettings(settings) {
    record("app.setLoginItemSettings", settings);
    this._loginItem = settings;
  }

  getLoginItemSettings() {
    return { openAtLogin: false, ...this._loginItem };
  }

  setBadgeCount(count) {
    record("app.setBadgeCount", count);
    return true;
  }

  setAboutPanelOptions(options) {
    record("app.setAboutPanelOptions", options);
  }

  focus() {
    record("app.focus");
  }

  isAccessibilitySupportEnabled() {
    return false;
  }

  isHardwareAccelerationEnabled() {
    return false;
  }

  getAppMetrics() {
    const { rss } = process.memoryUsage();
    return [{ pid: process.pid, type: "Browser", memory: { workingSetSize: Math.round(rss / 1024) } }];
  }

  relaunch(options = {}) {
    record("app.relaunch", options);
    this._relaunch = options;
  }

  quit() {
    if (this._phase !== "running") return;
    this._phase = "quitting";
    const event = new StandInEvent();
    this.emit("before-quit", event);
    if (event.defaultPrevented) this._phase = "running";
    else this._closeWindows().catch(reportFault);
  }

  async _closeWindows() {
    for (const window of [...runtime.windows.values()]) {
      if (await window._close()) continue;
      this._phase = "running";
      return;
    }
    this._willQuit();
  }

  _willQuit() {
    if (this._phase === "ended") return;
    const event = new StandInEvent();
    this.emit("will-quit", event);
    if (event.defaultPrevented) this._phase = "running";
    else this._end(0).catch(reportFault);
  }

  exit(code = 0) {
    if (this._phase === "ended") return;
    this._phase = "exiting";
    for (const window of [...runtime.windows.values()]) window.destroy();
    this._end(code).catch(reportFault);
  }

  _allWindowsClosed() {
    if (this._phase === "quitting") this._willQuit();
    else if (this._phase === "running" && !this.emit("window-all-closed")) this.quit();
  }

  async _end(code) {
    if (this._phase === "ended") return;
    this._phase = "ended";
    this.emit("quit", new StandInEvent(), code);
    await this._starting?.catch(() => {}); // a browser that did not start needs no end
    await runtime.browser?.close();
    this.releaseSingleInstanceLock();
    killUtilityProcesses();
    if (this._relaunch) this._startAgain(this._relaunch);
    process.exit(code);
  }

  _startAgain({ execPath = runtime.app.executable, args = process.argv.slice(1) }) {
    spawn(execPath, args, { detached: true, stdio: "ignore" }).unref();
  }

  /** Called once the app's main module has run, so that its switches count. */
  _start() {
    this._starting = this._launch();
    this._starting.catch((error) => {
      console.error(error);
      process.exit(1);
    });
  }

  async _launch() {
    if (this._phase !== "running") return;
    const browser = await Chromium.launch({
      profile: path.join(this.getPath("sessionData"), "stand-in-profile"),
      commandLine: this.commandLine,
      debuggingPort: this.commandLine.hasSwitch("remote-debugging-port")
        ? this.commandLine.getSwitchValue("remote-debugging-port")
        : null,
    });
    runtime.browser = browser;
    Object.defineProperty(process.versions, "chrome", { value: browser.version, enumerable: true });
    this._watch(browser);
    await browser.root.send("Target.setDiscoverTargets", { discover: true });
    if (this._phase !== "running") return;
    // Playwright's _electron waits for this line.
    if (browser.debuggingUrl) process.stderr.write(`\nDevTools listening on ${browser.debuggingUrl}\n`);
    runtime.isReady = true;
    this.emit("will-finish-launching");
    this.emit("ready", new StandInEvent(), {});
    this._becomeReady();
  }

  _watch(browser) {
    const windowOf = (targetId) => [...runtime.windows.values()].find((window) => window._targetId === targetId);
    browser.root.on("Target.targetDestroyed", ({ targetId }) => windowOf(targetId)?._gone());
    browser.root.on("Target.targetCrashed", ({ targetId, status, errorCode }) => {
      windowOf(targetId)?.webContents._crashed(status, errorCode);
    });
    browser.exited.then(() => {
      if (this._phase === "ended") return;
      console.error("electron stand-in: chromium went away");
      process.exit(1);
    });
  }
}

const app = strict("app", new App());
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => app.quit());

module.exports = { app };
