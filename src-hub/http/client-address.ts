import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Names of networks as fastify's `trustProxy` (proxy-addr) knows them. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.1/8", "::1/128"],
  linklocal: ["169.254.0.0/16", "fe80::/10"],
  uniquelocal: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
};

/** Who asks, for what does not go through Fastify (upgrades): the last address that is none of the believed proxies. */
export function clientAddressOf(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = new BlockList();
  for (const network of trustedProxies.flatMap((name) => NAMED[name] ?? [name])) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  return ({ socket, headers }) => {
    const forwarded = String(headers["x-forwarded-for"] ?? "").split(",");
    let address = bare(socket.remoteAddress ?? "");
    for (let index = forwarded.length - 1; index >= 0 && isIP(address) > 0 && isTrusted(address); index -= 1) {
      const before = bare(forwarded[index] ?? "");
      if (isIP(before) === 0) break;
      address = before;
    }
    return address || "unknown";
  };
}

/** An IPv4 address that came over an IPv6 socket is the same client. */
function bare(address: string): string {
  return address.trim().replace(/^::ffff:(?=\d+\.)/i, "");
}
