import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dial, dialled, order, orderOf, preview } from "./support/a-call-back.ts";
import { aFolder, CUSTOMER, lev, marina, TestHub } from "./support/a-hub.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let test: TestHub;
beforeEach(async () => {
  test = await TestHub.start();
  test.telephony.setRegistered("irina", true);
});
afterEach(() => test.stop());

const dials = () => test.telephony.commandsOf("ring").filter(({ request }) => request.user === "irina");

describe("an order of a call-back", () => {
  it("is offered like any contact, dials the customer when the operator is at the phone, and is a talk from then on", async () => {
    await test.putOnline(marina);
    const { order: taken } = await order(test, { queueId: "orders" as never });
    const rung = await preview(test);
    expect(rung).toMatchObject({ user: "1001", queueName: "Заказы", party: CUSTOMER });
    expect(dials()).toEqual([]);
    test.telephony.answer(rung.offerId);
    const offerId = await dialled(test);
    expect(dials()).toMatchObject([{ request: { ringTimeoutMs: 40_000, callId: rung.callId } }]);
    expect(await orderOf(test, taken.interactionId)).toMatchObject({
      state: "dialling",
      attempts: 1,
      operatorId: marina,
    });
    test.telephony.answer(offerId);
    await test.settle();
    expect(await orderOf(test, taken.interactionId)).toMatchObject({ state: "closed", outcome: "connected" });
    expect(await test.last()).toMatchObject({ channel: "callback", state: "active", operatorId: marina });
    test.telephony.hold(rung.callId, "1001", true);
    test.telephony.hold(rung.callId, "1001", false);
    await test.settle();
    test.telephony.calleeHangsUp(rung.callId);
    await test.settle();
    expect(await test.last()).toMatchObject({
      state: "wrap-up",
      endedBy: "customer",
      result: "answered",
      customer: CUSTOMER,
      callBack: { timeZone: "Asia/Yekaterinburg", page: { utm: { source: "ads" } } },
      offers: [{ operatorId: marina, outcome: "answered", reasons: [{ code: "longest-idle" }] }, { operatorId: null }],
    });
  });

  it("waits for its window, then for an operator", async () => {
    const nowMs = test.clock.nowMs();
    const window = { fromMs: nowMs + HOUR, toMs: nowMs + 3 * HOUR };
    await test.putOnline(marina);
    const { order: taken } = await order(test, window);
    expect(test.telephony.commandsOf("originate")).toEqual([]);
    await test.choose(marina, { status: "offline" });
    await test.pass(HOUR);
    expect(await orderOf(test, taken.interactionId)).toMatchObject({ state: "due" });
    await test.putOnline(lev);
    expect(await preview(test)).toMatchObject({ user: "1002" });
  });

  it("is taken by nobody before its window, and by who is there when it is due", async () => {
    const nowMs = test.clock.nowMs();
    const { order: taken } = await order(test, { fromMs: nowMs + HOUR, toMs: nowMs + 3 * HOUR });
    const { interactionId } = taken;
    await test.putOnline(marina);
    const take = () => test.command(marina, "interaction.claim", { interactionId });
    expect(await take()).toMatchObject({ code: "not-due" });
    await test.choose(marina, { status: "offline" });
    await test.pass(HOUR);
    expect(await take()).toMatchObject({ code: "not-online" });
    await test.choose(marina, { status: "online" });
    const rung = await preview(test);
    expect(rung).toMatchObject({ user: "1001" });
    // It rings there already.
    expect(await take()).toMatchObject({ ok: true });
    await test.settle();
    expect(test.telephony.commandsOf("originate")).toHaveLength(1);
  });

  it("is tried again after 5 and 15 minutes, three times, and its misses are told", async () => {
    await test.putOnline(marina);
    const { order: taken } = await order(test);
    const { interactionId } = taken;
    for (const [outcome, pause] of [
      ["busy", 5],
      ["no-answer", 15],
      ["no-answer", 0],
    ] as const) {
      test.telephony.ringFails(await dial(test), outcome);
      await test.settle();
      if (pause === 0) break;
      expect(await orderOf(test, interactionId)).toMatchObject({
        state: "waiting",
        why: outcome,
        dueAtMs: test.clock.nowMs() + pause * MINUTE,
      });
      await test.pass(pause * MINUTE - 1);
      await expect(preview(test)).rejects.toThrow();
      await test.pass(1);
    }
    expect(await orderOf(test, interactionId)).toMatchObject({ state: "closed", outcome: "unanswered", attempts: 3 });
    expect(await test.last()).toMatchObject({ state: "closed", result: "no-answer", acceptedAtMs: null });
    expect(dials()).toHaveLength(3);
  });

  it("goes on to the next operator when the first declines, and releases the one whose customer did not answer", async () => {
    await test.putOnline(marina, lev);
    await order(test);
    test.telephony.ringFails((await preview(test)).offerId, "declined");
    const second = await preview(test);
    expect(second.user).toBe("1002");
    test.telephony.answer(second.offerId);
    test.telephony.ringFails(await dialled(test), "no-answer");
    await test.settle();
    expect(test.telephony.commandsOf("refuse").at(-1)).toMatchObject({ callId: second.callId });
    // Both are free again: the next caller gets somebody.
    test.telephony.arrive({ fromUser: "petr", from: { address: "+79000001428", name: null }, dialled: "700" });
    await test.ringing();
  });

  it("expires with its window; one that is being dialled then is not cut", async () => {
    const { order: taken } = await order(test, { fromMs: null, toMs: test.clock.nowMs() + 10 * MINUTE });
    await test.pass(10 * MINUTE);
    expect(await orderOf(test, taken.interactionId)).toMatchObject({ outcome: "expired", closedBy: "system" });
    expect(await test.last()).toMatchObject({ result: "expired" });
    await test.putOnline(marina);
    const { order: next } = await order(test, { fromMs: null, toMs: test.clock.nowMs() + MINUTE });
    const offerId = await dial(test);
    await test.pass(MINUTE);
    test.telephony.answer(offerId);
    await test.settle();
    expect(await orderOf(test, next.interactionId)).toMatchObject({ outcome: "connected" });
  });

  it("is one order for one id and for one number", async () => {
    const first = await order(test, { orderId: "the-same-order" });
    expect(await order(test, { orderId: "the-same-order" })).toMatchObject({ isReplay: true });
    const again = await order(test, { number: "8 900 000-14-27", comment: "Лучше вечером" });
    expect(again).toMatchObject({ isMerged: true, order: { interactionId: first.order.interactionId } });
    expect(again.order.orderIds).toHaveLength(2);
    expect(await test.interactions()).toMatchObject([{ callBack: { comment: "Лучше вечером" } }]);
  });

  it("refuses what cannot be: a number that is none, a window that is over, a queue that is not", async () => {
    const { service } = test.hub;
    const { aWish } = await import("./support/a-call-back.ts");
    const take = async (more: Parameters<typeof aWish>[0]) => {
      const taken = await service.inTurn(() => service.callBacks.orders.take(aWish(more), "system"));
      return taken.ok ? "taken" : taken.code;
    };
    expect(await take({ number: "1001" })).toBe("bad-number");
    expect(await take({ fromMs: 0, toMs: 1 })).toBe("bad-window");
    expect(await take({ queueId: "nowhere" as never })).toBe("unknown-queue");
  });

  it("stays, with the reason, when there is no way to call its number", async () => {
    await test.putOnline(marina);
    const { order: taken } = await order(test, { number: "+79160000000" });
    expect(await orderOf(test, taken.interactionId)).toMatchObject({ state: "waiting", why: "no-way-to-dial" });
    expect(test.telephony.commandsOf("originate")).toEqual([]);
  });

  it("is cancelled while the customer is being dialled", async () => {
    await test.putOnline(marina);
    const { order: taken } = await order(test);
    const offerId = await dial(test);
    const { service } = test.hub;
    const by = { by: "operator", actor: marina, reason: "Перезвонили с мобильного" } as const;
    await service.inTurn(() => service.callBacks.orders.cancel(taken.interactionId, by));
    await test.settle();
    expect(test.telephony.isRinging(offerId)).toBe(false);
    expect(await orderOf(test, taken.interactionId)).toMatchObject({ outcome: "cancelled", closeReason: by.reason });
  });
});

describe("a customer who ordered and calls by themself", () => {
  const call = () => test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "700" });

  it("goes before others, the call has the order's data, and the order is fulfilled when it is answered", async () => {
    const { order: taken } = await order(test, { comment: "Про заказ 5" });
    test.telephony.arrive({ fromUser: "petr", from: { address: "+79000001428", name: null }, dialled: "700" });
    await test.pass(MINUTE);
    call();
    await test.putOnline(marina);
    const ring = await test.ringing();
    const interactions = await test.interactions();
    const own = interactions.find(
      ({ channel, customer }) => channel === "voice" && customer.address === CUSTOMER.address,
    );
    expect(own).toMatchObject({ interactionId: ring.interactionId, callBack: { comment: "Про заказ 5" } });
    expect(own?.offers[0]?.reasons).toContainEqual({ code: "vip" });
    test.telephony.answer(ring.offerId);
    await test.settle();
    expect(await orderOf(test, taken.interactionId)).toMatchObject({
      outcome: "fulfilled-by-own-call",
      closedBy: "customer",
    });
    expect(dials()).toEqual([]);
  });

  it("stops the dial that is under way; when nobody answers the call, the order comes back", async () => {
    await test.putOnline(marina);
    const { order: taken } = await order(test);
    const offerId = await dial(test);
    const callId = call();
    await test.settle();
    expect(test.telephony.isRinging(offerId)).toBe(false);
    expect(await orderOf(test, taken.interactionId)).toMatchObject({ state: "own-call" });
    test.telephony.callerLeaves(callId);
    await test.settle();
    expect(await orderOf(test, taken.interactionId)).toMatchObject({ state: "waiting", why: "own-call-left" });
    await test.pass(30_000);
    await preview(test);
  });

  it("is not dialled while an operator calls the same number", async () => {
    await test.putOnline(marina, lev);
    test.telephony.arrive({ fromUser: "1002", from: { address: "1002", name: null }, dialled: CUSTOMER.address });
    await test.ringing();
    const { order: taken } = await order(test);
    expect(await orderOf(test, taken.interactionId)).toMatchObject({ state: "waiting", why: "number-in-call" });
    expect(dials()).toHaveLength(1);
  });
});

describe("a hub that dies between the dial and the answer", () => {
  it("decides the attempt in doubt before it dials again, and takes up the talk that came of it", async () => {
    const folder = aFolder();
    const databaseFile = `${folder.path}/hub.db`;
    const first = await TestHub.start({ databaseFile, databaseKey: null });
    first.telephony.setRegistered("irina", true);
    await first.putOnline(marina);
    const { order: taken } = await order(first);
    await dial(first);
    await first.stop();
    const second = await TestHub.start({ databaseFile, databaseKey: null, clock: first.clock });
    await second.settle();
    expect(await orderOf(second, taken.interactionId)).toMatchObject({
      state: "waiting",
      why: "interrupted",
      attempts: 1,
    });
    second.telephony.setRegistered("irina", true);
    await second.putOnline(marina);
    await expect(preview(second)).rejects.toThrow();
    await second.pass(5 * MINUTE);
    const callId = (await preview(second)).callId;
    await dial(second);
    await second.stop();
    // The customer answered as the hub died: the exchange carries the talk on.
    const { interactionId } = taken;
    const resumed = [{ callId, interactionId, callerUser: "1001", calleeUser: "irina", holders: [] }];
    const third = await TestHub.start({ databaseFile, databaseKey: null, clock: first.clock, resumed });
    await third.settle();
    expect(await orderOf(third, interactionId)).toMatchObject({ outcome: "connected", attempts: 2 });
    third.telephony.calleeHangsUp(callId);
    await third.settle();
    expect(await third.last()).toMatchObject({ result: "answered", endedBy: "customer" });
    await third.stop();
    folder.remove();
  });
});
