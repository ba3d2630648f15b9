"use strict";
// utilityProcess over child_process: structured clone by V8's serializer, ports carried by id, exit codes as Electron's.
const { fork } = require("node:child_process");
const { EventEmitter } = require("node:events");
const os = require("node:os");
const path = require("node:path");
const { PortCarrier, checkTransfer } = require("./message-ports.cjs");
const { runtime } = require("./runtime.cjs");
const { checkOptions, strict } = require("./strict.cjs");

const BOOT = path.join(__dirname, "utility-boot.cjs");
const OPTIONS = new Set(["serviceName", "stdio", "env", "execArgv", "cwd", "allowLoadingUnsignedLibraries"]);
const children = new Set();

class UtilityProcess extends EventEmitter {
  constructor(modulePath, args, options) {
    super();
    checkOptions("utilityProcess.fork options", options, OPTIONS);
    const stdio = options.stdio ?? "inherit";
    const [out, error] = Array.isArray(stdio) ? stdio.slice(1) : [stdio, stdio];
    this._child = fork(BOOT, [modulePath, ...args], {
      execPath: runtime.app.nodePath,
      execArgv: options.execArgv ?? [],
      env: { ...(options.env ?? process.env), STANDIN_ELECTRON_VERSION: process.versions.electron },
      cwd: options.cwd,
      stdio: ["ignore", out, error, "ipc"],
      serialization: "advanced",
    });
    this.stdout = this._child.stdout;
    this.stderr = this._child.stderr;
    this._carrier = new PortCarrier("m", (message) => this._send(message));
    this._child.on("message", (message) => this._receive(message));
    this._child.on("error", (fault) => this.emit("error", "FatalError", fault.message, ""));
    this._child.once("spawn", () => this.emit("spawn"));
    this._child.once("exit", (code, signal) => this._ended(code ?? os.constants.signals[signal]));
    children.add(this);
  }

  get pid() {
    return this._isGone ? undefined : this._child.pid;
  }

  postMessage(message, transfer = []) {
    checkTransfer(transfer);
    const ports = transfer.map((port) => this._carrier.exportPort(port));
    this._send({ type: "message", data: structuredClone(message), ports });
  }

  kill() {
    return !this._isGone && this._child.kill();
  }

  _send(message) {
    // Electron drops what is posted to a process that has ended.
    if (this._child.connected) this._child.send(message, undefined, undefined, () => {});
  }

  _receive(message) {
    if (message.type === "port") this._carrier.receive(message.id, message.data, message.ports);
    else if (message.type === "port-closed") this._carrier.closed(message.id);
    else {
      // The second argument is no part of Electron: there a child may not send ports up, so neither here.
      this.emit("message", message.data);
    }
  }

  _ended(code) {
    this._isGone = true;
    children.delete(this);
    this._carrier.closeAll();
    this.emit("exit", code);
  }
}

/** Ends what the app left running; children also end by themselves when the channel to this process breaks. */
function killUtilityProcesses() {
  for (const child of children) child._child.kill("SIGKILL");
}

const utilityProcess = strict("utilityProcess", {
  fork(modulePath, args = [], options = {}) {
    if (!Array.isArray(args)) return utilityProcess.fork(modulePath, [], args);
    if (!runtime.isReady) throw new Error("utilityProcess cannot be created before app is ready.");
    return strict("UtilityProcess", new UtilityProcess(modulePath, args, options));
  },
});

module.exports = { killUtilityProcesses, utilityProcess };
