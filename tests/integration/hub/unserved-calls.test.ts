import { afterEach, describe, expect, it } from "vitest";
import { QueueRules } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { lev, marina, TEAM, TestHub } from "./support/a-hub.ts";

let test: TestHub;
afterEach(() => test.stop());

const NEVER = { timeZone: "Europe/Moscow", weekly: [] };
const CUSTOMER = { address: "+79000001427", name: "Ирина Сомова" };
/** 09:00 to 18:00 by UTC; the tests' clock stands within it, or does not. */
const BY_DAY = { timeZone: "UTC", weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "09:00", to: "18:00" }] };

async function start(rules: unknown, ofOrders: unknown = {}, speaks = true): Promise<void> {
  const [support, orders] = TEAM.queues;
  const queues = [
    { ...support, rules: QueueRules.parse(rules) },
    { ...orders, rules: QueueRules.parse(ofOrders) },
  ];
  test = await TestHub.start({ team: Team.parse({ ...TEAM, queues }) });
  test.telephony.capabilities = { ...test.telephony.capabilities, announcements: speaks };
}

/** To the next moment of the day, by UTC. */
async function until(hour: number): Promise<void> {
  const now = new Date(test.clock.nowMs());
  const at = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hour);
  await test.pass((at > now.getTime() ? at : at + 86_400_000) - now.getTime());
}

const call = (from = CUSTOMER) => test.telephony.arrive({ fromUser: "irina", from, dialled: "700" });
const farewell = () => test.telephony.commandsOf("treat").at(-1)?.farewell;
const orders = () => test.hub.service.callBacks.open();

describe("a caller of a closed queue", () => {
  it("presses the key, and is called back when the queue opens", async () => {
    await start({ hours: BY_DAY, closedTreatment: "call-back-offer" });
    await until(22);
    const callId = call();
    await test.settle();
    const opensInSeconds = 11 * 3600;
    expect(farewell()).toEqual({
      language: "ru",
      phrases: ["closed", "offer-call-back"],
      offersCallBack: true,
      retryAfterSeconds: opensInSeconds,
    });
    expect(await test.last()).toMatchObject({ state: "closed", result: "expired", endedBy: "system" });
    expect(orders()).toEqual([]);
    test.telephony.pressKey(callId);
    await test.settle();
    const [order] = orders();
    const call1 = (await test.interactions())[0];
    expect(order).toMatchObject({ state: "waiting", number: CUSTOMER.address, queueId: "support" });
    expect(order?.dueAtMs).toBe(test.clock.nowMs() + opensInSeconds * 1000);
    const ordered = (await test.events()).find((event) => event.type === "callback.ordered");
    expect(ordered?.payload).toMatchObject({ callInteractionId: call1?.interactionId });
    // A second press, and the end of the call, change nothing.
    test.telephony.pressKey(callId);
    test.telephony.farewellOver(callId);
    await test.settle();
    expect(orders()).toHaveLength(1);
    await test.putOnline(marina);
    expect(test.telephony.commandsOf("originate")).toEqual([]);
    await until(9);
    expect(test.telephony.commandsOf("originate").map(({ request }) => request.party.address)).toEqual([
      CUSTOMER.address,
    ]);
  });

  it("does not press it, and nothing is ordered", async () => {
    await start({ hours: BY_DAY, closedTreatment: "call-back-offer", voice: { language: "en" } });
    await until(22);
    const callId = call();
    await test.settle();
    expect(farewell()).toMatchObject({ language: "en", offersCallBack: true });
    test.telephony.callerLeaves(callId);
    await test.settle();
    test.telephony.pressKey(callId);
    await test.settle();
    expect(orders()).toEqual([]);
    expect(await test.story()).toEqual(["created", "treated", "ended", "closed"]);
  });

  it("is not asked where the exchange cannot, and is called back all the same when the queue says so", async () => {
    await start({ hours: BY_DAY, closedTreatment: "call-back-offer", voice: { callBack: "unasked" } }, {}, false);
    await until(22);
    call();
    await test.settle();
    expect(farewell()).toMatchObject({ phrases: ["closed", "call-back-taken", "goodbye"], offersCallBack: false });
    expect(orders()).toMatchObject([{ state: "waiting", number: CUSTOMER.address }]);
    // Who calls once more has one order still.
    call();
    await test.settle();
    expect(orders()).toHaveLength(1);
  });

  it("is offered no call back whom nobody can call, and none where the queue never opens", async () => {
    await start({ hours: BY_DAY, closedTreatment: "call-back-offer" });
    await until(22);
    call({ address: "anonymous", name: "?" });
    await test.settle();
    expect(farewell()).toMatchObject({ phrases: ["closed", "call-later", "goodbye"], offersCallBack: false });
    await test.stop();
    await start({ hours: NEVER, closedTreatment: "call-back-offer" });
    call();
    await test.settle();
    expect(farewell()).toMatchObject({ offersCallBack: false, retryAfterSeconds: null });
  });

  it("hears nothing where the queue only ends the call", async () => {
    await start({ hours: NEVER });
    call();
    await test.settle();
    expect(farewell()?.phrases).toEqual([]);
    expect(await test.last()).toMatchObject({ result: "expired" });
  });

  it("is passed to the queue that serves meanwhile, and told so; not to one that is closed itself", async () => {
    await start({ hours: NEVER, closedTreatment: "message", voice: { closedTo: "orders" } }, { hours: BY_DAY });
    await until(12);
    call();
    await test.settle();
    expect(test.telephony.commandsOf("say").map(({ phrases }) => phrases)).toEqual([["other-queue"]]);
    await test.putOnline(lev);
    await expect(test.ringing()).rejects.toThrow("nothing rings");
    await test.putOnline(marina);
    expect((await test.ringing()).user).toBe("1001");
    expect(await test.last()).toMatchObject({ queueId: "orders", state: "offered" });
    const queued = (await test.events()).find((event) => event.type === "interaction.queued");
    expect(queued?.payload).toMatchObject({ queueId: "orders", insteadOf: "support" });
    await until(20);
    call();
    await test.settle();
    expect(await test.last()).toMatchObject({ queueId: "support", result: "expired" });
  });
});

describe("a caller who waited as long as the queue lets them", () => {
  it("may order a call back, which comes when they have put the phone down", async () => {
    await start({ waitLimit: { afterMs: 30_000, treatment: "call-back-offer" } });
    const callId = call();
    await test.pass(30_000);
    expect(farewell()).toMatchObject({ phrases: ["nobody-free", "offer-call-back"], retryAfterSeconds: null });
    test.telephony.pressKey(callId);
    await test.settle();
    expect(orders()[0]?.dueAtMs).toBe(test.clock.nowMs() + 30_000);
    expect((await test.interactions())[0]).toMatchObject({ state: "closed", result: "expired" });
    test.telephony.farewellOver(callId);
    await test.putOnline(marina);
    await test.pass(30_000);
    expect(test.telephony.commandsOf("originate")).toHaveLength(1);
  });
});
