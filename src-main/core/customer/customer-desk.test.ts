import { describe, expect, test } from "vitest";
import { CustomerView } from "../../../src-shared/ipc/customer.ts";
import type { CustomerCard } from "../../../src-shared/link/customer-queries.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { linked, story } from "../../../tests/support/a-linked-workplace.ts";
import { anna, boris, STORY_START_MS, support } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";
import type { World } from "../../../tests/support/fake-workplace-world.ts";

const ADDRESS = "+79990001122";
const talked = [story.arrives(), story.waits(), story.rings(anna), story.isAnswered(anna), story.ends("answered")];

const card: CustomerCard = {
  name: "Иван",
  tags: ["VIP"],
  notes: [{ noteId: "n-1", operatorId: boris, atMs: STORY_START_MS, text: "Звонить после шести" }],
  addresses: [ADDRESS],
  promisedCalls: [
    { interactionId: story.interactionId, orderedAtMs: 5, dueAtMs: 10, topic: "Доставка", comment: null },
  ],
  contacts: [
    {
      interactionId: story.interactionId,
      ...{ channel: "telegram", direction: "in", queueId: support, operatorId: boris, result: "answered" },
      customer: { address: ADDRESS, name: "Иван" },
      ...{ createdAtMs: STORY_START_MS, acceptedAtMs: STORY_START_MS + 1000, endedAtMs: STORY_START_MS + 6000 },
      notes: [{ operatorId: boris, text: "Ждёт счёт", atMs: STORY_START_MS }],
    },
  ],
  nextBefore: null,
};

async function ask(world: World) {
  const answer = Promise.resolve(world.workplace.handlers["customer.get"]({ address: ADDRESS, before: null }));
  await settle();
  world.clock.advance(3_000);
  return answer;
}

describe("the card of a customer", () => {
  test("is the hub's: contacts of everybody, with names of people and queues and times of this machine", async () => {
    const world = linked(talked);
    world.link.autoAnswer = () => accepted(card);
    const answer = await ask(world);
    expect(world.link.questions).toEqual([
      { name: "customer.card", input: { address: ADDRESS, before: null, limit: 50 } },
    ]);
    if (!answer.ok) throw new Error(answer.code);
    expect(CustomerView.parse(answer.value)).toEqual(answer.value);
    expect(answer.value).toMatchObject({
      from: "team",
      staleSinceMs: null,
      promisedCalls: [{ topic: "Доставка" }],
      contacts: [
        {
          ...{ channel: "telegram", kind: "text", operatorName: "Борис", queueName: "Поддержка", talkMs: 5000 },
          notes: [{ authorName: "Борис", text: "Ждёт счёт" }],
        },
      ],
    });
  });

  test("is made of what is kept here when the hub does not answer in time, and says since when", async () => {
    const answer = await ask(linked(talked));
    if (!answer.ok) throw new Error(answer.code);
    expect(CustomerView.parse(answer.value)).toEqual(answer.value);
    expect(answer.value).toMatchObject({
      from: "own",
      name: "Иван",
      contacts: [{ kind: "voice", result: "answered" }],
    });
    expect(answer.value.staleSinceMs).toEqual(expect.any(Number));
  });

  test("has what is written here before the hub knows of it, also without the hub", async () => {
    const world = linked(talked);
    world.link.autoAnswer = () => accepted(card);
    const write = (change: Parameters<World["workplace"]["handlers"]["customer.describe"]>[0]["change"]) =>
      world.workplace.handlers["customer.describe"]({ interactionId: story.interactionId, change });
    expect(await write({ kind: "tagged", tag: "новосёл" })).toMatchObject({ ok: true });
    await write({ kind: "noted", noteId: "n-2", text: "Ждёт мастера" });
    await write({ kind: "named", name: "Иван Петров" });
    expect(world.link.sent.at(-1)).toMatchObject({ name: "customer.describe" });
    const written = {
      name: "Иван Петров",
      notes: [{ noteId: "n-2", authorName: "Анна", isOwn: true, text: "Ждёт мастера" }],
    };
    expect(await ask(world)).toMatchObject({
      ok: true,
      value: {
        ...{ from: "team", name: written.name, tags: ["VIP", "новосёл"] },
        notes: [...written.notes, { noteId: "n-1", authorName: "Борис", isOwn: false }],
      },
    });
    world.link.autoAnswer = null;
    expect(await ask(world)).toMatchObject({ ok: true, value: { from: "own", tags: ["новосёл"], ...written } });
  });

  test("of a colleague has own contacts alone, and nothing is missing from it", async () => {
    const world = linked(talked);
    world.link.autoAnswer = () => refused("not-a-customer");
    expect(await ask(world)).toMatchObject({ ok: true, value: { from: "own", staleSinceMs: null } });
  });
});
