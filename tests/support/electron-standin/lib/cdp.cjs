"use strict";
// Chrome DevTools Protocol over the pipe of --remote-debugging-pipe: JSON messages ended by NUL, flat sessions.
const { EventEmitter } = require("node:events");

class CdpError extends Error {
  name = "CdpError";
  isCdp = true;
}

class CdpSession extends EventEmitter {
  constructor(connection, id) {
    super();
    this.setMaxListeners(0);
    this.connection = connection;
    this.id = id;
  }

  send(method, params = {}) {
    return this.connection.request(this.id, method, params);
  }
}

class CdpConnection {
  constructor(input, output) {
    this.output = output;
    this.waiting = new Map();
    this.sessions = new Map();
    this.lastId = 0;
    this.isClosed = false;
    this.root = new CdpSession(this, undefined);
    let chunks = [];
    input.on("data", (data) => {
      let from = 0;
      for (let end = data.indexOf(0, from); end >= 0; end = data.indexOf(0, from)) {
        chunks.push(data.subarray(from, end));
        this.#receive(JSON.parse(Buffer.concat(chunks).toString("utf8")));
        chunks = [];
        from = end + 1;
      }
      if (from < data.length) chunks.push(data.subarray(from));
    });
    input.on("close", () => this.#close());
    input.on("error", () => this.#close());
    output.on("error", () => this.#close());
  }

  session(id) {
    const session = this.sessions.get(id) ?? new CdpSession(this, id);
    this.sessions.set(id, session);
    return session;
  }

  request(sessionId, method, params) {
    if (this.isClosed) return Promise.reject(new CdpError(`${method}: the browser is gone`));
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, method });
      this.output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  #receive(message) {
    if (message.id === undefined) {
      const session = message.sessionId ? this.sessions.get(message.sessionId) : this.root;
      session?.emit(message.method, message.params);
      return;
    }
    const waiter = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error) waiter?.reject(new CdpError(`${waiter.method}: ${message.error.message}`));
    else waiter?.resolve(message.result);
  }

  #close() {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const { reject, method } of this.waiting.values()) reject(new CdpError(`${method}: the browser is gone`));
    this.waiting.clear();
  }
}

module.exports = { CdpConnection, CdpError };
