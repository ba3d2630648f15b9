"use strict";
const { EventEmitter } = require("node:events");
const { strict } = require("./strict.cjs");

/** ipcMain, and the `ipc` of one webContents. */
class IpcMain extends EventEmitter {
  constructor() {
    super();
    this.setMaxListeners(0);
    this._handlers = new Map();
  }

  handle(channel, handler) {
    if (this._handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this._handlers.set(channel, handler);
  }

  handleOnce(channel, handler) {
    this.handle(channel, (...args) => {
      this._handlers.delete(channel);
      return handler(...args);
    });
  }

  removeHandler(channel) {
    this._handlers.delete(channel);
  }
}

const createIpc = () => strict("ipcMain", new IpcMain());
const ipcMain = createIpc();

module.exports = { createIpc, ipcMain };
