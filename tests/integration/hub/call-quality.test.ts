import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aQuality } from "../../support/quality-samples.ts";
import { lev, marina, TestHub } from "./support/a-hub.ts";

let test: TestHub;
beforeEach(async () => {
  test = await TestHub.start();
  await test.putOnline(marina);
});
afterEach(() => test.stop());

const report = (interactionId: string, mos: number, by = marina) =>
  test.command(by, "call.report-quality", { interactionId, quality: aQuality(mos) });

/** A call to the queue that Marina answered, over now. */
async function endedTalk(): Promise<string> {
  const { telephony } = test;
  const callId = telephony.arrive({ fromUser: "irina", dialled: "700" });
  await test.settle();
  const [ring] = telephony.commandsOf("ring");
  if (!ring) throw new Error("nobody was rung");
  telephony.answer(ring.request.offerId);
  await test.settle();
  telephony.callerLeaves(callId);
  await test.settle();
  return (await test.last()).interactionId;
}

describe("the quality of a talk", () => {
  it("is kept after its end, and the last word counts", async () => {
    const interactionId = await endedTalk();
    expect((await test.last()).state).toBe("closed");
    expect(await report(interactionId, 3.2)).toMatchObject({ ok: true });
    expect(await report(interactionId, 4.2)).toMatchObject({ ok: true });
    const events = await test.hub.log.read(0, 1000);
    expect(events.at(-1)).toMatchObject({
      type: "call.quality-measured",
      actor: marina,
      payload: { interactionId, operatorId: marina, quality: aQuality(4.2) },
    });
  });

  it("is refused from who had no part in it, and of what never was", async () => {
    const interactionId = await endedTalk();
    expect(await report(interactionId, 4, lev)).toMatchObject({ ok: false, code: "unknown-interaction" });
    expect(await report("never", 4)).toMatchObject({ ok: false, code: "unknown-interaction" });
  });
});
