import { describe, expect, it } from "vitest";
import { ProxyError } from "../ports/network.ts";
import { connectFailure } from "./connect-failure.ts";

function coded(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

describe("why no flow came to be", () => {
  it.each([
    ["ENOTFOUND", "unknown-host"],
    ["EAI_AGAIN", "unknown-host"],
    ["ECONNREFUSED", "connection-refused"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "certificate-not-trusted"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate-not-trusted"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate-other-host"],
    ["CERT_HAS_EXPIRED", "certificate-expired"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "no-tls"],
    ["ETIMEDOUT", "server-unreachable"],
  ])("%s: %s", (code, failure) => {
    expect(connectFailure(new Error("flow not opened", { cause: coded(code) }))).toBe(failure);
  });

  it("is told by the address that was tried first, where there are two", () => {
    expect(connectFailure(new AggregateError([coded("ECONNREFUSED"), coded("ETIMEDOUT")]))).toBe("connection-refused");
  });

  it("is another server than a phone's, by its answer", () => {
    expect(connectFailure(new Error("Unexpected server response: 404"))).toBe("not-sip");
    expect(connectFailure(new Error("Server sent no subprotocol"))).toBe("not-sip");
  });

  it("is the proxy's trouble before the server's", () => {
    expect(connectFailure(new ProxyError("proxy-unreachable", coded("ECONNREFUSED")))).toBe("proxy-unreachable");
  });

  it("is nothing that can be named otherwise, also for what is no error", () => {
    expect(connectFailure("gone")).toBe("server-unreachable");
  });
});
