import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { InteractionId } from "../../../src-shared/ids.ts";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { sdp } from "../../support/sip-message.ts";
import { aTalk } from "../../support/talk.ts";

let rig: ExchangeRig;
let anna: RawSipClient;
let operator: RawSipClient;

beforeEach(async () => {
  rig = await ExchangeRig.start();
  anna = await rig.phone("anna");
  operator = await rig.phone("101");
});

afterEach(async () => {
  await rig.stop();
  expect(rig.exchange.census()).toEqual({ flows: 0, registered: 0, calls: 0 });
});

describe("a call from a customer", () => {
  test("arrives with the account's own number and name, is queued, rung, answered and hung up by the caller", async () => {
    const call = new RawCall(anna, "600", { from: '"Президент" <sip:anna@tandem.invalid>' });
    await call.next(100);
    const arrived = await rig.next("arrived");
    expect(arrived).toMatchObject({
      fromUser: "anna",
      from: { address: "anna", name: "Name of anna" },
      dialled: "600",
    });
    rig.exchange.queue(arrived.callId, "interaction-1" as InteractionId);
    await call.next(182);
    const offerId = rig.ring(arrived.callId, "101", { queueName: "Продажи" });
    const ring = await RawRing.next(operator);
    expect(ring.request.header("From")).toContain('"Name of anna" <sip:anna@tandem.invalid>');
    expect(ring.request.header("X-Tandem-Interaction")).toBe(`interaction-${arrived.callId}`);
    expect(ring.request.header("X-Tandem-Offer")).toBe(offerId);
    expect(decodeURIComponent(ring.request.header("X-Tandem-Queue"))).toBe("Продажи");
    expect(ring.request.body).toBe(sdp("offer-of-anna"));
    ring.progress(180);
    expect((await call.next(180)).header("X-Tandem-Interaction")).toBe("");
    const callee = ring.answer();
    const caller = await call.answered();
    expect(caller.answer.body).toBe(sdp("answer-of-101"));
    await ring.acked();
    expect(await rig.next("answered")).toEqual({ type: "answered", callId: arrived.callId, offerId, user: "101" });
    expect((await caller.bye()).status).toBe(200);
    expect((await callee.next("BYE")).header("Reason")).toContain("Hung up");
    expect(await rig.next("ended")).toMatchObject({ callId: arrived.callId, by: "caller", wasAnswered: true });
  });

  test("is hung up by the operator", async () => {
    const { caller, callee, callId } = await aTalk(rig, anna, operator);
    expect((await callee.bye()).status).toBe(200);
    await caller.next("BYE");
    expect(await rig.next("ended")).toEqual({ type: "ended", callId, by: "callee", wasAnswered: true });
  });

  test("is hung up by the hub", async () => {
    const { caller, callee, callId } = await aTalk(rig, anna, operator);
    rig.exchange.hangUp(callId);
    await Promise.all([caller.next("BYE"), callee.next("BYE")]);
    expect(await rig.next("ended")).toEqual({ type: "ended", callId, by: "exchange", wasAnswered: true });
  });

  test("is refused by the hub with its code", async () => {
    const call = new RawCall(anna, "777");
    const { callId } = await rig.next("arrived");
    rig.exchange.refuse(callId, 404);
    expect((await call.final()).status).toBe(404);
    expect(await rig.next("ended")).toEqual({ type: "ended", callId, by: "exchange", wasAnswered: false });
  });

  test("may leave the offer to the operator: it goes to the caller in the 200, the answer comes in the ACK", async () => {
    const call = new RawCall(anna, "600", { body: null });
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101");
    const ring = await RawRing.next(operator);
    expect(ring.request.body).toBe("");
    ring.answer(sdp("operators-offer"));
    const caller = await call.answered(sdp("customers-answer"));
    expect(caller.answer.body).toBe(sdp("operators-offer"));
    expect((await ring.acked()).body).toBe(sdp("customers-answer"));
  });

  test("gets early media of the one who is called directly", async () => {
    const call = new RawCall(anna, "101");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101");
    const ring = await RawRing.next(operator);
    ring.progress(183, sdp("early"));
    expect((await call.next(183)).body).toBe(sdp("early"));
    ring.answer(sdp("early"));
    await call.answered();
  });

  test("gets no early media out of a queue, where the next one may answer", async () => {
    const call = new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101", { queueName: "Sales" });
    const ring = await RawRing.next(operator);
    ring.progress(183, sdp("early"));
    expect((await call.next(180)).body).toBe("");
    ring.answer();
    expect((await call.answered()).answer.body).toBe(sdp("answer-of-101"));
  });
});

describe("ringing", () => {
  test.each([
    [486, "busy"],
    [600, "busy"],
    [480, "unreachable"],
    [603, "declined"],
    [488, "declined"],
    [302, "declined"],
    [408, "unreachable"],
    [503, "unreachable"],
  ] as const)("%i means %s, and the caller waits for the next one", async (status, outcome) => {
    const second = await rig.phone("102");
    const call = new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    const offerId = rig.ring(callId, "101");
    (await RawRing.next(operator)).reject(status);
    expect(await rig.next("ring-failed")).toEqual({ type: "ring-failed", callId, offerId, outcome });
    rig.ring(callId, "102");
    (await RawRing.next(second)).answer();
    expect((await call.answered()).answer.body).toBe(sdp("answer-of-102"));
  });

  test("times out: the phone gets CANCEL, the hub no-answer", async () => {
    new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    const offerId = rig.ring(callId, "101", { ringTimeoutMs: 50 });
    const ring = await RawRing.next(operator);
    ring.progress(180);
    expect((await ring.cancelled()).header("Reason")).toContain("No answer");
    expect(await rig.next("ring-failed")).toEqual({ type: "ring-failed", callId, offerId, outcome: "no-answer" });
  });

  test("a phone that says nothing at all is unreachable", async () => {
    new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101", { ringTimeoutMs: 50 });
    expect((await rig.next("ring-failed")).outcome).toBe("unreachable");
  });

  test("without a phone is unreachable", async () => {
    new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "103");
    expect((await rig.next("ring-failed")).outcome).toBe("unreachable");
  });

  test("ends when the phone's flow goes", async () => {
    new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101");
    await RawRing.next(operator);
    operator.vanish();
    expect((await rig.next("ring-failed")).outcome).toBe("unreachable");
    expect(await rig.next("phone-changed", ({ registered }) => !registered)).toMatchObject({ user: "101" });
  });

  test("is withdrawn without an event, and the next offer rings", async () => {
    const call = new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    const offerId = rig.ring(callId, "101");
    const ring = await RawRing.next(operator);
    ring.progress(180);
    rig.exchange.withdraw(offerId);
    expect((await ring.cancelled()).header("Reason")).toContain("Offer withdrawn");
    rig.ring(callId, "101");
    (await RawRing.next(operator)).answer();
    await call.answered();
    expect(rig.events.all.filter(({ type }) => type === "ring-failed")).toEqual([]);
  });

  test("two at once: the first to answer gets the call, the other is told that it was answered elsewhere", async () => {
    const second = await rig.phone("102");
    const call = new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101");
    const offerId = rig.ring(callId, "102");
    const [first, other] = await Promise.all([RawRing.next(operator), RawRing.next(second)]);
    first.progress(180);
    other.progress(180);
    await call.next(180);
    await call.next(180);
    other.answer();
    await call.answered();
    expect((await first.cancelled()).header("Reason")).toContain("cause=200");
    expect(await rig.next("answered")).toMatchObject({ offerId, user: "102" });
  });

  test("a second call rings a busy operator when the hub says so", async () => {
    await aTalk(rig, anna, operator);
    const boris = await rig.phone("boris");
    const call = new RawCall(boris, "600");
    const { callId } = await rig.next("arrived", ({ fromUser }) => fromUser === "boris");
    rig.ring(callId, "101");
    (await RawRing.next(operator)).answer();
    await call.answered();
  });
});

describe("a caller who leaves", () => {
  test("before anything rings", async () => {
    const call = new RawCall(anna, "600");
    await call.next(100);
    expect((await call.cancel()).status).toBe(200);
    expect((await call.final()).status).toBe(487);
    expect(await rig.next("ended")).toMatchObject({ by: "caller", wasAnswered: false });
  });

  test("while a phone rings: it stops", async () => {
    const call = new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101");
    const ring = await RawRing.next(operator);
    ring.progress(180);
    await call.next(180);
    await call.cancel();
    expect((await call.final()).status).toBe(487);
    expect((await ring.cancelled()).header("Reason")).toContain("Caller left");
    expect(await rig.next("ended")).toMatchObject({ by: "caller", wasAnswered: false });
  });

  test("by BYE on the early dialog", async () => {
    const call = new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.exchange.queue(callId, "interaction-1" as InteractionId);
    const early = call.dialogOf(await call.next(182));
    expect((await early.bye()).status).toBe(200);
    expect((await call.final()).status).toBe(487);
    expect(await rig.next("ended")).toMatchObject({ by: "caller", wasAnswered: false });
  });

  test("while the answer is under way: the late answer is hung up", async () => {
    const call = new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101");
    operator.isAutomatic = false;
    const ring = await RawRing.next(operator);
    ring.progress(180);
    await call.next(180);
    await call.cancel();
    const cancel = await ring.cancelled();
    operator.respond(cancel, 200);
    const late = ring.answer();
    await ring.acked();
    operator.respond(await late.next("BYE"), 200);
    expect(rig.events.all.filter(({ type }) => type === "answered")).toEqual([]);
  });

  test("because its flow goes", async () => {
    new RawCall(anna, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "101");
    const ring = await RawRing.next(operator);
    ring.progress(180);
    anna.vanish();
    await ring.cancelled();
    expect(await rig.next("ended")).toMatchObject({ by: "caller", wasAnswered: false });
  });
});

test("a phone that ends what it cannot hear says so, and nobody hung up", async () => {
  const { callee, caller } = await aTalk(rig, await rig.phone("anna"), await rig.phone("101"));
  await callee.ask("BYE", { headers: ['Reason: SIP;cause=503;text="Media lost"'] });
  expect((await caller.next("BYE")).header("Reason")).toContain("Flow lost");
  expect(await rig.next("ended")).toMatchObject({ by: "callee", isFlowLost: true });
});

describe("a flow that is lost in a talk", () => {
  test("ends the other side with a reason", async () => {
    const { callee, callId } = await aTalk(rig, anna, operator);
    anna.vanish();
    expect((await callee.next("BYE")).header("Reason")).toContain("Flow lost");
    expect(await rig.next("ended")).toMatchObject({ type: "ended", callId, by: "caller", wasAnswered: true });
  });

  test("counts for the operator too", async () => {
    const { caller, callId } = await aTalk(rig, anna, operator);
    operator.vanish();
    await caller.next("BYE");
    expect(await rig.next("ended")).toMatchObject({ type: "ended", callId, by: "callee", wasAnswered: true });
  });
});

describe("an operator who dials", () => {
  test("learns the interaction from 180 and 200", async () => {
    const call = new RawCall(operator, "anna");
    const { callId } = await rig.next("arrived", ({ fromUser }) => fromUser === "101");
    rig.ring(callId, "anna");
    const ring = await RawRing.next(anna);
    ring.progress(180);
    expect((await call.next(180)).header("X-Tandem-Interaction")).toBe(`interaction-${callId}`);
    ring.answer();
    expect((await call.answered()).answer.header("X-Tandem-Interaction")).toBe(`interaction-${callId}`);
  });
});

describe("requests about dialogs", () => {
  test("OPTIONS: 200 outside, 200 in a live dialog, 481 in an unknown one", async () => {
    expect((await anna.ask("OPTIONS", { uri: "sip:tandem.invalid" })).status).toBe(200);
    const { caller } = await aTalk(rig, anna, operator);
    expect((await caller.ask("OPTIONS")).status).toBe(200);
    await caller.bye();
    expect((await caller.ask("OPTIONS")).status).toBe(481);
  });

  test.each(["BYE", "INFO", "INVITE", "REFER", "NOTIFY"])("%s in an unknown dialog is 481", async (method) => {
    const headers = [`Contact: <${anna.contact}>`, "Event: refer"];
    const to = "<sip:600@tandem.invalid>;tag=nobody";
    const answer = await anna.ask(method, { uri: "sip:exchange@tandem.invalid", to, headers });
    expect(answer.status).toBe(481);
  });

  test("INFO with a digit goes through, anything else does not", async () => {
    const { caller, callee } = await aTalk(rig, anna, operator);
    const digit = "Signal=5\r\nDuration=160\r\n";
    expect((await caller.ask("INFO", { body: digit, type: "application/dtmf-relay" })).status).toBe(200);
    expect((await callee.next("INFO")).body).toBe(digit);
    expect((await callee.ask("INFO", { body: "x", type: "text/html" })).status).toBe(415);
  });
});
