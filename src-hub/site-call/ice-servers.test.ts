import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ICE_ADDRESS, iceServersFor } from "./ice-servers.ts";

const NOW_MS = Date.UTC(2026, 10, 2);
const urls = ["stun:turn.example.com:3478", "turn:turn.example.com:3478?transport=udp", "turns:turn.example.com:5349"];

describe("what finds a way for a visitor's sound", () => {
  it("a relay's name says until when it is good, and its password proves it to who knows the secret", () => {
    const [open, relays] = iceServersFor({ urls, turnSecret: "north-wind-north-wind" }, "site-call-1-ab", NOW_MS);
    expect(open).toEqual({ urls: [urls[0]] });
    expect(relays?.urls).toEqual(urls.slice(1));
    const [until, user] = (relays?.username ?? "").split(":");
    expect([Number(until), user]).toEqual([NOW_MS / 1000 + 12 * 3600, "site-call-1-ab"]);
    // As coturn computes it: base64(hmac-sha1(secret, username)).
    const expected = createHmac("sha1", "north-wind-north-wind")
      .update(relays?.username ?? "")
      .digest("base64");
    expect(relays?.credential).toBe(expected);
  });

  it("nobody gets a relay without the secret, and nothing is given where nothing is set", () => {
    expect(iceServersFor({ urls, turnSecret: null }, "user", NOW_MS)).toEqual([{ urls: [urls[0]] }]);
    expect(iceServersFor({ urls: [], turnSecret: null }, "user", NOW_MS)).toEqual([]);
  });

  it.each([...urls, "stuns:turn.example.com", "turn:[2001:db8::1]:3478", "turn:10.0.0.1"])("takes %s", (url) => {
    expect(url).toMatch(ICE_ADDRESS);
  });

  it.each([
    "https://turn.example.com",
    "turn:",
    "turn:a b",
    "stun:host?transport=udp",
    "turn:host?transport=tls",
    "javascript:1",
  ])("refuses %s", (url) => {
    expect(url).not.toMatch(ICE_ADDRESS);
  });
});
