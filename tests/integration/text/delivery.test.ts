import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lev, marina } from "../hub/support/a-hub.ts";
import { TextHub } from "./support/a-text-hub.ts";

let test: TextHub;
beforeEach(async () => {
  test = await TextHub.start();
});
afterEach(() => test.stop());

describe("an answer on its way", () => {
  const answered = async (text = "Да") => {
    await test.putOnline(marina);
    await test.write("irina", "есть кто?");
    const contact = await test.accept(marina);
    await test.say(marina, contact.interactionId, text, "my-1");
    return contact;
  };
  const delivery = async () => (await test.messages()).find(({ from }) => from === "operator")?.delivery;

  it("is tried again while the channel cannot be reached, in order, and reaches the customer once", async () => {
    test.channel.isUnreachable = true;
    const { interactionId } = await answered("раз");
    await test.say(marina, interactionId, "два");
    await test.hub.pass(10_000);
    expect(await delivery()).toEqual({ state: "sending" });
    test.channel.isUnreachable = false;
    await test.hub.pass(60_000);
    expect(test.channel.shown("irina").map(({ text }) => text)).toEqual(["раз", "два"]);
    expect(await delivery()).toEqual({ state: "sent" });
  });

  it("waits as long as the channel asks", async () => {
    test.channel.isUnreachable = true;
    test.channel.retryAfterMs = 40_000;
    await answered();
    const asked = test.channel.asked.length;
    test.channel.isUnreachable = false;
    await test.hub.pass(39_000);
    expect(test.channel.asked).toHaveLength(asked);
    await test.hub.pass(1000);
    expect(await delivery()).toEqual({ state: "sent" });
  });

  it("fails in words when the customer blocked us", async () => {
    test.channel.blockedBy.add("irina");
    await answered();
    expect(await delivery()).toEqual({ state: "failed", code: "blocked" });
  });

  it("is delivered, then read, and never the other way round", async () => {
    await answered();
    const [shown] = test.channel.shown("irina");
    for (const state of ["read", "delivered"] as const)
      await test.channel.tell({
        type: "delivery",
        conversation: "irina",
        message: shown?.id ?? "",
        state,
        isUpTo: true,
      });
    expect(await delivery()).toEqual({ state: "read" });
  });

  it("is changed where the channel can, and what is not ours is not", async () => {
    await answered("в 15:00");
    expect(await test.command(marina, "message.edit", { messageId: "my-1", text: "в 16:00" })).toMatchObject({
      ok: true,
    });
    expect(test.channel.shown("irina").map(({ text }) => text)).toEqual(["в 16:00"]);
    expect(await test.command(lev, "message.edit", { messageId: "my-1", text: "никогда" })).toMatchObject({
      code: "not-owner",
    });
  });
});

describe("a message that failed", () => {
  it("says why, and goes again when its operator wants it, once", async () => {
    const scrape = async () => (await fetch(`http://127.0.0.1:${test.hub.hub.port}/metrics`)).text();
    await scrape();
    await test.putOnline(marina);
    await test.write("irina", "где заказ?");
    const { interactionId } = await test.accept(marina);
    test.channel.blockedBy.add("irina");
    await test.say(marina, interactionId, "Едет", "m-failed");
    const state = async () => (await test.messages()).find(({ messageId }) => messageId === "m-failed")?.delivery;
    expect(await state()).toEqual({ state: "failed", code: "blocked" });
    const resend = (operatorId = marina) => test.command(operatorId, "message.resend", { messageId: "m-failed" });
    expect(await resend(lev)).toMatchObject({ code: "not-owner" });
    test.channel.blockedBy.clear();
    expect(await resend()).toMatchObject({ ok: true });
    expect(await state()).toEqual({ state: "sent" });
    expect(await resend()).toMatchObject({ code: "not-failed" });
    expect(test.channel.shown("irina").map(({ text }) => text)).toEqual(["Едет"]);
    const metrics = await scrape();
    for (const name of ["wait_seconds_bucket", "first_response_seconds_bucket", "outbound", "oldest_wait_seconds"])
      expect(metrics).toContain(`tandem_text_${name}`);
    test.channel.isUnreachable = true;
    await test.say(marina, interactionId, "Ещё едет", "m-later");
    await test.hub.pass(1000);
    const later = await scrape();
    expect(later).toMatch(/tandem_text_outbound 1\n/);
    expect(later).toMatch(/tandem_text_outbound_tries [1-9]/);
    test.channel.isUnreachable = false;
    await test.hub.pass(60_000);
    expect(await scrape()).toContain('tandem_text_deliveries_total{outcome="sent"} 2');
  });
});

describe("a message that is taken back", () => {
  it("is gone at the customer's too, by who wrote it alone, and where it cannot be its operator is told", async () => {
    await test.putOnline(marina);
    await test.write("irina", "где заказ?");
    const { interactionId } = await test.accept(marina);
    await test.say(marina, interactionId, "Не туда", "m-wrong");
    await test.say(marina, interactionId, "Едет", "m-right");
    const take = (operatorId = marina, messageId = "m-wrong") =>
      test.command(operatorId, "message.delete", { messageId });
    expect(await take(lev)).toMatchObject({ code: "not-owner" });
    expect(await take(marina, "nothing")).toMatchObject({ code: "unknown-message" });
    test.channel.isUnreachable = true;
    expect(await take()).toMatchObject({ ok: true });
    expect(await take()).toMatchObject({ code: "edit-under-way" });
    test.channel.isUnreachable = false;
    await test.hub.pass(1000);
    expect(test.channel.shown("irina").map(({ text }) => text)).toEqual(["Едет"]);
    expect((await test.messages()).find(({ messageId }) => messageId === "m-wrong")).toMatchObject({ text: "" });
    expect(await take()).toMatchObject({ ok: true });
    test.channel.blockedBy.add("irina");
    await test.say(marina, interactionId, "Не дойдёт", "m-failed");
    expect(await take(marina, "m-failed")).toMatchObject({ code: "delete-not-possible" });
  });
});
