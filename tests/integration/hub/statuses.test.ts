import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Team } from "../../../src-shared/domain/team.ts";
import { aFolder, CUSTOMER, lev, marina, TEAM, TestHub } from "./support/a-hub.ts";

const lunch = { status: "break", reason: "lunch" } as const;
const STRICT = Team.parse({ ...TEAM, maxOnBreak: 1, declinedOffersLimit: 2 });

let test: TestHub;
afterEach(() => test.stop());

const call = (dialled = "700") => test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled });
const answerNext = async () => {
  test.telephony.answer((await test.ringing()).offerId);
  await test.settle();
};
const types = async (of: string) => (await test.events()).filter(({ type }) => type === of);

describe("a status for after the talk", () => {
  beforeEach(async () => {
    test = await TestHub.start();
    await test.putOnline(marina);
  });

  it("waits for the end of the talk and its wrap-up; a call that waits meanwhile comes after the break", async () => {
    const talk = call("701");
    await answerNext();
    expect(await test.command(marina, "operator.set-next-status", { next: lunch })).toMatchObject({ ok: true });
    test.telephony.callerLeaves(talk);
    await test.pass(1000);
    expect(await test.status(marina)).toBe("online");
    expect((await test.last()).state).toBe("wrap-up");
    call();
    await test.pass(4100);
    expect(await test.status(marina)).toBe("break");
    expect(test.telephony.commandsOf("ring")).toHaveLength(1);
    await test.choose(marina, { status: "online" });
    await answerNext();
  });

  it("is taken back, and then the next call comes", async () => {
    const talk = call();
    await answerNext();
    await test.command(marina, "operator.set-next-status", { next: lunch });
    await test.command(marina, "operator.set-next-status", { next: null });
    test.telephony.callerLeaves(talk);
    await test.settle();
    expect(await test.status(marina)).toBe("online");
    call();
    await test.ringing();
  });

  it("holds at once when there is no contact", async () => {
    await test.command(marina, "operator.set-next-status", { next: lunch });
    expect(await test.status(marina)).toBe("break");
    expect(await types("operator.next-status-changed")).toEqual([]);
  });
});

it("a status for after the talk outlives the hub, and a break begins when the talk was found over", async () => {
  const folder = aFolder();
  const databaseFile = `${folder.path}/hub.db`;
  test = await TestHub.start({ databaseFile });
  await test.putOnline(marina);
  call();
  await answerNext();
  await test.command(marina, "operator.set-next-status", { next: lunch });
  const { clock } = test;
  await test.stop();
  test = await TestHub.start({ databaseFile, clock });
  await test.pass(20_000);
  expect(await test.status(marina)).toBe("break");
  expect((await test.last()).state).toBe("closed");
});

describe("breaks", () => {
  beforeEach(async () => {
    test = await TestHub.start({ team: STRICT });
    await test.putOnline(marina, lev);
  });

  it("over their limit are told once, and nobody is put on line", async () => {
    await test.choose(marina, lunch);
    await test.pass(1_800_000 + 60_000);
    expect(await types("operator.break-overrun")).toMatchObject([
      { payload: { operatorId: marina, reason: "lunch", limitMs: 1_800_000 }, actor: "system" },
    ]);
    expect(await test.status(marina)).toBe("break");
  });

  it("beyond the team's limit are refused with who holds the place and until when; it is free again after", async () => {
    await test.choose(marina, lunch);
    const untilMs = test.clock.nowMs() + 1_800_000;
    expect(await test.choose(lev, lunch)).toEqual({
      ok: false,
      code: "break-limit-reached",
      retry: "no",
      detail: { name: null, max: 1, holders: [{ operatorId: "marina", untilMs }] },
    });
    await test.choose(marina, { status: "online" });
    expect(await test.choose(lev, lunch)).toMatchObject({ ok: true });
  });

  it("promised for after a talk hold their place", async () => {
    call();
    const { user } = await test.ringing();
    await answerNext();
    const [talking, other] = user === "1001" ? [marina, lev] : [lev, marina];
    expect(await test.command(talking, "operator.set-next-status", { next: lunch })).toMatchObject({ ok: true });
    expect(await test.choose(other, lunch)).toMatchObject({ ok: false, code: "break-limit-reached" });
  });
});

it("a phone that declines each call takes its operator off the line, and the next one is rung", async () => {
  test = await TestHub.start({ team: STRICT });
  await test.putOnline(marina);
  call();
  test.telephony.ringFails((await test.ringing()).offerId, "declined");
  await test.pass(1000);
  test.telephony.ringFails((await test.ringing()).offerId, "declined");
  await test.pass(1000);
  const last = (await types("operator.status-changed")).at(-1);
  expect(last?.payload).toMatchObject({ operatorId: marina, status: "not-ready", reason: "declined-offers" });
  expect(test.telephony.commandsOf("ring")).toHaveLength(2);
  await test.choose(marina, { status: "online" });
  await answerNext();
});
