"use strict";

/**
 * Structured clone as JSON text, both ways. Self-contained: it runs in main, and its source text in pages.
 * `structuredClone` comes first, because it refuses exactly what Electron's IPC refuses.
 */
function createCodec() {
  const TAG = "$t";
  const toBase64 = (bytes) => {
    let text = "";
    for (let i = 0; i < bytes.length; i += 32_768)
      text += String.fromCharCode.apply(null, bytes.subarray(i, i + 32_768));
    return btoa(text);
  };
  const fromBase64 = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const tagged = (tag, value, extra) => ({ [TAG]: tag, value, ...extra });

  const packObject = (x) => {
    if (x instanceof Date) return tagged("date", +x);
    if (x instanceof RegExp) return tagged("regexp", [x.source, x.flags]);
    if (x instanceof Map)
      return tagged(
        "map",
        [...x].map(([key, value]) => [pack(key), pack(value)]),
      );
    if (x instanceof Set) return tagged("set", [...x].map(pack));
    if (x instanceof Error) return tagged("error", [x.name, x.message, x.stack]);
    if (x instanceof ArrayBuffer) return tagged("buffer", toBase64(new Uint8Array(x)));
    if (ArrayBuffer.isView(x)) {
      const isBuffer = typeof Buffer !== "undefined" && Buffer.isBuffer(x);
      const bytes = new Uint8Array(x.buffer, x.byteOffset, x.byteLength);
      return tagged("view", toBase64(bytes), { type: isBuffer ? "Uint8Array" : x.constructor.name });
    }
    if (Array.isArray(x)) return x.map(pack);
    const packed = {};
    for (const key of Object.keys(x)) packed[key.startsWith(TAG) ? `$${key}` : key] = pack(x[key]);
    return packed;
  };
  const pack = (x) => {
    if (x === undefined) return tagged("undefined");
    if (typeof x === "bigint") return tagged("bigint", String(x));
    if (typeof x === "number" && !Number.isFinite(x)) return tagged("number", String(x));
    if (Object.is(x, -0)) return tagged("number", "-0");
    return x === null || typeof x !== "object" ? x : packObject(x);
  };

  const unpackTagged = (x) => {
    const { value } = x;
    switch (x[TAG]) {
      case "undefined":
        return undefined;
      case "bigint":
        return BigInt(value);
      case "number":
        return Number(value);
      case "date":
        return new Date(value);
      case "regexp":
        return new RegExp(value[0], value[1]);
      case "map":
        return new Map(value.map(([key, item]) => [unpack(key), unpack(item)]));
      case "set":
        return new Set(value.map(unpack));
      case "error":
        return Object.assign(new Error(value[1]), { name: value[0], stack: value[2] });
      case "buffer":
        return fromBase64(value).buffer;
      default:
        return new globalThis[x.type](fromBase64(value).buffer);
    }
  };
  const unpack = (x) => {
    if (Array.isArray(x)) return x.map(unpack);
    if (x === null || typeof x !== "object") return x;
    if (x[TAG]) return unpackTagged(x);
    const unpacked = {};
    for (const key of Object.keys(x)) unpacked[key.startsWith(`$${TAG}`) ? key.slice(1) : key] = unpack(x[key]);
    return unpacked;
  };

  return {
    encode: (x) => {
      try {
        return JSON.stringify(pack(structuredClone(x)));
      } catch (cause) {
        throw new Error("An object could not be cloned.", { cause });
      }
    },
    /** For what a MessagePort has cloned already. */
    encodeCloned: (x) => JSON.stringify(pack(x)),
    decode: (text) => unpack(JSON.parse(text)),
  };
}

module.exports = { createCodec };
