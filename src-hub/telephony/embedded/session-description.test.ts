import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { audioDirection, heldDescription, holdsByAnswer, holdsByOffer } from "./session-description.ts";

const description = (session: string, audio: string, video = "") =>
  ["v=0", "s=-", ...(session ? [`a=${session}`] : []), "m=video 9 x", ...(video ? [`a=${video}`] : []), "m=audio 9 x"]
    .concat(audio ? [`a=${audio}`] : [])
    .join("\r\n");

describe("audioDirection", () => {
  test.each([
    ["", "", "sendrecv"],
    ["", "sendonly", "sendonly"],
    ["inactive", "", "inactive"],
    ["inactive", "recvonly", "recvonly"],
  ] as const)("of session %s and audio %s is %s", (session, audio, expected) => {
    expect(audioDirection(description(session, audio))).toBe(expected);
  });

  test("looks at audio only, at the first, and at bare line ends too", () => {
    expect(audioDirection(description("", "", "inactive"))).toBe("sendrecv");
    expect(audioDirection(`${description("", "sendonly")}\r\nm=audio 9 x\r\na=inactive`)).toBe("sendonly");
    expect(audioDirection("m=audio 9 x\na=inactive\n")).toBe("inactive");
    expect(audioDirection("a=sendonlyish")).toBe("sendrecv");
  });
});

describe("who holds", () => {
  const of = (direction: string) => `m=audio 9 x\r\na=${direction}`;

  test.each([
    ["sendrecv", false],
    ["recvonly", false],
    ["sendonly", true],
    ["inactive", true],
  ] as const)("an offer %s: %s", (direction, holds) => {
    expect(holdsByOffer(of(direction))).toBe(holds);
  });

  test.each([
    ["sendrecv", "sendrecv", false],
    ["sendrecv", "sendonly", true],
    ["sendonly", "inactive", true],
    ["sendonly", "recvonly", false],
    ["recvonly", "sendonly", null],
    ["inactive", "inactive", null],
  ] as const)("an answer to %s of %s: %s", (offer, answer, holds) => {
    expect(holdsByAnswer(of(offer), of(answer))).toBe(holds);
  });
});

describe("heldDescription", () => {
  const told = [
    ...["v=0", "o=- 46117 9007199254740993 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=sendrecv", "a=group:BUNDLE 0 1"],
    ...["m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=setup:active", "a=sendrecv", "a=rtcp-mux"],
    ...["m=audio 0 UDP/TLS/RTP/SAVPF 111", "a=mid:1", ""],
  ].join("\r\n");

  test("is the same session in its next version, with nothing sent either way", () => {
    const held = heldDescription(told);
    expect(held.split("\r\n")).toEqual([
      ...["v=0", "o=- 46117 9007199254740994 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1"],
      ...["m=audio 9 UDP/TLS/RTP/SAVPF 111", "a=mid:0", "a=setup:actpass", "a=inactive", "a=rtcp-mux"],
      ...["m=audio 0 UDP/TLS/RTP/SAVPF 111", "a=mid:1", "a=inactive", ""],
    ]);
    expect(audioDirection(held)).toBe("inactive");
    expect(holdsByOffer(held)).toBe(true);
  });

  test("of whatever a phone sends is held, and its sections are those there were", () => {
    const line = fc.oneof(
      fc.constantFrom(
        "m=audio 9 x",
        "m=video 9 x",
        "a=sendrecv",
        "a=sendonly",
        "a=setup:passive",
        "o=- 1 2 IN IP4 x",
        "",
      ),
      fc.string({ maxLength: 20 }).map((text) => `a=${text.replaceAll(/[\r\n]/g, "")}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const held = heldDescription(["v=0", ...lines, "m=audio 9 x"].join("\r\n"));
        expect(audioDirection(held)).toBe("inactive");
        expect(held.match(/^m=.*$/gm)).toEqual([...lines, "m=audio 9 x"].join("\n").match(/^m=.*$/gm));
      }),
    );
  });
});
