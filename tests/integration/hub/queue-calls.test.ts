import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CUSTOMER, lev, marina, TestHub } from "./support/a-hub.ts";

let test: TestHub;
beforeEach(async () => {
  test = await TestHub.start();
});
afterEach(() => test.stop());

const call = (dialled = "700") => test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled });

describe("a call to a queue", () => {
  it("is queued, offered with its reason, answered, and ends with who hung up", async () => {
    await test.putOnline(marina);
    const callId = call();
    const { offerId, user } = await test.ringing();
    expect(user).toBe("1001");
    test.clock.advance(3000);
    test.telephony.answer(offerId);
    await test.settle();
    test.clock.advance(60_000);
    test.telephony.callerLeaves(callId);
    await test.settle();
    expect(await test.story()).toEqual(["created", "queued", "offered", "accepted", "ended", "closed"]);
    expect(await test.last()).toMatchObject({
      state: "closed",
      direction: "in",
      customer: CUSTOMER,
      queueId: "support",
      operatorId: marina,
      endedBy: "customer",
      result: "answered",
      offers: [{ operatorId: marina, outcome: "answered", reasons: [{ code: "longest-idle", idleMs: 1000 }] }],
    });
    expect(test.telephony.commandsOf("queue")).toHaveLength(1);
    expect(test.telephony.commandsOf("ring")[0]?.request).toMatchObject({
      queueName: "Поддержка",
      ringTimeoutMs: 20_000,
    });
  });

  it("waits for an operator who comes later", async () => {
    call();
    await test.settle();
    expect(await test.story()).toEqual(["created", "queued"]);
    await test.putOnline(lev);
    expect((await test.ringing()).user).toBe("1002");
  });

  it("goes on to the second operator when the first does not answer", async () => {
    await test.putOnline(marina, lev);
    call();
    const first = await test.ringing();
    expect(first.user).toBe("1001");
    test.clock.advance(20_000);
    test.telephony.ringFails(first.offerId, "no-answer");
    const second = await test.ringing();
    expect(second.user).toBe("1002");
    test.telephony.answer(second.offerId);
    await test.settle();
    const { offers, operatorId } = await test.last();
    expect(operatorId).toBe(lev);
    expect(offers.map(({ operatorId: rung, outcome }) => [rung, outcome])).toEqual([
      [marina, "no-answer"],
      [lev, "answered"],
    ]);
    expect(offers[1]?.reasons.map(({ code }) => code)).toEqual(["next-after-no-answer", "longest-idle"]);
  });

  it("comes again to the only operator who declined, after a pause", async () => {
    await test.putOnline(marina);
    call();
    test.telephony.ringFails((await test.ringing()).offerId, "declined");
    await test.settle();
    await expect(test.ringing()).rejects.toThrow("nothing rings");
    await test.pass(1000);
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    expect((await test.last()).offers.map(({ outcome }) => outcome)).toEqual(["declined", "answered"]);
  });

  it("sets not-ready after three missed offers in a row, and the caller keeps the place", async () => {
    await test.putOnline(marina);
    call();
    for (const outcome of ["no-answer", "unreachable", "no-answer"] as const) {
      test.telephony.ringFails((await test.ringing()).offerId, outcome);
      await test.pass(1000);
    }
    expect(await test.status(marina)).toBe("not-ready");
    await expect(test.ringing()).rejects.toThrow("nothing rings");
    expect((await test.last()).state).toBe("queued");
    await test.choose(marina, { status: "online" });
    expect((await test.ringing()).user).toBe("1001");
  });

  it("is abandoned when the caller leaves in the queue, or while it rings", async () => {
    const waiting = call();
    await test.settle();
    test.telephony.callerLeaves(waiting);
    await test.settle();
    expect(await test.last()).toMatchObject({ result: "abandoned", endedBy: "customer", acceptedAtMs: null });
    await test.putOnline(marina);
    const ringing = call();
    await test.ringing();
    test.telephony.callerLeaves(ringing);
    await test.settle();
    expect(await test.last()).toMatchObject({ result: "abandoned", offers: [{ outcome: "withdrawn" }] });
    call();
    expect((await test.ringing()).user).toBe("1001");
  });

  it("is taken in the order of arrival, and nobody who talks is offered one", async () => {
    await test.putOnline(marina);
    const first = call();
    test.telephony.answer((await test.ringing()).offerId);
    const second = test.telephony.arrive({ fromUser: "petr", dialled: "700" });
    test.telephony.arrive({ fromUser: "irina", dialled: "700" });
    await test.settle();
    await expect(test.ringing()).rejects.toThrow("nothing rings");
    test.telephony.calleeHangsUp(first);
    const { interactionId } = await test.ringing();
    expect(interactionId).toBe((await test.interactions())[1]?.interactionId);
    expect((await test.interactions())[0]).toMatchObject({ endedBy: "operator", result: "answered" });
    test.telephony.callerLeaves(second);
    await test.settle();
    expect((await test.ringing()).interactionId).toBe((await test.interactions())[2]?.interactionId);
  });

  it("is held from the first hold to the last resume", async () => {
    await test.putOnline(marina);
    const callId = call();
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    for (const [user, held] of [
      ["1001", true],
      ["irina", true],
      ["1001", false],
      ["irina", false],
    ] as const) {
      test.telephony.hold(callId, user, held);
      await test.settle();
      test.clock.advance(1000);
    }
    expect((await test.story()).slice(4)).toEqual(["held", "resumed"]);
    expect(await test.last()).toMatchObject({ state: "active", heldTotalMs: 3000 });
    const held = (await test.events()).find((event) => event.type === "interaction.held");
    expect(held).toMatchObject({ actor: marina, payload: { by: "operator" } });
  });

  it("is interrupted when a side's flow dies in the talk, and abandoned before it", async () => {
    await test.putOnline(marina);
    call();
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    test.telephony.setRegistered("1001", false);
    await test.settle();
    expect(await test.last()).toMatchObject({ result: "interrupted", endedBy: "system" });
    test.telephony.setRegistered("irina", true);
    call();
    await test.settle();
    test.telephony.setRegistered("irina", false);
    await test.settle();
    expect(await test.last()).toMatchObject({ result: "abandoned", endedBy: "system" });
  });

  it("keeps the operator in wrap-up where the queue asks for one", async () => {
    await test.putOnline(marina);
    const first = call("701");
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    test.telephony.callerLeaves(first);
    call("701");
    await test.settle();
    await expect(test.ringing()).rejects.toThrow("nothing rings");
    await test.pass(4999);
    expect((await test.interactions())[0]?.state).toBe("wrap-up");
    await test.pass(1);
    expect((await test.interactions())[0]?.state).toBe("closed");
    expect((await test.ringing()).user).toBe("1001");
  });

  it("takes an operator off the line whose desktop stays away, but not in a talk", async () => {
    await test.putOnline(marina);
    const callId = call();
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    test.hub.service.desktopGone(marina);
    await test.pass(61_000);
    expect(await test.status(marina)).toBe("online");
    test.telephony.callerLeaves(callId);
    await test.settle();
    expect(await test.status(marina)).toBe("offline");
    await test.putOnline(marina);
    test.hub.service.desktopGone(marina);
    await test.pass(30_000);
    test.hub.service.desktopLinked(marina);
    await test.pass(120_000);
    expect(await test.status(marina)).toBe("online");
  });
});
