import { afterEach, expect, it } from "vitest";
import { QueueRules } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { SkillCode } from "../../../src-shared/domain/skill.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";
import { CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";

let test: TestHub;
afterEach(() => test.stop());

async function start(rules: Partial<QueueRules>): Promise<void> {
  const [support, ...others] = TEAM.queues;
  const team = Team.parse({ ...TEAM, queues: [{ ...support, rules: QueueRules.parse(rules) }, ...others] });
  test = await TestHub.start({ team });
}

const call = (fromUser = "irina") => test.telephony.arrive({ fromUser, from: CUSTOMER, dialled: "700" });
const ringing = () =>
  test.telephony
    .commandsOf("ring")
    .filter(({ request }) => test.telephony.isRinging(request.offerId))
    .map(({ request }) => request.user);
const take = async (operatorId: OperatorId) =>
  test.command(operatorId, "interaction.claim", { interactionId: (await test.last()).interactionId });

it("rings nobody where operators choose, and rings at once at who takes the call", async () => {
  await start({ taking: "only" });
  await test.putOnline(marina, lev);
  call();
  await test.pass(5000);
  expect(ringing()).toEqual([]);
  expect(await take(lev)).toMatchObject({ ok: true });
  await test.settle();
  expect(ringing()).toEqual(["1002"]);
  // Asked twice it rings once; and what rings at a colleague is theirs to answer.
  expect(await take(lev)).toMatchObject({ ok: true });
  expect(await take(marina)).toMatchObject({ code: "offered-elsewhere" });
  test.telephony.answer((await test.ringing()).offerId);
  await test.settle();
  const { offers, operatorId, state } = await test.last();
  expect([state, operatorId, offers.map(({ reasons }) => reasons)]).toEqual(["active", lev, [[{ code: "claimed" }]]]);
  expect(await take(marina)).toMatchObject({ code: "already-taken" });
});

it("who took a call and did not answer leaves it in its place, to be taken again", async () => {
  await start({ taking: "only" });
  await test.putOnline(marina, lev);
  call();
  await test.settle();
  await take(marina);
  test.telephony.ringFails((await test.ringing()).offerId, "declined");
  await test.pass(10_000);
  expect(ringing()).toEqual([]);
  expect((await test.last()).state).toBe("queued");
  expect(await take(marina)).toMatchObject({ ok: true });
  await test.settle();
  expect(ringing()).toEqual(["1001"]);
});

it("gives nobody what they could not be offered: off the line, busy, without the skill, or against the queue's rule", async () => {
  const french = SkillCode.parse("french");
  await start({ taking: "only", requiredSkills: [{ skill: french, minLevel: 5 }] });
  await test.putOnline(marina);
  call();
  await test.settle();
  expect(await take(lev)).toMatchObject({ code: "not-online" });
  expect(await take(marina)).toMatchObject({ code: "skill-missing" });
  await test.stop();

  await start({ taking: "only" });
  await test.putOnline(marina);
  call();
  await test.settle();
  await take(marina);
  test.telephony.answer((await test.ringing()).offerId);
  await test.settle();
  call("petr");
  await test.settle();
  expect(await take(marina)).toMatchObject({ code: "no-room" });
  await test.stop();

  await start({ taking: "never" });
  call();
  await test.settle();
  expect(await take(marina)).toMatchObject({ code: "taking-not-allowed" });
});
