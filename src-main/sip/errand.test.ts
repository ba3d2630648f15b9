import { expect, it } from "vitest";
import { CallId } from "../../src-shared/ids.ts";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import type { CallEnd, SignallingEvent } from "../core/ports/call-signalling.ts";
import { Errand } from "./errand.ts";

const callId = CallId.parse("errand-1");
const TARGET = { uri: "sip:103@pbx.invalid", replaces: "c;to-tag=a;from-tag=b" };

function sent() {
  const clock = new FakeClock();
  const told: number[] = [];
  const done: string[] = [];
  const errand = new Errand({ refer: () => done.push("refer") }, clock, (sipCode) => told.push(sipCode));
  let emit: (event: SignallingEvent) => void = () => {};
  errand.start((listener) => {
    emit = listener;
    return { invite: () => done.push("invite"), hangUp: () => done.push("hang-up"), asReferTarget: TARGET };
  });
  const ends = (end: Partial<CallEnd> = {}) =>
    emit({ type: "ended", callId, end: { by: "remote", reason: "hung-up", sipCode: null, ...end } });
  const answers = () => emit({ type: "established", callId } as SignallingEvent);
  return { clock, told, done, errand, ends, answers };
}

it("tells why the target did not come", () => {
  const { told, ends, done } = sent();
  ends({ reason: "busy", sipCode: 486 });
  expect(told).toEqual([486]);
  expect(done).toEqual(["invite"]);
});

it("asks for the joining once the target answered; that its own call ends then is no failure", () => {
  const { clock, told, done, errand, answers, ends } = sent();
  answers();
  ends();
  expect(told).toEqual([]);
  clock.advance(3_900);
  // The outcome came by the customer's call.
  errand.end();
  clock.advance(60_000);
  expect(told).toEqual([]);
  expect(done).toEqual(["invite", "refer", "hang-up"]);
});

it("a target that left before the two were joined, of which the PBX says nothing, is told after a while, once", () => {
  const { clock, told, answers, ends } = sent();
  answers();
  ends();
  clock.advance(4_000);
  expect(told).toEqual([500]);
  clock.advance(60_000);
  expect(told).toEqual([500]);
});
