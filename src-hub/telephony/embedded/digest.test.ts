import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { FlowDigest, parseDigest, sipHa1 } from "./digest.ts";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

function answer(challenge: string, more: { password?: string; nc?: string; uri?: string } = {}) {
  const nonce = /nonce="([^"]+)"/.exec(challenge)?.[1] ?? "";
  const { password = "Circle of Life", nc = "00000001", uri = "sip:x.invalid" } = more;
  const ha1 = md5(`Mufasa:x.invalid:${password}`);
  const response = md5(`${ha1}:${nonce}:${nc}:cn:auth:${md5(`REGISTER:${uri}`)}`);
  return { username: "Mufasa", realm: "x.invalid", nonce, uri, response, cnonce: "cn", nc };
}

const HA1 = sipHa1("Mufasa", "x.invalid", "Circle of Life");
const REQUEST = { method: "REGISTER", uri: "sip:x.invalid" };

describe("FlowDigest", () => {
  test("agrees with the example of RFC 2617 §3.5 on HA1", () => {
    expect(sipHa1("Mufasa", "testrealm@host.com", "Circle Of Life")).toBe("939e7578ed9e3c518a452acee763bce9");
  });

  test("takes the right answer once", () => {
    const digest = new FlowDigest("x.invalid", 1000);
    const right = answer(digest.challenge(0, false));
    expect(digest.verify(right, REQUEST, [HA1], 1)).toBe("valid");
    expect(digest.verify(right, REQUEST, [HA1], 2)).toBe("stale");
    expect(digest.verify({ ...right, nc: "00000000" }, REQUEST, [HA1], 2)).toBe("stale");
  });

  test("tells wrong from stale: only a good nonce makes a failure", () => {
    const digest = new FlowDigest("x.invalid", 1000);
    const challenge = digest.challenge(0, false);
    expect(digest.verify(answer(challenge, { password: "x" }), REQUEST, [HA1], 1)).toBe("wrong");
    expect(digest.verify(answer(challenge, { nc: "00000002" }), REQUEST, [], 1)).toBe("wrong");
    expect(digest.verify(answer(challenge, { nc: "00000003" }), REQUEST, [HA1], 1001)).toBe("stale");
    expect(digest.verify(answer('nonce="made-up"'), REQUEST, [HA1], 1)).toBe("stale");
  });

  test("takes no realm but its own, and no answer for another address", () => {
    const digest = new FlowDigest("x.invalid", 1000);
    const other = { ...answer(digest.challenge(0, false)), realm: "y.invalid" };
    expect(digest.verify(other, REQUEST, [HA1], 1)).toBe("wrong");
    const elsewhere = answer(digest.challenge(0, false), { uri: "sip:y.invalid" });
    expect(digest.verify(elsewhere, REQUEST, [HA1], 1)).toBe("uri-mismatch");
  });

  test("keeps few challenges open, never the same twice, and says when one is stale", () => {
    const digest = new FlowDigest("x.invalid", 1000);
    const challenges = Array.from({ length: 17 }, () => digest.challenge(0, true));
    expect(new Set(challenges).size).toBe(17);
    expect(digest.verify(answer(challenges[0] ?? ""), REQUEST, [HA1], 1)).toBe("stale");
    expect(digest.verify(answer(challenges[16] ?? ""), REQUEST, [HA1], 1)).toBe("valid");
    expect(challenges[0]).toMatch(/stale=true$/);
  });
});

describe("parseDigest", () => {
  const whole =
    'Digest username="a \\"b\\"", realm="r", nonce="n", uri="sip:x", response="0123456789ABCDEF0123456789abcdef", algorithm=MD5, cnonce="c", qop=auth, nc=00000001';

  test("reads quoted and bare values, in any order", () => {
    expect(parseDigest(whole)).toEqual({
      username: 'a "b"',
      realm: "r",
      nonce: "n",
      uri: "sip:x",
      response: "0123456789abcdef0123456789abcdef",
      cnonce: "c",
      nc: "00000001",
    });
  });

  test.each([
    undefined,
    "",
    "Basic abc",
    "Digest",
    whole.replace("MD5", "SHA-256"),
    whole.replace("qop=auth", "qop=auth-int"),
    whole.replace(", qop=auth", ""),
    whole.replace("nc=00000001", "nc=1"),
    whole.replace("0123456789ABCDEF", ""),
    `${whole}, nonce="another"`,
    `${whole} rubbish`,
    `Digest ${'a="'.repeat(2000)}`,
  ])("takes nothing else: %s", (header) => {
    expect(parseDigest(header)).toBe(null);
  });
});
