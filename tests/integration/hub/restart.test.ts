import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ResumedTalk, TelephonyCallId } from "../../../src-hub/telephony/telephony.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { aFolder, CUSTOMER, KEY, lev, marina, TestHub } from "./support/a-hub.ts";

let folder: ReturnType<typeof aFolder>;
let clock: FakeClock;
let test: TestHub;

beforeEach(async () => {
  folder = aFolder();
  clock = new FakeClock();
  test = await start();
  await test.putOnline(marina);
});
afterEach(async () => {
  await test.stop();
  folder.remove();
});

const start = (resumed: readonly ResumedTalk[] = []) =>
  TestHub.start({ databaseFile: join(folder.path, "hub.db"), databaseKey: KEY, clock, resumed });

async function restart(afterMs = 2000, resumed: readonly ResumedTalk[] = []): Promise<void> {
  await test.stop();
  clock.advance(afterMs);
  test = await start(resumed);
  await test.settle();
}

async function talk(dialled = "700") {
  const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled });
  const { offerId, interactionId } = await test.ringing();
  test.telephony.answer(offerId);
  await test.settle();
  return { callId, interactionId };
}

const report = (interactionId: string, call: object, by = marina) =>
  test.command(by, "interaction.report", { interactionId, call });

describe("a restart of the hub", () => {
  it("keeps the log, its id and its numbers", async () => {
    const { logId, log } = test.hub;
    const before = await test.events();
    await restart();
    expect(test.hub.logId).toBe(logId);
    expect((await test.events()).slice(0, before.length)).toEqual(before);
    expect(test.hub.log.headSeq).toBeGreaterThan(log.headSeq);
  });

  it("says that phones and desktops are gone, and keeps the status for a minute", async () => {
    await restart();
    const added = (await test.events()).slice(-2);
    expect(added.map(({ type, payload }) => [type, payload])).toEqual([
      ["operator.phone-changed", { operatorId: marina, registered: false }],
      ["operator.desktop-changed", { operatorId: marina, linked: false }],
    ]);
    expect(await test.status(marina)).toBe("online");
    await test.pass(60_000);
    expect(await test.status(marina)).toBe("offline");
  });

  it("keeps a talk whose owner reports it, and takes its end from the owner", async () => {
    const { interactionId } = await talk();
    await restart();
    test.hub.service.desktopLinked(marina);
    expect(await report(interactionId, { state: "talking" })).toMatchObject({ ok: true });
    await test.pass(120_000);
    expect((await test.last()).state).toBe("active");
    const endedAtMs = clock.nowMs() - 5000;
    await report(interactionId, { state: "ended", atMs: endedAtMs, endedBy: "customer" });
    expect(await test.last()).toMatchObject({ state: "closed", result: "answered", endedBy: "customer", endedAtMs });
  });

  it("takes the end of a talk that was over before the hub was back", async () => {
    const { interactionId } = await talk();
    const endedAtMs = clock.nowMs() + 1000;
    await restart();
    await report(interactionId, { state: "ended", atMs: endedAtMs, endedBy: "operator" });
    expect(await test.last()).toMatchObject({ result: "answered", endedBy: "operator", endedAtMs });
  });

  it("writes a talk off that nobody reports, with the last sign of life as its end", async () => {
    await talk();
    await test.pass(30_000);
    const stoppedAtMs = clock.nowMs();
    await restart(600_000);
    await test.pass(14_999);
    expect((await test.last()).state).toBe("active");
    await test.pass(1);
    expect(await test.last()).toMatchObject({
      state: "closed",
      result: "interrupted",
      endedBy: "system",
      endedAtMs: stoppedAtMs,
    });
  });

  it("writes a reported talk off when its desktop then stays away", async () => {
    const { interactionId } = await talk();
    await restart();
    test.hub.service.desktopLinked(marina);
    await report(interactionId, { state: "talking" });
    await test.pass(30_000);
    const goneAtMs = clock.nowMs();
    test.hub.service.desktopGone(marina);
    await test.pass(60_000);
    expect(await test.last()).toMatchObject({ result: "interrupted", endedAtMs: goneAtMs });
    expect(await test.status(marina)).toBe("offline");
  });

  it("writes a reported talk off when its desktop comes back without it", async () => {
    await talk();
    await restart();
    const { interactionId } = await test.last();
    test.hub.service.desktopLinked(marina);
    await test.pass(5000);
    await report(interactionId, { state: "talking" });
    const reportedAtMs = clock.nowMs();
    test.hub.service.desktopGone(marina);
    await test.pass(30_000);
    // The desktop was killed and started again: it knows of no talk, and says nothing.
    test.hub.service.desktopLinked(marina);
    await test.pass(14_999);
    expect((await test.last()).state).toBe("active");
    await test.pass(1);
    expect(await test.last()).toMatchObject({ state: "closed", result: "interrupted", endedAtMs: reportedAtMs });
  });

  it("interrupts what still waited or rang, and takes a transfer back that rang", async () => {
    test.telephony.arrive({ fromUser: "irina", dialled: "700" });
    await test.ringing();
    test.telephony.arrive({ fromUser: "petr", dialled: "700" });
    await test.settle();
    await restart();
    for (const interaction of await test.interactions())
      expect(interaction).toMatchObject({
        state: "closed",
        result: "interrupted",
        endedBy: "system",
        acceptedAtMs: null,
      });
    await test.putOnline(marina);
    test.telephony.setRegistered("1002", true);
    const { callId } = await talk();
    test.telephony.askTransfer(callId, "1001", "1002");
    await test.ringing();
    await restart();
    expect(await test.last()).toMatchObject({
      state: "active",
      offers: [{ outcome: "answered" }, { outcome: "withdrawn" }],
    });
  });

  it("goes on with a wrap-up where it was", async () => {
    const { callId } = await talk("701");
    test.telephony.callerLeaves(callId);
    await test.settle();
    await restart(2000);
    expect((await test.last()).state).toBe("wrap-up");
    await test.pass(2999);
    expect((await test.last()).state).toBe("wrap-up");
    await test.pass(1);
    expect((await test.last()).state).toBe("closed");
  });

  it("refuses a report of somebody else's talk, and of one that never was; one that is known already is harmless", async () => {
    const { callId, interactionId } = await talk();

    expect(await report(interactionId, { state: "talking" }, lev)).toMatchObject({ code: "unknown-interaction" });
    expect(await report("never", { state: "talking" })).toMatchObject({ code: "unknown-interaction" });
    expect(await report(interactionId, { state: "ended", atMs: 1, endedBy: "system" })).toMatchObject({ ok: true });
    expect((await test.last()).state).toBe("active");
    test.telephony.callerLeaves(callId);
    await test.settle();
    expect(await report(interactionId, { state: "talking" })).toMatchObject({ ok: true });
    expect((await test.last()).result).toBe("answered");
  });

  it("answers a command that was executed before as it did then", async () => {
    const reply = await test.command(marina, "operator.set-status", { status: "break", reason: "lunch" }, "once");
    const headSeq = test.hub.log.headSeq;
    expect(await test.command(marina, "operator.set-status", { status: "online" }, "once")).toEqual(reply);
    expect(test.hub.log.headSeq).toBe(headSeq);
    await restart();
    expect(await test.command(marina, "operator.set-status", { status: "online" }, "once")).toEqual(reply);
    expect(await test.status(marina)).toBe("break");
  });
});

describe("a talk that the exchange took up again", () => {
  const resumed = (callId: TelephonyCallId, interactionId: InteractionId, holders: readonly string[] = []) => [
    { callId, interactionId, callerUser: "irina", calleeUser: "1001", holders },
  ];

  async function resume(holders: readonly string[] = []) {
    const { callId, interactionId } = await talk();
    if (holders.length > 0) test.telephony.hold(callId, "1001", true);
    await test.settle();
    await restart(2000, resumed(callId, interactionId, holders));
    return { callId, interactionId };
  }

  it("ends when a side hangs up, without a word of the desktop", async () => {
    const { callId } = await resume();
    await test.pass(20_000);
    expect((await test.last()).state).toBe("active");
    test.telephony.callerLeaves(callId);
    await test.settle();
    expect(await test.last()).toMatchObject({ state: "closed", result: "answered", endedBy: "customer" });
    test.hub.service.desktopLinked(marina);
    await test.pass(20_000);
    expect((await test.story()).filter((type) => type === "ended")).toHaveLength(1);
  });

  it("is interrupted when a side did not come back", async () => {
    const { callId } = await resume();
    test.telephony.calleeIsNotBack(callId);
    await test.settle();
    expect(await test.last()).toMatchObject({ result: "interrupted", endedBy: "system" });
  });

  it("is put on hold, taken back and transferred like any other", async () => {
    const { callId } = await resume(["1001"]);
    test.telephony.hold(callId, "1001", false);
    await test.settle();
    expect((await test.last()).state).toBe("active");
    await test.putOnline(lev);
    test.telephony.askTransfer(callId, "1001", "1002");
    const { offerId } = await test.ringing();
    test.telephony.answer(offerId);
    await test.settle();
    expect(await test.last()).toMatchObject({ state: "active", operatorId: lev });
  });

  it("ends when its desktop says that it ended while the hub was away, and the customer is told", async () => {
    const { callId, interactionId } = await resume();
    const endedAtMs = clock.nowMs() - 1000;
    await report(interactionId, { state: "ended", atMs: endedAtMs, endedBy: "operator" });
    await test.settle();
    expect(test.telephony.commandsOf("hangUp")).toEqual([{ name: "hangUp", callId }]);
    expect(await test.last()).toMatchObject({ result: "answered", endedBy: "operator", endedAtMs });
    expect((await test.story()).filter((type) => type === "ended")).toHaveLength(1);
  });

  it("was answered, though the hub died before it wrote that down", async () => {
    const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "700" });
    const { interactionId } = await test.ringing();
    await test.settle();
    await restart(2000, resumed(callId, interactionId));
    expect(await test.last()).toMatchObject({ state: "active", operatorId: marina, offers: [{ outcome: "answered" }] });
    test.telephony.calleeIsNotBack(callId);
    await test.settle();
    const { acceptedAtMs, ...ended } = await test.last();
    expect(ended).toMatchObject({ result: "interrupted", endedBy: "system", operatorId: marina });
    expect(acceptedAtMs).not.toBeNull();
  });

  it("of an outgoing call was answered, though the hub died before it wrote that down", async () => {
    test.telephony.setRegistered("irina", true);
    const callId = test.telephony.arrive({ fromUser: "1001", dialled: "+79000001427" });
    const { interactionId } = await test.ringing();
    await test.settle();
    const talkOut = { callId, interactionId, callerUser: "1001", calleeUser: "irina", holders: [] };
    await restart(2000, [talkOut]);
    expect(await test.last()).toMatchObject({ state: "active", operatorId: marina, direction: "out" });
  });

  it("is left to its two sides when the log knows it as over", async () => {
    const { callId, interactionId } = await talk();
    test.telephony.callerLeaves(callId);
    await test.settle();
    await restart(2000, resumed(callId, interactionId));
    test.telephony.callerLeaves(callId);
    await test.settle();
    expect((await test.story()).filter((type) => type === "ended")).toHaveLength(1);
  });
});
