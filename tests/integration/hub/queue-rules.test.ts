import { afterEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import { readCustomerRouting, saveCustomerRouting } from "../../../src-hub/queue/routing-store.ts";
import { QueueRules } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";

let test: TestHub;
afterEach(() => test.stop());

/** The team of the other tests, with rules for «Поддержка». */
async function start(rules: unknown): Promise<void> {
  const [support, ...others] = TEAM.queues;
  const team = Team.parse({ ...TEAM, queues: [{ ...support, rules: QueueRules.parse(rules) }, ...others] });
  test = await TestHub.start({ team });
}

const call = (from = CUSTOMER) => test.telephony.arrive({ fromUser: "irina", from, dialled: "700" });
const ringingUsers = () =>
  test.telephony
    .commandsOf("ring")
    .filter(({ request }) => test.telephony.isRinging(request.offerId))
    .map(({ request }) => request);

describe("all at once", () => {
  it("rings several phones, the first wins, and nobody else has missed it", async () => {
    await start({ strategy: "all-at-once" });
    await test.putOnline(marina, lev);
    const callId = call();
    await test.settle();
    expect(ringingUsers().map(({ user }) => user)).toEqual(["1001", "1002"]);
    const second = ringingUsers()[1];
    if (!second) throw new Error("the second phone does not ring");
    test.telephony.answer(second.offerId);
    await test.settle();
    const { offers, operatorId, state } = await test.last();
    expect([operatorId, state]).toEqual([lev, "active"]);
    expect(offers.map(({ operatorId: rung, outcome, reasons }) => [rung, outcome, reasons])).toEqual([
      [marina, "withdrawn", [{ code: "all-at-once" }]],
      [lev, "answered", [{ code: "all-at-once" }]],
    ]);
    expect(await test.status(marina)).toBe("online");
    call();
    await test.settle();
    expect(ringingUsers().map(({ user }) => user)).toEqual(["1001"]);
    test.telephony.callerLeaves(callId);
    await test.settle();
  });

  it("comes back to the queue only when every phone failed, and rings again within a second", async () => {
    await start({ strategy: "all-at-once" });
    await test.putOnline(marina, lev);
    call();
    await test.settle();
    const [first, second] = ringingUsers();
    if (!first || !second) throw new Error("two phones shall ring");
    test.telephony.ringFails(first.offerId, "declined");
    await test.settle();
    expect((await test.last()).state).toBe("offered");
    test.telephony.ringFails(second.offerId, "no-answer");
    await test.settle();
    expect((await test.last()).state).toBe("queued");
    await test.pass(999);
    expect(ringingUsers().map(({ user }) => user)).toEqual(["1001", "1002"]);
  });
});

describe("a familiar operator", () => {
  it("is asked first, from the history", async () => {
    await start({ familiar: { waitMs: 20_000 } });
    await test.putOnline(marina, lev);
    const first = call();
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    test.clock.advance(1000);
    test.telephony.callerLeaves(first);
    await test.settle();
    const endedAtMs = (await test.last()).endedAtMs;
    call();
    await test.settle();
    const { offers } = await test.last();
    expect(offers.map(({ operatorId }) => operatorId)).toEqual([marina]);
    expect(offers[0]?.reasons).toEqual([{ code: "familiar", lastAtMs: endedAtMs }]);
  });

  it("is waited for while they talk, and no longer than the queue says", async () => {
    await start({ familiar: { waitMs: 20_000 } });
    await test.putOnline(marina, lev);
    const first = call();
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    test.telephony.callerLeaves(first);
    await test.settle();
    call();
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    call();
    await test.pass(19_999);
    await expect(test.ringing()).rejects.toThrow("nothing rings");
    await test.pass(1);
    expect((await test.ringing()).user).toBe("1002");
  });
});

describe("what is known of a customer", () => {
  it("puts an important one before others, and asks the responsible operator first", async () => {
    const db = await openDatabase({ file: ":memory:", key: null });
    const [support, ...others] = TEAM.queues;
    const rules = QueueRules.parse({ responsible: { waitMs: 0 } });
    const team = Team.parse({ ...TEAM, queues: [{ ...support, rules }, ...others] });
    test = await TestHub.start({ team, database: db });
    await saveCustomerRouting(db, "+79000001428", { priority: 3, responsibleId: lev });
    call();
    await test.settle();
    test.clock.advance(1000);
    call({ address: "+79000001428", name: "Пётр" });
    await test.settle();
    await test.putOnline(marina);
    const [plain, important] = await test.interactions();
    expect(important?.offers.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([["vip", "longest-idle"]]);
    expect(plain?.offers).toEqual([]);
    await saveCustomerRouting(db, CUSTOMER.address, { priority: 0, responsibleId: lev });
    test.telephony.answer((await test.ringing()).offerId);
    await test.putOnline(lev);
    expect((await test.interactions())[0]?.offers.map(({ operatorId }) => operatorId)).toEqual([lev]);
    test.telephony.ringFails((await test.ringing()).offerId, "declined");
    await test.settle();
    const next = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "700" });
    await test.settle();
    expect((await test.last()).offers.map(({ operatorId, reasons }) => [operatorId, reasons])).toEqual([
      [lev, [{ code: "crm-responsible" }]],
    ]);
    test.telephony.callerLeaves(next);
    await test.settle();
    await saveCustomerRouting(db, CUSTOMER.address, { priority: 0, responsibleId: null });
    expect(await readCustomerRouting(db, CUSTOMER.address)).toBeNull();
  });
});

describe("a queue that does not serve", () => {
  const moscow = { timeZone: "Europe/Moscow", weekly: [] };

  it("tells a caller at once when it is closed, with what there is instead", async () => {
    await start({ hours: moscow, closedTreatment: "message" });
    await test.putOnline(marina);
    call();
    await test.settle();
    expect(await test.story()).toEqual(["created", "treated", "ended", "closed"]);
    expect(await test.last()).toMatchObject({ result: "expired", endedBy: "system", queueId: "support", offers: [] });
    const [{ farewell } = { farewell: null }] = test.telephony.commandsOf("treat");
    expect(farewell).toEqual({
      language: "ru",
      phrases: ["closed", "call-later", "goodbye"],
      offersCallBack: false,
      retryAfterSeconds: null,
    });
    const treated = (await test.events()).find((event) => event.type === "interaction.treated");
    expect(treated?.payload).toMatchObject({ treatment: "message", cause: "queue-closed" });
  });

  it("gives up a caller who waited too long", async () => {
    await start({ waitLimit: { afterMs: 30_000, treatment: "call-back-offer" } });
    call();
    await test.pass(29_999);
    expect(await test.story()).toEqual(["created", "queued"]);
    await test.pass(1);
    expect(await test.story()).toEqual(["created", "queued", "treated", "ended", "closed"]);
    expect(await test.last()).toMatchObject({ result: "expired", endedBy: "system" });
  });
});

describe("overflow and operators who vanish", () => {
  it("flows over to another queue by time, and says so", async () => {
    const [support, orders] = TEAM.queues;
    const rules = QueueRules.parse({ overflow: [{ afterMs: 5000, toQueueId: "orders" }] });
    const team = Team.parse({ ...TEAM, queues: [{ ...support, members: ["lev"], rules }, orders] });
    test = await TestHub.start({ team });
    await test.putOnline(marina);
    call();
    await test.pass(4999);
    await expect(test.ringing()).rejects.toThrow("nothing rings");
    await test.pass(1);
    expect((await test.ringing()).user).toBe("1001");
    expect((await test.last()).offers[0]?.reasons[0]).toEqual({
      code: "overflow",
      fromQueueId: "support",
      waitedMs: 5000,
    });
  });

  it("goes on within a second when the operator's desktop vanishes while it rings, and waits for a blink of the link", async () => {
    await start({});
    await test.putOnline(marina, lev);
    call();
    expect((await test.ringing()).user).toBe("1001");
    test.hub.service.desktopGone(marina);
    await test.pass(300);
    test.hub.service.desktopLinked(marina);
    await test.pass(1000);
    expect((await test.ringing()).user).toBe("1001");
    test.hub.service.desktopGone(marina);
    await test.pass(999);
    expect((await test.ringing()).user).toBe("1002");
    expect((await test.last()).offers.map(({ outcome }) => outcome)).toEqual(["unreachable", null]);
    expect(test.telephony.commandsOf("withdraw")).toHaveLength(1);
  });
});
