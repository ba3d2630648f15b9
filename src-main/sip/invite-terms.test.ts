import { describe, expect, it } from "vitest";
import { sessionTimerOf, type TermHeaders, unsupportedBy } from "./invite-terms.ts";

function invite(headers: Readonly<Record<string, readonly string[]>>): TermHeaders {
  const getHeaders = (name: string) => [...(headers[name] ?? [])];
  return { getHeaders, getHeader: (name) => getHeaders(name)[0] };
}

describe("what an INVITE requires and nobody knows here", () => {
  it.each([
    [{}, []],
    [{ require: ["100rel"] }, ["100rel"]],
    [{ require: ["TIMER"] }, []],
    [{ require: ["precondition", "timer,gruu"] }, ["precondition", "gruu"]],
    [{ require: [" , "] }, []],
    [{ supported: ["precondition"] }, []],
  ] as const)("%j: %j", (headers, unsupported) => {
    expect(unsupportedBy(invite(headers))).toEqual(unsupported);
  });
});

describe("a session timer", () => {
  it.each([
    [{ "session-expires": ["1800"], supported: ["timer"] }, null],
    [{ require: ["timer"] }, { headers: [], intervalS: null, refreshEveryMs: null }],
    [
      { require: ["timer"], "session-expires": ["1800"] },
      { headers: ["Session-Expires: 1800;refresher=uac", "Require: timer"], intervalS: 1800, refreshEveryMs: null },
    ],
    [
      { require: ["timer"], "session-expires": ["600; refresher=UAS"] },
      { headers: ["Session-Expires: 600;refresher=uas"], intervalS: 600, refreshEveryMs: 300_000 },
    ],
    [
      { require: ["timer"], x: ["90;refresher=uac"] },
      { headers: ["Session-Expires: 90;refresher=uac", "Require: timer"], intervalS: 90, refreshEveryMs: null },
    ],
    [
      { require: ["timer"], "session-expires": ["10;refresher=uas"] },
      { headers: [], intervalS: null, refreshEveryMs: null },
    ],
  ] as const)("%j", (headers, timer) => {
    expect(sessionTimerOf(invite(headers))).toEqual(timer);
  });
});
