"use strict";
// First module of a utility process: makes process.parentPort, then runs the app's module.
const { EventEmitter } = require("node:events");
const Module = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { PortCarrier } = require("./message-ports.cjs");

const [, , modulePath, ...args] = process.argv;
const channel = process.send.bind(process);
const post = (message) => {
  if (process.connected) channel(message, undefined, undefined, () => {});
};
const carrier = new PortCarrier("u", post);

/** Messages wait for the first listener, as in Electron. */
class ParentPort extends EventEmitter {
  constructor() {
    super();
    this._inbox = [];
    this.on("newListener", (name) => {
      if (name === "message") process.nextTick(() => this._flush());
    });
  }

  postMessage(message, transfer) {
    if (transfer?.length) throw new Error("electron stand-in: ports from a utility process are not implemented");
    post({ type: "message", data: structuredClone(message) });
  }

  _receive(message) {
    this._inbox.push(message);
    if (this.listenerCount("message") > 0) this._flush();
  }

  _flush() {
    for (const { data, ports } of this._inbox.splice(0)) this.emit("message", { data, ports });
  }
}

const parentPort = new ParentPort();
process.on("message", (message) => {
  if (message.type === "port") carrier.receive(message.id, message.data, message.ports);
  else if (message.type === "port-closed") carrier.closed(message.id);
  else parentPort._receive({ data: message.data, ports: message.ports.map((id) => carrier.importPort(id)) });
});
// The main process is gone, by SIGKILL perhaps: a utility process never outlives it.
process.on("disconnect", () => process.exit(0));

process.parentPort = parentPort;
process.type = "utility";
Object.defineProperty(process.versions, "electron", { value: process.env.STANDIN_ELECTRON_VERSION, enumerable: true });
delete process.env.STANDIN_ELECTRON_VERSION;
// The channel belongs to parentPort; an app that used Node's own would work here and break in Electron.
process.send = undefined;
const file = path.resolve(modulePath);
process.argv = [process.execPath, file, ...args];
if (file.endsWith(".mjs")) {
  // A module that fails ends the process with its error, as an unhandled rejection does.
  void import(pathToFileURL(file).href);
} else {
  Module._load(file, null, true);
}
