"use strict";
// What is not emulated must be loud: a test that passes because a call did nothing proves nothing.

function notImplemented(name) {
  return new Error(`electron stand-in: ${name} is not implemented`);
}

// Probed by `await`, JSON and inspectors on any object; answering `undefined` is what a plain object does.
const PROBES = new Set(["then", "toJSON", "inspect", "nodeType", "asymmetricMatch", "$$typeof"]);

/** Wraps `target` so that reading a member it does not have throws instead of giving `undefined`. */
function strict(name, target) {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (key in object || typeof key === "symbol" || PROBES.has(key) || key.startsWith("_")) {
        return Reflect.get(object, key, receiver);
      }
      throw notImplemented(`${name}.${key}`);
    },
  });
}

/** Throws when `given` has a truthy option that the stand-in does not know. */
function checkOptions(name, given, known) {
  for (const [key, value] of Object.entries(given)) {
    if (value !== undefined && value !== false && !known.has(key)) throw notImplemented(`${name}.${key}`);
  }
}

class StandInEvent {
  constructor(fields) {
    this.defaultPrevented = false;
    Object.assign(this, fields);
  }

  preventDefault() {
    this.defaultPrevented = true;
  }
}

module.exports = { StandInEvent, checkOptions, notImplemented, strict };
