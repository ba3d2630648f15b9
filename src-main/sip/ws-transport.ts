import { networkInterfaces } from "node:os";
import { EmitterImpl, type Transport, TransportState } from "sip.js";
import { type ClientOptions, type RawData, WebSocket } from "ws";
import type { Clock } from "../core/ports/clock.ts";
import type { Log } from "../core/ports/log.ts";
import { HANDSHAKE_MS } from "./back-off.ts";

/** Makes the socket of a flow; a test may give one that goes through a broken network. */
export type WebSocketFactory = (url: string) => WebSocket;

/** Through what, and whose certificates are believed; asked at each connect. */
export type SocketWay = (url: string) => Pick<ClientOptions, "agent" | "ca">;

export type WsTransportOptions = {
  readonly server: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly makeSocket?: WebSocketFactory;
  readonly way?: SocketWay;
};

const PING_MS = 1_000;
/** A flow that was silent this long after it was asked is dead: one ping and a generous round trip. */
const SILENCE_MS = 2_500;
const CHECK_MS = 250;
/** How soon a flow must answer when there is a reason to doubt it. */
const PROOF_MS = 1_000;
const CLOSE_MS = 1_000;
const MOST_BYTES = 262_144;

/** A SIP flow over WebSocket (RFC 7118) that notices within seconds when nobody is on the other end any more. */
export class WsTransport implements Transport {
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;
  readonly protocol: string;
  readonly #options: WsTransportOptions;
  readonly #stateChange = new EmitterImpl<TransportState>();
  #state = TransportState.Disconnected;
  #socket: WebSocket | undefined;
  #connecting: Promise<void> | undefined;
  #stopWatching: () => void = () => undefined;
  #stopProof: () => void = () => undefined;
  /** Where the flow starts on this machine; null until it stands. */
  #localAddress: string | null = null;
  /** Why the flow went, when this side let it go: `onDisconnect` gets it. */
  #dropReason: string | undefined;

  // SIP.js makes it: `new transportConstructor(logger, transportOptions)`.
  constructor(_logger: unknown, options: WsTransportOptions) {
    this.#options = options;
    this.protocol = options.server.startsWith("wss:") ? "WSS" : "WS";
  }

  get state(): TransportState {
    return this.#state;
  }

  get stateChange(): EmitterImpl<TransportState> {
    return this.#stateChange;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  connect(): Promise<void> {
    if (this.isConnected()) return Promise.resolve();
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  disconnect(): Promise<void> {
    const socket = this.#socket;
    if (!socket) return Promise.resolve();
    this.#setState(TransportState.Disconnecting);
    return new Promise((resolve) => {
      const stopLimit = this.#options.clock.after(CLOSE_MS, () => socket.terminate());
      socket.once("close", () => {
        stopLimit();
        resolve();
      });
      socket.close(1000);
    });
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  /** Lets the flow go at once, without a closing handshake that a dead peer would never answer. */
  drop(reason: string): void {
    if (!this.#socket) return;
    this.#dropReason = reason;
    this.#socket.terminate();
  }

  /**
   * Asks the flow for a sign of life, and lets it go when none comes in time. False: it starts at an address this machine
   * has no more, and asking is of no use.
   */
  prove(): boolean {
    const socket = this.#socket;
    if (!socket || !this.isConnected()) return true;
    const { clock } = this.#options;
    this.#stopProof();
    if (this.#localAddress !== null && !isOwnAddress(this.#localAddress)) return false;
    this.#stopProof = clock.after(PROOF_MS, () => {
      if (this.#socket === socket) this.drop(FLOW_DEAD);
    });
    const proved = () => this.#stopProof();
    socket.once("pong", proved);
    socket.once("message", proved);
    socket.ping();
    return true;
  }

  /** Waits for a dropped flow to be closed; an open one that nobody dropped stays. */
  closed(): Promise<void> {
    const socket = this.#socket;
    if (!socket || this.#dropReason === undefined) return Promise.resolve();
    return new Promise((resolve) => socket.once("close", () => resolve()));
  }

  send(message: string): Promise<void> {
    if (!this.#socket || !this.isConnected()) return Promise.reject(new Error("Not connected."));
    this.#socket.send(message);
    return Promise.resolve();
  }

  #open(): Promise<void> {
    this.#setState(TransportState.Connecting);
    return new Promise((resolve, reject) => {
      const { server, way, makeSocket: make = (url: string) => makeSocket(url, way) } = this.#options;
      const socket = make(server);
      this.#socket = socket;
      let failure: Error | undefined;
      this.#localAddress = null;
      socket.on("upgrade", (response) => {
        this.#localAddress = response.socket.localAddress ?? null;
      });
      socket.on("open", () => {
        if (socket.protocol !== "sip") {
          failure = new Error("the server does not speak SIP");
          socket.terminate();
          return;
        }
        this.#watch(socket);
        this.#setState(TransportState.Connected);
        resolve();
        this.onConnect?.();
      });
      socket.on("error", (error) => {
        failure = error;
      });
      socket.on("close", (code) => {
        if (this.#socket !== socket) return;
        const reason = this.#dropReason ?? failure?.message ?? `closed with ${code}`;
        const wasConnecting = this.#state === TransportState.Connecting;
        const wasAsked = this.#state === TransportState.Disconnecting;
        this.#stopWatching();
        this.#stopProof();
        this.#socket = undefined;
        this.#dropReason = undefined;
        this.#setState(TransportState.Disconnected);
        if (wasConnecting) reject(new Error(reason, { cause: failure }));
        else this.onDisconnect?.(wasAsked ? undefined : new Error(reason, { cause: failure }));
      });
    });
  }

  /** Pings, and ends the flow when nothing at all came back in time. */
  #watch(socket: WebSocket): void {
    const { clock } = this.#options;
    let heardAtMs = clock.nowMs();
    let pingedAtMs = heardAtMs;
    let checkAtMs = heardAtMs + CHECK_MS;
    const hear = () => {
      heardAtMs = clock.nowMs();
    };
    socket.on("pong", hear);
    socket.on("message", (data) => {
      hear();
      this.#receive(socket, textOf(data));
    });
    const check = () => {
      const nowMs = clock.nowMs();
      // When this process itself was asleep or busy, what arrived meanwhile is still unread: ask once more.
      if (nowMs - checkAtMs > CHECK_MS) heardAtMs = Math.max(heardAtMs, nowMs - PING_MS);
      checkAtMs = nowMs + CHECK_MS;
      // A clock that was set back must not put the next ping, and the end of a dead flow, hours away.
      heardAtMs = Math.min(heardAtMs, nowMs);
      pingedAtMs = Math.min(pingedAtMs, nowMs);
      if (nowMs - heardAtMs >= SILENCE_MS) {
        this.drop(FLOW_DEAD);
        return;
      }
      if (nowMs - pingedAtMs >= PING_MS) {
        pingedAtMs = nowMs;
        socket.ping();
      }
      stop = clock.after(CHECK_MS, check);
    };
    let stop = clock.after(CHECK_MS, check);
    this.#stopWatching = () => stop();
  }

  #receive(socket: WebSocket, text: string): void {
    // Keep-alives of RFC 5626 §3.5.1 and RFC 7118 §6: a double CRLF is answered by a single one.
    if (text === "\r\n\r\n") socket.send("\r\n");
    if (/^(\r\n)*$/.test(text)) return;
    try {
      this.onMessage?.(text);
    } catch (cause) {
      // SIP.js throws on some hostile messages (a Replaces for a dead dialog); one of them must not end the flow.
      const reason = cause instanceof Error ? cause.message.slice(0, 200) : "unknown";
      this.#options.log.warn({ reason, bytes: text.length }, "sip message dropped");
    }
  }

  #setState(state: TransportState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#stateChange.emit(state);
  }
}

/** The message of the error that `onDisconnect` gets when the flow died silently. */
export const FLOW_DEAD = "flow dead";

function isOwnAddress(address: string): boolean {
  // An IPv4 address as a socket for both families names it (RFC 4291 §2.5.5.2).
  const bare = address.replace(/^::ffff:/i, "");
  return Object.values(networkInterfaces()).some((all = []) => all.some((one) => one.address === bare));
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return (Buffer.isBuffer(data) ? data : Buffer.from(data)).toString("utf8");
}

function makeSocket(url: string, way?: SocketWay): WebSocket {
  return new WebSocket(url, "sip", {
    ...way?.(url),
    handshakeTimeout: HANDSHAKE_MS,
    perMessageDeflate: false,
    maxPayload: MOST_BYTES,
  });
}
