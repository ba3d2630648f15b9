"use strict";

/**
 * The isolated world of a window; runs in the page as source text: ipcRenderer over the CDP binding, ports as real DOM
 * MessagePorts, the `require` of a sandboxed preload, and the preload itself (`run`).
 */
function runPreload(codec, contextBridge, config, run) {
  const binding = globalThis[config.binding];
  delete globalThis[config.binding];
  const send = (message) => binding(JSON.stringify(message));
  const listeners = new Map();
  const replies = new Map();
  let lastInvoke = 0;

  // A port that crosses to main is a local port whose messages are carried over the binding, under an id.
  const ports = new Map();
  let lastPort = 0;
  const carry = (id, port) => {
    ports.set(id, port);
    port.onmessage = (event) =>
      send({ type: "port", id, value: codec.encodeCloned(event.data), ports: event.ports.map(exportPort) });
    port.addEventListener("close", () => {
      ports.delete(id);
      send({ type: "port-closed", id });
    });
  };
  const exportPort = (port) => {
    const id = `r${++lastPort}`;
    carry(id, port);
    return id;
  };
  const importPort = (id) => {
    const { port1, port2 } = new MessageChannel();
    carry(id, port1);
    return port2;
  };

  const add = (channel, listener) => {
    const list = listeners.get(channel) ?? [];
    list.push(listener);
    listeners.set(channel, list);
    return ipcRenderer;
  };
  const remove = (channel, listener) => {
    const list = listeners.get(channel) ?? [];
    const index = list.findIndex((each) => each === listener || each.original === listener);
    if (index >= 0) list.splice(index, 1);
    return ipcRenderer;
  };
  const ipcRenderer = {
    send: (channel, ...args) => send({ type: "send", channel, args: codec.encode(args), ports: [] }),
    postMessage: (channel, message, transfer = []) =>
      send({ type: "send", channel, args: codec.encode([message]), ports: transfer.map(exportPort) }),
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++lastInvoke;
        send({ type: "invoke", id, channel, args: codec.encode(args) }); // throws into a rejection
        replies.set(id, { resolve, reject });
      }),
    on: add,
    addListener: add,
    once: (channel, listener) => {
      const wrapped = (...args) => {
        remove(channel, wrapped);
        listener(...args);
      };
      wrapped.original = listener;
      return add(channel, wrapped);
    },
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel) => (listeners.get(channel) ?? []).length,
  };

  const receive = {
    reply: (message) => {
      const waiter = replies.get(message.id);
      replies.delete(message.id);
      if (message.isOk) waiter?.resolve(codec.decode(message.value));
      else waiter?.reject(new Error(`Error invoking remote method '${message.channel}': ${message.error}`));
    },
    push: (message) => {
      const event = { sender: ipcRenderer, ports: message.ports.map(importPort) };
      for (const listener of [...(listeners.get(message.channel) ?? [])]) {
        // A listener that throws must not stop the others, as with Electron's EventEmitter it is an uncaught error.
        try {
          listener(event, ...codec.decode(message.args));
        } catch (error) {
          reportError(error);
        }
      }
    },
    port: (message) => ports.get(message.id)?.postMessage(codec.decode(message.value), message.ports.map(importPort)),
    "port-closed": (message) => {
      ports.get(message.id)?.close();
      ports.delete(message.id);
    },
  };
  globalThis[config.receiver] = (text) => {
    const message = JSON.parse(text);
    receive[message.type](message);
  };

  const strict = (name, target) =>
    new Proxy(target, {
      get(object, key) {
        if (key in object || typeof key === "symbol" || key === "then") return object[key];
        throw new Error(`electron stand-in: ${name}.${key} is not implemented`);
      },
    });
  const electron = strict("electron", {
    contextBridge: strict("contextBridge", contextBridge),
    ipcRenderer: strict("ipcRenderer", ipcRenderer),
    webFrame: strict("webFrame", { getZoomFactor: () => 1, setVisualZoomLevelLimits() {} }),
  });
  const modules = {
    electron,
    "electron/renderer": electron,
    timers: {
      setTimeout,
      setInterval,
      clearTimeout,
      clearInterval,
      setImmediate: (callback, ...args) => setTimeout(callback, 0, ...args),
      clearImmediate: clearTimeout,
    },
    url: { URL, URLSearchParams },
  };
  const require = (id) => {
    const found = modules[id.replace(/^node:/, "")];
    if (!found) throw new Error(`module not found: ${id}`); // a sandboxed preload may only ask for these
    return found;
  };
  const module = { exports: {} };
  try {
    run(require, module, module.exports, {
      ...config.process,
      type: "renderer",
      sandboxed: true,
      contextIsolated: true,
    });
  } catch (error) {
    console.error(`Unable to load preload script: ${config.preload}`);
    console.error(error);
  }
}

module.exports = { runPreload };
