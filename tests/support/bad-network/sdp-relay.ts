import type { Address } from "./udp-path.ts";

/**
 * The ICE credentials of a description, and its first UDP address. JsSIP answers an ICE restart without any: then the
 * packets show where it is (a peer-reflexive candidate).
 */
export function endOf(sdp: string): { readonly ufrag: string; readonly address: Address | null } | null {
  const ufrag = /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1];
  const candidates = [...sdp.matchAll(/^a=candidate:\S+ 1 udp \d+ ([\d.]+) (\d+) typ host/gim)];
  const best = candidates.find(([, address]) => address === "127.0.0.1") ?? candidates[0];
  if (ufrag === undefined) return null;
  return { ufrag, address: best ? { address: best[1] ?? "", port: Number(best[2]) } : null };
}

/** The description with one candidate: the relay's. */
export function withRelay(sdp: string, port: number): string {
  const lines = sdp.split(/\r\n/).filter((line) => !/^a=(candidate:|end-of-candidates)/.test(line));
  const at = lines.findIndex((line) => line.startsWith("a=ice-ufrag:"));
  lines.splice(at, 0, `a=candidate:1 1 udp 2130706431 127.0.0.1 ${port} typ host generation 0`);
  return lines.join("\r\n");
}

/** A SIP message with another body, and its length right. */
export function withBody(message: string, body: string): string {
  const head = message.slice(0, message.indexOf("\r\n\r\n"));
  const length = Buffer.byteLength(body);
  return `${head.replace(/^(Content-Length|l)\s*:\s*\d+/im, `$1: ${length}`)}\r\n\r\n${body}`;
}

export function bodyOf(message: string): string {
  const at = message.indexOf("\r\n\r\n");
  const isSdp = /^(Content-Type|c)\s*:\s*application\/sdp/im.test(message.slice(0, at));
  return at < 0 || !isSdp ? "" : message.slice(at + 4);
}
