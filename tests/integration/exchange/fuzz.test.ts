import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ExchangeRig } from "../../support/exchange-rig.ts";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";
import type { RawSipClient } from "../../support/raw-sip-client.ts";
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
  await fc.assert(property, { seed: SEED, numRuns: 400 });
  expect(rig.exchange.census().calls).toBe(0);
  const { caller, callee } = await aTalk(rig, await rig.phone("anna"), await rig.phone("101"));
  await Promise.all([caller.bye(), callee.next("BYE")]);
});

const ACTIONS = [
  "caller cancels",
  "caller vanishes",
  "callee rings",
  "callee answers",
  "callee refuses",
  "callee vanishes",
  "hub queues",
  "hub rings again",
  "hub withdraws",
  "hub refuses",
  "hub hangs up",
] as const;

/** Does one thing to a call, whatever state it is in; what makes no sense there must do no harm. */
async function act(
  action: (typeof ACTIONS)[number],
  scene: { caller: RawSipClient; operator: RawSipClient; call: RawCall; ring: RawRing; arrived: Arrived },
): Promise<void> {
  const { caller, operator, call, ring, arrived } = scene;
  const { callId, offerId } = arrived;
  if (action === "caller vanishes") caller.vanish();
  else if (action === "callee vanishes") operator.vanish();
  else if (action === "hub queues") rig.exchange.queue(callId);
  else if (action === "hub withdraws") rig.exchange.withdraw(offerId);
  else if (action === "hub refuses") rig.exchange.refuse(callId, 486);
  else if (action === "hub hangs up") rig.exchange.hangUp(callId);
  else if (action === "hub rings again") rig.ring(callId, "103");
  else if (action === "caller cancels" && caller.isOpen) call.cancel().catch(() => {});
  else if (operator.isOpen && action === "callee rings") ring.progress(180);
  else if (operator.isOpen && action === "callee answers") ring.answer();
  else if (operator.isOpen && action === "callee refuses") ring.reject(486);
}

type Arrived = {
  readonly callId: Parameters<ExchangeRig["ring"]>[0];
  readonly offerId: ReturnType<ExchangeRig["ring"]>;
};

test("whatever happens in whatever order, a call ends once and nothing of it stays", async () => {
  const property = fc.asyncProperty(
    fc.array(fc.tuple(fc.constantFrom(...ACTIONS), fc.boolean()), { minLength: 1, maxLength: 8 }),
    async (actions) => {
      const caller = await rig.phone("boris");
      const operator = await rig.phone("103");
      const call = new RawCall(caller, "600");
      const { callId } = await rig.next("arrived");
      const offerId = rig.ring(callId, "103");
      const ring = await RawRing.next(operator);
      for (const [action, isLetThrough] of actions) {
        await act(action, { caller, operator, call, ring, arrived: { callId, offerId } });
        if (isLetThrough) await (await rig.client("bystander")).ask("OPTIONS", { uri: "sip:tandem.invalid" });
      }
      caller.vanish();
      operator.vanish();
      await rig.next("ended", (event) => event.callId === callId);
      await expect.poll(() => rig.exchange.census().calls).toBe(0);
      await expect
        .poll(() => [rig.exchange.isRegistered("boris"), rig.exchange.isRegistered("103")])
        .toEqual([false, false]);
      const ended = rig.events.all.filter((event) => event.type === "ended" && event.callId === callId);
      expect(ended).toHaveLength(1);
      const offers = rig.events.all.filter(
        (event) => (event.type === "answered" || event.type === "ring-failed") && event.offerId === offerId,
      );
      expect(offers.length).toBeLessThanOrEqual(1);
    },
  );
  await fc.assert(property, { seed: SEED, numRuns: 80 });
});
