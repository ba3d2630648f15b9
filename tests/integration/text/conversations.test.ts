import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TextChannelSettings } from "../../../src-shared/domain/text-channel-settings.ts";
import { FakeChannel } from "../../support/fake-channel.ts";
import { lev, marina, TestHub } from "../hub/support/a-hub.ts";
import { TextHub } from "./support/a-text-hub.ts";

let test: TextHub;
beforeEach(async () => {
  test = await TextHub.start();
});
afterEach(() => test.stop());

describe("a customer who writes", () => {
  it("waits, is offered, is answered, and the conversation is closed", async () => {
    await test.write("irina", "Где мой заказ?");
    expect(await test.hub.story()).toEqual(["created", "queued"]);
    await test.putOnline(marina);
    const { interactionId } = await test.accept(marina);
    expect(await test.say(marina, interactionId, "Уже едет")).toMatchObject({ ok: true });
    expect(test.channel.shown("irina").map(({ text }) => text)).toEqual(["Уже едет"]);
    expect(await test.command(marina, "interaction.close", { interactionId })).toMatchObject({ ok: true });
    expect(await test.hub.story()).toEqual(["created", "queued", "offered", "accepted", "ended", "closed"]);
    expect(await test.hub.last()).toMatchObject({
      channel: "chat",
      state: "closed",
      customer: { address: "chat:irina", name: "Ирина Сомова" },
      operatorId: marina,
      endedBy: "operator",
      result: "answered",
    });
    expect((await test.messages()).map(({ from, text, delivery }) => [from, text, delivery?.state])).toEqual([
      ["customer", "Где мой заказ?", undefined],
      ["operator", "Уже едет", "sent"],
    ]);
  });

  it("joins the open contact; after its end the same conversation has a new one", async () => {
    await test.putOnline(marina);
    await test.write("irina", "раз");
    await test.write("irina", "два");
    const first = await test.accept(marina);
    await test.write("irina", "три");
    await test.command(marina, "interaction.close", { interactionId: first.interactionId });
    await test.write("irina", "четыре");
    const second = await test.accept(marina);
    expect(second.conversationId).toBe(first.conversationId);
    expect(second.interactionId).not.toBe(first.interactionId);
    expect(
      (await test.messages()).map(({ text, interactionId }) => [text, interactionId === first.interactionId]),
    ).toEqual([
      ["раз", true],
      ["два", true],
      ["три", true],
      ["четыре", false],
    ]);
  });

  it("is heard once, however often the channel tells", async () => {
    const replies = [];
    for (let round = 0; round < 3; round += 1) replies.push(await test.write("irina", "раз", "tg-1"));
    expect(replies).toEqual([
      { ok: true, isReplay: false },
      { ok: true, isReplay: true },
      { ok: true, isReplay: true },
    ]);
    expect(await test.messages()).toHaveLength(1);
    expect(await test.hub.interactions()).toHaveLength(1);
  });

  it("edits and deletes what was written, also after the end", async () => {
    await test.write("irina", "заказ 1426", "m1");
    await test.channel.tell({ type: "edited", conversation: "irina", message: "m1", text: "заказ 1427" });
    expect((await test.messages())[0]).toMatchObject({ text: "заказ 1427" });
    await test.channel.tell({ type: "deleted", conversation: "irina", message: "m1" });
    expect((await test.messages())[0]).toMatchObject({ text: "" });
    expect(await test.channel.tell({ type: "edited", conversation: "irina", message: "m2", text: "?" })).toEqual({
      ok: false,
      code: "unknown-message",
      retry: "no",
    });
  });

  it("is no danger with what is written", async () => {
    const text = "'; DROP TABLE messages; -- <img src=x onerror=alert(1)> {{7*7}} \u202e";
    await test.write("irina'; --", text);
    expect((await test.messages())[0]?.text).toBe(text);
    expect((await test.hub.last()).customer.address).toMatch(/^chat:[0-9a-f]{64}$/);
    await test.channel.write("turned", "привет", {
      customer: { id: "turned", name: "\u202eyojne\u202c\n\u2066 Анна" },
    });
    expect((await test.hub.last()).customer.name).toBe("yojne Анна");
    for (const bad of [
      { conversation: "", text: "x" },
      { conversation: "a".repeat(257), text: "x" },
      { conversation: "a\u0000b", text: "x" },
      { conversation: "irina", text: "x".repeat(4097) },
      { conversation: "irina", text: " \n\u0000 " },
    ])
      expect(await test.channel.write(bad.conversation, bad.text)).toEqual({
        ok: false,
        code: "bad-message",
        retry: "no",
      });
  });
});

describe("an offer of text", () => {
  it("is never made to a desktop that shows calls only", async () => {
    await test.hub.putOnline(marina);
    await test.write("irina", "есть кто?");
    expect(await test.hub.story()).toEqual(["created", "queued"]);
  });

  it("goes on within a second when nobody takes it, and counts as missed", async () => {
    await test.putOnline(marina, lev);
    await test.write("irina", "есть кто?");
    expect((await test.offerOf(marina)).ringUntilMs).toBe(test.hub.clock.nowMs() + 30_000);
    await test.hub.pass(30_000);
    expect((await test.offerOf(lev)).reasons.map(({ code }) => code)).toContain("next-after-no-answer");
    expect((await test.hub.last()).offers.map(({ outcome }) => outcome)).toEqual(["no-answer", null]);
  });

  it("that is refused says why, and goes on at once", async () => {
    await test.putOnline(marina, lev);
    await test.write("irina", "есть кто?");
    const { interactionId, offerId } = await test.offerOf(marina);
    await test.command(marina, "interaction.refuse-offer", { interactionId, offerId, reason: "не моя тема" });
    const ended = (await test.hub.events()).find(({ type }) => type === "interaction.offer-ended");
    expect(ended?.payload).toMatchObject({ outcome: "declined", reason: "не моя тема" });
    await test.offerOf(lev);
    expect(await test.command(marina, "interaction.accept-offer", { interactionId, offerId })).toMatchObject({
      ok: false,
      code: "offer-gone",
    });
  });

  it("is taken away from a desktop that went, and given to another", async () => {
    await test.putOnline(marina, lev);
    await test.write("irina", "есть кто?");
    await test.offerOf(marina);
    test.hub.hub.service.desktopGone(marina);
    await test.offerOf(lev);
  });

  it("comes up to the capacity, and not beyond it", async () => {
    await test.putOnline(marina);
    for (const customer of ["a", "b", "c", "d"]) await test.write(customer, "есть кто?");
    for (let count = 0; count < 3; count += 1) await test.accept(marina);
    await expect(test.offerOf(marina)).rejects.toThrow("is offered nothing");
    const owned = test.hub.hub.log.unclosed().filter(({ operatorId }) => operatorId === marina);
    await test.command(marina, "interaction.close", { interactionId: owned[0]?.interactionId });
    await test.offerOf(marina);
  });
});

describe("who owns the contact", () => {
  it("alone may write to the customer", async () => {
    await test.putOnline(marina, lev);
    await test.write("irina", "есть кто?");
    const { interactionId } = await test.accept(marina);
    expect(await test.say(lev, interactionId, "я тоже тут")).toMatchObject({ ok: false, code: "not-owner" });
    expect(test.channel.shown("irina")).toEqual([]);
  });

  it("says a thing once, however often the desktop asks", async () => {
    await test.putOnline(marina);
    await test.write("irina", "есть кто?");
    const { interactionId } = await test.accept(marina);
    for (let round = 0; round < 3; round += 1)
      expect(await test.say(marina, interactionId, "Да", "my-1")).toMatchObject({ ok: true });
    expect(test.channel.shown("irina")).toHaveLength(1);
  });

  it("takes a waiting contact out of the queue, not one that a colleague is just deciding on", async () => {
    await test.putOnline(marina, lev);
    await test.write("irina", "есть кто?");
    const { interactionId, offerId } = await test.offerOf(marina);
    const claim = () => test.command(lev, "interaction.claim", { interactionId });
    expect(await claim()).toMatchObject({ code: "offered-elsewhere" });
    await test.hub.choose(lev, { status: "break", reason: "lunch" });
    await test.command(marina, "interaction.refuse-offer", { interactionId, offerId });
    expect(await claim()).toMatchObject({ code: "not-online" });
    await test.hub.choose(marina, { status: "break", reason: "lunch" });
    await test.hub.choose(lev, { status: "online" });
    expect(await claim()).toMatchObject({ ok: true });
    expect(await test.hub.last()).toMatchObject({ state: "active", operatorId: lev });
    expect(await test.command(marina, "interaction.claim", { interactionId })).toMatchObject({ code: "already-taken" });
  });

  it("hands it to a colleague, who is asked with a card, and may refuse", async () => {
    await test.putOnline(marina, lev);
    await test.write("irina", "есть кто?");
    const { interactionId } = await test.accept(marina);
    const to = { kind: "operator", operatorId: lev };
    expect(await test.command(marina, "interaction.transfer", { interactionId, to, note: "VIP, ждёт" })).toMatchObject({
      ok: true,
    });
    const asked = await test.offerOf(lev);
    const offered = (await test.hub.events()).findLast(({ type }) => type === "interaction.offered");
    expect(offered?.payload).toMatchObject({ handOver: { fromOperatorId: marina, note: "VIP, ждёт" } });
    await test.command(lev, "interaction.refuse-offer", { interactionId, offerId: asked.offerId });
    expect(await test.hub.last()).toMatchObject({ state: "active", operatorId: marina });
    await test.command(marina, "interaction.transfer", { interactionId, to });
    await test.accept(lev);
    expect(await test.hub.last()).toMatchObject({ state: "active", operatorId: lev });
    expect(await test.say(marina, interactionId, "ещё я")).toMatchObject({ code: "not-owner" });
    expect(await test.say(lev, interactionId, "теперь я")).toMatchObject({ ok: true });
  });

  it("takes back what a colleague is asked, and the card that was written goes as a whole", async () => {
    await test.putOnline(marina, lev);
    await test.write("irina", "есть кто?");
    const { interactionId } = await test.accept(marina);
    const to = { kind: "operator", operatorId: lev };
    const takeBack = (by: typeof marina) => test.command(by, "interaction.take-back", { interactionId });
    expect(await takeBack(marina)).toMatchObject({ ok: false, code: "not-under-way" });
    const card = { note: "ждёт счёт", nextStep: "выслать счёт", draft: "Счёт во" };
    await test.command(marina, "interaction.transfer", { interactionId, to, ...card });
    const asked = await test.offerOf(lev);
    const offered = (await test.hub.events()).findLast(({ type }) => type === "interaction.offered");
    expect(offered?.payload).toMatchObject({ handOver: { fromOperatorId: marina, ...card } });
    expect(await takeBack(lev)).toMatchObject({ ok: false, code: "not-owner" });
    expect(await takeBack(marina)).toMatchObject({ ok: true });
    const accept = { interactionId, offerId: asked.offerId };
    expect(await test.command(lev, "interaction.accept-offer", accept)).toMatchObject({ code: "offer-gone" });
    expect(await test.hub.last()).toMatchObject({ state: "active", operatorId: marina });
    expect(await test.command(marina, "interaction.transfer", { interactionId, to })).toMatchObject({ ok: true });
  });

  it("hands it to a queue, where it waits with its card", async () => {
    await test.putOnline(lev);
    await test.write("irina", "есть кто?");
    const { interactionId } = await test.accept(lev);
    const to = { kind: "queue", queueId: "orders" };
    await test.command(lev, "interaction.transfer", { interactionId, to, note: "это заказ" });
    expect(await test.hub.last()).toMatchObject({ state: "queued", queueId: "orders", operatorId: null });
    await test.putOnline(marina);
    await test.accept(marina);
    expect(await test.hub.last()).toMatchObject({ state: "active", operatorId: marina });
  });

  it("and is gone for good leaves it to the others", async () => {
    await test.putOnline(marina, lev);
    await test.write("irina", "есть кто?");
    await test.accept(marina);
    test.hub.hub.service.desktopGone(marina);
    await test.hub.pass(61_000);
    expect((await test.offerOf(lev)).interactionId).toBe((await test.hub.last()).interactionId);
  });

  it("is told that the customer writes, and shows that an answer is written", async () => {
    await test.putOnline(marina);
    await test.write("irina", "есть кто?");
    const { conversationId } = await test.accept(marina);
    const words: unknown[] = [];
    test.hub.hub.service.onEphemeral((operatorId, word) => words.push([operatorId, word.type]));
    const before = await test.hub.events();
    await test.channel.tell({ type: "typing", conversation: "irina" });
    expect(words).toEqual([[marina, "customer-typing"]]);
    const reply = await test.hub.hub.service.query(marina, { name: "conversation.typing", input: { conversationId } });
    expect(reply).toEqual({ ok: true, value: null });
    expect(test.channel.typing).toEqual(["irina"]);
    expect(await test.hub.events()).toEqual(before);
  });
});

describe("a conversation", () => {
  it("is read page by page by who had a part in it, and by nobody else", async () => {
    await test.putOnline(marina);
    for (let count = 1; count <= 5; count += 1) await test.write("irina", `сообщение ${count}`);
    const { conversationId } = await test.accept(marina);
    await test.write("irina", "сообщение 6");
    const read = (operatorId: typeof marina, input: object) =>
      test.hub.hub.service.query(operatorId, { name: "conversation.read", input: { conversationId, ...input } });
    const newest = await read(marina, { limit: 4 });
    expect(newest).toMatchObject({
      ok: true,
      value: { messages: [3, 4, 5, 6].map((n) => ({ text: `сообщение ${n}` })) },
    });
    const { nextBeforeSeq } = (newest as { value: { nextBeforeSeq: number } }).value;
    expect(await read(marina, { limit: 4, beforeSeq: nextBeforeSeq })).toMatchObject({
      value: { messages: [{ text: "сообщение 1" }, { text: "сообщение 2" }], nextBeforeSeq: null },
    });
    expect(await read(lev, {})).toEqual({ ok: false, code: "unknown-conversation", retry: "no" });
  });
});

describe("several accounts of a channel", () => {
  it("come each to its own queue, and never mix", async () => {
    await test.stop();
    const bots = ["111", "222"].map((account) => new FakeChannel("telegram", account));
    const [first, second] = bots;
    const channels = bots.map((channel, index) => {
      const queueId = index === 0 ? "support" : "orders";
      return { channel, settings: TextChannelSettings.parse({ queueId }) };
    });
    const hub = await TestHub.start({ channels });
    await first?.write("7001", "в поддержку", { message: "1" });
    await second?.write("7001", "заказать", { message: "1" });
    await hub.settle();
    const contacts = await hub.interactions();
    expect(contacts.map(({ queueId, dialled }) => [queueId, dialled])).toEqual([
      ["support", "111"],
      ["orders", "222"],
    ]);
    expect(new Set(contacts.map(({ conversationId }) => conversationId)).size).toBe(2);
    await hub.stop();
    test = await TextHub.start();
  });
});
