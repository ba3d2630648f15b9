import { describe, expect, test } from "vitest";
import { ConversationId, MessageId, OfferId, OperatorId } from "../../../src-shared/ids.ts";
import {
  ConversationHits,
  type ConversationList,
  ConversationPage,
} from "../../../src-shared/link/conversation-queries.ts";
import { accepted } from "../../../src-shared/result.ts";
import { feed, linked } from "../../../tests/support/a-linked-workplace.ts";
import { aWelcome } from "../../../tests/support/a-workplace.ts";
import { anna, aStory, boris, type StoryStep } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";
import type { World } from "../../../tests/support/fake-workplace-world.ts";

const conversationId = ConversationId.parse("conversation-1");
const story = aStory();
const { interactionId } = story;
const offerId = OfferId.parse("i-1-offer-1");
const messageId = MessageId.parse("m-1");

function arrives(): StoryStep {
  const step = story.arrives();
  if (step.type !== "interaction.created") throw new Error("not the first step");
  return { ...step, payload: { ...step.payload, channel: "chat", conversationId } };
}

function listWith(unread: number): ConversationList {
  const customer = { address: "chat:1", name: null };
  const one = { conversationId, channel: "chat", account: "shop", customer, createdAtMs: 1, last: null, lastSeq: 4 };
  const conversations = [{ ...one, contact: null, unread, readUptoSeq: 0 }];
  return { conversations, nextBeforeSeq: null, unreadTotal: unread };
}

const offered = [arrives(), story.waits(), story.rings(anna)];
const led = [...offered, story.isAnswered(anna)];
const own = (world: World) => world.workplace.get().conversations ?? [];
const say = (world: World, text: string) =>
  world.workplace.handlers["conversations.send"]({ conversationId, interactionId, messageId, text, attachmentIds: [] });
const draft = (world: World) => world.workplace.handlers["drafts.get"]({ conversationId });
const unsent = async (world: World) => {
  const told = await world.workplace.handlers["conversations.unsent"]({ conversationId });
  return told.ok ? told.value.messages : [];
};

describe("own conversations", () => {
  test("are what is offered to the operator, and then what they lead; a call and another's text are not", () => {
    const world = linked(offered);
    expect(own(world)).toMatchObject([{ conversationId, channel: "chat", offer: { offerId } }]);
    expect(world.workplace.get().waiting).toMatchObject([{ isText: true }]);
    feed(world, [story.isAnswered(anna)], offered.length);
    expect(own(world)).toMatchObject([{ conversationId, offer: null, unread: 0 }]);
    feed(world, [story.isTransferred(anna, boris)], led.length);
    expect(own(world)).toEqual([]);
    const call = aStory("i-2");
    expect(own(linked([call.arrives(), call.waits(), call.rings(anna)]))).toEqual([]);
  });

  test("have the unread counts of the hub's list, read anew after what may change them", async () => {
    const world = linked(led);
    let unread = 3;
    const asked = () => world.link.questions.filter(({ name }) => name === "conversation.list").length;
    world.link.autoAnswer = () => accepted(listWith(unread));
    world.link.welcome(aWelcome({ headSeq: led.length }), world.clock.nowMs());
    await settle();
    expect(own(world)).toMatchObject([{ unread: 3 }]);
    const before = asked();
    unread = 0;
    const read = { conversationId, operatorId: anna, ownerId: anna, uptoSeq: 3 };
    feed(world, [{ type: "conversation.read-up-to", payload: read }], led.length);
    await settle();
    expect(asked()).toBe(before + 1);
    expect(own(world)).toMatchObject([{ unread: 0 }]);
  });

  test("tell who writes and who looks on, till the message is there; and what the operator does is told the hub while it is heard", async () => {
    const world = linked(led);
    const told: unknown[] = [];
    world.workplace.conversations.marked.add((mark) => told.push(mark));
    world.link.word({ type: "customer-typing", conversationId, interactionId });
    world.link.word({ type: "colleague-viewing", conversationId, operatorId: boris, isTyping: false });
    world.link.word({
      type: "colleague-viewing",
      conversationId,
      operatorId: OperatorId.parse("gone"),
      isTyping: true,
    });
    const message = { ...{ conversationId, interactionId, messageId, ownerId: anna, queueId: null }, text: "Да" };
    const received = { ...message, channelMessageId: "c-1", attachments: [], sentAtMs: 1 };
    feed(world, [{ type: "message.received", payload: received }], led.length);
    expect(told).toEqual([
      { conversationId, colleague: null, isTyping: true },
      { conversationId, colleague: "Борис", isTyping: false },
      { conversationId, colleague: null, isTyping: false },
    ]);
    const asked = () => world.link.questions.map(({ name }) => name).filter((name) => /typing|viewing/.test(name));
    const attend = (isTyping: boolean) =>
      world.workplace.handlers["conversations.attend"]({ conversationId, isTyping });
    await attend(false);
    await attend(true);
    expect(asked()).toEqual(["conversation.viewing", "conversation.typing"]);
    world.link.goOffline(0);
    expect(await attend(true)).toMatchObject({ ok: true });
    expect(asked()).toHaveLength(2);
  });

  test("are accepted once, and not while the hub is away", async () => {
    const world = linked(offered);
    const accept = () => world.workplace.handlers["conversations.accept"]({ interactionId, offerId });
    expect(await accept()).toMatchObject({ ok: true });
    expect(await accept()).toMatchObject({ ok: true });
    expect(world.link.sent.map(({ name }) => name)).toEqual(["interaction.accept-offer"]);
    expect(own(world)).toMatchObject([{ isAnswering: true }]);
    const cut = linked(offered);
    cut.link.goOffline(0);
    expect(await cut.workplace.handlers["conversations.accept"]({ interactionId, offerId })).toMatchObject({
      ok: false,
      code: "hub-away",
    });
    expect(cut.stores.outbox.pending()).toEqual([]);
  });
});

describe("a message", () => {
  test("waits out a cut link under its own id, takes the draft with it, and is shown meanwhile", async () => {
    const world = linked(led);
    world.link.goOffline(0);
    await world.workplace.handlers["drafts.set"]({ conversationId, text: "Уже едет" });
    expect(await say(world, "Уже едет")).toMatchObject({ ok: true });
    expect(await draft(world)).toEqual(accepted({ text: "", files: [] }));
    expect(await unsent(world)).toMatchObject([{ messageId, text: "Уже едет", delivery: "waiting", seq: null }]);
    expect(world.stores.outbox.pending()).toMatchObject([{ name: "message.send", input: { messageId } }]);
  });

  test("that the hub refuses stays in sight and goes again as it was", async () => {
    const world = linked(led);
    await say(world, "Уже едет");
    const told: unknown[] = [];
    world.workplace.conversations.changed.add((changed) => told.push(changed));
    world.link.reply({ ok: false, code: "no-channel", retry: "no" });
    await settle();
    expect(told).toContainEqual({ conversationId });
    expect(await unsent(world)).toMatchObject([{ messageId, delivery: "refused" }]);
    await world.workplace.handlers["conversations.resend"]({ conversationId, messageId });
    await settle();
    expect(world.link.sent.map(({ input }) => input)).toEqual([
      { interactionId, messageId, text: "Уже едет", attachmentIds: [] },
      { interactionId, messageId, text: "Уже едет", attachmentIds: [] },
    ]);
    expect(await unsent(world)).toMatchObject([{ delivery: "waiting" }]);
  });

  test("that the hub refused is there after a restart, and is kept before the outbox lets it go", async () => {
    const world = linked(led);
    await say(world, "Уже едет");
    const { outbox, refusedMessages } = world.stores;
    const remove = outbox.remove.bind(outbox);
    const keptBefore: unknown[] = [];
    outbox.remove = (commandId) => {
      keptBefore.push(...refusedMessages.read(anna));
      remove(commandId);
    };
    world.link.reply({ ok: false, code: "no-channel", retry: "no" });
    await settle();
    expect(keptBefore).toMatchObject([{ messageId, text: "Уже едет" }]);
    const later = linked(led, undefined, world);
    expect(await unsent(later)).toMatchObject([{ messageId, text: "Уже едет", delivery: "refused" }]);
    await later.workplace.handlers["conversations.resend"]({ conversationId, messageId });
    later.link.reply({ ok: true, seq: 9 });
    await settle();
    expect(await unsent(linked(led, undefined, later))).toEqual([]);
  });

  test("that the hub refused, and a draft, go when the customer is erased", async () => {
    const world = linked(led);
    await say(world, "Уже едет");
    world.link.reply({ ok: false, code: "no-channel", retry: "no" });
    await world.workplace.handlers["drafts.set"]({ conversationId, text: "Иван Петрович" });
    await settle();
    expect(await unsent(world)).toHaveLength(1);
    const contacts = [{ interactionId, pseudonym: "erased-1" }];
    feed(world, [{ type: "customer.erased", payload: { contacts } }], led.length);
    expect([await unsent(world), await draft(world)]).toEqual([[], accepted({ text: "", files: [] })]);
    expect(world.stores.refusedMessages.read(anna)).toEqual([]);
  });

  test("that is both kept and on its way, for the program ended in between, is shown once", async () => {
    const world = linked(led);
    await say(world, "Уже едет");
    const sent = { interactionId, messageId, text: "Уже едет", attachmentIds: [] };
    world.stores.refusedMessages.write(anna, [{ ...sent, madeAtMs: 1 }]);
    expect(await unsent(linked(led, undefined, world))).toMatchObject([{ messageId, delivery: "waiting" }]);
  });

  test("that the hub refused is shown also when the disk is full", async () => {
    const world = linked(led);
    await say(world, "Уже едет");
    world.stores.refusedMessages.isBroken = true;
    world.link.reply({ ok: false, code: "no-channel", retry: "no" });
    await settle();
    expect(await unsent(world)).toMatchObject([{ messageId, delivery: "refused" }]);
    expect(world.log.lines).toContainEqual(expect.objectContaining({ words: "a refused message could not be kept" }));
  });

  test("of nothing is not sent, and of a disk that refuses keeps its draft", async () => {
    const world = linked(led);
    expect(await say(world, " \n ")).toMatchObject({ ok: false, code: "empty-message" });
    await world.workplace.handlers["drafts.set"]({ conversationId, text: "Уже" });
    world.stores.outbox.isBroken = true;
    expect(await say(world, "Уже")).toMatchObject({ ok: false, code: "store-failed" });
    expect(await draft(world)).toEqual(accepted({ text: "Уже", files: [] }));
  });
});

describe("a thread", () => {
  test("is the hub's page, with colleagues by name, and without the hub a refusal that says so", async () => {
    const world = linked(led);
    const page = {
      ...{ messageId, interactionId, conversationId, from: "operator", operatorId: boris, text: "Здравствуйте" },
      ...{ attachments: [], atMs: 1_700_000_000_000, editedAtMs: null, deletedAtMs: null, channelMessageId: null },
      ...{ delivery: { state: "failed", code: "blocked" }, seq: 7, lastSeq: 8 },
    } as const;
    const answer = accepted(ConversationPage.parse({ messages: [page], nextBeforeSeq: 7, nextAfterSeq: null }));
    world.link.autoAnswer = () => answer;
    const read = () => world.workplace.handlers["conversations.read"]({ conversationId, beforeSeq: null });
    expect(await read()).toMatchObject({
      ok: true,
      value: { messages: [{ colleague: "Борис", delivery: "failed", failure: "blocked", seq: 7 }], beforeSeq: 7 },
    });
    world.link.autoAnswer = null;
    expect(await read()).toMatchObject({ ok: false, code: "hub-away" });
  });

  test("are searched piece by piece, and read around what was found", async () => {
    const world = linked(led);
    const page = (seq: number) => ({
      ...{ messageId: `m-${seq}`, interactionId, conversationId, from: "customer", operatorId: null, text: "Да" },
      ...{ attachments: [], atMs: 1, editedAtMs: null, deletedAtMs: null, delivery: null, channelMessageId: null },
      ...{ seq, lastSeq: seq },
    });
    const search = () => world.workplace.handlers["conversations.search"]({ conversationId, text: "да" });
    expect(await search()).toMatchObject({ ok: false, code: "hub-away" });
    const asked: unknown[] = [];
    world.link.autoAnswer = ({ name, input }) => {
      const { beforeSeq = null, afterSeq } = input as { beforeSeq?: number; afterSeq?: number };
      asked.push({ name, beforeSeq, afterSeq });
      if (name === "conversation.search")
        return accepted(
          ConversationHits.parse({ messages: [page(beforeSeq ? 3 : 9)], nextBeforeSeq: beforeSeq ? null : 5 }),
        );
      const messages = afterSeq ? [page(7), page(8)] : [page(5)];
      return accepted(ConversationPage.parse({ messages, nextBeforeSeq: 5, nextAfterSeq: afterSeq ? 8 : null }));
    };
    expect(await search()).toEqual(
      accepted({ hits: [9, 3].map((seq) => ({ messageId: `m-${seq}`, seq })), hasMore: false }),
    );
    asked.length = 0;
    const read = { conversationId, beforeSeq: null, aroundSeq: 7 };
    expect(await world.workplace.handlers["conversations.read"](read)).toMatchObject({
      ...{ ok: true, value: { messages: [{ seq: 5 }, { seq: 7 }, { seq: 8 }], beforeSeq: 5, hasNewer: true } },
    });
    expect(asked).toEqual([
      { name: "conversation.read", beforeSeq: 7, afterSeq: undefined },
      { name: "conversation.read", beforeSeq: null, afterSeq: 6 },
    ]);
  });
});
