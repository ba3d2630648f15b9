import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../src-hub/clock.ts";
import { AriRest } from "../../../src-hub/telephony/asterisk/ari/ari-rest.ts";
import { AsteriskCall } from "../../../src-hub/telephony/asterisk/asterisk-call.ts";
import type { CallEnvironment } from "../../../src-hub/telephony/asterisk/call-environment.ts";
import { ASTERISK_PATIENCE } from "../../../src-hub/telephony/asterisk/patience.ts";
import { CAUSE } from "../../../src-hub/telephony/asterisk/ring-outcome.ts";
import type { TelephonyCallId, TelephonyEvent } from "../../../src-hub/telephony/telephony.ts";
import type { InteractionId, OfferId } from "../../../src-shared/ids.ts";
import { HostileAri } from "../../support/asterisk/hostile-ari.ts";

const CALL = "call-1" as TelephonyCallId;
const CONTACT = "interaction-1" as InteractionId;
const OFFER = { callId: CALL, offerId: "offer-1" as OfferId, interactionId: CONTACT, user: "anna" };

let ari: HostileAri;
let told: TelephonyEvent[];
let refused: unknown[];
let ringId: string;
let call: AsteriskCall;

beforeEach(async () => {
  ari = await HostileAri.start();
  told = [];
  refused = [];
  ringId = "";
  const environment: CallEnvironment<AsteriskCall> = {
    rest: new AriRest(ari.settings),
    clock: systemClock,
    patience: ASTERISK_PATIENCE,
    emit: (event) => told.push(event),
    isRegistered: () => true,
    dialTarget: (user) => `PJSIP/${user}`,
    trunkTarget: () => null,
    callerNumber: null,
    sounds: "tandem",
    recordsAll: false,
    recordedAs: (user) => user,
    failed: (_callId, error) => refused.push(error),
    claim: (channelId) => {
      ringId = channelId;
    },
    release: () => undefined,
    callOf: () => undefined,
    over: () => undefined,
  };
  const caller = { channelId: "channel-101", user: "101", isHolding: false };
  const from = { address: "101", name: null };
  call = new AsteriskCall({ callId: CALL, caller, from, isUp: true, originatedFor: CONTACT }, environment);
});
afterEach(() => ari[Symbol.asyncDispose]());

const ring = async () => {
  call.ring({ ...OFFER, queueName: null, ringTimeoutMs: 20_000 });
  call.channelEntered(ringId);
  await call.idle();
};

test("a caller who goes as a phone is about to be rung is who ended it: the phone was not out of reach", async () => {
  // What Asterisk 22 answers of a channel that has just ended, before it tells of the end.
  ari.answer = (request, response) => {
    if (request.url?.includes("/addChannel")) response.writeHead(400).end('{"message":"Channel not found"}');
    else response.end(JSON.stringify(aChannel()));
  };
  await ring();
  call.channelGone("channel-101", CAUSE.normal, null);
  await call.idle();
  expect(told).toEqual([{ type: "ended", callId: CALL, by: "caller", wasAnswered: false }]);
  expect(refused).toMatchObject([{ code: "bad-request" }]);
  expect(ari.asked.filter((line) => line.startsWith(`DELETE`))).toContainEqual(expect.stringContaining(ringId));
});

test("a phone that cannot be dialled is out of reach, and its caller waits on", async () => {
  ari.answer = (request, response) => {
    if (request.url?.includes("/dial")) response.writeHead(404).end("{}");
    else response.end(JSON.stringify(aChannel()));
  };
  await ring();
  expect(told).toEqual([{ type: "ring-failed", callId: CALL, offerId: OFFER.offerId, outcome: "unreachable" }]);
});

function aChannel() {
  const dialplan = { context: "phones", exten: "600", priority: 1, app_name: "Stasis", app_data: "tandem" };
  return { id: ringId, name: "PJSIP/anna-00000000", state: "Down", caller: { name: "", number: "101" }, dialplan };
}
