import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CUSTOMER, lev, marina, TestHub } from "./support/a-hub.ts";

let test: TestHub;
beforeEach(async () => {
  test = await TestHub.start();
  await test.putOnline(marina, lev);
});
afterEach(() => test.stop());

const refusals = () => test.telephony.commandsOf("refuse").map(({ sipCode }) => sipCode);

describe("a call to an operator's extension", () => {
  const call = (fromUser = "irina", dialled = "1001") =>
    test.telephony.arrive({
      fromUser,
      from: fromUser === "irina" ? CUSTOMER : { address: fromUser, name: null },
      dialled,
    });

  it("is offered to that operator alone", async () => {
    const callId = call();
    const { offerId, user } = await test.ringing();
    expect(user).toBe("1001");
    test.telephony.answer(offerId);
    await test.settle();
    test.telephony.calleeHangsUp(callId);
    await test.settle();
    expect(await test.last()).toMatchObject({
      queueId: null,
      operatorId: marina,
      result: "answered",
      endedBy: "operator",
      offers: [{ reasons: [{ code: "called-directly" }], outcome: "answered" }],
    });
    expect(test.telephony.commandsOf("ring")[0]?.request.ringTimeoutMs).toBe(30_000);
  });

  it.each([
    ["no-answer", "no-answer", "system", 480],
    ["declined", "declined", "operator", 603],
    ["busy", "busy", "operator", 486],
    ["unreachable", "no-answer", "system", 480],
  ] as const)("ends as it was when it rings in vain: %s", async (outcome, result, endedBy, sipCode) => {
    call();
    test.telephony.ringFails((await test.ringing()).offerId, outcome);
    await test.settle();
    expect(await test.last()).toMatchObject({
      state: "closed",
      result,
      endedBy,
      offers: [{ operatorId: marina, outcome }],
    });
    expect(refusals()).toEqual([sipCode]);
  });

  it("stands in the history of an operator without a phone as missed", async () => {
    test.telephony.setRegistered("1001", false);
    call();
    await test.settle();
    expect(await test.last()).toMatchObject({
      result: "no-answer",
      offers: [{ operatorId: marina, outcome: "unreachable" }],
    });
    expect(refusals()).toEqual([480]);
    expect(test.telephony.commandsOf("ring")).toHaveLength(0);
  });

  it("rings also an operator who talks, but not one who is rung", async () => {
    call();
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    call("petr");
    expect((await test.ringing()).user).toBe("1001");
    test.telephony.arrive({ fromUser: "irina", dialled: "1001" });
    await test.settle();
    expect(await test.last()).toMatchObject({ result: "busy", endedBy: "system" });
    expect(refusals()).toEqual([486]);
  });

  it("between colleagues keeps both from the queue", async () => {
    const callId = call("1002");
    test.telephony.answer((await test.ringing()).offerId);
    test.telephony.arrive({ fromUser: "irina", dialled: "700" });
    await test.settle();
    await expect(test.ringing()).rejects.toThrow("nothing rings");
    expect((await test.interactions())[0]).toMatchObject({ operatorId: marina, customer: { address: "1002" } });
    test.telephony.callerLeaves(callId);
    await test.ringing();
  });

  it("is abandoned when the caller leaves", async () => {
    const callId = call();
    await test.ringing();
    test.telephony.callerLeaves(callId);
    await test.settle();
    expect(await test.last()).toMatchObject({ result: "abandoned", endedBy: "customer" });
  });
});

describe("a call of an operator", () => {
  const dial = (dialled: string) =>
    test.telephony.arrive({ fromUser: "1001", from: { address: "1001", name: "Марина Белова" }, dialled });

  beforeEach(() => {
    test.telephony.setRegistered("irina", true);
  });

  it.each(["+79000001427", "89000001427", "8 (900) 000-14-27", "79000001427"])(
    "reaches a line dialled as %s",
    async (dialled) => {
      const callId = dial(dialled);
      const { offerId, user } = await test.ringing();
      expect(user).toBe("irina");
      test.telephony.answer(offerId);
      await test.settle();
      test.telephony.calleeHangsUp(callId);
      await test.settle();
      expect(await test.last()).toMatchObject({
        direction: "out",
        operatorId: marina,
        customer: CUSTOMER,
        dialled,
        result: "answered",
        endedBy: "customer",
        offers: [{ operatorId: null, outcome: "answered" }],
      });
    },
  );

  it.each([
    ["declined", "declined", "customer", 603],
    ["busy", "busy", "customer", 486],
    ["no-answer", "no-answer", "system", 480],
    ["unreachable", "failed", "system", 480],
  ] as const)("ends as the customer's phone says: %s", async (outcome, result, endedBy, sipCode) => {
    dial("+79000001427");
    test.telephony.ringFails((await test.ringing()).offerId, outcome);
    await test.settle();
    expect(await test.last()).toMatchObject({ direction: "out", result, endedBy, operatorId: marina });
    expect(refusals()).toEqual([sipCode]);
  });

  it("fails when the line has no phone", async () => {
    dial("+79000001428");
    await test.settle();
    expect(await test.last()).toMatchObject({ result: "failed", offers: [{ outcome: "unreachable" }] });
  });

  it("is cancelled by who dialled, who is not offered anything meanwhile", async () => {
    const callId = dial("+79000001427");
    await test.ringing();
    await test.choose(lev, { status: "offline" });
    test.telephony.arrive({ fromUser: "petr", dialled: "700" });
    await test.settle();
    expect(test.telephony.commandsOf("ring")).toHaveLength(1);
    test.telephony.callerLeaves(callId);
    expect((await test.ringing()).user).toBe("1001");
    expect((await test.interactions())[0]).toMatchObject({ result: "cancelled", endedBy: "operator" });
  });

  it.each(["12345", "nonsense", "1001", "x".repeat(300)])("to %s is in the history as failed", async (dialled) => {
    dial(dialled);
    await test.settle();
    expect(await test.last()).toMatchObject({
      direction: "out",
      operatorId: marina,
      result: "failed",
      endedBy: "system",
    });
    expect(refusals()).toEqual([404]);
  });
});

describe("a call of a line", () => {
  it.each(["12345", "+79000001428", "nonsense", ""])("to %j is refused, and is no interaction", async (dialled) => {
    test.telephony.arrive({ fromUser: "irina", dialled });
    await test.settle();
    expect(await test.interactions()).toEqual([]);
    expect(refusals()).toEqual([404]);
  });

  it("may come while another of its calls goes on", async () => {
    test.telephony.arrive({ fromUser: "irina", dialled: "700" });
    test.telephony.answer((await test.ringing()).offerId);
    test.telephony.arrive({ fromUser: "irina", dialled: "700" });
    expect((await test.ringing()).user).toBe("1002");
  });
});

describe("a transfer", () => {
  const talk = async () => {
    const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "1001" });
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    return callId;
  };

  it("gives the talk to a colleague, whose hang-up ends it", async () => {
    const callId = await talk();
    test.telephony.askTransfer(callId, "1001", "1002");
    const { offerId, user } = await test.ringing();
    expect(user).toBe("1002");
    expect((await test.last()).state).toBe("active");
    test.telephony.answer(offerId);
    await test.settle();
    expect(await test.last()).toMatchObject({ operatorId: lev, state: "active" });
    test.telephony.arrive({ fromUser: "petr", dialled: "700" });
    expect((await test.ringing()).user).toBe("1001");
    test.telephony.calleeHangsUp(callId);
    await test.settle();
    expect((await test.interactions())[0]).toMatchObject({ result: "answered", endedBy: "operator", operatorId: lev });
  });

  it("leaves the talk as it is when the colleague does not take it", async () => {
    const callId = await talk();
    test.telephony.askTransfer(callId, "1001", "1002");
    test.telephony.ringFails((await test.ringing()).offerId, "declined");
    await test.settle();
    expect(await test.last()).toMatchObject({ state: "active", operatorId: marina });
    test.telephony.askTransfer(callId, "1001", "1002");
    expect((await test.ringing()).user).toBe("1002");
  });

  it.each([
    ["irina", "1002", 403],
    ["1001", "12345", 404],
    ["1001", "1001", 486],
  ])("asked by %s to %s is refused with %i, and the talk goes on", async (byUser, dialled, sipCode) => {
    const callId = await talk();
    test.telephony.askTransfer(callId, byUser, dialled);
    await test.settle();
    expect(refusals()).toEqual([sipCode]);
    expect(await test.last()).toMatchObject({ state: "active", operatorId: marina });
  });

  it("to a colleague without a phone is refused", async () => {
    const callId = await talk();
    test.telephony.setRegistered("1002", false);
    test.telephony.askTransfer(callId, "1001", "1002");
    await test.settle();
    expect(refusals()).toEqual([480]);
  });

  it("of an outgoing call makes the colleague its owner and keeps the customer on the other side", async () => {
    test.telephony.setRegistered("irina", true);
    const callId = test.telephony.arrive({ fromUser: "1001", dialled: "+79000001427" });
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    test.telephony.askTransfer(callId, "1001", "1002");
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    test.telephony.callerLeaves(callId);
    await test.settle();
    expect(await test.last()).toMatchObject({
      direction: "out",
      operatorId: lev,
      endedBy: "operator",
      result: "answered",
    });
  });
});

describe("an attended transfer", () => {
  const both = async () => {
    const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "1001" });
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    const consultCallId = test.telephony.arrive({ fromUser: "1001", dialled: "1002" });
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    return { callId, consultCallId };
  };

  it("gives the customer's contact to the consulted colleague and ends the consultation", async () => {
    const { callId, consultCallId } = await both();
    test.telephony.askConsultedTransfer(callId, "1001", consultCallId);
    await test.settle();
    const [contact, consultation] = await test.interactions();
    expect(contact).toMatchObject({ state: "active", operatorId: lev });
    expect(contact?.offers.at(-1)).toMatchObject({
      operatorId: lev,
      outcome: "answered",
      reasons: [{ code: "transferred", fromOperatorId: marina }],
    });
    expect(consultation).toMatchObject({ state: "closed", result: "answered", operatorId: lev });
    test.telephony.arrive({ fromUser: "petr", dialled: "700" });
    expect((await test.ringing()).user).toBe("1001");
  });

  it("is refused to who does not own the contact", async () => {
    const { callId, consultCallId } = await both();
    test.telephony.askConsultedTransfer(consultCallId, "1001", callId);
    await test.settle();
    expect(refusals()).toEqual([403]);
  });
});

describe("a transfer out of the team", () => {
  it("ends the contact for the team and frees the operator", async () => {
    test.telephony.setRegistered("petr", true);
    const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "1001" });
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    test.telephony.askTransfer(callId, "1001", "+79000001428");
    const { offerId, user } = await test.ringing();
    expect(user).toBe("petr");
    test.telephony.answer(offerId);
    await test.settle();
    expect((await test.interactions())[0]).toMatchObject({
      result: "answered",
      endedBy: "operator",
      operatorId: marina,
    });
    test.telephony.arrive({ fromUser: "irina", dialled: "1001" });
    expect((await test.ringing()).user).toBe("1001");
    test.telephony.calleeHangsUp(callId);
    await test.settle();
  });
});

describe("a transfer taken back", () => {
  it("withdraws the offer, and the talk goes on", async () => {
    const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "1001" });
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    test.telephony.askTransfer(callId, "1001", "1002");
    await test.ringing();
    test.telephony.takeBack(callId);
    await test.settle();
    const contact = await test.last();
    expect(contact).toMatchObject({ state: "active", operatorId: marina });
    expect(contact?.offers.at(-1)).toMatchObject({ operatorId: lev, outcome: "withdrawn" });
  });
});
