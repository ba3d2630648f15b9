import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

/** `towards-phone`: what the phone sends still comes through. */
type Frozen = "not" | "towards-phone" | "both";

/** A way to a server that can be frozen: connections stay open, and nothing comes through any more. New ones work. */
export class FragileNet implements AsyncDisposable {
  readonly #server: Server;
  readonly #pairs = new Set<{ readonly near: Socket; readonly far: Socket; frozen: Frozen }>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(port: number): Promise<FragileNet> {
    const server = createServer();
    const net = new FragileNet(server);
    server.on("connection", (near) => net.#join(near, port));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return net;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The connections of now carry nothing more, in neither direction or only to the phone. */
  freeze(frozen: Exclude<Frozen, "not"> = "both"): void {
    for (const pair of this.#pairs) pair.frozen = frozen;
  }

  /** The connections of now are cut. */
  cut(): void {
    for (const { near, far } of this.#pairs) for (const socket of [near, far]) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #join(near: Socket, port: number): void {
    const far = connect(port, "127.0.0.1");
    const pair: { near: Socket; far: Socket; frozen: Frozen } = { near, far, frozen: "not" };
    this.#pairs.add(pair);
    const pass = (from: Socket, to: Socket) => {
      from.on("data", (data) => {
        if (pair.frozen === "not" || (pair.frozen === "towards-phone" && to === far)) to.write(data);
      });
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#pairs.delete(pair);
        if (pair.frozen === "not") to.destroy();
      });
    };
    pass(near, far);
    pass(far, near);
  }
}
