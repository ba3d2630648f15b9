import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

type Pair = { readonly near: Socket; readonly far: Socket; isDead: boolean };

/** A TCP proxy on 127.0.0.1 that cuts connections in the middle of a byte stream, or lets them fall silent. */
export class CuttingProxy {
  readonly #server: Server;
  readonly #pairs = new Set<Pair>();
  #targetPort: number;
  #bytesUntilCut = Number.POSITIVE_INFINITY;
  #isFrozen = false;
  #accepted = 0;

  private constructor(server: Server, targetPort: number) {
    this.#server = server;
    this.#targetPort = targetPort;
  }

  static async start(targetPort: number): Promise<CuttingProxy> {
    const server = createServer();
    const proxy = new CuttingProxy(server, targetPort);
    server.on("connection", (near) => proxy.#join(near));
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many connections were made so far: what tells hammering. */
  get accepted(): number {
    return this.#accepted;
  }

  get open(): number {
    return this.#pairs.size;
  }

  /** New connections go there from now on. */
  retarget(port: number): void {
    this.#targetPort = port;
  }

  /** Cuts all connections once so many more bytes went from the hub to the desktop. */
  cutAfter(bytes: number): void {
    this.#bytesUntilCut = bytes;
  }

  cut(): void {
    for (const pair of [...this.#pairs]) end(pair);
  }

  /** From now on nothing passes, and no end is told: a cable pulled, a machine gone. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** The connections of now carry nothing more, and no end is told; new ones work (a NAT that forgot them). */
  freezeOpen(): void {
    for (const pair of this.#pairs) pair.isDead = true;
  }

  thaw(): void {
    this.#isFrozen = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #join(near: Socket): void {
    this.#accepted += 1;
    const far = connect(this.#targetPort, "127.0.0.1");
    const pair = { near, far, isDead: this.#isFrozen };
    this.#pairs.add(pair);
    for (const socket of [near, far]) {
      socket.on("error", () => end(pair));
      socket.on("close", () => {
        end(pair);
        this.#pairs.delete(pair);
      });
    }
    near.on("data", (data) => {
      if (!this.#isFrozen && !pair.isDead) far.write(data);
    });
    far.on("data", (data) => this.#pass(pair, data));
  }

  #pass(pair: Pair, data: Buffer): void {
    if (this.#isFrozen || pair.isDead) return;
    if (data.length < this.#bytesUntilCut) {
      this.#bytesUntilCut -= data.length;
      pair.near.write(data);
      return;
    }
    // Up to the very byte: half a frame reaches the desktop.
    const rest = data.subarray(0, this.#bytesUntilCut);
    this.#bytesUntilCut = Number.POSITIVE_INFINITY;
    pair.near.write(rest, () => this.cut());
  }
}

function end({ near, far }: Pair): void {
  near.destroy();
  far.destroy();
}
