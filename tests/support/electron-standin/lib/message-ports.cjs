"use strict";
// MessagePortMain, MessageChannelMain, and what carries a port over a wire to another process (a page, a utility process).
const { EventEmitter } = require("node:events");

/** One end. Messages wait until `start()`, as in Electron. */
class MessagePortMain extends EventEmitter {
  constructor() {
    super();
    this._peer = null;
    this._inbox = [];
    this._isStarted = false;
    this._isClosed = false;
    /** Set when the port was transferred: its messages go over the wire, and it may not be used here any more. */
    this._carrier = null;
  }

  postMessage(message, transfer = []) {
    if (this._carrier) throw new Error("MessagePortMain: the port was transferred");
    checkTransfer(transfer);
    if (!this._isClosed) this._peer?._receive(structuredClone(message), transfer);
  }

  start() {
    this._isStarted = true;
    this._flush();
  }

  close() {
    if (this._isClosed) return;
    this._isClosed = true;
    const peer = this._peer;
    if (peer) queueMicrotask(() => peer._peerClosed());
    if (!this._carrier) queueMicrotask(() => this.emit("close"));
  }

  _receive(data, ports) {
    if (this._isClosed) return;
    if (this._carrier) this._carrier.message(data, ports);
    else {
      this._inbox.push({ data, ports });
      this._flush();
    }
  }

  _flush() {
    if (!this._isStarted || this._isFlushing) return;
    this._isFlushing = true;
    queueMicrotask(() => {
      this._isFlushing = false;
      for (const message of this._inbox.splice(0)) this.emit("message", message);
    });
  }

  _peerClosed() {
    if (this._isClosed) return;
    this._isClosed = true;
    if (this._carrier) this._carrier.closed();
    else this.emit("close");
  }

  /** Hands the port to a wire; what waited goes first. */
  _transfer(carrier) {
    if (this._carrier) throw new Error("MessagePortMain: the port was transferred already");
    this._carrier = carrier;
    for (const { data, ports } of this._inbox.splice(0)) carrier.message(data, ports);
    if (this._isClosed) carrier.closed();
  }
}

class MessageChannelMain {
  constructor() {
    this.port1 = new MessagePortMain();
    this.port2 = new MessagePortMain();
    this.port1._peer = this.port2;
    this.port2._peer = this.port1;
  }
}

function checkTransfer(transfer) {
  for (const port of transfer) {
    if (!(port instanceof MessagePortMain)) throw new TypeError("Invalid value for transfer: only MessagePortMain");
  }
}

/** The ports that live on the other side of one wire, by id. `send(message)` writes to that wire. */
class PortCarrier {
  constructor(prefix, send) {
    this.prefix = prefix;
    this.send = send;
    this.lastId = 0;
    this.ports = new Map();
  }

  /** Gives a port of this process away; the answer names it on the wire. */
  exportPort(port) {
    const id = this.prefix + ++this.lastId;
    this.#carry(id, port);
    return id;
  }

  /** A port that came over the wire. */
  importPort(id) {
    const { port1, port2 } = new MessageChannelMain();
    this.#carry(id, port1);
    return port2;
  }

  #carry(id, port) {
    this.ports.set(id, port);
    port._transfer({
      message: (data, ports) =>
        this.send({ type: "port", id, data, ports: ports.map((each) => this.exportPort(each)) }),
      closed: () => {
        if (this.ports.delete(id)) this.send({ type: "port-closed", id });
      },
    });
  }

  /** A message of the other side for a port. */
  receive(id, data, portIds) {
    const ports = portIds.map((each) => this.importPort(each));
    this.ports.get(id)?._peer?._receive(data, ports);
  }

  closed(id) {
    const port = this.ports.get(id);
    this.ports.delete(id);
    port?.close();
  }

  /** The other side is gone: every port that went there is closed. */
  closeAll() {
    for (const id of [...this.ports.keys()]) this.closed(id);
  }
}

module.exports = { MessageChannelMain, MessagePortMain, PortCarrier, checkTransfer };
