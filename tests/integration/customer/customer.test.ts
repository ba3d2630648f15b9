import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Customer, CustomerBrowser } from "../../support/customer/customer.ts";
import { ExchangeRig, passwordOf } from "../../support/exchange-rig.ts";

// Proves the harness, with two clients not written by this house on the real exchange: what it says it hears, it hears.

const ANNA_HZ = 620;
const OPERATOR_HZ = 440;

let browser: CustomerBrowser;
let rig: ExchangeRig;
let anna: Customer;
let operator: Customer;

beforeAll(async () => {
  browser = await CustomerBrowser.launch();
});
afterAll(() => browser[Symbol.asyncDispose]());

beforeEach(async () => {
  rig = await ExchangeRig.start();
  const open = (login: string, toneHz: number) =>
    browser.open({ hubUrl: `http://127.0.0.1:${rig.port}`, login, secret: passwordOf(login), toneHz });
  [anna, operator] = await Promise.all([open("anna", ANNA_HZ), open("101", OPERATOR_HZ)]);
  await Promise.all([anna.register(), operator.register()]);
});
afterEach(async () => {
  await Promise.all([anna[Symbol.asyncDispose](), operator[Symbol.asyncDispose]()]);
  await rig.stop();
});

async function ring(): Promise<void> {
  await anna.call("500");
  const { callId } = await rig.next("arrived");
  rig.ring(callId, "101");
  await operator.waitFor("ringing");
}

async function talk(): Promise<void> {
  await ring();
  await operator.answer();
  await Promise.all([anna.waitFor("established"), operator.waitFor("established")]);
}

test("each hears the other's tone, and neither its own nor another one", async () => {
  await talk();
  const heard = await Promise.all([anna.hearsTone(OPERATOR_HZ), operator.hearsTone(ANNA_HZ)]);
  expect(heard).toEqual([true, true]);
  const others = await Promise.all([anna.listen(ANNA_HZ), anna.listen(523), operator.listen(OPERATOR_HZ)]);
  expect(others.map((level) => level.share)).toEqual([0, 0, 0]);
  const stats = await anna.stats();
  expect(stats.packetsReceived).toBeGreaterThan(20);
  await anna.hangUp();
  expect(await operator.waitFor("ended")).toEqual({ by: "remote", cause: "Terminated", status: null });
});

test("hold silences both sides, resume brings the sound back", async () => {
  await talk();
  expect(await operator.hearsTone(ANNA_HZ)).toBe(true);
  await anna.hold();
  await operator.until("hold", (state) => state.call?.heldByOther === true);
  expect(await operator.hearsNoTone(ANNA_HZ)).toBe(true);
  expect(await anna.hearsNoTone(OPERATOR_HZ)).toBe(true);
  await anna.unhold();
  expect(await Promise.all([operator.hearsTone(ANNA_HZ), anna.hearsTone(OPERATOR_HZ)])).toEqual([true, true]);
});

test("a muted customer is not heard", async () => {
  await talk();
  expect(await operator.hearsTone(ANNA_HZ)).toBe(true);
  await anna.setMuted(true);
  expect(await operator.hearsNoTone(ANNA_HZ)).toBe(true);
});

test("digits are heard when sent by RFC 4733, also the same one twice", async () => {
  await operator.readKeys();
  await talk();
  await anna.setMuted(true);
  expect(await operator.hearsNoTone(ANNA_HZ)).toBe(true);
  await anna.sendDtmf("15559#");
  await operator.until("digits", ({ dtmfByRtp }) => (dtmfByRtp?.length ?? 0) >= 6);
  expect(operator.receivedDtmf.rtp).toBe("15559#");
});

test("busy, cancel and a wrong secret are told with their cause and status", async () => {
  await ring();
  await operator.reject(486);
  const { callId } = await rig.next("ring-failed");
  rig.exchange.refuse(callId, 486);
  expect(await anna.waitFor("ended")).toEqual({ by: "remote", cause: "Busy", status: 486 });

  await operator.forget();
  await ring();
  await anna.hangUp();
  expect(await anna.waitFor("ended")).toEqual({ by: "local", cause: "Canceled", status: null });
  expect((await operator.waitFor("ended")).cause).toBe("Canceled");

  const stranger = await browser.open({ hubUrl: `http://127.0.0.1:${rig.port}`, login: "boris", secret: "wrong-one" });
  await expect(stranger.register()).rejects.toThrow("registration refused");
  await stranger[Symbol.asyncDispose]();
});
