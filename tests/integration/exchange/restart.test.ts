import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExchangeRig, KeptInMemory } from "../../support/exchange-rig.ts";
import { RawRing } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { sdp } from "../../support/sip-message.ts";
import { aTalk, type Talk } from "../../support/talk.ts";

// The exchange dies in a talk (kill -9: nobody is told) and another one is started on what was kept of it (ADR 24).

const OPERATOR = { instance: "5f2a3a7e-8c1b-4f1d-9a55-0d4f0c1b2a33" };
const ANNA = { instance: "b9d7f6de-31a5-4a9a-8f4c-8d2d6f4ce001" };
const LIMITS = { comeBackWithinMs: 20_000, comeBackAfterRestartMs: 20_000 };

let talks: KeptInMemory;
let before: ExchangeRig;
let rig: ExchangeRig;
let talk: Talk;

beforeEach(async () => {
  talks = new KeptInMemory();
  before = await ExchangeRig.start({ limits: LIMITS, talks });
  talk = await aTalk(before, await before.phone("anna", ANNA), await before.phone("101", OPERATOR));
  rig = before;
});

afterEach(async () => {
  await rig.stop();
  if (rig !== before) await before.stop();
});

/** Starts the next exchange on what the one before had kept at its sudden end. */
async function restart(limits = LIMITS): Promise<void> {
  const left = new KeptInMemory(talks.now);
  const dead = rig;
  rig = await ExchangeRig.start({ limits, talks: left });
  talks = left;
  for (const phone of [talk.caller.client, talk.callee.client]) phone.vanish();
  if (dead !== before) await dead.stop();
}

async function backTogether(): Promise<Talk> {
  const anna = talk.caller.over(await rig.phone("anna", ANNA));
  const operator = talk.callee.over(await rig.phone("101", OPERATOR));
  for (const side of [anna, operator]) await side.next("INFO");
  return { ...talk, caller: anna, callee: operator };
}

describe("an exchange that was started anew", () => {
  test("passes the operator's BYE on to the customer", async () => {
    await restart();
    const { caller, callee } = await backTogether();
    expect((await callee.bye()).status).toBe(200);
    expect((await caller.next("BYE")).header("Reason")).toContain("Hung up");
    expect(await rig.next("ended")).toMatchObject({ callId: talk.callId, by: "callee", wasAnswered: true });
    expect(talks.now).toEqual([]);
  });

  test("passes the customer's BYE on to the operator", async () => {
    await restart();
    const { caller, callee } = await backTogether();
    expect((await caller.bye()).status).toBe(200);
    await callee.next("BYE");
    expect(await rig.next("ended")).toMatchObject({ by: "caller" });
  });

  test("passes hold and digits on in both directions, and knows whose talk it is", async () => {
    await restart();
    const { caller, callee } = await backTogether();
    const held = callee.reInvite(sdp("held", "sendonly"));
    expect((await caller.answerReInvite(sdp("anna", "recvonly"))).body).toContain("held");
    expect((await held).status).toBe(200);
    expect(await rig.next("hold-changed")).toMatchObject({ callId: talk.callId, byUser: "101", held: true });
    const asked = caller.reInvite(sdp("from-anna", "recvonly"));
    await callee.answerReInvite(sdp("operator", "sendonly"));
    expect((await asked).status).toBe(200);
    const digit = { type: "application/dtmf-relay", body: "Signal=5\r\nDuration=100\r\n" };
    const sent = callee.ask("INFO", digit);
    expect((await caller.next("INFO")).body).toContain("5");
    expect((await sent).status).toBe(200);
    expect(rig.exchange.resumed).toEqual([
      expect.objectContaining({ callId: talk.callId, callerUser: "anna", calleeUser: "101", holders: [] }),
    ]);
  });

  test("transfers the talk, and carries it on after yet another restart", async () => {
    await restart();
    const { caller, callee } = await backTogether();
    const colleague = await rig.phone("102", { instance: "of-102" });
    await callee.refer("102");
    await rig.next("transfer-asked");
    rig.ring(talk.callId, "102");
    const ring = await RawRing.next(colleague);
    const third = ring.answer();
    await caller.answerReInvite(sdp("anna"));
    await ring.acked();
    expect(await rig.next("transferred")).toMatchObject({ byUser: "101", toUser: "102" });
    await callee.next("BYE");
    talk = { ...talk, caller, callee: third };
    await restart();
    const anna = caller.over(await rig.phone("anna", ANNA));
    expect((await third.over(await rig.phone("102", { instance: "of-102" })).bye()).status).toBe(200);
    await anna.next("BYE");
  });

  test("tells a side that comes back later of the end that came sooner", async () => {
    await restart();
    const operator = talk.callee.over(await rig.phone("101", OPERATOR));
    expect((await operator.bye()).status).toBe(200);
    const anna = talk.caller.over(await rig.phone("anna", ANNA));
    expect((await anna.next("BYE")).header("Reason")).toContain("Hung up");
  });

  test("finds a phone that names no instance by the dialog it asks for", async () => {
    talk = await aTalk(before, await before.phone("boris"), await before.phone("102"));
    await restart();
    const boris = talk.caller.over(await rig.phone("boris"));
    expect((await boris.bye()).status).toBe(200);
    const operator = talk.callee.over(await rig.phone("102"));
    // Whatever it asks: the answer is that the talk is over, and that it was hung up.
    expect((await operator.ask("OPTIONS")).status).toBe(481);
    expect((await operator.next("BYE")).header("Reason")).toContain("Hung up");
  });

  test("answers 480, not 481, while the other side is not back", async () => {
    await restart();
    const operator = talk.callee.over(await rig.phone("101", OPERATOR));
    await operator.next("INFO");
    expect((await operator.ask("INFO")).status).toBe(480);
    talk.caller.over(await rig.phone("anna", ANNA));
    expect((await operator.ask("INFO")).status).toBe(415);
  });

  test("ends the talk when a side does not come back", async () => {
    await restart({ comeBackWithinMs: 20_000, comeBackAfterRestartMs: 300 });
    const operator = talk.callee.over(await rig.phone("101", OPERATOR));
    expect((await operator.next("BYE")).header("Reason")).toContain("Flow lost");
    expect(await rig.next("ended")).toMatchObject({ by: "caller", wasAnswered: true });
    expect(talks.now).toEqual([]);
  });

  test("survives restart after restart", async () => {
    for (let time = 0; time < 3; time += 1) {
      await restart();
      talk = await backTogether();
    }
    expect((await talk.callee.bye()).status).toBe(200);
    await talk.caller.next("BYE");
  });
});

describe("nobody else gets into a talk that was taken up", () => {
  const strange = async (client: RawSipClient) => [
    (await talk.callee.over(client).bye()).status,
    (await talk.caller.over(client).bye()).status,
  ];

  test("not another account that knows the dialog, and not the account before it has proved itself", async () => {
    await restart();
    expect(await strange(await rig.phone("103"))).toEqual([481, 481]);
    expect(await strange(await rig.client("anna", ANNA))).toEqual([481, 481]);
    expect(rig.exchange.census().calls).toBe(1);
  });

  test("not with one tag that is wrong, and not with the dialog of a talk that is over", async () => {
    const { caller } = talk;
    const forged = caller.withTag("forged");
    await restart();
    const anna = await rig.phone("anna", ANNA);
    expect((await forged.over(anna).bye()).status).toBe(481);
    const operator = talk.callee.over(await rig.phone("101", OPERATOR));
    expect((await operator.bye()).status).toBe(200);
    await talk.caller.over(anna).next("BYE");
    expect((await talk.caller.over(anna).ask("INFO")).status).toBe(481);
    await restart();
    expect((await talk.caller.over(await rig.phone("anna", ANNA)).ask("INFO")).status).toBe(481);
  });
});

test("a talk that cannot be read any more is left out, and the others are taken up", async () => {
  const [kept] = talks.now;
  if (!kept) throw new Error("nothing was kept");
  const broken = { ...kept, callId: "broken" as typeof kept.callId };
  const [unread, nobody] = [
    { ...broken, caller: { ...kept.caller, dialog: { ...kept.caller.dialog, remoteTarget: "no uri" } } },
    { ...broken, callee: { ...kept.caller, user: "nobody" } },
  ];
  const left = new KeptInMemory([unread, nobody, kept]);
  rig = await ExchangeRig.start({ limits: LIMITS, talks: left });
  expect(rig.exchange.resumed.map(({ callId }) => callId)).toEqual([kept.callId]);
  expect(left.now.map(({ callId }) => callId)).toEqual([kept.callId]);
});
