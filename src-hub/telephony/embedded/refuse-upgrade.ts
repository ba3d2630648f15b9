import type { Duplex } from "node:stream";

/**
 * Refuses an upgrade and lets go of its socket. Node no longer looks after it: a reset of the peer would end the
 * process, and a peer that never closes its end would stay for ever.
 */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on("error", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
