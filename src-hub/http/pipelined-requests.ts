import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { httpLog } from "../log.ts";

/** No client of ours and no proxy sends a request before the one before it is answered (RFC 9112 §9.3.2 lets them). */
const MOST_AT_ONCE = 8;

/**
 * Cuts a connection that sends requests on and on without waiting for answers. Node begins all that one read brings,
 * hundreds of them, and whoever comes by another connection would wait for every one.
 */
export class PipelinedRequests {
  readonly #underWay = new WeakMap<Socket, number>();

  /** Whether a request may go on; if not its connection is gone. */
  mayBegin({ socket }: IncomingMessage, response: ServerResponse): boolean {
    if (socket.destroyed) return false;
    const count = (this.#underWay.get(socket) ?? 0) + 1;
    if (count > MOST_AT_ONCE) {
      httpLog.warn({}, "a connection asks on without waiting for answers and is cut");
      socket.destroy();
      return false;
    }
    this.#underWay.set(socket, count);
    // What one read brought counts together, however quickly it is answered: nobody else had a turn in between.
    response.once("close", () => setImmediate(() => this.#end(socket)));
    return true;
  }

  #end(socket: Socket): void {
    this.#underWay.set(socket, (this.#underWay.get(socket) ?? 1) - 1);
  }
}
