import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { clientAddressOf } from "./client-address.ts";

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { "x-forwarded-for": forwarded } }) as unknown as IncomingMessage;

describe("the address of who asks", () => {
  test("is the socket's when no proxy is believed", () => {
    expect(clientAddressOf([])(from("203.0.113.9", "1.2.3.4"))).toBe("203.0.113.9");
    expect(clientAddressOf(["10.0.0.0/8"])(from("203.0.113.9", "1.2.3.4"))).toBe("203.0.113.9");
  });

  test("is the last that is no believed proxy, whatever the client wrote before it", () => {
    const addressOf = clientAddressOf(["loopback", "10.0.0.0/8"]);
    expect(addressOf(from("::ffff:127.0.0.1", "6.6.6.6, 203.0.113.9, 10.1.2.3"))).toBe("203.0.113.9");
    expect(addressOf(from("::1", "2001:db8::7"))).toBe("2001:db8::7");
    expect(addressOf(from("127.0.0.1", "rubbish, <script>"))).toBe("127.0.0.1");
    expect(addressOf(from("127.0.0.1"))).toBe("127.0.0.1");
  });
});
