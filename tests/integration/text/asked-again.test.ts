import { afterEach, beforeEach, expect, it } from "vitest";
import { CommandId } from "../../../src-shared/ids.ts";
import { lev, marina } from "../hub/support/a-hub.ts";
import { TextHub } from "./support/a-text-hub.ts";

let test: TextHub;
beforeEach(async () => {
  test = await TextHub.start();
  await test.putOnline(marina);
});
afterEach(() => test.stop());

/** What a desktop's outbox sends once more, word for word. */
function again(commandId: string, name: string, input: object) {
  return test.hub.hub.service.execute(marina, { commandId: CommandId.parse(commandId), name, input });
}

it("what was refused until later is looked at anew when the same command comes again; what was done is done once", async () => {
  await test.write("irina", "раз");
  const { interactionId } = await test.accept(marina);
  await test.say(marina, interactionId, "два", "m-wrong");
  test.channel.isUnreachable = true;
  expect(await test.command(marina, "message.edit", { messageId: "m-wrong", text: "три" })).toMatchObject({ ok: true });
  const taken = { messageId: "m-wrong" };
  const wait = { ok: false, code: "edit-under-way", retry: "later" };
  expect(await again("take-back", "message.delete", taken)).toEqual(wait);
  test.channel.isUnreachable = false;
  await test.hub.pass(1000);
  expect(test.channel.shown("irina").map(({ text }) => text)).toEqual(["три"]);
  const done = await again("take-back", "message.delete", taken);
  expect(done).toMatchObject({ ok: true });
  await test.settle();
  expect(test.channel.shown("irina")).toEqual([]);
  const { headSeq } = test.hub.hub.log;
  expect(await again("take-back", "message.delete", taken)).toEqual(done);
  expect(test.hub.hub.log.headSeq).toBe(headSeq);
});

it("a colleague who is not there is said at once, and nothing is tried behind the operator's back", async () => {
  await test.write("irina", "раз");
  const { interactionId } = await test.accept(marina);
  const input = { interactionId, to: { kind: "operator", operatorId: lev } };
  const reply = { ok: false, code: "target-unavailable", retry: "no" };
  expect(await again("to-lev", "interaction.transfer", input)).toEqual(reply);
  await test.putOnline(lev);
  expect(await again("to-lev", "interaction.transfer", input)).toEqual(reply);
  expect(test.hub.hub.log.interaction(interactionId)).toMatchObject({ operatorId: marina, state: "active" });
});
