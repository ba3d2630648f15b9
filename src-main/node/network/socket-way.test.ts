import { describe, expect, it } from "vitest";
import { firstProxy } from "./socket-way.ts";

describe("what the system says of proxies", () => {
  it.each([
    ["DIRECT", null],
    ["PROXY proxy.invalid:3128; DIRECT", "http://proxy.invalid:3128"],
    ["HTTPS proxy.invalid:443", "https://proxy.invalid:443"],
    ["SOCKS5 socks.invalid:1080; PROXY proxy.invalid:3128", "http://proxy.invalid:3128"],
    ["SOCKS5 socks.invalid:1080", null],
    ["", null],
  ])("%s: %s", (answer, proxy) => {
    expect(firstProxy(answer)).toBe(proxy);
  });
});
