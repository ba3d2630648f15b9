import { afterEach, beforeEach, expect, it } from "vitest";
import type { CallBackWish } from "../../../src-hub/callbacks/call-back-orders.ts";
import { type Hub, startHub } from "../../../src-hub/hub.ts";
import type { CallBackOrder } from "../../../src-shared/domain/callback/call-back-order.ts";
import { CommandId } from "../../../src-shared/ids.ts";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";
import { RawSipClient } from "../../support/raw-sip-client.ts";
import { sdp } from "../../support/sip-message.ts";
import { aWish } from "./support/a-call-back.ts";
import { CUSTOMER, foldAll, marina, SECRETS, TEAM } from "./support/a-hub.ts";

let hub: Hub;
let operator: RawSipClient;
let irina: RawSipClient;

beforeEach(async () => {
  hub = await startHub({
    databaseFile: ":memory:",
    databaseKey: null,
    listen: { host: "127.0.0.1", port: 0 },
    team: TEAM,
    secrets: SECRETS,
  });
  operator = await phone("1001", SECRETS.marina);
  irina = await phone("irina", SECRETS.irina);
  hub.service.desktopLinked(marina);
  const commandId = CommandId.parse("online-marina");
  await hub.service.execute(marina, { commandId, name: "operator.set-status", input: { status: "online" } });
});

afterEach(async () => {
  operator.vanish();
  irina.vanish();
  await hub.stop();
});

async function phone(user: string, password: string): Promise<RawSipClient> {
  const client = await RawSipClient.connect({ port: hub.port, user, password });
  expect((await client.register()).status).toBe(200);
  return client;
}

async function order(more: Partial<CallBackWish> = {}): Promise<CallBackOrder> {
  const { callBacks } = hub.service;
  const taken = await hub.service.inTurn(() => callBacks.orders.take(aWish(more), "system"));
  if (!taken.ok) throw new Error(taken.code);
  return taken.value.order;
}

const open = () => hub.service.callBacks.open();
const last = async () => foldAll(await hub.log.read(0, 10_000)).at(-1);

it("the operator's phone is there first, then the customer's rings; they agree on the media and hang up", async () => {
  const { interactionId } = await order();
  const ring = await RawRing.next(operator);
  expect(ring.request.body).toBe("");
  expect(ring.request.header("From")).toContain(`<sip:${CUSTOMER.address}@`);
  expect(ring.request.header("X-Tandem-Interaction")).toBe(interactionId);
  const atOperator = ring.answer(sdp("offer-of-the-operator"));
  const rung = await RawRing.next(irina);
  expect(rung.request.body).toBe(sdp("offer-of-the-operator"));
  await expect.poll(() => open()).toMatchObject([{ state: "dialling", attempts: 1 }]);
  rung.progress(180);
  const atCustomer = rung.answer(sdp("answer-of-the-customer"));
  expect((await ring.acked()).body).toBe(sdp("answer-of-the-customer"));
  await expect.poll(async () => (await last())?.state).toBe("active");
  expect(open()).toEqual([]);
  expect((await atCustomer.bye()).status).toBe(200);
  await atOperator.next("BYE");
  await expect.poll(async () => (await last())?.state).toBe("closed");
  expect(await last()).toMatchObject({ result: "answered", endedBy: "customer", operatorId: marina });
  expect(hub.service.brokenInvariants()).toEqual([]);
});

it("a busy customer lets the operator go, and is tried again later", async () => {
  await order();
  const ring = await RawRing.next(operator);
  const atOperator = ring.answer(sdp("offer-of-the-operator"));
  (await RawRing.next(irina)).reject(486);
  expect((await atOperator.next("BYE")).header("Reason")).toContain("cause=486");
  await expect.poll(() => open()).toMatchObject([{ state: "waiting", why: "busy", attempts: 1 }]);
  expect(hub.service.brokenInvariants()).toEqual([]);
});

it("an operator who hangs up while the customer's phone rings stops it", async () => {
  await order();
  const atOperator = (await RawRing.next(operator)).answer(sdp("offer-of-the-operator"));
  const rung = await RawRing.next(irina);
  rung.progress(180);
  expect((await atOperator.bye()).status).toBe(200);
  await rung.cancelled();
  await expect.poll(() => open()).toMatchObject([{ state: "waiting", why: "operator-left" }]);
});

it("a customer who calls while the operator's phone rings for the order is put through instead", async () => {
  const { interactionId } = await order();
  const preview = await RawRing.next(operator);
  preview.progress(180);
  const call = new RawCall(irina, "700");
  await preview.cancelled();
  preview.reject(487);
  const ring = await RawRing.next(operator);
  ring.answer();
  await call.answered();
  await expect.poll(async () => foldAll(await hub.log.read(0, 10_000))[0]?.state).toBe("closed");
  const closed = (await hub.log.read(0, 10_000)).find((event) => event.type === "callback.closed");
  expect(closed?.payload).toMatchObject({ interactionId, outcome: "fulfilled-by-own-call", by: "customer" });
  expect(await last()).toMatchObject({
    channel: "voice",
    state: "active",
    callBack: { timeZone: "Asia/Yekaterinburg" },
  });
});
