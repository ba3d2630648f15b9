import { describe, expect, it } from "vitest";
import { Operator } from "../../../src-shared/domain/team.ts";
import { CallId } from "../../../src-shared/ids.ts";
import { aCall } from "../../../tests/support/a-workplace.ts";
import {
  callStage,
  callSurface,
  dialProblem,
  goesToColleague,
  keypadKeyOf,
  otherSideOf,
  ringLook,
  talkingCall,
  tileBlock,
  timerSpan,
} from "./phone-model.ts";

const talk = aCall({ phase: "talking", startedAtMs: 1000, answeredAtMs: 9000 });

describe("stage and surface", () => {
  it("makes hold a stage of its own and the end plain", () => {
    const stages = [
      callStage(talk),
      callStage({ ...talk, heldSinceMs: 20_000 }),
      callStage(aCall({ phase: "early-media" })),
      callStage(aCall({ phase: "ended" })),
    ];
    expect(stages).toEqual(["talking", "held", "dialling", "ended"]);
    expect(stages.map(callSurface)).toEqual(["air", "hold", "air", "plain"]);
  });
});

describe("timerSpan", () => {
  it.each([
    ["a talk from its answer", talk, { sinceMs: 9000, untilMs: null }],
    ["the hold itself", { ...talk, heldSinceMs: 20_000 }, { sinceMs: 20_000, untilMs: null }],
    ["dialling from its start", aCall({ phase: "dialling", startedAtMs: 5 }), { sinceMs: 5, untilMs: null }],
    [
      "zero while an answered call connects",
      aCall({ phase: "connecting", startedAtMs: 5 }),
      { sinceMs: 5, untilMs: 5 },
    ],
    [
      "how long the talk was",
      { ...talk, phase: "ended" as const, endedAtMs: 30_000 },
      { sinceMs: 9000, untilMs: 30_000 },
    ],
    [
      "nothing when there was no talk",
      aCall({ phase: "ended", startedAtMs: 5, endedAtMs: 30_000 }),
      { sinceMs: 5, untilMs: 5 },
    ],
  ])("shows %s", (_name, call, span) => {
    expect(timerSpan(call)).toEqual(span);
  });
});

describe("tiles", () => {
  it("says why one cannot work", () => {
    const dialling = aCall({ phase: "dialling" });
    expect(tileBlock(dialling, "hold")).toBe("after-answer");
    expect(tileBlock(aCall({ phase: "connecting" }), "mute")).toBe("after-connect");
    expect(tileBlock({ ...talk, heldSinceMs: 1 }, "keypad")).toBe("after-resume");
    expect(tileBlock({ ...talk, heldSinceMs: 1 }, "hold")).toBeNull();
    expect((["mute", "hold", "keypad"] as const).map((tile) => tileBlock(talk, tile))).toEqual([null, null, null]);
  });

  it("finds the talk that an answer would hold", () => {
    const ringing = aCall();
    const held = { ...talk, callId: CallId.parse("held"), heldSinceMs: 1 };
    expect(talkingCall([ringing, held])).toBeNull();
    expect(talkingCall([ringing, held, talk])).toBe(talk);
  });
});

describe("ringLook", () => {
  it("shows the limit as the hub set it, though the card came a moment later", () => {
    expect(ringLook({ startedAtMs: 1180, ringUntilMs: 21_000 }, 1180).totalMs).toBe(20_000);
  });

  const ringing = { startedAtMs: 1000, ringUntilMs: 21_000 };

  it("counts to the moment the offer goes on, and frames the last five seconds", () => {
    expect(ringLook(ringing, 7000)).toEqual({ elapsedMs: 6000, totalMs: 20_000, secondsLeft: 14, isLast: false });
    expect(ringLook(ringing, 15_999).isLast).toBe(false);
    expect(ringLook(ringing, 16_000)).toEqual({ elapsedMs: 15_000, totalMs: 20_000, secondsLeft: 5, isLast: true });
    expect(ringLook(ringing, 60_000)).toEqual({ elapsedMs: 20_000, totalMs: 20_000, secondsLeft: 0, isLast: true });
  });

  it("only counts up when nobody said how long it rings", () => {
    const endless = { startedAtMs: 1000, ringUntilMs: null };
    expect(ringLook(endless, 61_000)).toEqual({ elapsedMs: 60_000, totalMs: null, secondsLeft: null, isLast: false });
  });

  it("knows that a call to this very operator goes to nobody else", () => {
    expect(goesToColleague([{ code: "longest-idle", idleMs: 5 }])).toBe(true);
    expect(goesToColleague([{ code: "called-directly" }])).toBe(false);
  });
});

describe("dialProblem", () => {
  it.each([
    ["", "empty"],
    ["  ", "empty"],
    ["7", "short"],
    ["Ирина", "bad"],
    ["7x5", "bad"],
    ["102", null],
    ["+7 (900) 000-14-27", null],
    ["*21#", null],
  ])("of «%s» is %s", (typed, problem) => {
    expect(dialProblem(typed)).toBe(problem);
  });
});

describe("keypadKeyOf", () => {
  const none = { key: "", ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };

  it("takes digits of both rows, the star and the hash", () => {
    expect(keypadKeyOf({ ...none, code: "Digit5" })).toBe("5");
    expect(keypadKeyOf({ ...none, code: "Numpad0" })).toBe("0");
    expect(keypadKeyOf({ ...none, code: "NumpadMultiply", key: "*" })).toBe("*");
    expect(keypadKeyOf({ ...none, code: "Digit3", shiftKey: true, key: "№" })).toBe("#");
  });

  it("leaves letters and combinations alone", () => {
    expect(keypadKeyOf({ ...none, code: "KeyM", key: "m" })).toBeNull();
    expect(keypadKeyOf({ ...none, code: "Digit1", ctrlKey: true })).toBeNull();
    expect(keypadKeyOf({ ...none, code: "Digit5", shiftKey: true, key: "%" })).toBeNull();
  });
});

it("names the other end by who it is", () => {
  const colleagues = [Operator.parse({ operatorId: "lev", name: "Лев", extension: "1002" })];
  const lev = aCall({ customer: { address: "1002", name: "Лев" } });
  expect(otherSideOf(lev, colleagues)).toBe("colleague");
  expect(otherSideOf({ ...lev, customer: { address: "1003", name: null } }, colleagues)).toBe("customer");
  const asked = aCall({ consultOf: CallId.parse("call-9") });
  expect(otherSideOf(asked, colleagues)).toBe("asked");
});
