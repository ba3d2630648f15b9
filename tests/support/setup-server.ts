import { readFileSync } from "node:fs";
import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

export type SetupReply = (request: IncomingMessage, response: ServerResponse) => void;

/** An administrator's server on loopback, which gives setup documents out by one-time links. */
export class SetupServer implements AsyncDisposable {
  /** The paths asked for so far. */
  readonly asked: string[] = [];
  readonly #server: Server;
  readonly #scheme: string;
  readonly #replies = new Map<string, SetupReply>();

  private constructor(server: Server, scheme: string) {
    this.#server = server;
    this.#scheme = scheme;
    server.on("request", (request, response) => {
      const path = request.url ?? "";
      this.asked.push(path);
      const reply = this.#replies.get(path);
      if (reply) reply(request, response);
      else response.writeHead(404).end();
    });
  }

  /** Encrypted with this certificate, or in clear. */
  static async start(tls?: { readonly certificateFile: string; readonly keyFile: string }): Promise<SetupServer> {
    const server = tls
      ? createServer({ cert: readFileSync(tls.certificateFile), key: readFileSync(tls.keyFile) })
      : createPlain();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new SetupServer(server, tls ? "https" : "http");
  }

  get origin(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#scheme}://127.0.0.1:${port}`;
  }

  /** A link that works once: the second time it is 410. */
  once(path: string, document: unknown): string {
    let isUsed = false;
    return this.on(path, (_request, response) => {
      if (isUsed) return void response.writeHead(410).end();
      isUsed = true;
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document));
    });
  }

  /** The address of a path that is answered so. */
  on(path: string, reply: SetupReply): string {
    this.#replies.set(path, reply);
    return this.origin + path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
