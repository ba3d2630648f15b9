import { describe, expect, test } from "vitest";
import { ConversationId, type OperatorId, QueueId } from "../../../src-shared/ids.ts";
import { feed, linked } from "../../../tests/support/a-linked-workplace.ts";
import { anna, aStory, boris, type StoryStep } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";
import type { World } from "../../../tests/support/fake-workplace-world.ts";

const conversationId = ConversationId.parse("conversation-1");
const story = aStory();
const { interactionId } = story;
const toBoris = { kind: "operator", operatorId: boris } as const;

function arrives(): StoryStep {
  const step = story.arrives();
  if (step.type !== "interaction.created") throw new Error("not the first step");
  return { ...step, payload: { ...step.payload, channel: "chat", conversationId } };
}

const led = [arrives(), story.waits(), story.rings(anna), story.isAnswered(anna)];
const own = (world: World) => world.workplace.get().conversations ?? [];
const transfer = (world: World, to: typeof toBoris | { kind: "queue"; queueId: QueueId } = toBoris) =>
  world.workplace.handlers["conversations.transfer"]({ interactionId, to, card: { note: "ждёт счёт" } });
const takeBack = (world: World) => world.workplace.handlers["conversations.take-back"]({ interactionId });

function told(world: World) {
  const all: unknown[] = [];
  world.workplace.conversations.transferred.add((one) => all.push(one));
  return all;
}

/** Boris is asked. */
function asked(): StoryStep {
  const step = story.rings(boris);
  if (step.type !== "interaction.offered") throw new Error("not an offer");
  return { ...step, payload: { ...step.payload, handOver: { fromOperatorId: anna, note: "ждёт счёт" } } };
}

function ends(outcome: "declined" | "no-answer" | "withdrawn", of: StoryStep): StoryStep {
  if (of.type !== "interaction.offered") throw new Error("not an offer");
  const { offerId, operatorId } = of.payload;
  return { type: "interaction.offer-ended", payload: { interactionId, offerId, operatorId, outcome } };
}

describe("a conversation that is passed on", () => {
  test("goes with its card and what was being written; what the hub refuses is said at once", async () => {
    const world = linked(led);
    await world.workplace.handlers["drafts.set"]({ conversationId, text: " Счёт во " });
    world.link.autoReply = () => ({ ok: true, seq: 9 });
    expect(await transfer(world)).toMatchObject({ ok: true });
    const input = { interactionId, to: toBoris, note: "ждёт счёт", draft: "Счёт во" };
    expect(world.link.sent.at(-1)).toMatchObject({ name: "interaction.transfer", input });
    for (const [code, said] of [
      ["target-unavailable", "target-unavailable"],
      ["not-owner", "unknown-conversation"],
    ] as const) {
      world.link.autoReply = () => ({ ok: false, code, retry: "no" });
      expect(await transfer(world)).toMatchObject({ ok: false, code: said });
    }
    world.link.goOffline(0);
    expect(await transfer(world)).toMatchObject({ ok: false, code: "hub-away" });
    expect(await takeBack(world)).toMatchObject({ ok: false, code: "hub-away" });
  });

  test("stays while the colleague is asked, is told why it stays, and goes with what was being written", async () => {
    const world = linked(led);
    await world.workplace.handlers["drafts.set"]({ conversationId, text: "Счёт во" });
    const all = told(world);
    const first = asked();
    feed(world, [first], led.length);
    expect(own(world)).toMatchObject([{ passing: { party: "Борис" } }]);
    expect(own(world)[0]).not.toHaveProperty("handOver");
    feed(world, [ends("declined", first)], led.length + 1);
    expect(own(world)[0]).not.toHaveProperty("passing");
    const second = asked();
    feed(world, [second, ends("withdrawn", second)], led.length + 2);
    const customer = own(world)[0]?.customer;
    expect(all).toEqual([{ conversationId, outcome: "declined", customer, party: "Борис" }]);
    feed(world, [asked(), story.isTransferred(anna, boris)], led.length + 4);
    expect(all.at(-1)).toEqual({ conversationId, outcome: "done", customer, party: "Борис" });
    expect(own(world)).toEqual([]);
    expect(await world.workplace.handlers["drafts.get"]({ conversationId })).toMatchObject({ value: { text: "" } });
  });

  test("to a queue is told by its name; what others pass on is nothing of ours", async () => {
    const world = linked(led);
    const all = told(world);
    const queueId = QueueId.parse("support");
    const back = (fromOperatorId: OperatorId): StoryStep => ({
      type: "interaction.queued",
      payload: { interactionId, queueId, handOver: { fromOperatorId, note: null } },
    });
    feed(world, [back(anna)], led.length);
    expect(all).toMatchObject([{ outcome: "done" }]);
    expect(own(world)).toEqual([]);
    feed(world, [story.rings(boris), story.isAnswered(boris), back(boris)], led.length + 1);
    await settle();
    expect(all).toHaveLength(1);
  });

  test("is taken back; one that was taken meanwhile is not an error", async () => {
    const world = linked(led);
    world.link.autoReply = () => ({ ok: false, code: "not-under-way", retry: "no" });
    expect(await takeBack(world)).toMatchObject({ ok: true });
    expect(world.link.sent.at(-1)).toMatchObject({ name: "interaction.take-back", input: { interactionId } });
  });

  test("shows the one who is asked what was written for them", () => {
    const offer = { ...story.rings(anna) };
    if (offer.type !== "interaction.offered") throw new Error("not an offer");
    const handOver = { fromOperatorId: boris, note: "ждёт счёт", draft: "Счёт во" };
    const passed: StoryStep = { ...offer, payload: { ...offer.payload, handOver } };
    const world = linked([arrives(), story.waits(), story.rings(boris), story.isAnswered(boris), passed]);
    expect(own(world)).toMatchObject([{ offer: {}, handOver }]);
    feed(world, [story.isTransferred(boris, anna)], 5);
    expect(own(world)).toMatchObject([{ offer: null, handOver }]);
  });
});
