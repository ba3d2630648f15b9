"use strict";
const { fetchFor } = require("./fetch.cjs");
const { fromPartition } = require("./session.cjs");
const { strict } = require("./strict.cjs");

const net = strict("net", {
  fetch: (input, options) => fetchFor(fromPartition(""), input, options),
  isOnline: () => true,
  online: true,
});

module.exports = { net };
