"use strict";
const fs = require("node:fs");
const { fileURLToPath } = require("node:url");

const READING = new Set(["GET", "HEAD"]);

/** fetch by the handlers of a session, from files, or by the network. */
async function fetchFor(session, input, options = {}) {
  const request = input instanceof Request ? new Request(input, options) : new Request(String(input), options);
  const { protocol } = new URL(request.url);
  if (protocol === "file:") return fetchFile(request);
  const handler = session._protocolHandlers.get(protocol.slice(0, -1));
  if (handler && !options.bypassCustomProtocolHandlers) return handler(request);
  return fetch(request);
}

async function fetchFile(request) {
  if (!READING.has(request.method)) throw new Error("net::ERR_INVALID_ARGUMENT");
  try {
    return new Response(await fs.promises.readFile(fileURLToPath(request.url)));
  } catch (error) {
    throw new Error(error.code === "ENOENT" ? "net::ERR_FILE_NOT_FOUND" : "net::ERR_ACCESS_DENIED", { cause: error });
  }
}

module.exports = { fetchFor };
