import { createServer, request as httpRequest, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { Tunnels, type TunnelWord } from "./tunnel.ts";

/** Two ends with a line between that takes a moment, and counts what is on its way. */
class TwoEnds {
  readonly near = new Tunnels();
  readonly far = new Tunnels();
  readonly server: Server;
  mostUntaken = 0;
  #untaken = 0;
  #made = 0;

  constructor(server: Server) {
    this.server = server;
  }

  connect() {
    this.#made += 1;
    const id = `tunnel-${this.#made}`;
    const near = this.near.open(id, "203.0.113.9", (word, bytes) => this.#carry(this.far, word, bytes));
    this.server.emit(
      "connection",
      this.far.open(id, "203.0.113.9", (word, bytes) => this.#carry(this.near, word, bytes)),
    );
    return near;
  }

  #carry(to: Tunnels, word: TunnelWord, bytes: Uint8Array | null): void {
    if (word.kind === "tunnel-data") this.#untaken += 1;
    if (word.kind === "tunnel-taken") this.#untaken -= word.pieces;
    this.mostUntaken = Math.max(this.mostUntaken, this.#untaken);
    setImmediate(() => to.hear(word, bytes === null ? null : Buffer.from(bytes)));
  }
}

let ends: TwoEnds;
const open = (listener: RequestListener) => {
  ends = new TwoEnds(createServer(listener));
  return ends;
};
afterEach(() => {
  ends.near.cutAll();
  ends.far.cutAll();
});

function ask(path: string, body: Buffer | null = null): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const method = body === null ? "GET" : "POST";
    const asked = httpRequest({ createConnection: () => ends.connect(), path, method }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") }));
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end(body ?? undefined);
  });
}

describe("a connection led through the line between nodes", () => {
  it("is one of HTTP to the server at its end, of whoever came in at the other", async () => {
    open((request, response) => response.end(`${request.url} ${request.socket.remoteAddress}`));
    expect(await ask("/about")).toEqual({ status: 200, text: "/about 203.0.113.9" });
  });

  it("carries much without having all of it on its way", async () => {
    open((request, response) => {
      let bytes = 0;
      request.on("data", (part: Buffer) => {
        bytes += part.length;
      });
      request.on("end", () => response.end(String(bytes)));
    });
    expect(await ask("/file", Buffer.alloc(8_000_000))).toEqual({ status: 200, text: "8000000" });
    expect(ends.mostUntaken).toBeLessThanOrEqual(32);
  });

  it("fails on one side when the other is cut", async () => {
    open(() => ends.far.cutAll());
    const asked = ask("/never");
    await expect.poll(() => ends.far.count).toBe(0);
    ends.near.cutAll();
    await expect(asked).rejects.toThrow();
    expect(ends.near.count).toBe(0);
  });
});
