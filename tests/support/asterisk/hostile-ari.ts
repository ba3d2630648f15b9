import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import type { AriSettings } from "../../../src-hub/telephony/asterisk/ari/ari-settings.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** What looks like a PBX's ARI and behaves as a test wants it: wrong, slow, silent. */
export class HostileAri implements AsyncDisposable {
  answer: Answer = (_request, response) => response.end("{}");
  /** Refuses the events' WebSocket with this status. */
  refusal: number | null = null;
  readonly asked: string[] = [];
  readonly sockets: WebSocket[] = [];
  readonly #server: Server;
  readonly #connections = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
    const events = new WebSocketServer({ noServer: true, autoPong: false });
    server.on("connection", (socket) => {
      this.#connections.add(socket);
      socket.once("close", () => this.#connections.delete(socket));
    });
    server.on("request", (request, response) => {
      this.asked.push(`${request.method} ${request.url}`);
      this.answer(request, response);
    });
    server.on("upgrade", (request, socket, head) => {
      this.asked.push(`UPGRADE ${request.url}`);
      if (this.refusal === null) events.handleUpgrade(request, socket, head, (client) => this.#take(client));
      else socket.end(`HTTP/1.1 ${this.refusal} No\r\nConnection: close\r\n\r\n`);
    });
  }

  static async start(): Promise<HostileAri> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    return new HostileAri(server);
  }

  get settings(): AriSettings {
    const { port } = this.#server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, user: "tandem", password: "s3cret-of-ari", application: "tandem" };
  }

  get upgrades(): number {
    return this.asked.filter((line) => line.startsWith("UPGRADE")).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#connections) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #take(client: WebSocket): void {
    client.on("error", () => undefined);
    this.sockets.push(client);
  }
}
