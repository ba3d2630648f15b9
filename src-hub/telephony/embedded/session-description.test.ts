import { describe, expect, test } from "vitest";
import { audioDirection, holdsByAnswer, holdsByOffer } from "./session-description.ts";

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
