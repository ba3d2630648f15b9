import { describe, expect, test } from "vitest";
import { createRedactor } from "./redact.ts";

const SDP = [
  "v=0",
  "o=- 4611 2 IN IP4 127.0.0.1",
  "s=-",
  "a=ice-ufrag:F7gI",
  "a=ice-pwd:x9cml/YzichV2+XlhiMu8g",
  "a=fingerprint:sha-256 AA:BB",
  "",
].join("\r\n");

describe("in text", () => {
  const { text } = createRedactor();

  test.each([
    ["+79990001122 calls", "[number …22] calls"],
    ["8 (999) 000-11-22", "[number …22]"],
    ["call to 89990001122.", "call to [number …22]."],
    [
      'From: "Иван Петров" <sip:79990001122@tandem.invalid>;tag=x',
      'From: "[hidden]" <sip:[hidden]@tandem.invalid>;tag=x',
    ],
    ["tel:+79990001122", "tel:[hidden]"],
    ["sips:anna:pass@host", "sips:[hidden]@host"],
    [`offer ${SDP}`, "offer [sdp]"],
    ["a=candidate:1 1 udp 2122 192.168.1.7 5000 typ host", "[sdp]"],
    ['Authorization: Digest username="201", response="6629fae4"', "Authorization: [hidden]"],
    ["proxy-authorization: Digest realm=x\r\nVia: y", "proxy-authorization: [hidden]\r\nVia: y"],
    ["Bearer abcdef.ghi-jkl", "Bearer [hidden]"],
    ['{"password":"hunter2","x":1}', '{"password":[hidden],"x":1}'],
    ["secret = s3cr3t-word, next", "secret = [hidden], next"],
    ["token: abc", "token: [hidden]"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.sig", "[hidden]"],
    ["ab".repeat(32), "[hidden]"],
    ["ivan.petrov@example.com wrote", "[hidden] wrote"],
  ])("%j becomes %j", (raw, clean) => {
    expect(text(raw)).toBe(clean);
  });

  test.each([
    "0b9b5a3e-1234-4d5e-8f90-123456789012 answered",
    "at 2026-11-02T09:00:00.000Z",
    "http://127.0.0.1:40123/link is silent",
    "480 after 20000 ms, seq 123456",
    "call-service.ts:120:14",
    "SIP/2.0 486 Busy Here",
  ])("%j stays", (raw) => {
    expect(text(raw)).toBe(raw);
  });

  test("a long text is cut", () => {
    expect(text("x ".repeat(10_000)).length).toBeLessThan(4100);
  });
});

describe("in fields", () => {
  test("by their names, at any depth, and by what stands in them", () => {
    const { fields } = createRedactor();
    expect(
      fields({
        callId: "0b9b5a3e-1234-4d5e-8f90-123456789012",
        ms: 79990001122,
        customer: { address: "+79990001122", name: "Иван" },
        call: { displayName: "Иван", from: "x", deep: { secret: "s", isMuted: true, sdp: SDP, tones: "1234#" } },
        databaseKey: "k",
        logins: { password: "p" },
        list: ["+79990001122", 5],
        words: "to +79990001122",
        nothing: null,
        name: null,
        handler: () => 1,
        bytes: new Uint8Array(4),
      }),
    ).toEqual({
      callId: "0b9b5a3e-1234-4d5e-8f90-123456789012",
      ms: 79990001122,
      customer: "[hidden]",
      call: {
        displayName: "[hidden]",
        from: "[hidden]",
        deep: { secret: "[hidden]", isMuted: true, sdp: "[hidden]", tones: "[hidden]" },
      },
      databaseKey: "[hidden]",
      logins: { password: "[hidden]" },
      list: ["[number …22]", 5],
      words: "to [number …22]",
      nothing: null,
      name: null,
      handler: "[function]",
      bytes: "[bytes]",
    });
  });

  test("errors keep their name, code and stack, cleaned, with their cause", () => {
    const { fields } = createRedactor();
    const cause = Object.assign(new Error("no answer of +79990001122"), { code: "E_BUSY" });
    const clean = fields({ error: new TypeError("bad password=hunter2", { cause }) });
    expect(clean.error).toMatchObject({
      error: "TypeError",
      message: "bad password=[hidden]",
      cause: { error: "Error", code: "E_BUSY", message: "no answer of [number …22]" },
    });
    expect(JSON.stringify(clean)).not.toMatch(/hunter2|79990001122/);
    expect((clean.error as { stack: string }).stack).toContain("redact.test.ts");
  });

  test("an endless object ends", () => {
    const { fields } = createRedactor();
    const endless: Record<string, unknown> = {};
    endless.again = endless;
    expect(JSON.stringify(fields({ endless }))).toContain("[deep]");
  });
});

test("what was told to be hidden is hidden everywhere; too short a text is not", () => {
  const { hide, text, fields } = createRedactor();
  hide("Иван Петров");
  hide("p4$$(word)");
  hide("ok");
  expect(text("Иван Петров said p4$$(word), ok")).toBe("[hidden] said [hidden], ok");
  expect(fields({ reason: "p4$$(word)" })).toEqual({ reason: "[hidden]" });
});
