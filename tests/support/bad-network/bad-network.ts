import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { bodyOf, endOf, withBody, withRelay } from "./sdp-relay.ts";
import { type Impairment, RelayedEnd } from "./udp-path.ts";

type Side = "customer" | "operator";

/**
 * The network between a customer and the exchange: SIP goes through as it is, but every description is given the address
 * of a UDP relay, so that all sound passes here and can be lost, delayed or cut, each direction for itself. Losses are
 * drawn from a seed: two runs lose alike.
 */
export class BadNetwork implements AsyncDisposable {
  readonly #http: Server;
  readonly #wss: WebSocketServer;
  readonly #target: string;
  readonly #random: () => number;
  readonly #ends = new Map<string, RelayedEnd>();
  /** Ends whose description has not been answered yet. */
  #open: { readonly side: Side; readonly end: RelayedEnd } | null = null;
  readonly #impairments: Record<Side, Impairment> = { customer: {}, operator: {} };

  /** `hubUrl`: what the customer would have connected to. */
  static async open(hubUrl: string, seed = 1): Promise<BadNetwork> {
    const http = createServer();
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    return new BadNetwork(http, hubUrl, seed);
  }

  private constructor(http: Server, hubUrl: string, seed: number) {
    this.#http = http;
    this.#target = hubUrl.replace(/^http/, "ws");
    this.#random = numbers(seed);
    this.#wss = new WebSocketServer({ server: http, handleProtocols: () => "sip" });
    this.#wss.on("connection", (socket, request) => this.#join(socket, request.url ?? "/sip"));
  }

  /** What the customer connects to instead of the hub. */
  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** What happens from now on to what one side is sent. */
  setToward(side: Side, impairment: Impairment): void {
    this.#impairments[side] = impairment;
  }

  /** Breaks the ways to a side that are in use: what is agreed from now on goes another way, and works. */
  breakToward(side: Side, cut: NonNullable<Impairment["cut"]>): void {
    for (const [key, end] of this.#ends) if (key.startsWith(`${side} `)) end.impairment = () => ({ cut });
  }

  /** Packets that passed and were dropped on their way to a side. */
  countsToward(side: Side): { readonly passed: number; readonly dropped: number } {
    const ends = [...this.#ends.entries()].filter(([key]) => key.startsWith(`${side} `)).map(([, end]) => end.counts);
    return {
      passed: ends.reduce((sum, { passed }) => sum + passed, 0),
      dropped: ends.reduce((sum, { dropped }) => sum + dropped, 0),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#wss.clients) socket.terminate();
    this.#wss.close();
    for (const end of this.#ends.values()) end.close();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  #join(customer: WebSocket, path: string): void {
    const exchange = new WebSocket(`${this.#target}${path}`, "sip", { perMessageDeflate: false });
    // One message after another: a description waits for its socket.
    let toExchange: Promise<void> = once(exchange, "open").then(() => undefined);
    let toCustomer = Promise.resolve();
    customer.on("message", (data) => {
      const text = data.toString();
      toExchange = toExchange.then(async () => exchange.send(await this.#through(text, "customer")));
    });
    exchange.on("message", (data) => {
      const text = data.toString();
      toCustomer = toCustomer.then(async () => customer.send(await this.#through(text, "operator")));
    });
    customer.on("close", () => exchange.close());
    exchange.on("close", () => customer.close());
    for (const socket of [customer, exchange]) socket.on("error", () => undefined);
  }

  /** A message of `side`; its description, if it has one, names the relay. */
  async #through(message: string, side: Side): Promise<string> {
    const sdp = bodyOf(message);
    const found = endOf(sdp);
    if (!found) return message;
    const key = `${side} ${found.ufrag}`;
    const known = this.#ends.get(key);
    const end = known ?? (await RelayedEnd.open(found.address, () => this.#impairments[side], this.#random));
    this.#ends.set(key, end);
    // What is said again (a retransmission, a hold) belongs where it was.
    if (!known) this.#pair(side, end);
    return withBody(message, withRelay(sdp, end.port));
  }

  /** An answer belongs to the offer before it. */
  #pair(side: Side, end: RelayedEnd): void {
    if (this.#open && this.#open.side !== side) {
      end.other = this.#open.end;
      this.#open.end.other = end;
      this.#open = null;
    } else this.#open = { side, end };
  }
}

/** Mulberry32: numbers in [0, 1), the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
