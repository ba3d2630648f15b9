import { isIP } from "node:net";

/**
 * Whether two addresses may be one visitor's. The same IPv4, or the same /64 of IPv6 (browsers change the rest of it);
 * one of each says nothing, since a browser takes for each connection whichever answers first (RFC 8305).
 */
export function isSameClient(one: string, other: string): boolean {
  const [first, second] = [plain(one), plain(other)];
  const family = isIP(first);
  if (family === 0 || family !== isIP(second)) return family !== 0 && isIP(second) !== 0;
  return family === 4 ? first === second : network(first) === network(second);
}

/** An IPv4 address that came over an IPv6 socket. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

/** The first four groups, zeros written out. */
function network(address: string): string {
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const groups = (text: string) => text.split(":").filter((group) => group !== "");
  const [before, after] = [groups(head), groups(tail ?? "")];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const all = [...before, ...Array.from({ length: Math.max(0, zeros) }, () => "0"), ...after];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
