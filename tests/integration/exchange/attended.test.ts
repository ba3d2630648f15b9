import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TelephonyCallId } from "../../../src-hub/telephony/telephony.ts";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { RawCall, type RawDialog, RawRing } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { sdp } from "../../support/sip-message.ts";
import { aTalk, type Talk } from "../../support/talk.ts";

let rig: ExchangeRig;
let anna: RawSipClient;
let operator: RawSipClient;
let talk: Talk;
/** The operator's talk with 102, whom they ask first. */
let mine: RawDialog;
let theirs: RawDialog;
let consultCallId: TelephonyCallId;

beforeEach(async () => {
  rig = await ExchangeRig.start();
  anna = await rig.phone("anna");
  operator = await rig.phone("101");
  const second = await rig.phone("102");
  talk = await aTalk(rig, anna, operator);
  const call = new RawCall(operator, "102");
  consultCallId = (await rig.next("arrived")).callId;
  rig.ring(consultCallId, "102");
  const ring = await RawRing.next(second);
  theirs = ring.answer();
  mine = await call.answered();
  await ring.acked();
  await rig.next("answered");
});

afterEach(async () => {
  await rig.stop();
  expect(rig.exchange.census()).toEqual({ flows: 0, registered: 0, calls: 0 });
});

const sipfrag = async () => (await talk.callee.next("NOTIFY")).body.trim();

async function asked() {
  expect((await talk.callee.referTo(mine)).status).toBe(202);
  expect(await sipfrag()).toBe("SIP/2.0 100 Trying");
  expect(await rig.next("transfer-asked")).toEqual({
    type: "transfer-asked",
    callId: talk.callId,
    byUser: "101",
    dialled: "102",
    consultCallId,
  });
}

describe("an attended transfer", () => {
  test("joins the customer and the consulted colleague, and releases the operator on both", async () => {
    const { caller, callee, callId } = talk;
    await asked();
    rig.exchange.joinTransfer(callId);
    const empty = await theirs.next("INVITE");
    expect(empty.body).toBe("");
    theirs.client.respond(empty, 200, { headers: [`Contact: <${theirs.client.contact}>`], body: sdp("colleagues") });
    const offered = await caller.answerReInvite(sdp("customers"));
    expect(offered.body).toBe(sdp("colleagues"));
    const ack = await theirs.next("ACK");
    expect(ack.body).toBe(sdp("customers"));
    expect(ack.header("X-Tandem-Party")).toContain("sip:anna@");
    expect(await sipfrag()).toBe("SIP/2.0 200 OK");
    const byes = await Promise.all([callee.next("BYE"), mine.next("BYE")]);
    expect(byes.map((bye) => bye.header("Reason"))).toEqual([
      expect.stringContaining("Transferred"),
      expect.stringContaining("Transferred"),
    ]);
    expect(await rig.next("transferred")).toEqual({ type: "transferred", callId, byUser: "101", toUser: "102" });
    expect(await rig.next("ended")).toEqual({
      type: "ended",
      callId: consultCallId,
      by: "caller",
      wasAnswered: true,
    });
    const held = theirs.reInvite(sdp("hold", "sendonly"));
    await caller.answerReInvite(sdp("held", "recvonly"));
    expect((await held).status).toBe(200);
    expect(await rig.next("hold-changed")).toMatchObject({ callId, byUser: "102", held: true });
    await caller.bye();
    await theirs.next("BYE");
    expect(await rig.next("ended")).toMatchObject({ callId, by: "caller" });
  });

  test("that the hub refuses leaves both talks as they are", async () => {
    await asked();
    rig.exchange.refuse(talk.callId, 403);
    expect(await sipfrag()).toBe("SIP/2.0 403 Forbidden");
    expect((await mine.ask("OPTIONS")).status).toBe(200);
    expect((await talk.caller.ask("OPTIONS")).status).toBe(200);
  });

  test("that the customer does not take gives the colleague back to the operator", async () => {
    const { caller, callId } = talk;
    await asked();
    rig.exchange.joinTransfer(callId);
    const empty = await theirs.next("INVITE");
    theirs.client.respond(empty, 200, { headers: [`Contact: <${theirs.client.contact}>`], body: sdp("colleagues") });
    anna.respond(await caller.next("INVITE"), 488);
    const back = await mine.answerReInvite(sdp("operators"));
    expect(back.body).toBe(sdp("colleagues"));
    expect((await theirs.next("ACK")).body).toBe(sdp("operators"));
    expect(await sipfrag()).toBe("SIP/2.0 488 Not Acceptable Here");
    expect((await talk.caller.ask("OPTIONS")).status).toBe(200);
    expect((await talk.callee.referTo(mine)).status).toBe(202);
  });

  test("fails when the colleague leaves meanwhile, and the talk with the customer goes on", async () => {
    await asked();
    rig.exchange.joinTransfer(talk.callId);
    await theirs.next("INVITE");
    await theirs.bye();
    expect(await sipfrag()).toBe("SIP/2.0 480 Temporarily Unavailable");
    expect(await rig.next("ended")).toMatchObject({ callId: consultCallId, by: "callee" });
    expect((await talk.caller.ask("OPTIONS")).status).toBe(200);
  });

  test("into a dialog that nobody has, or that is somebody else's, is refused", async () => {
    expect((await talk.callee.referTo(talk.callee)).status).toBe(481);
    expect((await talk.caller.referTo(mine)).status).toBe(481);
    const wrong = `Refer-To: <sip:102@tandem.invalid?Replaces=1%3Bto-tag%3D2%3Bfrom-tag%3D3>`;
    const contact = `Contact: <${operator.contact}>`;
    expect((await talk.callee.ask("REFER", { headers: [wrong, contact] })).status).toBe(481);
    const bad = "Refer-To: <sip:102@tandem.invalid?Replaces=nonsense&Subject=x>";
    expect((await talk.callee.ask("REFER", { headers: [bad, contact] })).status).toBe(400);
  });
});
