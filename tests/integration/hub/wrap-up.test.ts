import { afterEach, beforeEach, expect, it } from "vitest";
import { Team } from "../../../src-shared/domain/team.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import type { LinkReply } from "../../../src-shared/link/link-contract.ts";
import { aFolder, CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";

const wrapUp = { extensionMs: 30_000, extensionsPerContact: 2, shiftBudgetMs: 90_000, atEnd: "close" } as const;
const team = (change: Partial<Record<keyof typeof wrapUp, unknown>> = {}) =>
  Team.parse({
    ...TEAM,
    queues: TEAM.queues.map((queue) =>
      queue.queueId === "orders" ? { ...queue, wrapUpMs: 60_000, wrapUp: { ...wrapUp, ...change } } : queue,
    ),
  });

let test: TestHub;
beforeEach(async () => {
  test = await TestHub.start({ team: team() });
  await test.putOnline(marina);
});
afterEach(() => test.stop());

/** A talk of Marina's from its ring to its end. */
async function talk(): Promise<InteractionId> {
  const callId = test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "701" });
  const { offerId, interactionId } = await test.ringing();
  test.telephony.answer(offerId);
  await test.pass(5000);
  test.telephony.callerLeaves(callId);
  await test.settle();
  return interactionId;
}
const extend = (interactionId: InteractionId, id?: string): Promise<LinkReply> =>
  test.command(marina, "interaction.extend-wrap-up", { interactionId }, id);
const finish = (interactionId: InteractionId, by = marina): Promise<LinkReply> =>
  test.command(by, "interaction.finish-wrap-up", { interactionId });
const closings = async () => (await test.events()).filter(({ type }) => type === "interaction.closed");

it("ends at its time by the hub's clock, and the next call comes", async () => {
  await talk();
  const { wrapUp: owed, endedAtMs } = await test.last();
  expect(owed).toEqual({ untilMs: (endedAtMs ?? 0) + 60_000, atEnd: "close", extensions: 0 });
  test.telephony.arrive({ fromUser: "petr", dialled: "701" });
  await test.pass(59_000);
  expect(test.telephony.commandsOf("ring")).toHaveLength(1);
  await test.pass(2000);
  expect(test.telephony.commandsOf("ring")).toHaveLength(2);
  expect((await closings()).map(({ actor }) => actor)).toEqual(["system"]);
});

it("is prolonged as often as the contact allows and as long as the shift allows, then refused", async () => {
  const first = await talk();
  expect(await extend(first)).toMatchObject({ ok: true });
  expect(await extend(first)).toMatchObject({ ok: true });
  expect(await extend(first)).toMatchObject({ ok: false, code: "no-extensions-left" });
  await test.pass(119_000);
  expect((await test.last()).state).toBe("wrap-up");
  await test.pass(2000);
  expect((await test.last()).state).toBe("closed");
  expect(await extend(first)).toMatchObject({ ok: false, code: "unknown-interaction" });
  const second = await talk();
  expect(await extend(second)).toMatchObject({ ok: true });
  expect(await extend(second)).toMatchObject({ ok: false, code: "shift-budget-used" });
});

it("is finished early once, however often it is asked; by its operator only", async () => {
  const interactionId = await talk();
  expect(await finish(interactionId, lev)).toMatchObject({ ok: false, code: "unknown-interaction" });
  const [one, other] = await Promise.all([finish(interactionId), finish(interactionId)]);
  expect([one, other]).toMatchObject([{ ok: true }, { ok: true }]);
  await test.pass(120_000);
  expect((await closings()).map(({ actor }) => actor)).toEqual(["marina"]);
});

it("cannot be finished while the talk goes on", async () => {
  test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled: "701" });
  const { offerId, interactionId } = await test.ringing();
  test.telephony.answer(offerId);
  await test.settle();
  expect(await finish(interactionId)).toMatchObject({ ok: false, code: "not-in-wrap-up" });
});

it("stays until it is finished where the queue says so, but not when its operator has left the line", async () => {
  await test.stop();
  test = await TestHub.start({ team: team({ atEnd: "stay" }) });
  await test.putOnline(marina);
  const first = await talk();
  await test.pass(600_000);
  expect((await test.last()).state).toBe("wrap-up");
  expect(await extend(first)).toMatchObject({ ok: true });
  await finish(first);
  expect((await test.last()).state).toBe("closed");
  await talk();
  await test.pass(120_000);
  await test.choose(marina, { status: "offline" });
  await test.pass(100);
  expect((await test.last()).state).toBe("closed");
});

it("goes on over a restart of the hub, with its extensions and the shift's budget", async () => {
  await test.stop();
  const folder = aFolder();
  const databaseFile = `${folder.path}/hub.db`;
  test = await TestHub.start({ team: team(), databaseFile });
  await test.putOnline(marina);
  const interactionId = await talk();
  await extend(interactionId);
  const { clock } = test;
  await test.stop();
  test = await TestHub.start({ team: team(), databaseFile, clock });
  await test.settle();
  expect((await test.last()).wrapUp?.extensions).toBe(1);
  expect(await extend(interactionId, "second-life-1")).toMatchObject({ ok: true });
  expect(await extend(interactionId, "second-life-2")).toMatchObject({ code: "no-extensions-left" });
  await test.pass(121_000);
  expect((await test.last()).state).toBe("closed");
});

it("notes are kept from the talk on, also after the end, by those who had a part; the last one counts", async () => {
  const interactionId = await talk();
  const note = (by: typeof marina, text: string) => test.command(by, "interaction.set-note", { interactionId, text });
  expect(await note(marina, "перезвонить")).toMatchObject({ ok: true });
  expect(await note(lev, "чужое")).toMatchObject({ ok: false, code: "unknown-interaction" });
  await finish(interactionId);
  test.telephony.arrive({ fromUser: "petr", dialled: "701" });
  await test.ringing();
  expect(await note(marina, "перезвонить в пять")).toMatchObject({ ok: true });
  expect(await note(marina, "x".repeat(4001))).toMatchObject({ ok: false, code: "bad-input" });
  const notes = (await test.events()).filter(({ type }) => type === "interaction.note-changed");
  expect(notes.map(({ payload }) => payload)).toMatchObject([{ text: "перезвонить" }, { text: "перезвонить в пять" }]);
  expect(await test.status(marina)).toBe("online");
});
