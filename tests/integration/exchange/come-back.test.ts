import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { sdp } from "../../support/sip-message.ts";
import { aTalk } from "../../support/talk.ts";

const INSTANCE = { instance: "5f2a3a7e-8c1b-4f1d-9a55-0d4f0c1b2a33" };

let rig: ExchangeRig;
let anna: RawSipClient;
let operator: RawSipClient;

beforeEach(async () => {
  rig = await ExchangeRig.start({ limits: { comeBackWithinMs: 20_000 } });
  anna = await rig.phone("anna");
  operator = await rig.phone("101", INSTANCE);
});

afterEach(() => rig.stop());

const ended = () => rig.events.all.filter(({ type }) => type === "ended");

describe("a phone that comes back on a new flow", () => {
  test("known by its instance: the talk goes on there, in both directions", async () => {
    const { caller, callee } = await aTalk(rig, anna, operator);
    operator.vanish();
    const back = await rig.phone("101", INSTANCE);
    const again = callee.over(back);
    // Asked whether it has the talk still, it says yes.
    await again.next("INFO");
    const held = again.reInvite(sdp("held", "sendonly"));
    expect((await caller.answerReInvite(sdp("anna", "recvonly"))).body).toContain("held");
    expect((await held).status).toBe(200);
    expect(await rig.next("hold-changed")).toMatchObject({ byUser: "101", held: true });
    const asked = caller.reInvite(sdp("from-anna"));
    await again.answerReInvite(sdp("operator"));
    expect((await asked).status).toBe(200);
    expect((await again.bye()).status).toBe(200);
    await caller.next("BYE");
    expect(await rig.next("ended")).toMatchObject({ by: "callee", wasAnswered: true });
    expect(rig.exchange.census()).toMatchObject({ calls: 0 });
  });

  test("before the old flow was missed: the old one is let go", async () => {
    const { caller, callee } = await aTalk(rig, anna, operator);
    const back = await rig.phone("101", INSTANCE);
    await operator.closed;
    expect(rig.exchange.census()).toMatchObject({ flows: 2, calls: 1 });
    expect(rig.exchange.isRegistered("101")).toBe(true);
    expect((await caller.bye()).status).toBe(200);
    expect((await callee.over(back).next("BYE")).header("Reason")).toContain("Hung up");
  });

  test("known by the dialog it asks for, when it names no instance", async () => {
    const { caller, callee } = await aTalk(rig, anna, operator);
    anna.vanish();
    const back = await rig.phone("anna");
    expect((await caller.over(back).bye()).status).toBe(200);
    expect((await callee.next("BYE")).header("Reason")).toContain("Hung up");
  });

  test("again and again", async () => {
    const { caller, callee } = await aTalk(rig, anna, operator);
    let last = operator;
    for (let cut = 0; cut < 3; cut += 1) {
      last.vanish();
      last = await rig.phone("101", INSTANCE);
      await callee.over(last).next("INFO");
    }
    expect((await callee.over(last).bye()).status).toBe(200);
    await caller.next("BYE");
  });

  test("without the talk: the other side is told that it hung up", async () => {
    const { caller } = await aTalk(rig, anna, operator);
    operator.vanish();
    const back = await rig.client("101", INSTANCE);
    back.isAutomatic = false;
    await back.register();
    const question = await back.requests.take(({ method }) => method === "INFO");
    back.respond(question, 481);
    expect((await caller.next("BYE")).header("Reason")).toContain("Hung up");
    expect(await rig.next("ended")).toMatchObject({ by: "callee" });
  });

  test("after the other side hung up: it is told then", async () => {
    const { caller, callee } = await aTalk(rig, anna, operator);
    operator.vanish();
    await rig.next("phone-changed", ({ registered }) => !registered);
    await caller.bye();
    expect(await rig.next("ended")).toMatchObject({ by: "caller" });
    const back = await rig.phone("101", INSTANCE);
    expect((await callee.over(back).next("BYE")).header("Reason")).toContain("Hung up");
  });
});

describe("a flow that goes between the 200 and its ACK", () => {
  async function cutBeforeAck() {
    const call = new RawCall(operator, "600");
    const { callId } = await rig.next("arrived");
    rig.ring(callId, "anna");
    const ring = await RawRing.next(anna);
    const callee = ring.answer();
    const answered = await call.next(200);
    operator.vanish();
    return { caller: call.dialogOf(answered), callee };
  }

  test("the caller comes back: it gets the 200 again, acknowledges it there, and the talk goes on", async () => {
    const { caller, callee } = await cutBeforeAck();
    const back = await rig.phone("101", INSTANCE);
    const again = caller.over(back);
    await again.next("INFO");
    await back.responses.take(({ status, raw }) => status === 200 && raw.includes("INVITE"));
    again.ack(1);
    const held = again.reInvite(sdp("held", "sendonly"));
    await callee.answerReInvite(sdp("anna", "recvonly"));
    expect((await held).status).toBe(200);
    expect((await callee.bye()).status).toBe(200);
    await again.next("BYE");
  });

  test("the caller comes back without the call, for it never saw the 200: the one who answered is told", async () => {
    const { callee } = await cutBeforeAck();
    const back = await rig.client("101", INSTANCE);
    back.isAutomatic = false;
    await back.register();
    back.respond(await back.requests.take(({ method }) => method === "INFO"), 481);
    expect((await callee.next("BYE")).header("Reason")).toContain("Hung up");
  });
});

test("a BYE that was lost with the flow is told again", async () => {
  const { caller, callee } = await aTalk(rig, anna, operator);
  operator.isAutomatic = false;
  await caller.bye();
  await callee.next("BYE");
  const back = await rig.phone("101", INSTANCE);
  expect((await callee.over(back).next("BYE")).header("Reason")).toContain("Hung up");
});

describe("while a phone is away", () => {
  test("a re-INVITE to it may be tried again later", async () => {
    const { caller } = await aTalk(rig, anna, operator);
    operator.vanish();
    await rig.next("phone-changed", ({ registered }) => !registered);
    expect((await caller.reInvite(sdp("anna"))).status).toBe(491);
    expect(ended()).toEqual([]);
  });

  test("one that closed its flow properly is not waited for", async () => {
    const { callee } = await aTalk(rig, anna, operator);
    await anna.close();
    expect((await callee.next("BYE")).header("Reason")).toContain("Flow lost");
  });

  test("another account, or another phone of the same account, cannot take its talk", async () => {
    const { callee } = await aTalk(rig, anna, operator);
    operator.vanish();
    const stranger = await rig.phone("102", INSTANCE);
    expect((await callee.over(stranger).bye()).status).toBe(481);
    const other = await rig.phone("101", { instance: "another" });
    expect(ended()).toEqual([]);
    expect(other.requests.all.filter(({ method }) => method === "INFO")).toEqual([]);
  });
});

test("one that does not come back in time has lost the talk", async () => {
  const short = await ExchangeRig.start({ limits: { comeBackWithinMs: 200 } });
  const talk = await aTalk(short, await short.phone("anna"), await short.phone("101", INSTANCE));
  talk.callee.client.vanish();
  expect((await talk.caller.next("BYE")).header("Reason")).toContain("Flow lost");
  expect(await short.next("ended")).toMatchObject({ by: "callee", wasAnswered: true });
  await short.stop();
});
