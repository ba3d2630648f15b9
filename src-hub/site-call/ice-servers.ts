import { createHmac } from "node:crypto";
import type { IceServer } from "../../src-shared/site-chat/site-call.ts";

/** A server's own clock may be off, and a call may be long: so long a name of a relay is good. */
const GOOD_FOR_S = 12 * 3600;

/** What finds a way between a visitor's browser and whoever answers: addresses (RFC 7064, 7065) and the relays' secret. */
export type IceSettings = {
  readonly urls: readonly string[];
  /** As `static-auth-secret` of coturn; null: there are no relays among the addresses. */
  readonly turnSecret: string | null;
};

/** `stun:host:port`, `turn:host:port?transport=tcp`, `turns:…`; a host is a name, an IPv4 address or an IPv6 one in brackets. */
export const ICE_ADDRESS =
  /^(?:stuns?:(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?|turns?:(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?)$/i;

/** Whether the address is of a relay, which asks who comes. */
export function isRelay(url: string): boolean {
  return /^turns?:/i.test(url);
}

/**
 * What a browser is given for one call. A relay's name and password live as long as a call may last, and are good for nothing
 * else: `time:user` and its HMAC-SHA1 in Base64, as coturn's `use-auth-secret` checks them (draft-uberti-behave-turn-rest-00 §2.2).
 */
export function iceServersFor({ urls, turnSecret }: IceSettings, user: string, nowMs: number): readonly IceServer[] {
  const open = urls.filter((url) => !isRelay(url));
  const relays = turnSecret === null ? [] : urls.filter(isRelay);
  const username = `${Math.floor(nowMs / 1000) + GOOD_FOR_S}:${user}`;
  return [
    ...(open.length > 0 ? [{ urls: open }] : []),
    ...(turnSecret !== null && relays.length > 0
      ? [{ urls: relays, username, credential: createHmac("sha1", turnSecret).update(username).digest("base64") }]
      : []),
  ];
}
