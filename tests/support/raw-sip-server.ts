import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { Inbox } from "./inbox.ts";
import { RawSipClient, token } from "./raw-sip-client.ts";

/** An exchange made of text: it registers whoever asks, and for the rest says what a test tells it to. */
export class RawSipServer implements AsyncDisposable {
  readonly #server: WebSocketServer;
  readonly #flows = new Inbox<RawSipClient>("flow");
  readonly #open: RawSipClient[] = [];

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on("connection", (socket) => {
      const flow = RawSipClient.over(socket, "customer");
      socket.on("message", (data) => void this.#register(flow, data.toString()));
      this.#open.push(flow);
      this.#flows.put(flow);
    });
  }

  static async start(): Promise<RawSipServer> {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "sip" });
    await new Promise<void>((resolve) => server.once("listening", resolve));
    return new RawSipServer(server);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/sip`;
  }

  /** The next flow that a phone opens or opened. */
  flow(): Promise<RawSipClient> {
    return this.#flows.take();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const flow of this.#open) flow.vanish();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #register(flow: RawSipClient, text: string): Promise<void> {
    if (!text.startsWith("REGISTER ")) return;
    const request = await flow.requests.take(({ raw }) => raw === text);
    flow.respond(request, 200, { toTag: token(), headers: [`Contact: ${request.header("Contact")}`] });
  }
}

/** Sends several messages as one piece of the stream, as they come when the network was busy. */
export function atOnce(flow: RawSipClient, send: () => void): void {
  const { socket } = flow;
  const stream = (socket as unknown as { readonly _socket: { cork(): void; uncork(): void } })._socket;
  stream.cork();
  send();
  stream.uncork();
}
