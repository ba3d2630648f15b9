import { describe, expect, it } from "vitest";
import { backOffMs } from "./back-off.ts";
import { isHoldingSdp } from "./sdp-direction.ts";
import { infoForTone, toneFromInfo } from "./sip-dtmf.ts";
import { redactSip } from "./sip-log.ts";

describe("backOffMs", () => {
  it("grows from half a second to one, with full jitter: ready within 5 s of the network's return", () => {
    expect([0, 1, 2, 6, 50].map((failures) => backOffMs(failures, 0.999_999))).toEqual([
      500, 1_000, 1_000, 1_000, 1_000,
    ]);
    expect(backOffMs(6, 0)).toBe(0);
  });
});

describe("isHoldingSdp", () => {
  const sdp = (session: string, audio: string) =>
    `v=0\r\nc=IN IP4 10.0.0.1\r\n${session}m=audio 9 RTP/AVP 0\r\n${audio}`;

  it.each([
    [sdp("", ""), false],
    [sdp("", "a=sendrecv\r\n"), false],
    [sdp("", "a=recvonly\r\n"), false],
    [sdp("", "a=sendonly\r\n"), true],
    [sdp("", "a=inactive\r\n"), true],
    [sdp("a=sendonly\r\n", ""), true],
    [sdp("a=sendonly\r\n", "a=sendrecv\r\n"), false],
    [sdp("", "c=IN IP4 0.0.0.0\r\n"), true],
    [sdp("a=ice-ufrag:x\r\n", "c=IN IP4 0.0.0.0\r\n"), false],
    ["v=0\r\nm=video 9 RTP/AVP 0\r\na=sendonly\r\n", false],
    ["", false],
  ])("%j → %s", (text, isHolding) => {
    expect(isHoldingSdp(text)).toBe(isHolding);
  });
});

describe("DTMF by INFO", () => {
  it.each([
    ["application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", "5"],
    ["Application/DTMF-Relay; charset=x", "Signal= *\nDuration=1", "*"],
    ["application/dtmf-relay", "Signal=11", "#"],
    ["application/dtmf", " a ", "A"],
    ["application/dtmf-relay", "Signal=55", null],
    ["application/dtmf-relay", "", null],
    ["text/plain", "Signal=5", null],
    [undefined, "5", null],
  ])("%s %j → %s", (type, body, tone) => {
    expect(toneFromInfo(type, body)).toBe(tone);
  });

  it("reads what it writes", () => {
    const { contentType, content } = infoForTone("#");
    expect(toneFromInfo(contentType, content)).toBe("#");
  });
});

describe("redactSip", () => {
  it.each([
    ['Authorization: Digest username="1", response="abc"', "[redacted]"],
    ["v=0 o=- 1", "[redacted]"],
    ["INVITE sip:+79991234567@host SIP/2.0\r\nFrom: secret", "INVITE sip:…@host SIP/2.0"],
    ["plain words", "plain words"],
  ])("%j → %j", (said, kept) => {
    expect(redactSip(said)).toBe(kept);
  });
});
