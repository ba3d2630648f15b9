import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { refuseUpgrade } from "../telephony/embedded/refuse-upgrade.ts";
import type { Tunnel } from "./tunnel.ts";

/** Of one connection only (RFC 9110 §7.6.1); whoever hands a request through leaves them out. */
const OF_THE_CONNECTION = /^(?:connection|keep-alive|proxy-connection|te|trailer|upgrade|expect|transfer-encoding)$/i;

type Connect = (remoteAddress: string) => Tunnel | null;

/** Hands a request through to the leader; 503 while nobody leads, or when it is lost before it has answered. */
export function forwardRequest(connect: Connect, request: IncomingMessage, response: ServerResponse): void {
  const tunnel = connect(request.socket.remoteAddress ?? "");
  if (!tunnel) {
    answerUnled(response);
    return;
  }
  const onward = httpRequest(
    {
      createConnection: () => tunnel,
      method: request.method,
      path: request.url,
      headers: headersOf(request.rawHeaders),
      setHost: false,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, headersOf(answer.rawHeaders));
      answer.pipe(response);
      answer.once("error", () => response.destroy());
    },
  );
  onward.once("error", () => {
    if (response.headersSent) response.destroy();
    else answerUnled(response);
  });
  response.once("close", () => onward.destroy());
  request.pipe(onward);
}

/** Hands a WebSocket through to the leader, byte by byte. */
export function forwardUpgrade(connect: Connect, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const tunnel = connect(request.socket.remoteAddress ?? "");
  if (!tunnel) {
    refuseUpgrade(socket, "503 Service Unavailable");
    return;
  }
  const lines = [`${request.method} ${request.url} HTTP/1.1`];
  for (let at = 0; at < request.rawHeaders.length; at += 2)
    lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
  tunnel.write(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  if (head.length > 0) tunnel.write(head);
  socket.pipe(tunnel).pipe(socket);
  socket.on("error", () => socket.destroy());
  socket.once("close", () => tunnel.destroy());
  tunnel.once("close", () => socket.destroy());
}

/** 503 with a reason, and when to ask again. */
function answerUnled(response: ServerResponse): void {
  const message = "No node leads now, or the one that did is lost: ask again in a second.";
  response.writeHead(503, { "content-type": "application/json", "cache-control": "no-store", "retry-after": "1" });
  response.end(JSON.stringify({ code: "no-leader", message, retry: "later" }));
}

function headersOf(raw: readonly string[]): string[] {
  const isOnward = (name: string) => !OF_THE_CONNECTION.test(name);
  return raw.filter((_text, at) => isOnward(raw[at - (at % 2)] ?? ""));
}
