"use strict";
// A session is a browser context of Chromium: own cookies, storage and permissions. The default one is kept on disk.
const { EventEmitter } = require("node:events");
const { fetchFor } = require("./fetch.cjs");
const { record, runtime } = require("./runtime.cjs");
const { isPrivilegedScheme, registerPrivilegedScheme } = require("./schemes.cjs");
const { notImplemented, strict } = require("./strict.cjs");

function createProtocol(handlers) {
  return strict("protocol", {
    registerSchemesAsPrivileged(list) {
      if (runtime.isReady) throw new Error("protocol.registerSchemesAsPrivileged should be called before app is ready");
      for (const { scheme, privileges } of list) registerPrivilegedScheme(scheme, privileges);
    },
    handle(scheme, handler) {
      if (!runtime.isReady) throw new Error("protocol.handle should be called after app is ready");
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      if (!isPrivilegedScheme(scheme)) throw notImplemented(`protocol.handle of the unprivileged scheme ${scheme}`);
      handlers.set(scheme, handler);
    },
    unhandle: (scheme) => void handlers.delete(scheme),
    isProtocolHandled: (scheme) => handlers.has(scheme),
  });
}

/** Matches as Chromium's URL patterns do, as far as `*` goes. */
function matchesFilter(filter, url) {
  if (!filter?.urls || filter.urls.includes("<all_urls>")) return true;
  return filter.urls.some((pattern) => {
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*");
    return new RegExp(`^${escaped}$`).test(url);
  });
}

/** webRequest: what may be cancelled, and response headers. */
class WebRequest {
  constructor() {
    this._listeners = {};
  }

  onBeforeRequest(...args) {
    this._listen("before", args);
  }

  onHeadersReceived(...args) {
    this._listen("headers", args);
  }

  _listen(name, args) {
    const [filter, listener] = args.length > 1 ? args : [null, args[0]];
    this._listeners[name] = listener ? { filter, listener } : undefined;
  }

  /** What the app's listener answers, or null when it is not asked. */
  _ask(name, details) {
    const entry = this._listeners[name];
    if (!entry || !matchesFilter(entry.filter, details.url)) return null;
    return new Promise((resolve) => entry.listener(details, resolve));
  }
}

/** What a session may tell of. Only a test's hands emit them: no device chooser is emulated. */
const KNOWN_EVENTS = new Set(["select-hid-device"]);

class Session extends EventEmitter {
  constructor(partition) {
    super();
    this.setMaxListeners(0);
    this._partition = partition;
    this._protocolHandlers = new Map();
    this._grants = new Set();
    this._requestHandler = null;
    this._checkHandler = null;
    this._contextId = undefined;
    this.protocol = createProtocol(this._protocolHandlers);
    this._webRequest = new WebRequest();
    this.webRequest = strict("webRequest", this._webRequest);
  }

  on(event, listener) {
    if (!KNOWN_EVENTS.has(event)) throw notImplemented(`session.on(${event})`);
    return super.on(event, listener);
  }

  /** Makes the browser context when the first window needs it. */
  async _open() {
    if (this._partition === "") return;
    this._opening ??= runtime.browser.root.send("Target.createBrowserContext", {});
    this._contextId = (await this._opening).browserContextId;
  }

  setPermissionRequestHandler(handler) {
    this._requestHandler = handler;
  }

  setPermissionCheckHandler(handler) {
    this._checkHandler = handler;
  }

  setDevicePermissionHandler(handler) {
    record("session.setDevicePermissionHandler", this._partition);
    this._deviceHandler = handler;
  }

  setDisplayMediaRequestHandler(handler, options) {
    record("session.setDisplayMediaRequestHandler", this._partition, options);
    this._displayMediaHandler = handler;
  }

  setSpellCheckerEnabled(isEnabled) {
    record("session.setSpellCheckerEnabled", isEnabled);
  }

  setSpellCheckerDictionaryDownloadURL(url) {
    record("session.setSpellCheckerDictionaryDownloadURL", url);
  }

  fetch(url, options) {
    return fetchFor(this, url, options);
  }

  /** The stand-in's machine has no proxy. */
  async resolveProxy() {
    return "DIRECT";
  }

  isPersistent() {
    return this._partition === "";
  }
}

const sessions = new Map();

function fromPartition(partition) {
  if (partition.startsWith("persist:")) throw notImplemented("a persistent partition");
  let found = sessions.get(partition);
  if (!found) {
    found = strict("session", new Session(partition));
    sessions.set(partition, found);
    require("./app.cjs").app.emit("session-created", found);
  }
  return found;
}

const session = strict("session", {
  get defaultSession() {
    if (!runtime.isReady) throw new Error("Session can only be received when app is ready");
    return fromPartition("");
  },
  fromPartition(partition) {
    if (!runtime.isReady) throw new Error("Session can only be received when app is ready");
    return fromPartition(partition);
  },
});

/** The global `protocol` is the default session's. */
const protocol = fromDefaultProtocol();
function fromDefaultProtocol() {
  const base = new Session("");
  const proxied = strict("session", base);
  sessions.set("", proxied);
  return base.protocol;
}

/**
 * WebHID as Electron asks the app about it, for a simulated device (Chromium's own `navigator.hid` is refused here by policy).
 * `maySee`: whether `getDevices()` of a page gives it; without a handler nothing was ever granted. `choose`: what a page's
 * `requestDevice()` gives: the id of a device, or null when the app asks for no choice or refuses.
 */
const hidHands = {
  maySee(partition, origin, device) {
    const handler = fromPartition(partition)._deviceHandler;
    return handler ? handler({ deviceType: "hid", origin, device }) === true : false;
  },
  choose(partition, deviceList) {
    return new Promise((resolve) => {
      const event = { preventDefault() {} };
      const isHeard = fromPartition(partition).emit("select-hid-device", event, { deviceList, frame: null }, (id) =>
        resolve(id ?? null),
      );
      if (!isHeard) resolve(null);
    });
  },
};

module.exports = { fromPartition, hidHands, protocol, session };
