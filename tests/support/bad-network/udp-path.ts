import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";

export type Address = { readonly address: string; readonly port: number };

/** What happens to packets of one direction. Times in ms; `loss` 0…1. `cut`: nothing passes, or no sound (RTP) does. */
export type Impairment = {
  readonly loss?: number;
  readonly delayMs?: number;
  /** Uniform, ± this; packets stay in order. */
  readonly jitterMs?: number;
  readonly cut?: "all" | "rtp";
};

/** What stands for one end of a talk towards the other: who sends to `port` reaches the end. */
export class RelayedEnd {
  readonly port: number;
  /** The end on the other side; its socket is what this end's packets come from. */
  other: RelayedEnd | null = null;
  impairment: () => Impairment;
  readonly counts = { passed: 0, dropped: 0 };
  readonly #socket: Socket;
  readonly #random: () => number;
  /** Where the end really is: as its description says, and as its packets show. */
  #real: Address | null;
  #sentUntilMs = 0;
  readonly #timers = new Set<NodeJS.Timeout>();

  static async open(real: Address | null, impairment: () => Impairment, random: () => number): Promise<RelayedEnd> {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    return new RelayedEnd(socket, real, impairment, random);
  }

  private constructor(socket: Socket, real: Address | null, impairment: () => Impairment, random: () => number) {
    this.#socket = socket;
    this.#real = real;
    this.#random = random;
    this.impairment = impairment;
    this.port = socket.address().port;
    socket.on("message", (packet, from) => this.#receive(packet, from));
    // An end that closed its socket answers with ICMP; nobody waits for it.
    socket.on("error", () => undefined);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#socket.close();
  }

  /** A packet of the other side, for this end. */
  #receive(packet: Buffer, from: RemoteInfo): void {
    if (this.other) this.other.#real = from;
    const { loss = 0, delayMs = 0, jitterMs = 0, cut } = this.impairment();
    const isCut = cut === "all" || (cut === "rtp" && isRtp(packet));
    // Only sound is lost by chance: a lost handshake would prove nothing about how a talk sounds.
    if (isCut || (isRtp(packet) && this.#random() < loss)) {
      this.counts.dropped += 1;
      return;
    }
    this.counts.passed += 1;
    const waitMs = delayMs + jitterMs * (2 * this.#random() - 1);
    if (waitMs <= 0) this.#deliver(packet);
    else this.#later(packet, waitMs);
  }

  #later(packet: Buffer, waitMs: number): void {
    const nowMs = performance.now();
    this.#sentUntilMs = Math.max(this.#sentUntilMs, nowMs + waitMs);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#deliver(packet);
    }, this.#sentUntilMs - nowMs);
    this.#timers.add(timer);
  }

  #deliver(packet: Buffer): void {
    if (this.other && this.#real) this.other.#socket.send(packet, this.#real.port, this.#real.address);
  }
}

/** Sound, and neither STUN, DTLS nor RTCP (RFC 7983, RFC 5761 §4). */
function isRtp(packet: Buffer): boolean {
  const [first = 0, second = 0] = packet;
  const isMedia = first >= 128 && first <= 191;
  return isMedia && !(second >= 192 && second <= 223);
}
