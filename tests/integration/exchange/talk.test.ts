import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { RawRing } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { sdp } from "../../support/sip-message.ts";
import { aTalk, type Talk } from "../../support/talk.ts";

let rig: ExchangeRig;
let anna: RawSipClient;
let operator: RawSipClient;
let talk: Talk;

beforeEach(async () => {
  rig = await ExchangeRig.start();
  anna = await rig.phone("anna");
  operator = await rig.phone("101");
  talk = await aTalk(rig, anna, operator);
});

afterEach(async () => {
  await rig.stop();
  expect(rig.exchange.census()).toEqual({ flows: 0, registered: 0, calls: 0 });
});

const holdEvents = () => rig.events.all.filter(({ type }) => type === "hold-changed");

describe("hold", () => {
  test.each(["sendonly", "inactive"] as const)(
    "%s by the operator is passed on, told, and taken off again",
    async (direction) => {
      const { caller, callee, callId } = talk;
      const held = callee.reInvite(sdp("hold", direction));
      const request = await caller.answerReInvite(sdp("held", direction === "sendonly" ? "recvonly" : "inactive"));
      expect(request.body).toBe(sdp("hold", direction));
      expect((await held).status).toBe(200);
      await caller.next("ACK");
      expect(await rig.next("hold-changed")).toEqual({ type: "hold-changed", callId, byUser: "101", held: true });
      const resumed = callee.reInvite(sdp("resume"));
      await caller.answerReInvite(sdp("resumed"));
      expect((await resumed).body).toBe(sdp("resumed"));
      expect(await rig.next("hold-changed")).toEqual({ type: "hold-changed", callId, byUser: "101", held: false });
    },
  );

  test("by the customer is told as the customer's", async () => {
    const { caller, callee, callId } = talk;
    const held = caller.reInvite(sdp("hold", "sendonly"));
    await callee.answerReInvite(sdp("held", "recvonly"));
    await held;
    expect(await rig.next("hold-changed")).toEqual({ type: "hold-changed", callId, byUser: "anna", held: true });
  });

  test("by both: each one's end is told on its own", async () => {
    const { caller, callee } = talk;
    const first = callee.reInvite(sdp("hold", "sendonly"));
    await caller.answerReInvite(sdp("held", "recvonly"));
    await first;
    const second = caller.reInvite(sdp("hold", "inactive"));
    await callee.answerReInvite(sdp("held", "inactive"));
    await second;
    const third = callee.reInvite(sdp("resume"));
    await caller.answerReInvite(sdp("still-holding", "sendonly"));
    await third;
    const fourth = caller.reInvite(sdp("resume"));
    await callee.answerReInvite(sdp("resumed"));
    await fourth;
    await rig.next("hold-changed", ({ byUser, held }) => byUser === "anna" && !held);
    expect(holdEvents().map((event) => event.type === "hold-changed" && [event.byUser, event.held])).toEqual([
      ["101", true],
      ["anna", true],
      ["101", false],
      ["anna", false],
    ]);
  });

  test("a refused re-INVITE changes nothing and is refused with the same code", async () => {
    const { caller, callee } = talk;
    const held = callee.reInvite(sdp("hold", "sendonly"));
    anna.respond(await caller.next("INVITE"), 488, { headers: ["Retry-After: 3"] });
    const answer = await held;
    expect([answer.status, answer.header("Retry-After")]).toEqual([488, "3"]);
    expect(holdEvents()).toEqual([]);
    const again = callee.reInvite(sdp("hold", "sendonly"));
    await caller.answerReInvite(sdp("held", "recvonly"));
    expect((await again).status).toBe(200);
  });

  test("a challenge to the exchange is not passed on", async () => {
    const held = talk.callee.reInvite(sdp("hold", "sendonly"));
    anna.respond(await talk.caller.next("INVITE"), 401);
    expect((await held).status).toBe(488);
  });
});

describe("re-INVITE", () => {
  test("without an offer: the other side's offer in the 200, the answer in the ACK", async () => {
    const { caller, callee, callId } = talk;
    const asked = callee.reInvite(null, sdp("hold-in-the-answer", "sendonly"));
    const request = await caller.answerReInvite(sdp("fresh-offer"));
    expect(request.body).toBe("");
    expect((await asked).body).toBe(sdp("fresh-offer"));
    expect((await caller.next("ACK")).body).toBe(sdp("hold-in-the-answer", "sendonly"));
    expect(await rig.next("hold-changed")).toEqual({ type: "hold-changed", callId, byUser: "101", held: true });
  });

  test("glare: both sides get 491 and the talk goes on", async () => {
    const { caller, callee } = talk;
    const fromOperator = callee.reInvite(sdp("glare-a"));
    const crossed = await caller.next("INVITE");
    expect((await caller.reInvite(sdp("glare-b"))).status).toBe(491);
    anna.respond(crossed, 491);
    expect((await fromOperator).status).toBe(491);
    const again = callee.reInvite(sdp("after-glare"));
    await caller.answerReInvite(sdp("answer"));
    expect((await again).status).toBe(200);
  });

  test("that the other side does not know any more ends the talk", async () => {
    const { caller, callee, callId } = talk;
    const asked = callee.reInvite(sdp("hold", "sendonly"));
    anna.respond(await caller.next("INVITE"), 481);
    expect((await asked).status).toBe(481);
    await callee.next("BYE");
    expect(await rig.next("ended")).toEqual({ type: "ended", callId, by: "caller", wasAnswered: true });
  });

  test("that waits while the other side hangs up is answered 487", async () => {
    const { caller, callee } = talk;
    const asked = callee.reInvite(sdp("hold", "sendonly"));
    await caller.next("INVITE");
    await caller.bye();
    expect((await asked).status).toBe(487);
    await callee.next("BYE");
  });

  test("with something else than a session description is refused", async () => {
    const answer = await talk.callee.ask("INVITE", {
      headers: [`Contact: <${operator.contact}>`],
      body: "<audio/>",
      type: "application/xml",
    });
    expect(answer.status).toBe(415);
  });
});

describe("a blind transfer", () => {
  let second: RawSipClient;
  beforeEach(async () => {
    second = await rig.phone("102");
  });

  const sipfrag = async () => (await talk.callee.next("NOTIFY")).body.trim();

  test("joins the customer and the target, tells the transferor each step, and releases it", async () => {
    const { caller, callee, callId } = talk;
    expect((await callee.refer("102")).status).toBe(202);
    expect(await sipfrag()).toBe("SIP/2.0 100 Trying");
    expect(await rig.next("transfer-asked")).toMatchObject({ callId, byUser: "101", dialled: "102" });
    const offerId = rig.ring(callId, "102");
    const ring = await RawRing.next(second);
    expect(ring.request.body).toBe("");
    expect(ring.request.header("From")).toContain("sip:anna@");
    expect(ring.request.header("X-Tandem-Offer")).toBe(offerId);
    ring.progress(180);
    expect(await sipfrag()).toBe("SIP/2.0 180 Ringing");
    const target = ring.answer(sdp("offer-of-the-target"));
    const request = await caller.answerReInvite(sdp("answer-of-the-customer"));
    expect(request.body).toBe(sdp("offer-of-the-target"));
    expect((await ring.acked()).body).toBe(sdp("answer-of-the-customer"));
    expect(await sipfrag()).toBe("SIP/2.0 200 OK");
    expect((await callee.next("BYE")).header("Reason")).toContain("Transferred");
    expect(await rig.next("transferred")).toEqual({ type: "transferred", callId, byUser: "101", toUser: "102" });
    const held = target.reInvite(sdp("hold", "sendonly"));
    await caller.answerReInvite(sdp("held", "recvonly"));
    expect((await held).status).toBe(200);
    expect((await rig.next("hold-changed")).byUser).toBe("102");
    await caller.bye();
    await target.next("BYE");
    expect(await rig.next("ended")).toEqual({ type: "ended", callId, by: "caller", wasAnswered: true });
  });

  test.each([
    [486, "busy"],
    [603, "declined"],
  ] as const)("that the target answers with %i fails, and the talk goes on", async (status, outcome) => {
    const { caller, callee, callId } = talk;
    await callee.refer("102");
    const offerId = rig.ring(callId, "102");
    (await RawRing.next(second)).reject(status);
    expect(await rig.next("ring-failed")).toEqual({ type: "ring-failed", callId, offerId, outcome });
    expect(await sipfrag()).toBe("SIP/2.0 100 Trying");
    const last = await callee.next("NOTIFY");
    expect(last.body).toContain(`SIP/2.0 ${status} `);
    expect(last.header("Subscription-State")).toContain("terminated");
    expect((await caller.ask("OPTIONS")).status).toBe(200);
    expect((await callee.refer("102")).status).toBe(202);
  });

  test("to nobody is refused by the hub, and the talk goes on", async () => {
    const { callee, callId } = talk;
    await callee.refer("999");
    await rig.next("transfer-asked");
    rig.exchange.refuse(callId, 404);
    expect(await sipfrag()).toBe("SIP/2.0 100 Trying");
    expect(await sipfrag()).toBe("SIP/2.0 404 Not Found");
    expect((await talk.caller.ask("OPTIONS")).status).toBe(200);
  });

  test("to a user without a phone fails as unreachable", async () => {
    await talk.callee.refer("103");
    await rig.next("transfer-asked");
    rig.ring(talk.callId, "103");
    expect((await rig.next("ring-failed")).outcome).toBe("unreachable");
    await sipfrag();
    expect(await sipfrag()).toBe("SIP/2.0 480 Temporarily Unavailable");
  });

  test("waits for a re-INVITE that is under way at the customer", async () => {
    const { caller, callee, callId } = talk;
    await callee.refer("102");
    rig.ring(callId, "102");
    const ring = await RawRing.next(second);
    const hold = caller.reInvite(sdp("customers-own"));
    const pending = await callee.next("INVITE");
    ring.answer(sdp("offer-of-the-target"));
    operator.respond(pending, 200, { headers: [`Contact: <${operator.contact}>`], body: sdp("done") });
    expect((await hold).status).toBe(200);
    await caller.answerReInvite(sdp("answer"));
    await rig.next("transferred");
  });

  test("goes on when the transferor hangs up after its REFER was accepted", async () => {
    const { caller, callee, callId } = talk;
    await callee.refer("102");
    await callee.bye();
    rig.ring(callId, "102");
    const ring = await RawRing.next(second);
    ring.answer(sdp("offer-of-the-target"));
    await caller.answerReInvite(sdp("answer"));
    expect(await rig.next("transferred")).toMatchObject({ toUser: "102" });
  });

  test("that fails after the transferor left ends the call", async () => {
    const { caller, callee, callId } = talk;
    await callee.refer("102");
    await callee.bye();
    rig.ring(callId, "102");
    (await RawRing.next(second)).reject(486);
    await caller.next("BYE");
    expect(await rig.next("ended")).toEqual({ type: "ended", callId, by: "callee", wasAnswered: true });
  });

  test("ends for everybody when the customer hangs up while the target rings", async () => {
    const { caller, callee, callId } = talk;
    await callee.refer("102");
    rig.ring(callId, "102");
    const ring = await RawRing.next(second);
    ring.progress(180);
    await caller.bye();
    await Promise.all([ring.cancelled(), callee.next("BYE")]);
    expect(await rig.next("ended")).toMatchObject({ by: "caller", wasAnswered: true });
  });

  test("fails when the customer does not take the new description; the target is let go", async () => {
    const { caller, callee, callId } = talk;
    await callee.refer("102");
    rig.ring(callId, "102");
    const target = (await RawRing.next(second)).answer(sdp("offer-of-the-target"));
    anna.respond(await caller.next("INVITE"), 488);
    await target.next("BYE");
    expect((await rig.next("ring-failed")).outcome).toBe("unreachable");
    expect((await callee.ask("OPTIONS")).status).toBe(200);
  });

  test("a second REFER while one is under way is refused, and so is an attended one", async () => {
    await talk.callee.refer("102");
    expect((await talk.callee.refer("102")).status).toBe(491);
    const replaces = "Refer-To: <sip:102@tandem.invalid?Replaces=1%3Bto-tag%3D2%3Bfrom-tag%3D3>";
    const answer = await talk.caller.ask("REFER", { headers: [replaces, `Contact: <${anna.contact}>`] });
    expect(answer.status).toBe(491);
  });

  test("is taken back by the transferor's resume: the target stops ringing, the talk goes on", async () => {
    const { caller, callee, callId } = talk;
    const held = callee.reInvite(sdp("hold", "sendonly"));
    await caller.answerReInvite(sdp("held", "recvonly"));
    await held;
    await callee.refer("102");
    const offerId = rig.ring(callId, "102");
    const ring = await RawRing.next(second);
    ring.progress(180);
    const resumed = callee.reInvite(sdp("resume"));
    await caller.answerReInvite(sdp("resumed"));
    expect((await resumed).body).toBe(sdp("resumed"));
    await ring.cancelled();
    expect(await rig.next("transfer-taken-back")).toEqual({ type: "transfer-taken-back", callId, offerId });
    expect((await callee.refer("102")).status).toBe(202);
  });

  test("of the called party by the operator who dialled: the target takes the caller's place", async () => {
    const boris = await rig.phone("boris");
    const out = await aTalk(rig, second, boris);
    await out.caller.refer("103");
    const third = await rig.phone("103");
    rig.ring(out.callId, "103");
    const ring = await RawRing.next(third);
    expect(ring.request.header("From")).toContain("sip:boris@");
    const target = ring.answer(sdp("offer-of-the-target"));
    await out.callee.answerReInvite(sdp("answer"));
    await rig.next("transferred");
    await target.bye();
    expect(await rig.next("ended")).toMatchObject({ callId: out.callId, by: "caller" });
  });
});
