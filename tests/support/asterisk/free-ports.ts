import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";

/** A TCP port of 127.0.0.1 that nobody listens on now. */
export async function freeTcpPort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** A UDP port of 127.0.0.1 that nobody has bound now. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}

/**
 * A port for a softphone: it takes the number for UDP and TCP, and the next one for TLS. Below the range the system gives
 * out for connections, so that none takes it meanwhile, and above what the PBX sends sound from.
 */
export async function freeSipPort(): Promise<number> {
  for (;;) {
    const port = 23_000 + 2 * randomInt(4_500);
    const isFree = await Promise.all([canBind(port), canListen(port), canListen(port + 1)]);
    if (isFree.every(Boolean)) return port;
  }
}

async function canBind(port: number): Promise<boolean> {
  const socket = createSocket("udp4");
  const isBound = once(socket, "listening").then(
    () => true,
    () => false,
  );
  socket.bind(port, "127.0.0.1");
  const isFree = await isBound;
  socket.close();
  return isFree;
}

async function canListen(port: number): Promise<boolean> {
  const server = createServer();
  const isListening = once(server, "listening").then(
    () => true,
    () => false,
  );
  server.listen(port, "127.0.0.1");
  const isFree = await isListening;
  server.close();
  return isFree;
}

/** Whether somebody has bound this UDP port; asked of Linux, for a trial would be in the way of who wants it. */
export async function isUdpPortTaken(port: number): Promise<boolean> {
  const sockets = await readFile("/proc/net/udp", "utf8");
  return sockets.includes(`:${port.toString(16).toUpperCase().padStart(4, "0")} `);
}
