import { expect, it } from "vitest";
import { CallId } from "../../../src-shared/ids.ts";
import { aCall } from "../../../tests/support/a-workplace.ts";
import { isMissed, MissedCalls } from "./missed-calls.ts";

const missed = aCall({ phase: "ended", endedAtMs: 1, end: { by: "customer", result: "abandoned" } });

it("counts only calls that nobody took and that are this operator's to call back", () => {
  expect(isMissed(missed)).toBe(true);
  expect(isMissed({ ...missed, end: { by: "system", result: "no-answer" } })).toBe(true);
  expect(isMissed({ ...missed, queueName: "Продажи", end: { by: "system", result: "no-answer" } })).toBe(false);
  expect(isMissed({ ...missed, queueName: "Продажи" })).toBe(true);
  expect(isMissed({ ...missed, answeredAtMs: 1, end: { by: "customer", result: "answered" } })).toBe(false);
  expect(isMissed({ ...missed, end: { by: "operator", result: "declined" } })).toBe(false);
  expect(isMissed({ ...missed, direction: "out" })).toBe(false);
  expect(isMissed(aCall())).toBe(false);
});

it("tells each once, and starts anew when the window was looked at", () => {
  const calls = new MissedCalls();
  expect(calls.take([missed])).toEqual([missed]);
  expect(calls.take([missed])).toEqual([]);
  const other = { ...missed, callId: CallId.parse("call-9") };
  expect(calls.take([missed, other])).toEqual([other]);
  expect(calls.count).toBe(0);
  const foreign = { ...missed, callId: CallId.parse("call-10"), interactionId: null };
  expect(calls.take([missed, other, foreign])).toEqual([foreign]);
  expect(calls.count).toBe(1);
  calls.seen();
  expect(calls.count).toBe(0);
  expect(calls.take([])).toEqual([]);
});
