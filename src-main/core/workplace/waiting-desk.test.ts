import { describe, expect, test } from "vitest";
import { QueueRules } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { Queue } from "../../../src-shared/domain/team.ts";
import { annaIs, linked, story } from "../../../tests/support/a-linked-workplace.ts";
import { aWelcome } from "../../../tests/support/a-workplace.ts";
import { anna, aStory, boris, type StoryStep } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";
import type { World } from "../../../tests/support/fake-workplace-world.ts";

const { interactionId } = story;
const waits = [story.arrives(), story.waits()];

/** A workplace of Anna, who is on the line, with a queue of these rules. */
function onLine(steps: readonly StoryStep[], rules: Partial<QueueRules> = {}): World {
  const world = linked([annaIs("online"), ...steps]);
  const support = { queueId: "support", name: "Поддержка", number: "100", members: ["anna", "boris"] };
  const queues = [Queue.parse({ ...support, rules: QueueRules.parse(rules) })];
  world.link.welcome(aWelcome({ headSeq: steps.length + 1, queues }), world.clock.nowMs());
  return world;
}
const row = (world: World) => world.workplace.get().waiting[0];

describe("a contact that waits", () => {
  test("may be taken by who could be offered it, and by nobody else", () => {
    expect(row(onLine(waits))).toMatchObject({ interactionId, mayTake: true });
    expect(row(onLine(waits, { taking: "only" }))).toMatchObject({ mayTake: true });
    const other = aStory("other");
    const busy = [other.arrives(), other.waits(), other.rings(anna), other.isAnswered(anna)];
    for (const world of [
      onLine(waits, { taking: "never" }),
      onLine([...waits, annaIs("break")]),
      onLine([...waits, story.rings(boris)]),
      onLine([...busy, ...waits]),
      onLine([...busy, other.ends("answered"), ...waits]),
    ])
      expect(row(world)?.mayTake).toBeUndefined();
  });

  test("is asked for once, is on its way until the hub answers, and a refusal is told", async () => {
    const world = onLine(waits);
    const told: string[] = [];
    world.workplace.news.onRefused(({ code }) => told.push(code));
    const take = () => world.workplace.handlers["waiting.take"]({ interactionId });
    expect([await take(), await take()]).toMatchObject([{ ok: true }, { ok: true }]);
    const sent = world.link.sent.filter(({ name }) => name === "interaction.claim");
    expect(sent).toMatchObject([{ input: { interactionId } }]);
    expect(row(world)).toMatchObject({ isTaking: true });
    world.link.reply({ ok: false, code: "already-taken", retry: "no" });
    await settle();
    expect(told).toEqual(["already-taken"]);
    expect(row(world)?.isTaking).toBeUndefined();
  });

  test("cannot be taken without the hub", async () => {
    const world = onLine(waits);
    world.link.goOffline(world.clock.nowMs());
    expect(row(world)?.mayTake).toBeUndefined();
    expect(await world.workplace.handlers["waiting.take"]({ interactionId })).toMatchObject({ code: "hub-away" });
  });
});
