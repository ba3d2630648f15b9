import { expect, it } from "vitest";
import { answerRequest } from "./answer-after.ts";

const asked = (headers: Readonly<Record<string, string>>) =>
  answerRequest({
    getHeaders: (name) => (headers[name] === undefined ? [] : [headers[name]]),
    getHeader: (name) => headers[name],
  });

it.each([
  [{ "call-info": "<sip:pbx.invalid>;answer-after=0" }, 0],
  [{ "call-info": "<sip:pbx.invalid>; Answer-After = 5" }, 5_000],
  [{ "call-info": "<sip:pbx.invalid>;answer-after=9999" }, 60_000],
  [{ "alert-info": "info=alert-autoanswer" }, 0],
  [{ "alert-info": "<http://pbx.invalid>;info=alert-autoanswer;delay=3" }, 3_000],
  [{ "answer-mode": "Auto" }, 0],
  [{ "answer-mode": "Manual" }, null],
  [{ "alert-info": "info=alert-internal" }, null],
  [{ "call-info": "<http://pbx.invalid/answer-after=0>" }, null],
  [{}, null],
] as const)("reads %j", (headers, expected) => {
  expect(asked(headers)).toEqual(expected === null ? {} : { answerAfterMs: expected });
});
