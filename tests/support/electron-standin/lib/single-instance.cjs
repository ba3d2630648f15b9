"use strict";
// The single-instance lock is an abstract Unix socket named by the user-data folder: it goes with its process, even by
// SIGKILL, and leaves no file. (Linux only, as the stand-in.)
const { execFileSync } = require("node:child_process");
const crypto = require("node:crypto");
const net = require("node:net");

// Runs in a Node of its own, because Electron tells the first instance before requestSingleInstanceLock returns.
const TELL = `
  const [name, message] = process.argv.slice(1);
  const socket = require("node:net").connect("\\0" + name, () => socket.end(message));
  socket.on("error", () => process.exit(1)).on("close", () => process.exit(0)).resume();
`;

class SingleInstance {
  constructor(folder) {
    this.name = `electron-standin-${crypto.createHash("sha256").update(folder).digest("hex").slice(0, 32)}`;
    this.server = null;
  }

  /** True when this process is the first; `onSecond` hears of later ones. */
  acquire(onSecond) {
    if (this.server) return true;
    const server = net.createServer({ allowHalfOpen: true }, (socket) => {
      let text = "";
      socket.setEncoding("utf8").on("data", (data) => {
        text += data;
      });
      socket.on("end", () => {
        socket.end();
        onSecond(JSON.parse(text));
      });
    });
    server.on("error", () => {}); // the name is taken: `listening` below says so at once
    server.listen(`\0${this.name}`);
    if (!server.listening) return false;
    server.unref();
    this.server = server;
    return true;
  }

  tellFirst(nodePath, message) {
    execFileSync(nodePath, ["-e", TELL, this.name, JSON.stringify(message)], { timeout: 5000 });
  }

  release() {
    this.server?.close();
    this.server = null;
  }
}

module.exports = { SingleInstance };
