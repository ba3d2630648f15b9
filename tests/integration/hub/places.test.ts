import { afterEach, describe, expect, it } from "vitest";
import { QueueRules } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { marina, TEAM, TestHub } from "./support/a-hub.ts";

let test: TestHub;
afterEach(() => test.stop());

async function start(voice: unknown): Promise<void> {
  const [support, ...others] = TEAM.queues;
  const rules = QueueRules.parse({ voice });
  test = await TestHub.start({ team: Team.parse({ ...TEAM, queues: [{ ...support, rules }, ...others] }) });
}

let calls = 0;
function call(dialled = "700") {
  calls += 1;
  return test.telephony.arrive({
    fromUser: "irina",
    from: { address: `+7900000${2000 + calls}`, name: null },
    dialled,
  });
}
const told = () => test.telephony.commandsOf("say").map(({ callId, phrases }) => [callId, ...phrases]);

describe("callers who wait", () => {
  it("are told their place by the queue itself: soon, then as often as it says, and no more when they leave", async () => {
    await start({ place: { everyMs: 30_000 } });
    const first = call();
    const second = call();
    await test.settle();
    call("701");
    await test.pass(10_000);
    expect(told()).toEqual([
      [first, "position-1"],
      [second, "position-2"],
      [expect.anything(), "position-1"],
    ]);
    test.telephony.callerLeaves(first);
    await test.pass(30_000);
    expect(told().slice(3)).toEqual([[second, "position-1"]]);
    await test.pass(5_000);
    expect(told().slice(4)).toEqual([]);
  });

  it("are told nothing while somebody is rung for them, nor in a talk, and again when nobody took it", async () => {
    await start({ place: { everyMs: 10_000 } });
    await test.putOnline(marina);
    const waiting = call();
    const { offerId } = await test.ringing();
    await test.pass(15_000);
    expect(told()).toEqual([]);
    test.telephony.setRegistered("1001", false);
    await test.pass(10_000);
    expect(told()).toEqual([[waiting, "position-1"]]);
    expect(test.telephony.isRinging(offerId)).toBe(false);
    test.telephony.setRegistered("1001", true);
    test.telephony.answer((await test.ringing()).offerId);
    await test.pass(60_000);
    expect(told()).toHaveLength(1);
  });

  it("are told how long it takes when the pace is known, and not where the queue keeps it to itself", async () => {
    await start({ place: { everyMs: 30_000 }, language: "en" });
    await test.putOnline(marina);
    for (let count = 0; count < 3; count += 1) {
      const callId = call();
      test.telephony.answer((await test.ringing()).offerId);
      await test.pass(60_000);
      test.telephony.callerLeaves(callId);
      await test.settle();
    }
    await test.choose(marina, { status: "break", reason: "lunch" });
    call();
    const last = call();
    await test.pass(10_000);
    // Three answers in the last 3 min and 10 s.
    expect(told().at(-1)).toEqual([last, "position-2", "wait-3"]);
  });

  it("are told nothing where the queue says so", async () => {
    await start({ place: null });
    call();
    await test.pass(200_000);
    expect(told()).toEqual([]);
  });
});
