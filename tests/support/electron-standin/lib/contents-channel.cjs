"use strict";
// What is said between main and the isolated world of one window: ipc, invoke, ports.
const crypto = require("node:crypto");
const fs = require("node:fs");
const { pathToFileURL } = require("node:url");
const { ipcMain } = require("./ipc-main.cjs");
const { PortCarrier, checkTransfer } = require("./message-ports.cjs");
const { createCodec } = require("./page/codec.cjs");
const { createContextBridge } = require("./page/context-bridge.cjs");
const { runPreload } = require("./page/preload-world.cjs");
const { reportFault, runtime, tolerateGone } = require("./runtime.cjs");

const WORLD = "Electron Isolated Context";
const BINDING = "__standinSend";
const RECEIVER = "__standinReceive";
const RECEIVE = `function (text) { globalThis.${RECEIVER}(text); }`;
const codec = createCodec();

class RendererChannel {
  constructor(contents) {
    this.contents = contents;
    this.contextId = null;
    this.ports = this.#createPorts();
  }

  /** Puts the preload and its glue into every document this target will open. */
  install(cdp, preload, processInfo) {
    cdp.on("Runtime.executionContextCreated", ({ context }) => {
      const isOurs = context.name === WORLD && context.auxData.frameId === this.contents._frameId;
      if (isOurs) this.contextId = context.id;
    });
    cdp.on("Runtime.executionContextsCleared", () => this.reset());
    cdp.on("Runtime.executionContextDestroyed", ({ executionContextId }) => {
      if (executionContextId === this.contextId) this.reset();
    });
    cdp.on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
      if (name === BINDING) this.#receive(JSON.parse(payload), executionContextId);
    });
    if (!preload) return [];
    return [
      cdp.send("Runtime.addBinding", { name: BINDING, executionContextName: WORLD }),
      ...preloadScripts(preload, processInfo).map((script) =>
        cdp.send("Page.addScriptToEvaluateOnNewDocument", script),
      ),
    ];
  }

  /** The document is gone, and with it the other end of every port. */
  reset() {
    this.contextId = null;
    const ports = this.ports;
    this.ports = this.#createPorts();
    ports.closeAll();
  }

  #createPorts() {
    return new PortCarrier("m", (message) => {
      const { data, ...rest } = message;
      this.#write(message.type === "port" ? { ...rest, value: codec.encodeCloned(data) } : message);
    });
  }

  /** As in Electron, what is sent while no document listens is lost. */
  push(channel, args, transfer = []) {
    checkTransfer(transfer);
    const text = codec.encode(args);
    const ports = this.ports;
    this.#write({ type: "push", channel, args: text, ports: transfer.map((port) => ports.exportPort(port)) });
    if (this.contextId === null) ports.closeAll();
  }

  #write(message, contextId = this.contextId) {
    if (contextId === null) return;
    const call = {
      functionDeclaration: RECEIVE,
      executionContextId: contextId,
      arguments: [{ value: JSON.stringify(message) }],
    };
    tolerateGone(this.contents._cdp.send("Runtime.callFunctionOn", { ...call, silent: true })).catch(reportFault);
  }

  #receive(message, contextId) {
    if (message.type === "port") return this.ports.receive(message.id, codec.decode(message.value), message.ports);
    if (message.type === "port-closed") return this.ports.closed(message.id);
    const event = this.#event(contextId);
    const args = codec.decode(message.args);
    if (message.type === "invoke") return void this.#invoke(message, event, args, contextId);
    event.ports = message.ports.map((id) => this.ports.importPort(id));
    this.contents.ipc.emit(message.channel, event, ...args);
    return ipcMain.emit(message.channel, event, ...args);
  }

  #event(contextId) {
    const { contents } = this;
    return {
      type: "frame",
      sender: contents,
      senderFrame: contextId === this.contextId ? contents.mainFrame : null,
      frameId: 1,
      processId: contents.id,
      ports: [],
      reply: (channel, ...args) => contents.send(channel, ...args),
    };
  }

  async #invoke({ id, channel }, event, args, contextId) {
    const handler = this.contents.ipc._handlers.get(channel) ?? ipcMain._handlers.get(channel);
    try {
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      const value = codec.encode(await handler(event, ...args));
      this.#write({ type: "reply", id, channel, isOk: true, value }, contextId);
    } catch (error) {
      if (handler) console.error(`Error occurred in handler for '${channel}':`, error);
      this.#write({ type: "reply", id, channel, isOk: false, error: String(error) }, contextId);
    }
  }
}

/** Two scripts for each new top document: the main world's end of contextBridge, then the isolated world. */
function preloadScripts(preload, processInfo) {
  const nonce = crypto.randomUUID();
  const config = { binding: BINDING, receiver: RECEIVER, preload, process: processInfo };
  const source = fs.readFileSync(preload, "utf8");
  const bridge = (side) => `(${createContextBridge})(${JSON.stringify(side)}, ${JSON.stringify(nonce)})`;
  const topOnly = (code) => `(() => { if (globalThis.top !== globalThis) return; ${code} })()`;
  const run = `function (require, module, exports, process) { const global = globalThis; ${source}\n}`;
  const isolated = `(${runPreload})((${createCodec})(), ${bridge("isolated")}, ${JSON.stringify(config)}, ${run});`;
  return [
    { source: topOnly(`${bridge("main")};`) },
    { worldName: WORLD, source: `${topOnly(isolated)}\n//# sourceURL=${pathToFileURL(preload).href}` },
  ];
}

/** `process` of a preload. */
function preloadProcess(additionalArguments = []) {
  return {
    platform: process.platform,
    arch: process.arch,
    env: {},
    argv: [runtime.app.executable, ...additionalArguments],
    execPath: runtime.app.executable,
    versions: {
      node: process.versions.node,
      chrome: process.versions.chrome,
      electron: process.versions.electron,
    },
  };
}

module.exports = { RendererChannel, preloadProcess };
