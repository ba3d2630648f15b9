import { createSocket, type Socket } from "node:dgram";
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

/**
 * What stands for one end of a talk towards the other: who sends to `port` reaches the end. Every address of the other
 * side comes to the end from a port of its own, as from behind a NAT: while a way is looked for anew (an ICE restart) an
 * end sends from its old sockets and its new ones, and an answer that came to the wrong one would be refused there.
 */
export class RelayedEnd {
  readonly port: number;
  /** The end on the other side. */
  other: RelayedEnd | null = null;
  impairment: () => Impairment;
  readonly counts = { passed: 0, dropped: 0 };
  readonly #socket: Socket;
  readonly #random: () => number;
  /** Where the end is: as its description says, or else as the first of its packets shows. */
  #real: Address | null;
  /** By the address of the other side they stand for: what the end gets its packets from. */
  readonly #ways = new Map<string, Socket>();
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
    socket.on("message", (packet, from) => this.#arrive(packet, from));
    // An end that closed its socket answers with ICMP; nobody waits for it.
    socket.on("error", () => undefined);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of [this.#socket, ...this.#ways.values()]) socket.close();
  }

  /** A packet of the other side, for this end. */
  #arrive(packet: Buffer, from: Address): void {
    if (this.other) this.other.#real ??= from;
    const way = this.#wayOf(from);
    this.#pass(packet, () => {
      if (this.#real) way.send(packet, this.#real.port, this.#real.address);
    });
  }

  #wayOf(from: Address): Socket {
    const key = `${from.address}:${from.port}`;
    const known = this.#ways.get(key);
    if (known) return known;
    const way = createSocket("udp4");
    way.bind(0, "127.0.0.1");
    way.on("error", () => undefined);
    // What this end answers goes back to the address it answers, from the port that address knows.
    way.on("message", (packet: Buffer) => {
      const far = this.other;
      if (far) far.#pass(packet, () => this.#socket.send(packet, from.port, from.address));
    });
    this.#ways.set(key, way);
    return way;
  }

  /** Lets a packet through to this end, as its impairment has it. */
  #pass(packet: Buffer, deliver: () => void): void {
    const { loss = 0, delayMs = 0, jitterMs = 0, cut } = this.impairment();
    const isCut = cut === "all" || (cut === "rtp" && isRtp(packet));
    // Only sound is lost by chance: a lost handshake would prove nothing about how a talk sounds.
    if (isCut || (isRtp(packet) && this.#random() < loss)) {
      this.counts.dropped += 1;
      return;
    }
    this.counts.passed += 1;
    const waitMs = delayMs + jitterMs * (2 * this.#random() - 1);
    if (waitMs <= 0) deliver();
    else this.#later(deliver, waitMs);
  }

  #later(deliver: () => void, waitMs: number): void {
    const nowMs = performance.now();
    this.#sentUntilMs = Math.max(this.#sentUntilMs, nowMs + waitMs);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      deliver();
    }, this.#sentUntilMs - nowMs);
    this.#timers.add(timer);
  }
}

/** Sound, and neither STUN, DTLS nor RTCP (RFC 7983, RFC 5761 §4). */
function isRtp(packet: Buffer): boolean {
  const [first = 0, second = 0] = packet;
  const isMedia = first >= 128 && first <= 191;
  return isMedia && !(second >= 192 && second <= 223);
}
