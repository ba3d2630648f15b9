import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TelephonyCallId } from "../../../src-hub/telephony/telephony.ts";
import { PASSED_ON_REST_MS } from "../../../src-shared/domain/distribution/passed-on.ts";
import { LinkEphemeral } from "../../../src-shared/link/link-queries.ts";
import { Inbox } from "../../support/inbox.ts";
import { dial, order } from "./support/a-call-back.ts";
import { aHello, type DesktopOptions, RawDesktop } from "./support/a-desktop.ts";
import { CUSTOMER, lev, marina, SECRETS, TestHub } from "./support/a-hub.ts";

let test: TestHub;
const desktops: RawDesktop[] = [];

beforeEach(async () => {
  test = await TestHub.start({ secrets: SECRETS });
  await test.putOnline(marina, lev);
});
afterEach(async () => {
  for (const desktop of desktops.splice(0)) desktop.close();
  await test.stop();
});

const CARD = { note: " Заказ 1427 не приехал ", topic: "Доставка", nextStep: "Позвонить курьеру" };
const WRITTEN = { fromOperatorId: marina, note: "Заказ 1427 не приехал", topic: "Доставка" };

/** Marina, who has been idle longest, talks with Irina. */
async function talk(dialled = "700"): Promise<TelephonyCallId> {
  const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled });
  test.telephony.answer((await test.ringing()).offerId);
  await test.settle();
  return callId;
}

async function write(card: unknown = CARD): Promise<void> {
  const { interactionId } = await test.last();
  expect(await test.command(marina, "call.hand-over", { interactionId, card })).toMatchObject({ ok: true });
}

function link(login: "marina" | "lev", options: Partial<DesktopOptions> = {}): RawDesktop {
  const auth = aHello({ login, secret: SECRETS[login] });
  const desktop = new RawDesktop({ port: test.hub.port, auth, ...options });
  desktops.push(desktop);
  return desktop;
}

describe("a talk that is passed on with a card", () => {
  it("stands in the offer to a colleague, and stays with the contact", async () => {
    const callId = await talk();
    await write();
    test.telephony.askTransfer(callId, "1001", "1002");
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    expect(await test.last()).toMatchObject({ operatorId: lev, state: "active", handOver: WRITTEN });
    const offered = (await test.events()).findLast((event) => event.type === "interaction.offered");
    expect(offered?.payload).toMatchObject({ operatorId: lev, handOver: WRITTEN });
  });

  it("goes with the next transfer alone: the one after it has its own, or none", async () => {
    const callId = await talk();
    await write();
    await write(null);
    test.telephony.askTransfer(callId, "1001", "1002");
    await test.settle();
    const offered = (await test.events()).findLast((event) => event.type === "interaction.offered");
    expect(offered?.payload).not.toHaveProperty("handOver");
  });

  it("is only for who has the talk", async () => {
    await talk();
    const { interactionId } = await test.last();
    expect(await test.command(lev, "call.hand-over", { interactionId, card: CARD })).toMatchObject({
      ok: false,
      code: "unknown-interaction",
    });
  });

  it("is at the desktop before its phone rings, also when frames are slow", async () => {
    const slow = link("lev", { acknowledges: false });
    await slow.welcomes.take();
    await test.settle();
    const callId = await talk();
    const { interactionId } = await test.last();
    await write();
    const ringsBefore = test.telephony.commandsOf("ring").length;
    test.telephony.askTransfer(callId, "1001", "1002");
    const hasCard = (frame: (typeof slow.frames.all)[number]) =>
      frame.events.some((event) => event.type === "interaction.offered" && event.payload.handOver !== undefined);
    await expect
      .poll(() => {
        for (const acknowledge of slow.unacknowledged.splice(0)) acknowledge?.();
        return slow.frames.all.some(hasCard);
      })
      .toBe(true);
    expect(test.telephony.commandsOf("ring").length).toBeGreaterThanOrEqual(ringsBefore);
    await expect
      .poll(() => {
        for (const acknowledge of slow.unacknowledged.splice(0)) acknowledge?.();
        return test.telephony.commandsOf("ring").at(-1)?.request;
      })
      .toMatchObject({ user: "1002", interactionId });
  });

  it("does not keep the customer waiting for a desktop that does not answer", async () => {
    const deaf = link("lev", { acknowledges: false });
    await deaf.welcomes.take();
    await test.settle();
    const callId = await talk();
    await write();
    const before = test.telephony.commandsOf("ring").length;
    test.telephony.askTransfer(callId, "1001", "1002");
    await test.settle();
    expect(test.telephony.commandsOf("ring")).toHaveLength(before);
    await test.pass(500);
    expect(test.telephony.commandsOf("ring").at(-1)?.request).toMatchObject({ user: "1002" });
  });

  it("asked first: the colleague sees whom it is about before the phone rings, the log has it when they are joined", async () => {
    const desktop = link("lev");
    const words = new Inbox<LinkEphemeral>("word");
    desktop.socket.on("ephemeral", (raw: unknown) => words.put(LinkEphemeral.parse(raw)));
    await desktop.welcomes.take();
    const callId = await talk();
    const { interactionId: about } = await test.last();
    await write();
    const consultId = test.telephony.arrive({ fromUser: "1001", dialled: "1002" });
    const word = await words.take();
    await test.settle();
    const { interactionId } = await test.last();
    expect(word).toMatchObject({
      type: "consultation",
      interactionId,
      about: { interactionId: about, customer: CUSTOMER.name },
      handOver: WRITTEN,
    });
    await expect.poll(() => test.telephony.commandsOf("ring").at(-1)?.request.user).toBe("1002");
    // Nothing of the customer is in the log of the call that asks.
    expect((await test.last()).handOver).toBeUndefined();
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    test.telephony.askConsultedTransfer(callId, "1001", consultId);
    await test.settle();
    const [contact] = await test.interactions();
    expect(contact).toMatchObject({ operatorId: lev, state: "active", handOver: WRITTEN });
  });
});

describe("a talk that is passed to a queue", () => {
  it("waits there for the next operator with its card, and nobody owns it meanwhile", async () => {
    await test.choose(lev, { status: "break", reason: "lunch" });
    const callId = await talk();
    await write();
    test.telephony.askTransfer(callId, "1001", "700");
    // Marina is free again, and first in the queue; but another one is to get it.
    await test.choose(marina, { status: "break", reason: "lunch" });
    await test.settle();
    expect(await test.last()).toMatchObject({ queueId: "support", operatorId: null, handOver: WRITTEN });
    expect(test.telephony.commandsOf("queue")).toHaveLength(2);
    await test.choose(lev, { status: "online" });
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    expect(await test.last()).toMatchObject({ state: "active", operatorId: lev });
    test.telephony.callerLeaves(callId);
    await test.settle();
    expect(await test.last()).toMatchObject({
      state: "closed",
      result: "answered",
      endedBy: "customer",
      operatorId: lev,
    });
  });

  it("also when the operator had called: whoever hangs up then is told rightly", async () => {
    test.telephony.setRegistered("irina", true);
    const callId = test.telephony.arrive({ fromUser: "1001", dialled: CUSTOMER.address });
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    await test.choose(marina, { status: "break", reason: "lunch" });
    test.telephony.askTransfer(callId, "1001", "700");
    test.telephony.answer((await test.ringing()).offerId);
    await test.settle();
    expect(await test.last()).toMatchObject({ direction: "out", state: "active", operatorId: lev });
    test.telephony.calleeHangsUp(callId);
    await test.settle();
    expect(await test.last()).toMatchObject({ result: "answered", endedBy: "operator", operatorId: lev });
  });

  it("and whose customer leaves while waiting was still served once", async () => {
    await test.choose(lev, { status: "break", reason: "lunch" });
    const callId = await talk();
    test.telephony.askTransfer(callId, "1001", "701");
    await test.choose(marina, { status: "break", reason: "lunch" });
    await test.settle();
    test.telephony.callerLeaves(callId);
    await test.settle();
    expect(await test.last()).toMatchObject({
      state: "closed",
      result: "answered",
      endedBy: "customer",
      queueId: "orders",
    });
  });

  it("goes back to who passed it on only when nobody else came for it", async () => {
    await test.choose(lev, { status: "break", reason: "lunch" });
    const callId = await talk();
    const rings = () => test.telephony.commandsOf("ring").length;
    const before = rings();
    test.telephony.askTransfer(callId, "1001", "700");
    await test.pass(PASSED_ON_REST_MS - 1000);
    expect(rings()).toBe(before);
    await test.pass(1000);
    expect((await test.ringing()).user).toBe("1001");
  });

  it("also one that came of a call-back; an order itself is nobody's, whoever took it", async () => {
    test.telephony.setRegistered("irina", true);
    await test.choose(lev, { status: "break", reason: "lunch" });
    await order(test, {}, marina);
    test.telephony.answer(await dial(test));
    await test.settle();
    const contact = await test.last();
    expect(contact).toMatchObject({ channel: "callback", state: "active", operatorId: marina });
    await test.choose(lev, { status: "online" });
    const { callId } = test.telephony.commandsOf("originate").at(-1) ?? {};
    if (!callId) throw new Error("nothing was dialled");
    test.telephony.askTransfer(callId, "1001", "700");
    const rung = await test.ringing();
    expect([rung.user, rung.interactionId]).toEqual(["1002", contact.interactionId]);
    test.telephony.answer(rung.offerId);
    await test.settle();
    expect(await test.last()).toMatchObject({ channel: "callback", state: "active", operatorId: lev });
  });
});
