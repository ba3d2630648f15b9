import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { LINK_PATH, type LinkRefusalCode } from "../../src-shared/link/link-contract.ts";

/** A hub's end of the link that does what a test says, also what no hub should. */
export class OddHub {
  readonly sockets: Socket[] = [];
  /** What desktops said: event name and payload. */
  readonly heard: { readonly name: string; readonly payload: unknown }[] = [];
  /** The handshakes, as they came. */
  readonly hellos: unknown[] = [];
  acknowledged = 0;
  /** WebSocket pings of desktops (RFC 6455 §5.5.2). */
  pings = 0;
  readonly #http: HttpServer;
  readonly #io: Server;

  private constructor(
    http: HttpServer,
    onConnect: (socket: Socket, hub: OddHub) => void,
    refusal: LinkRefusalCode | null,
  ) {
    this.#http = http;
    this.#io = new Server(http, { path: LINK_PATH, transports: ["websocket"] });
    this.#io.use((socket, next) => {
      this.hellos.push(socket.handshake.auth);
      next(refusal ? Object.assign(new Error(refusal), { data: { code: refusal } }) : undefined);
    });
    this.#io.on("connection", (socket) => {
      this.sockets.push(socket);
      wireOf(socket).on("ping", () => {
        this.pings += 1;
      });
      socket.onAny((name: string, payload: unknown) => this.heard.push({ name, payload }));
      onConnect(socket, this);
    });
  }

  static async start(
    onConnect: (socket: Socket, hub: OddHub) => void,
    refusal: LinkRefusalCode | null = null,
  ): Promise<OddHub> {
    const http = createServer();
    const hub = new OddHub(http, onConnect, refusal);
    await new Promise<void>((resolve) => {
      http.listen(0, "127.0.0.1", resolve);
    });
    return hub;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Sends a frame and counts its acknowledgement. */
  sendFrame(socket: Socket, frame: unknown): void {
    socket.emit("events", frame, () => {
      this.acknowledged += 1;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#io.close();
  }
}

type Wire = { on(event: "ping", listener: () => void): unknown };

/** The `ws` socket under engine.io's transport; its types do not show it. */
function wireOf(socket: Socket): Wire {
  return (socket.conn.transport as unknown as { readonly socket: Wire }).socket;
}
