import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TelephonyCallId } from "../../../src-hub/telephony/telephony.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
import { sdp } from "../../support/sip-message.ts";
import { aTalk } from "../../support/talk.ts";
import { tortureMessages } from "../../support/torture-messages.ts";

const SEED = 20_261_102;

let rig: ExchangeRig;

beforeAll(async () => {
  const limits = { maxGarbage: 1e9, messageBurst: 1e9, maxFailuresPerAddress: 1e9 };
  rig = await ExchangeRig.start({ limits });
});

afterAll(async () => {
  await rig.stop();
  expect(rig.exchange.census()).toEqual({ flows: 0, registered: 0, calls: 0 });
});

const messages = tortureMessages().map(({ bytes }) => bytes);

/** A torture message with pieces cut out, doubled or overwritten. */
const mutated = fc
  .tuple(
    fc.constantFrom(...messages),
    fc.array(fc.tuple(fc.nat(4000), fc.nat(80), fc.uint8Array({ maxLength: 20 })), { maxLength: 6 }),
  )
  .map(([message, cuts]) =>
    cuts.reduce((bytes, [at, length, put]) => {
      const from = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)]);
    }, message),
  );
const noise = fc.uint8Array({ minLength: 1, maxLength: 3000 }).map((bytes) => Buffer.from(bytes));

test("random bytes and broken messages are survived, on flows that are in and on others", async () => {
  const inside = await rig.phone("102");
  const outside = await rig.client("stranger");
  const property = fc.asyncProperty(fc.oneof(noise, mutated), fc.boolean(), async (bytes, isInside) => {
    const client = isInside ? inside : outside;
    client.socket.send(bytes, { binary: true });
    expect((await client.ask("OPTIONS", { uri: "sip:tandem.invalid" })).status).toBe(200);
  });
  await fc.assert(property, { seed: SEED, numRuns: 150 });
  expect(rig.exchange.census().calls).toBe(0);
  inside.vanish();
  const { caller, callee } = await aTalk(rig, await rig.phone("anna"), await rig.phone("101"));
  await Promise.all([caller.bye(), callee.next("BYE")]);
});

type Scene = Readonly<Record<string, () => unknown>>;

/** Steps in any order, some of them let through to the exchange before the next one. */
const stepsOf = (names: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...names), fc.boolean()), { minLength: 1, maxLength: 10 });

/** Plays steps that may make no sense where they come, pulls all cables, and checks that the call ended once and whole. */
async function play(
  steps: readonly (readonly [string, boolean])[],
  scene: Scene,
  phones: readonly RawSipClient[],
  callId: TelephonyCallId,
): Promise<void> {
  const bystander = await rig.client("bystander");
  for (const [step, isLetThrough] of steps) {
    scene[step]?.();
    if (isLetThrough) await bystander.ask("OPTIONS", { uri: "sip:tandem.invalid" });
  }
  for (const phone of [...phones, bystander]) phone.vanish();
  await rig.next("ended", (event) => event.callId === callId);
  await expect.poll(() => rig.exchange.census().calls, { interval: 2 }).toBe(0);
  await expect.poll(() => phones.some(({ user }) => rig.exchange.isRegistered(user)), { interval: 2 }).toBe(false);
  const about = rig.events.all.filter((event) => "callId" in event && event.callId === callId);
  expect(about.filter(({ type }) => type === "ended")).toHaveLength(1);
  const outcomes = about.flatMap((event) =>
    event.type === "answered" || event.type === "ring-failed" ? [event.offerId] : [],
  );
  expect(new Set(outcomes).size).toBe(outcomes.length);
  expect(about.at(-1)?.type).toBe("ended");
  // The flow's safety net is for hostile clients: an order of things that needs it was not thought of.
  expect(rig.logLines.filter((line) => line.includes("could not be handled"))).toEqual([]);
}

/** A phone does something, if it is still there; what it waits for need not come. */
const by = (phone: RawSipClient, act: () => unknown) => () => {
  if (!phone.isOpen) return;
  const done = act();
  if (done instanceof Promise) done.catch(() => {});
};

beforeEach(() => {
  rig.logLines.length = 0;
});

const BEFORE_THE_ANSWER = ["cancel", "caller gone", "ring", "answer", "refuse", "callee gone"];
const BY_THE_HUB = ["queue", "ring again", "withdraw", "refuse call", "hang up"];

test("before the answer: whatever happens in whatever order, a call ends once and nothing of it stays", async () => {
  const property = fc.asyncProperty(stepsOf([...BEFORE_THE_ANSWER, ...BY_THE_HUB]), async (steps) => {
    const caller = await rig.phone("boris");
    const callee = await rig.phone("103");
    const call = new RawCall(caller, "600");
    const { callId } = await rig.next("arrived");
    const offerId = rig.ring(callId, "103");
    const ring = await RawRing.next(callee);
    const scene = {
      cancel: by(caller, () => call.cancel()),
      "caller gone": () => caller.vanish(),
      ring: by(callee, () => ring.progress(180)),
      answer: by(callee, () => ring.answer()),
      refuse: by(callee, () => ring.reject(486)),
      "callee gone": () => callee.vanish(),
      queue: () => rig.exchange.queue(callId, "interaction-1" as InteractionId),
      "ring again": () => rig.ring(callId, "103"),
      withdraw: () => rig.exchange.withdraw(offerId),
      "refuse call": () => rig.exchange.refuse(callId, 486),
      "hang up": () => rig.exchange.hangUp(callId),
    };
    await play(steps, scene, [caller, callee], callId);
  });
  await fc.assert(property, { seed: SEED, numRuns: 40 });
});

const IN_THE_TALK = [
  "caller hangs up",
  "callee hangs up",
  "hold",
  "counter-hold",
  "caller agrees",
  "callee agrees",
  "options",
];
const IN_A_TRANSFER = ["refer", "ring target", "target rings", "target answers", "target refuses", "target gone"];

test("in the talk: holds, glare and transfers in any order end in one end", async () => {
  const steps = stepsOf([...IN_THE_TALK, ...IN_A_TRANSFER, "refuse call", "hang up", "caller gone"]);
  const property = fc.asyncProperty(steps, async (played) => {
    const customer = await rig.phone("boris");
    const operator = await rig.phone("103");
    const target = await rig.phone("102");
    const { callId, caller, callee } = await aTalk(rig, customer, operator);
    let ring: RawRing | null = null;
    RawRing.next(target).then(
      (rung) => {
        ring = rung;
      },
      () => {},
    );
    const scene = {
      "caller hangs up": by(customer, () => caller.bye()),
      "callee hangs up": by(operator, () => callee.bye()),
      hold: by(operator, () => callee.reInvite(sdp("hold", "sendonly"))),
      "counter-hold": by(customer, () => caller.reInvite(null, sdp("answer", "inactive"))),
      "caller agrees": by(customer, () => caller.answerReInvite(sdp("agreed"))),
      "callee agrees": by(operator, () => callee.answerReInvite(sdp("agreed"))),
      options: by(customer, () => caller.ask("OPTIONS")),
      refer: by(operator, () => callee.refer("102")),
      "ring target": () => rig.ring(callId, "102"),
      "target rings": by(target, () => ring?.progress(180)),
      "target answers": by(target, () => ring?.answer()),
      "target refuses": by(target, () => ring?.reject(603)),
      "target gone": () => target.vanish(),
      "refuse call": () => rig.exchange.refuse(callId, 603),
      "hang up": () => rig.exchange.hangUp(callId),
      "caller gone": () => customer.vanish(),
    };
    await play(played, scene, [customer, operator, target], callId);
  });
  await fc.assert(property, { seed: SEED, numRuns: 40 });
});
