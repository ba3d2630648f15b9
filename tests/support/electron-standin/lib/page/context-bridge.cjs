"use strict";

/**
 * One end of contextBridge; runs in the page as source text, once per world of a frame. DOM events are dispatched
 * synchronously and Chromium clones `detail` across worlds, so calls and answers cross synchronously and by value.
 */
function createContextBridge(side, nonce) {
  const MAX_DEPTH = 1000;
  const other = nonce + (side === "main" ? "isolated" : "main");
  const { CustomEvent } = globalThis;
  const dispatch = globalThis.dispatchEvent.bind(globalThis);
  // What this world gave away, with how often; let go when the other world holds no proxy of it any more, as Electron does.
  const functions = new Map();
  const functionIds = new WeakMap();
  // What this world got: a proxy that nobody holds is forgotten, and its owner told how often it came.
  const proxies = new Map();
  const promises = new Map();
  let lastId = 0;
  let answer;

  const post = (message) => dispatch(new CustomEvent(other, { detail: message }));
  const nextId = () => side + ++lastId;
  const asError = (error) => (error instanceof Error ? error : new Error(String(error)));

  const idOf = (fn) => {
    let id = functionIds.get(fn);
    if (!id) {
      id = nextId();
      functionIds.set(fn, id);
      functions.set(id, { fn, sent: 0 });
    }
    functions.get(id).sent += 1;
    return id;
  };
  const packPromise = (promise) => {
    const id = nextId();
    const settle = (isOk) => (value) => post({ type: "settle", id, isOk, value: pack(value) });
    Promise.resolve(promise).then(settle(true), settle(false));
    return ["promise", id];
  };
  const pack = (x, depth = 0) => {
    if (depth > MAX_DEPTH) throw new TypeError("Electron contextBridge recursion depth exceeded.");
    if (typeof x === "function") return ["function", idOf(x)];
    if (typeof x === "symbol") throw new Error("An object could not be cloned.");
    if (x === null || typeof x !== "object") return ["value", x];
    if (typeof x.then === "function") return packPromise(x);
    if (x instanceof Error) return ["error", x.message];
    if (Array.isArray(x)) return ["array", x.map((item) => pack(item, depth + 1))];
    // Dates, maps, buffers are left to structured clone.
    if (Object.prototype.toString.call(x) !== "[object Object]") return ["value", x];
    return ["object", Object.entries(x).map(([key, value]) => [key, pack(value, depth + 1)])];
  };

  const collected = new FinalizationRegistry((id) => {
    const known = proxies.get(id);
    if (!known || known.ref.deref()) return;
    proxies.delete(id);
    post({ type: "release", id, received: known.received });
  });
  const unpackFunction = (id) => {
    const known = proxies.get(id);
    const held = known?.ref.deref();
    const proxy = held ?? ((...args) => call(id, args));
    if (!held) collected.register(proxy, id);
    proxies.set(id, { ref: held ? known.ref : new WeakRef(proxy), received: (known?.received ?? 0) + 1 });
    return proxy;
  };
  const release = (id, received) => {
    // It was given away once more meanwhile: the other world has a fresh proxy, or will have.
    const given = functions.get(id);
    if (given?.sent !== received) return;
    functions.delete(id);
    functionIds.delete(given.fn);
  };
  const unpack = ([kind, x]) => {
    switch (kind) {
      case "function":
        return unpackFunction(x);
      case "promise":
        return new Promise((resolve, reject) => promises.set(x, { resolve, reject }));
      case "error":
        return new Error(x);
      case "array":
        return x.map(unpack);
      case "object":
        return Object.fromEntries(x.map(([key, value]) => [key, unpack(value)]));
      default:
        return x;
    }
  };

  const ask = (message) => {
    answer = undefined;
    post(message);
    const got = answer;
    answer = undefined;
    if (!got) throw new Error("contextBridge: the other world is gone");
    if (!got.isOk) throw unpack(got.value);
    return unpack(got.value);
  };
  const call = (id, args) => ask({ type: "call", id, args: args.map((x) => pack(x)) });

  const freeze = (x) => {
    if (x && typeof x === "object") Object.values(x).forEach(freeze);
    return Object.freeze(x);
  };
  const expose = (key, api) => {
    if (Object.hasOwn(globalThis, key)) {
      throw new Error("Cannot bind an API on top of an existing property on the window object");
    }
    Object.defineProperty(globalThis, key, { value: freeze(unpack(api)), enumerable: true });
  };
  const reply = (compute) => {
    try {
      post({ type: "answer", isOk: true, value: pack(compute()) });
    } catch (error) {
      post({ type: "answer", isOk: false, value: pack(asError(error)) });
    }
  };

  globalThis.addEventListener(nonce + side, (event) => {
    event.stopImmediatePropagation();
    const message = event.detail;
    if (message.type === "answer") answer = message;
    else if (message.type === "call") reply(() => functions.get(message.id).fn(...message.args.map(unpack)));
    else if (message.type === "release") release(message.id, message.received);
    else if (message.type === "expose" && side === "main") reply(() => expose(message.key, message.api));
    else if (message.type === "settle") {
      const waiter = promises.get(message.id);
      promises.delete(message.id);
      waiter?.[message.isOk ? "resolve" : "reject"](unpack(message.value));
    }
  });

  return { exposeInMainWorld: (key, api) => void ask({ type: "expose", key, api: pack(api) }) };
}

module.exports = { createContextBridge };
