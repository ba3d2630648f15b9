import { afterEach, beforeEach, expect, it } from "vitest";
import { CUSTOMER, lev, marina, TestHub } from "./support/a-hub.ts";

let test: TestHub;
beforeEach(async () => {
  test = await TestHub.start();
  await test.putOnline(marina, lev);
});
afterEach(() => test.stop());

const refusals = () => test.telephony.commandsOf("refuse").map(({ sipCode }) => sipCode);
const call = (dialled: string) => test.telephony.arrive({ fromUser: "irina", from: CUSTOMER, dialled });

it("is offered nothing, refuses direct calls as busy, which stand as missed; when time is up calls come again", async () => {
  await test.choose(lev, { status: "offline" });
  expect(await test.choose(marina, { status: "do-not-disturb", forMs: 60_000 })).toMatchObject({ ok: true });
  await test.settle();
  call("1001");
  await test.settle();
  expect(refusals()).toEqual([486]);
  expect(await test.last()).toMatchObject({ result: "busy", offers: [{ operatorId: marina, outcome: "busy" }] });
  call("700");
  await test.pass(30_000);
  expect(test.telephony.commandsOf("ring")).toEqual([]);
  await test.pass(31_000);
  expect((await test.ringing()).user).toBe("1001");
});

it("is passed no talk", async () => {
  const callId = call("1002");
  test.telephony.answer((await test.ringing()).offerId);
  await test.settle();
  await test.choose(marina, { status: "do-not-disturb", forMs: null });
  test.telephony.askTransfer(callId, "1002", "1001");
  await test.settle();
  expect(refusals()).toEqual([486]);
});

it("ends with the desktop: whoever is gone is off line, not silently deaf", async () => {
  await test.choose(marina, { status: "do-not-disturb", forMs: null });
  test.hub.service.desktopGone(marina);
  await test.pass(61_000);
  test.hub.service.desktopLinked(marina);
  await test.settle();
  call("1001");
  expect((await test.ringing()).user).toBe("1001");
});
