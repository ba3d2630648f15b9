import { execFileSync } from "node:child_process";

/** Two network namespaces joined by a cable (veth); the far end has one address, the near end's can be changed. */
export class TwoNamespaces implements Disposable {
  readonly server: string;
  readonly phone: string;
  readonly serverAddress = "10.77.0.1";
  #nearAddress: string | null = null;
  #lastByte = 1;

  /** Throws with the system's own words where namespaces cannot be made (no root, no veth). */
  constructor(name: string) {
    this.server = `${name}-a`;
    this.phone = `${name}-b`;
    ip("netns", "add", this.server);
    try {
      ip("netns", "add", this.phone);
      ip("-n", this.server, "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns", this.phone);
      for (const one of [this.server, this.phone])
        for (const link of ["lo", "cable"]) ip("-n", one, "link", "set", link, "up");
      ip("-n", this.server, "addr", "add", `${this.serverAddress}/24`, "dev", "cable");
      this.changeAddress();
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /** The near end loses its address, and has another at once; when that was done. */
  changeAddress(): number {
    this.#lastByte = this.#lastByte >= 250 ? 2 : this.#lastByte + 1;
    const next = `10.77.0.${this.#lastByte}`;
    if (this.#nearAddress) ip("-n", this.phone, "addr", "del", `${this.#nearAddress}/24`, "dev", "cable");
    ip("-n", this.phone, "addr", "add", `${next}/24`, "dev", "cable");
    this.#nearAddress = next;
    return Date.now();
  }

  [Symbol.dispose](): void {
    for (const one of [this.server, this.phone]) {
      try {
        ip("netns", "del", one);
      } catch {
        // It was never made.
      }
    }
  }
}

function ip(...args: readonly string[]): void {
  execFileSync("ip", args, { stdio: ["ignore", "ignore", "pipe"] });
}
