import { describe, expect, test } from "vitest";
import { readHead } from "./message-head.ts";
import { refuseUnparsed } from "./refuse-unparsed.ts";

const refusal = (...lines: string[]) => refuseUnparsed(readHead(`${lines.join("\r\n")}\r\n\r\n`));

describe("refuseUnparsed", () => {
  test("copies what brings the answer home, compact, folded or not, in one line each", () => {
    const text = refusal(
      "INVITE sip:<x> SIP/2.0",
      "v: SIP/2.0/WS a.invalid",
      " ;branch=z9hG4bKx",
      "Via : SIP/2.0/WS b.invalid",
      "f: <sip:a@x>;tag=1\nX: y",
      "t: <sip:b@x>",
      "i: id",
      "CSeq: 1 INVITE",
    );
    expect(text?.replace(/tag=[0-9a-f]{10}/, "tag=T")).toBe(
      [
        "SIP/2.0 400 Bad Request",
        "Via: SIP/2.0/WS a.invalid ;branch=z9hG4bKx",
        "Via: SIP/2.0/WS b.invalid",
        "From: <sip:a@x>;tag=1 X: y",
        "Call-ID: id",
        "CSeq: 1 INVITE",
        "To: <sip:b@x>;tag=T",
        "Content-Length: 0",
        "",
        "",
      ].join("\r\n"),
    );
  });

  test("names another version, and leaves a tag alone", () => {
    const text = refusal("OPTIONS sip:x SIP/3.0", "Via: SIP/3.0/WS a", "To: <sip:b@x>;tag=2", "CSeq: 1 OPTIONS");
    expect(text).toContain("SIP/2.0 505 Version Not Supported\r\n");
    expect(text).toContain("To: <sip:b@x>;tag=2\r\n");
  });

  test.each([
    ["a response", ["SIP/2.0 200 OK", "Via: x", "CSeq: 1 INVITE"]],
    ["an ACK", ["ACK sip:x SIP/2.0", "Via: x", "CSeq: 1 ACK"]],
    ["something without Via", ["INVITE sip:x SIP/2.0", "CSeq: 1 INVITE"]],
    ["something without CSeq", ["INVITE sip:x SIP/2.0", "Via: x"]],
    ["HTTP", ["GET / HTTP/1.1", "Host: x"]],
    ["nothing", [""]],
  ])("%s is not answered", (_what, lines) => {
    expect(refusal(...lines)).toBe(null);
  });
});
