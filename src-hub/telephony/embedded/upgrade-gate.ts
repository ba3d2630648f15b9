import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { ArrivedFrom } from "../telephony.ts";
import { refuseUpgrade } from "./refuse-upgrade.ts";

export type UpgradeGate = { close(): void };

/**
 * Takes WebSocket upgrades for one path of a server that others use too, and leaves theirs alone. Only the `sip`
 * subprotocol is let in (RFC 7118 §4.1); when `hasRoom` says no, the answer is 503.
 */
export function openUpgradeGate(
  server: Server,
  options: {
    readonly path: string;
    readonly maxMessageBytes: number;
    readonly hasRoom: () => boolean;
    readonly addressOf: (request: IncomingMessage) => string;
    readonly onSocket: (socket: WebSocket, over: ArrivedFrom) => void;
  },
): UpgradeGate {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols: () => "sip",
  });
  const handleUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (pathOf(request) !== options.path) return;
    const protocols = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
    if (!protocols.includes("sip")) return refuseUpgrade(stream, "400 Bad Request");
    if (!options.hasRoom()) return refuseUpgrade(stream, "503 Service Unavailable");
    const over = { origin: request.headers.origin ?? null, address: options.addressOf(request) };
    sockets.handleUpgrade(request, stream, head, (socket) => options.onSocket(socket, over));
  };
  server.on("upgrade", handleUpgrade);
  return {
    close: () => {
      server.off("upgrade", handleUpgrade);
      sockets.close();
    },
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "").split("?")[0] ?? "";
}
