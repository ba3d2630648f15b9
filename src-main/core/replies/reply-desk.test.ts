import { describe, expect, test } from "vitest";
import type { ReplyScope } from "../../../src-shared/domain/replies/quick-reply.ts";
import { Operator, Queue } from "../../../src-shared/domain/team.ts";
import { type InteractionId, QueueId, ReplyId } from "../../../src-shared/ids.ts";
import { feed, linked } from "../../../tests/support/a-linked-workplace.ts";
import { aWelcome } from "../../../tests/support/a-workplace.ts";
import { anna, aStory, boris, type StoryStep } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";
import type { World } from "../../../tests/support/fake-workplace-world.ts";

const own: ReplyScope = { kind: "own" };
const company: ReplyScope = { kind: "company" };
const ofQueue = (queueId: string): ReplyScope => ({ kind: "queue", queueId: QueueId.parse(queueId) });
const words = (title: string, shortcut = "") => ({ title, shortcut, text: `Текст: ${title}` });
const replyId = (id: string) => ReplyId.parse(id);

function set(id: string, scope: ReplyScope, title: string, by = anna, shortcut = ""): StoryStep {
  const payload = { replyId: replyId(id), scope, ...words(title, shortcut), operatorId: by };
  return { type: "reply.changed", payload };
}

async function titles(world: World, interactionId: InteractionId | null = null): Promise<readonly string[]> {
  const told = await world.workplace.handlers["replies.list"]({ interactionId });
  if (!told.ok) throw new Error(told.code);
  return told.value.replies.map(({ title, isEditable }) => (isEditable ? `${title}*` : title));
}

const write = (world: World, id: string, scope: ReplyScope, title: string, shortcut = "") =>
  world.workplace.handlers["replies.set"]({ replyId: replyId(id), scope, ...words(title, shortcut) });
const remove = (world: World, id: string) => world.workplace.handlers["replies.remove"]({ replyId: replyId(id) });

/** Anna serves «Поддержка», not «Заказы», which is there too. */
function welcomed(world: World, headSeq: number, role: "operator" | "supervisor"): void {
  const { queues, operators, operator } = aWelcome();
  const orders = Queue.parse({ queueId: "orders", name: "Заказы", number: "101", members: ["boris"] });
  const led = Operator.parse({ ...operator, role });
  const team = operators.map((one) => (one.operatorId === anna ? led : one));
  const welcome = aWelcome({ headSeq, queues: [...queues, orders], operator: led, operators: team });
  world.link.welcome(welcome, world.clock.nowMs());
}

const steps = [
  set("r-1", company, "Общий"),
  set("r-2", ofQueue("orders"), "Заказы"),
  set("r-3", ofQueue("support"), "Поддержка"),
  set("r-4", own, "Мой"),
  set("r-5", own, "Чужой", boris),
];

describe("quick replies", () => {
  test("come own first, then of queues, then the company's; in a contact only those of its queue", async () => {
    const story = aStory();
    const world = linked([...steps, story.arrives()]);
    welcomed(world, steps.length + 1, "operator");
    expect(await titles(world)).toEqual(["Мой*", "Поддержка", "Общий"]);
    expect(await titles(world, story.interactionId)).toEqual(["Мой*", "Поддержка", "Общий"]);
    welcomed(world, steps.length + 1, "supervisor");
    expect(await titles(world)).toEqual(["Мой*", "Заказы*", "Поддержка*", "Общий*"]);
    expect(await titles(world, story.interactionId)).toEqual(["Мой*", "Поддержка*", "Общий*"]);
  });

  test("that are written here are there at once, without the hub too, and do not vanish between its answer and its word", async () => {
    const world = linked([]);
    world.link.goOffline(0);
    let told = 0;
    world.workplace.replies.changed.add(() => {
      told += 1;
    });
    expect(await write(world, "r-1", own, "Первый")).toMatchObject({ ok: true });
    expect(await titles(world)).toEqual(["Первый*"]);
    expect(told).toBe(1);
    welcomed(world, 0, "operator");
    expect(world.link.sent).toMatchObject([{ name: "reply.set-own", input: { replyId: "r-1", title: "Первый" } }]);
    world.link.reply({ ok: true, seq: 1 });
    await settle();
    expect(await titles(world)).toEqual(["Первый*"]);
    feed(world, [set("r-1", own, "Первый")]);
    expect(await titles(world)).toEqual(["Первый*"]);
    expect(told).toBe(2);
    await remove(world, "r-1");
    expect(await titles(world)).toEqual([]);
    expect(await remove(world, "r-1")).toMatchObject({ ok: true });
    expect(world.link.sent).toHaveLength(2);
  });

  test("that the hub refuses are as before, and it is said", async () => {
    const world = linked(steps.slice(0, 1));
    let told = 0;
    await write(world, "r-2", own, "Мой");
    world.workplace.replies.changed.add(() => {
      told += 1;
    });
    world.link.reply({ ok: false, code: "too-many-replies", retry: "no" });
    await settle();
    expect(await titles(world)).toEqual(["Общий"]);
    expect(told).toBe(1);
  });

  test("are refused here already where they cannot be taken", async () => {
    const world = linked([...steps, set("r-6", own, "Счёт", anna, "счёт")]);
    welcomed(world, steps.length + 1, "operator");
    expect(await write(world, "r-7", own, "Другой", "Счет")).toMatchObject({ code: "shortcut-taken" });
    expect(await write(world, "r-7", company, "Другой")).toMatchObject({ code: "not-allowed" });
    expect(await write(world, "r-1", own, "Другой")).toMatchObject({ code: "not-allowed" });
    expect(await remove(world, "r-1")).toMatchObject({ code: "not-allowed" });
    expect(world.link.sent).toEqual([]);
    welcomed(world, steps.length + 1, "supervisor");
    expect(await write(world, "r-7", ofQueue("orders"), "Другой")).toMatchObject({ ok: true });
    expect(world.link.sent).toMatchObject([{ name: "reply.set-shared", input: { scope: { queueId: "orders" } } }]);
    world.stores.outbox.isBroken = true;
    expect(await write(world, "r-8", own, "Ещё")).toMatchObject({ code: "store-failed" });
  });
});
