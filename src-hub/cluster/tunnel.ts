import { Duplex } from "node:stream";

/** Small enough to go between the words of others. */
const LARGEST_PIECE = 64 * 1024;
/** Pieces on their way that the far side has not taken. */
const MOST_UNTAKEN = 16;

/** What one end of a tunnel tells the other. */
export type TunnelWord =
  | { readonly kind: "tunnel-data"; readonly tunnelId: string }
  | { readonly kind: "tunnel-taken"; readonly tunnelId: string; readonly pieces: number }
  | { readonly kind: "tunnel-end"; readonly tunnelId: string }
  | { readonly kind: "tunnel-close"; readonly tunnelId: string };

export type TunnelSend = (word: TunnelWord, bytes: Uint8Array | null) => void;

/** One end of a connection that goes through the line between nodes instead of a network of its own. */
export class Tunnel extends Duplex {
  readonly tunnelId: string;
  /** Whose connection it is, as a socket says it: the peer of the node where it came in. */
  readonly remoteAddress: string;
  readonly #send: TunnelSend;
  readonly #whenClosed: (tunnel: Tunnel) => void;
  #untaken = 0;
  #owed = 0;
  #whenTaken: (() => void) | null = null;
  #isFarClosed = false;

  constructor(tunnelId: string, { remoteAddress, send, whenClosed }: TunnelNeeds) {
    super({ allowHalfOpen: true });
    this.tunnelId = tunnelId;
    this.remoteAddress = remoteAddress;
    this.#send = send;
    this.#whenClosed = whenClosed;
  }

  /** The far end said something. */
  hear(word: TunnelWord, bytes: Buffer | null): void {
    switch (word.kind) {
      case "tunnel-data":
        if (this.push(bytes ?? Buffer.alloc(0))) this.#acknowledge(1);
        else this.#owed += 1;
        return;
      case "tunnel-taken":
        this.#untaken -= word.pieces;
        this.#whenTaken?.();
        return;
      case "tunnel-end":
        this.push(null);
        return;
      case "tunnel-close":
        this.#isFarClosed = true;
        this.destroy();
    }
  }

  /** The line to the far end is lost, and what was on its way. */
  cut(): void {
    this.#isFarClosed = true;
    this.destroy();
  }

  // Sockets have these; servers of HTTP and WebSocket call them.
  setTimeout(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  override _read(): void {
    if (this.#owed > 0) this.#acknowledge(this.#owed);
    this.#owed = 0;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#sendFrom(chunk, 0, done);
  }

  override _final(done: () => void): void {
    this.#send({ kind: "tunnel-end", tunnelId: this.tunnelId }, null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.#isFarClosed) this.#send({ kind: "tunnel-close", tunnelId: this.tunnelId }, null);
    this.#whenClosed(this);
    done(error);
  }

  #sendFrom(chunk: Buffer, from: number, done: () => void): void {
    let next = from;
    while (next < chunk.length && this.#untaken < MOST_UNTAKEN) {
      this.#untaken += 1;
      const piece = chunk.subarray(next, next + LARGEST_PIECE);
      next += piece.length;
      this.#send({ kind: "tunnel-data", tunnelId: this.tunnelId }, piece);
    }
    if (next >= chunk.length) {
      done();
      return;
    }
    this.#whenTaken = () => {
      this.#whenTaken = null;
      this.#sendFrom(chunk, next, done);
    };
  }

  #acknowledge(pieces: number): void {
    this.#send({ kind: "tunnel-taken", tunnelId: this.tunnelId, pieces }, null);
  }
}

export type TunnelNeeds = {
  readonly remoteAddress: string;
  readonly send: TunnelSend;
  readonly whenClosed: (tunnel: Tunnel) => void;
};

/** The tunnels over one line. */
export class Tunnels {
  readonly #tunnels = new Map<string, Tunnel>();

  get count(): number {
    return this.#tunnels.size;
  }

  open(tunnelId: string, remoteAddress: string, send: TunnelSend): Tunnel {
    const whenClosed = (tunnel: Tunnel) => this.#tunnels.delete(tunnel.tunnelId);
    const tunnel = new Tunnel(tunnelId, { remoteAddress, send, whenClosed });
    // Who uses it hears of its end; an error nobody listens to must not end the process.
    tunnel.on("error", () => undefined);
    this.#tunnels.set(tunnelId, tunnel);
    return tunnel;
  }

  /** False: there is no such tunnel (any more). */
  hear(word: TunnelWord, bytes: Buffer | null): boolean {
    const tunnel = this.#tunnels.get(word.tunnelId);
    tunnel?.hear(word, bytes);
    return tunnel !== undefined;
  }

  cutAll(): void {
    for (const tunnel of [...this.#tunnels.values()]) tunnel.cut();
  }
}
