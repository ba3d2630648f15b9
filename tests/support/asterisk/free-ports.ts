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

/** Whether somebody has bound this UDP port; asked of Linux, for a trial would be in the way of who wants it. */
export async function isUdpPortTaken(port: number): Promise<boolean> {
  const sockets = await readFile("/proc/net/udp", "utf8");
  return sockets.includes(`:${port.toString(16).toUpperCase().padStart(4, "0")} `);
}
