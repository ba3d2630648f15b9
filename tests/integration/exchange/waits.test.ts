import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { InteractionId } from "../../../src-shared/ids.ts";
import { ExchangeRig, KeptInMemory } from "../../support/exchange-rig.ts";
import { type RawDialog, RawRing } from "../../support/raw-sip-call.ts";
import { sdp } from "../../support/sip-message.ts";
import { aTalk, type Talk } from "../../support/talk.ts";

// Whoever was passed to a queue waits in their dialog: they are told that they are on hold, and outlive the exchange.

const ANNA = { instance: "b9d7f6de-31a5-4a9a-8f4c-8d2d6f4ce001" };
const LIMITS = { comeBackWithinMs: 20_000, comeBackAfterRestartMs: 20_000 };
const CONTACT = "interaction-1" as InteractionId;

let talks: KeptInMemory;
let before: ExchangeRig;
let rig: ExchangeRig;
let talk: Talk;

beforeEach(async () => {
  talks = new KeptInMemory();
  before = await ExchangeRig.start({ limits: LIMITS, talks });
  rig = before;
  talk = await aTalk(rig, await rig.phone("anna", ANNA), await rig.phone("101"));
});

afterEach(async () => {
  await rig.stop();
  if (rig !== before) await before.stop();
});

/** The operator passes Anna to a queue, and is released. */
async function toQueue(): Promise<void> {
  await talk.callee.refer("600");
  await rig.next("transfer-asked");
  rig.exchange.queue(talk.callId, CONTACT);
  await talk.callee.next("BYE");
}

async function restart(limits = LIMITS): Promise<void> {
  const left = new KeptInMemory(talks.now);
  rig = await ExchangeRig.start({ limits, talks: left });
  talks = left;
  for (const phone of [talk.caller.client, talk.callee.client]) phone.vanish();
}

/** A colleague's phone rings and takes Anna; she gets its offer. */
async function taken(anna: RawDialog): Promise<RawDialog> {
  const colleague = await rig.phone("102");
  rig.ring(talk.callId, "102");
  const ring = await RawRing.next(colleague);
  const dialog = ring.answer(sdp("the-colleague"));
  expect((await anna.answerReInvite(sdp("anna"))).body).toContain("the-colleague");
  expect((await ring.acked()).body).toContain("anna");
  await rig.next("answered");
  return dialog;
}

describe("who was passed to a queue", () => {
  test("is put on hold with what the other side had said, and off it by whoever takes them", async () => {
    await toQueue();
    const held = await talk.caller.answerReInvite(sdp("held", "inactive"));
    expect(held.body).toContain("a=inactive");
    expect(held.body).not.toContain("a=sendrecv");
    const colleague = await taken(talk.caller);
    expect((await colleague.bye()).status).toBe(200);
    await talk.caller.next("BYE");
    expect(talks.now).toEqual([]);
  });

  test("is not told again who was on hold already", async () => {
    const asked = talk.callee.reInvite(sdp("wait", "sendonly"));
    await talk.caller.answerReInvite(sdp("waits", "recvonly"));
    await asked;
    await toQueue();
    await taken(talk.caller);
  });

  test("waits on in the next exchange, which knows whose contact it is, and is rung for when the phone is back", async () => {
    await toQueue();
    await talk.caller.answerReInvite(sdp("held", "inactive"));
    await restart();
    expect(rig.exchange.resumed).toEqual([]);
    expect(rig.exchange.resumedWaits).toEqual([{ callId: talk.callId, interactionId: CONTACT, callerUser: "anna" }]);
    const colleague = await rig.phone("102");
    rig.ring(talk.callId, "102");
    const offered = RawRing.next(colleague);
    const first = await Promise.race([offered, rig.phone("anna", ANNA)]);
    if (first instanceof RawRing) throw new Error("it rang though nobody was there");
    const anna = talk.caller.over(first);
    const ring = await offered;
    const dialog = ring.answer(sdp("the-colleague"));
    expect((await anna.answerReInvite(sdp("anna"))).body).toContain("the-colleague");
    await ring.acked();
    expect(await rig.next("answered")).toMatchObject({ callId: talk.callId, user: "102" });
    // It is a talk again, for the exchange after this one too.
    expect(talks.now).toMatchObject([{ callId: talk.callId, callee: { user: "102" } }]);
    expect((await dialog.bye()).status).toBe(200);
    await anna.next("BYE");
  });

  test("hangs up in the next exchange, or does not come back to it", async () => {
    await toQueue();
    await talk.caller.answerReInvite(sdp("held", "inactive"));
    await restart();
    const anna = talk.caller.over(await rig.phone("anna", ANNA));
    expect((await anna.bye()).status).toBe(200);
    expect(await rig.next("ended")).toMatchObject({ callId: talk.callId, by: "caller", wasAnswered: false });
    expect(talks.now).toEqual([]);
  });

  test("is given up with what waits to be rung when the phone stays away", async () => {
    await toQueue();
    await restart({ ...LIMITS, comeBackAfterRestartMs: 50 });
    await rig.phone("102");
    const offerId = rig.ring(talk.callId, "102");
    expect(await rig.next("ended")).toMatchObject({ callId: talk.callId, by: "caller", wasAnswered: false });
    expect(rig.events.all.filter((event) => event.type === "ring-failed" && event.offerId === offerId)).toEqual([]);
    expect(talks.now).toEqual([]);
  });

  test("is let go by the next hub that knows nothing of them", async () => {
    await toQueue();
    await restart();
    rig.exchange.refuse(talk.callId, 480);
    expect(await rig.next("ended")).toMatchObject({ by: "exchange", wasAnswered: false });
    const anna = talk.caller.over(await rig.phone("anna", ANNA));
    await anna.next("BYE");
    expect(talks.now).toEqual([]);
  });
});
