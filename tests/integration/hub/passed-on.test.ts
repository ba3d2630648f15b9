import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { TelephonyCallId } from "../../../src-hub/telephony/telephony.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import { aFolder, CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";

const wrapUp = { extensionMs: 30_000, extensionsPerContact: 1, shiftBudgetMs: 90_000 } as const;
/** «Заказы» owes a minute of wrap-up; Lev alone serves «Поддержка», where talks are passed to. */
const team = (atEnd: "close" | "stay" = "close") =>
  Team.parse({
    ...TEAM,
    queues: TEAM.queues.map((queue) =>
      queue.queueId === "orders"
        ? { ...queue, wrapUpMs: 60_000, wrapUp: { ...wrapUp, atEnd } }
        : { ...queue, members: ["lev"] },
    ),
  });

let test: TestHub;
beforeEach(async () => {
  test = await TestHub.start({ team: team() });
  await test.putOnline(marina, lev);
});
afterEach(() => test.stop());

/** Marina talks for five seconds, then passes the talk to «Поддержка». */
async function passOn(): Promise<{ readonly callId: TelephonyCallId; readonly interactionId: InteractionId }> {
  const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "701" });
  const { offerId, interactionId } = await test.ringing();
  test.telephony.answer(offerId);
  await test.pass(5000);
  test.telephony.askTransfer(callId, "1001", "700");
  await test.settle();
  return { callId, interactionId };
}

const standing = () => test.hub.service.presences().find(({ operatorId }) => operatorId === marina)?.state;
const facts = async () =>
  (await test.events())
    .filter(({ type }) => type.startsWith("operator.wrap-up-"))
    .map(({ type, actor }) => [type, actor]);
const finish = (interactionId: InteractionId, by = marina) =>
  test.command(by, "interaction.finish-wrap-up", { interactionId });

it("is owed by who passed the talk to a queue, once, while the next one talks; then they are offered calls again", async () => {
  const { callId, interactionId } = await passOn();
  expect(standing()?.passedOn).toMatchObject([
    { interactionId, queueId: "orders", talkMs: 5000, heldMs: 0, wrapUp: { extensions: 0 } },
  ]);
  test.telephony.answer((await test.ringing()).offerId);
  await test.settle();
  expect(await test.last()).toMatchObject({ state: "active", operatorId: lev });
  // A new customer of Marina's waits for her meanwhile.
  test.telephony.arrive({ fromUser: "petr", dialled: "701" });
  await test.pass(59_000);
  const rings = test.telephony.commandsOf("ring").length;
  await test.pass(2000);
  expect(test.telephony.commandsOf("ring")).toHaveLength(rings + 1);
  expect((await test.ringing()).user).toBe("1001");
  test.telephony.callerLeaves(callId);
  await test.settle();
  expect(await facts()).toEqual([
    ["operator.wrap-up-began", "marina"],
    ["operator.wrap-up-ended", "system"],
  ]);
  expect((await test.interactions())[0]).toMatchObject({ state: "closed", result: "answered", operatorId: lev });
});

it("is finished early once, however often it is asked, and prolonged within the budget of its queue", async () => {
  const { interactionId } = await passOn();
  const untilMs = standing()?.passedOn?.[0]?.wrapUp.untilMs ?? 0;
  const extend = () => test.command(marina, "interaction.extend-wrap-up", { interactionId });
  expect(await extend()).toMatchObject({ ok: true });
  expect(standing()?.passedOn?.[0]?.wrapUp).toMatchObject({ untilMs: untilMs + 30_000, extensions: 1 });
  expect(await extend()).toMatchObject({ code: "no-extensions-left" });
  expect(await finish(interactionId, lev)).toMatchObject({ ok: true });
  expect(standing()?.passedOn).toHaveLength(1);
  const twice = await Promise.all([finish(interactionId), finish(interactionId)]);
  expect([...twice, await finish(interactionId)]).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  await test.pass(200_000);
  expect((await facts()).filter(([type]) => type === "operator.wrap-up-ended")).toEqual([
    ["operator.wrap-up-ended", "marina"],
  ]);
});

it("lasts its time also when the customer leaves the queue at once, and a note still finds the contact", async () => {
  const { callId, interactionId } = await passOn();
  test.telephony.callerLeaves(callId);
  await test.settle();
  expect((await test.last()).state).toBe("closed");
  expect(standing()?.passedOn).toHaveLength(1);
  expect(await test.command(marina, "interaction.set-note", { interactionId, text: "Ждёт счёт" })).toMatchObject({
    ok: true,
  });
  await test.choose(lev, { status: "online" });
  await test.pass(61_000);
  expect(standing()?.passedOn).toBeUndefined();
});

it("comes before the status that was chosen for after the contact", async () => {
  const { callId, interactionId } = await passOn();
  await test.command(marina, "operator.set-next-status", { next: { status: "break", reason: "lunch" } });
  expect(standing()).toMatchObject({ status: "online", next: { reason: "lunch" } });
  await finish(interactionId);
  await test.settle();
  expect(standing()).toMatchObject({ status: "break", reason: "lunch" });
  test.telephony.callerLeaves(callId);
});

it("stays beyond its time where the queue says so, until its operator leaves the line", async () => {
  await test.stop();
  test = await TestHub.start({ team: team("stay") });
  await test.putOnline(marina, lev);
  await passOn();
  await test.pass(300_000);
  expect(standing()?.passedOn).toHaveLength(1);
  await test.choose(marina, { status: "offline" });
  await test.settle();
  expect(standing()?.passedOn).toBeUndefined();
});

it("goes on over a restart of the hub, with what is left of its time", async () => {
  await test.stop();
  const folder = aFolder();
  const databaseFile = join(folder.path, "hub.db");
  test = await TestHub.start({ team: team(), databaseFile });
  await test.putOnline(marina, lev);
  const { interactionId } = await passOn();
  const { clock } = test;
  await test.stop();
  test = await TestHub.start({ team: team(), databaseFile, clock });
  await test.putOnline(marina);
  expect(standing()?.passedOn).toMatchObject([{ interactionId }]);
  await test.pass(61_000);
  expect(standing()?.passedOn).toBeUndefined();
  expect(await facts()).toHaveLength(2);
  await test.stop();
  folder.remove();
  test = await TestHub.start({ team: team() });
});

it("is not owed where the queue has none, nor for a talk that went to a colleague", async () => {
  const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "701" });
  test.telephony.answer((await test.ringing()).offerId);
  await test.settle();
  test.telephony.askTransfer(callId, "1001", "1002");
  test.telephony.answer((await test.ringing()).offerId);
  await test.settle();
  expect(await test.last()).toMatchObject({ state: "active", operatorId: lev });
  expect(await facts()).toEqual([]);
});
