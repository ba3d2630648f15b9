import { Timers } from "sip.js/lib/core/timers.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { sdp } from "../../support/sip-message.ts";
import { aTalk } from "../../support/talk.ts";

// What a client may do by doing nothing: every wait of the exchange has an end.

let rig: ExchangeRig;
let anna: RawSipClient;
let operator: RawSipClient;

beforeEach(async () => {
  rig = await ExchangeRig.start({ limits: { answerWithinMs: 150, maxBufferedBytes: 256 * 1024, messageBurst: 1e9 } });
  anna = await rig.phone("anna");
  operator = await rig.phone("101");
});

afterEach(async () => {
  await rig.stop();
  expect(rig.exchange.census()).toEqual({ flows: 0, registered: 0, calls: 0 });
});

test("a phone that does not answer CANCEL is not there any more", async () => {
  operator.isAutomatic = false;
  new RawCall(anna, "600");
  const { callId } = await rig.next("arrived");
  const offerId = rig.ring(callId, "101");
  (await RawRing.next(operator)).progress(180);
  await anna.responses.take(({ status }) => status === 180);
  rig.exchange.withdraw(offerId);
  await operator.closed;
  expect(await rig.next("phone-changed", ({ registered }) => !registered)).toMatchObject({ user: "101" });
});

test("a re-INVITE that is not answered ends the talk by the one who is silent", async () => {
  const { callee, callId } = await aTalk(rig, anna, operator);
  const asked = callee.reInvite(sdp("hold", "sendonly"));
  expect((await asked).status).toBe(487);
  expect((await callee.next("BYE")).header("Reason")).toContain("Not answering");
  expect(await rig.next("ended")).toEqual({ type: "ended", callId, by: "caller", wasAnswered: true });
});

test("an offer in a 200 that is never answered by an ACK ends the talk too", async () => {
  const { caller, callee, callId } = await aTalk(rig, anna, operator);
  void callee.ask("INVITE", { headers: [`Contact: <${operator.contact}>`] });
  await caller.answerReInvite(sdp("fresh-offer"));
  await caller.next("BYE");
  expect(await rig.next("ended")).toMatchObject({ callId, by: "callee" });
});

test("a transfer the hub says nothing about fails, and the talk goes on", async () => {
  const { callee } = await aTalk(rig, anna, operator);
  await callee.refer("102");
  expect((await callee.next("NOTIFY")).body).toContain("100 Trying");
  expect((await callee.next("NOTIFY")).body).toContain("503 Service Unavailable");
  expect((await callee.ask("OPTIONS")).status).toBe(200);
});

test("a re-INVITE before the caller's ACK is refused with 491, and works after it", async () => {
  const call = new RawCall(anna, "600");
  const { callId } = await rig.next("arrived");
  rig.ring(callId, "101");
  const ring = await RawRing.next(operator);
  const callee = ring.answer();
  const final = await call.final();
  await ring.acked();
  expect((await callee.reInvite(sdp("too-early"))).status).toBe(491);
  const caller = call.dialogOf(final);
  caller.ack(1);
  await caller.ask("OPTIONS");
  const asked = callee.reInvite(sdp("now"));
  await caller.answerReInvite(sdp("agreed"));
  expect((await asked).status).toBe(200);
});

test("a caller who hangs up before its ACK gets the exchange's BYE after it", async () => {
  const call = new RawCall(anna, "600");
  const { callId } = await rig.next("arrived");
  rig.ring(callId, "101");
  const callee = (await RawRing.next(operator)).answer();
  const final = await call.final();
  await callee.bye();
  const caller = call.dialogOf(final);
  await caller.ask("OPTIONS");
  expect(anna.requests.all.filter(({ method }) => method === "BYE")).toEqual([]);
  caller.ack(1);
  await caller.next("BYE");
});

test.each(["talks", "was hung up on"])(
  "a caller who %s and never sends its ACK gets the BYE after a while",
  async (what) => {
    const usualMs = Timers.TIMER_L;
    Timers.TIMER_L = 300;
    try {
      const call = new RawCall(anna, "600");
      const { callId } = await rig.next("arrived");
      rig.ring(callId, "101");
      const callee = (await RawRing.next(operator)).answer();
      const caller = call.dialogOf(await call.final());
      if (what === "was hung up on") await callee.bye();
      await caller.next("BYE");
      await rig.next("ended");
    } finally {
      Timers.TIMER_L = usualMs;
    }
  },
);

test("a client that does not read is dropped before it fills the memory", async () => {
  anna.socket.pause();
  const ask = () => {
    for (let count = 0; count < 40 && anna.isOpen; count += 1)
      anna.sendRequest("OPTIONS", {
        uri: "sip:tandem.invalid",
        headers: Array<string>(4).fill(`Via: SIP/2.0/WS x;y=${"z".repeat(1500)}`),
      });
  };
  await expect
    .poll(
      () => {
        ask();
        return rig.exchange.isRegistered("anna");
      },
      { interval: 5, timeout: 20_000 },
    )
    .toBe(false);
  anna.socket.resume();
});
