import type { Server, Socket } from "socket.io";
import type { OperatorId } from "../../src-shared/ids.ts";
import type { HubClock } from "../clock.ts";
import { linkLog } from "../log.ts";
import { TokenBucket } from "../telephony/embedded/token-bucket.ts";

/** What one connection may send in all, its receipts among them: a good desktop is far below. */
const PACKETS_PER_SECOND = 200;
const PACKETS_AT_ONCE = 2000;
const ASKED_PER_SECOND = 20;
const ASKED_AT_ONCE = 60;
/** Refusals for too many commands that are still said; whoever goes on is cut off. */
const REFUSALS_PER_SECOND = 20;
const REFUSALS_AT_ONCE = 200;
/** Who was cut off is not let in before. */
const REST_MS = 10_000;
/** A peer that floods would otherwise go on until it answers the close. */
const CLOSE_WITHIN_MS = 1000;

type FloodClock = Pick<HubClock, "nowMs" | "after">;

/** How much one operator may ask, over all links they make: who comes anew has no more than who stayed. */
export class LinkTurns {
  readonly #asked: TokenBucket;
  readonly #refusals: TokenBucket;

  constructor(nowMs: number) {
    this.#asked = new TokenBucket(ASKED_PER_SECOND, ASKED_AT_ONCE, nowMs);
    this.#refusals = new TokenBucket(REFUSALS_PER_SECOND, REFUSALS_AT_ONCE, nowMs);
  }

  /** `flood`: it goes on and on although it was told to wait. */
  take(nowMs: number): "granted" | "refused" | "flood" {
    if (this.#asked.take(nowMs)) return "granted";
    return this.#refusals.take(nowMs) ? "refused" : "flood";
  }
}

/** Cuts a connection that sends more than any desktop does, before anything of it is parsed, whoever it is. */
export function guardPackets(io: Server, clock: FloodClock): void {
  io.engine.on("connection", (connection: Connection) => {
    const bucket = new TokenBucket(PACKETS_PER_SECOND, PACKETS_AT_ONCE, clock.nowMs());
    connection.on("packet", () => {
      if (bucket.take(clock.nowMs())) return;
      linkLog.warn({}, "a connection sends without end and is cut");
      connection.request.socket.destroy();
    });
  });
}

/** Operators whose desktops flooded the hub, for as long as they have to wait. */
export class FloodBook {
  readonly #clock: FloodClock;
  readonly #untilMs = new Map<OperatorId, number>();
  readonly #turns = new Map<OperatorId, LinkTurns>();

  constructor(clock: FloodClock) {
    this.#clock = clock;
  }

  turnsOf(operatorId: OperatorId): LinkTurns {
    const known = this.#turns.get(operatorId) ?? new LinkTurns(this.#clock.nowMs());
    this.#turns.set(operatorId, known);
    return known;
  }

  mustWait(operatorId: OperatorId): boolean {
    const untilMs = this.#untilMs.get(operatorId);
    if (untilMs !== undefined && untilMs <= this.#clock.nowMs()) this.#untilMs.delete(operatorId);
    return this.#untilMs.has(operatorId);
  }

  /** Says why, and closes: nothing more of it is read. */
  cutOff(operatorId: OperatorId, socket: Socket): void {
    if (socket.disconnected) return;
    linkLog.warn({ operatorId }, "a desktop sends commands without end and is cut");
    this.#untilMs.set(operatorId, this.#clock.nowMs() + REST_MS);
    const { socket: wire } = socket.conn.request;
    socket.emit("too-many-commands");
    socket.disconnect(true);
    wire.pause();
    this.#clock.after(CLOSE_WITHIN_MS, () => wire.destroy());
  }
}

/** As engine.io has it, and does not say in its types. */
type Connection = Pick<Socket["conn"], "request"> & { on(event: "packet", listener: () => void): unknown };
