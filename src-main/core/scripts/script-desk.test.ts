import { describe, expect, test } from "vitest";
import type { ScriptGraph } from "../../../src-shared/domain/scripts/script.ts";
import { ANY_AUDIENCE, ScriptVersion } from "../../../src-shared/domain/scripts/script-head.ts";
import { scriptStep } from "../../../src-shared/domain/scripts/script-step.ts";
import { ScriptId, TopicId } from "../../../src-shared/ids.ts";
import type { ScriptView } from "../../../src-shared/ipc/scripts.ts";
import type { KeptRun } from "../../../src-shared/link/script-queries.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { ACCOUNT, feed, linked } from "../../../tests/support/a-linked-workplace.ts";
import { aBlock, aBook, aGraph, ask, end, say } from "../../../tests/support/a-script.ts";
import { aCall, aWelcome } from "../../../tests/support/a-workplace.ts";
import { anna, aStory, boris, type StoryStep } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";
import { aWorld, type World } from "../../../tests/support/fake-workplace-world.ts";

const delivery = ScriptId.parse("delivery");
const FORM = aBlock("form", "form", {
  text: "Номер заказа?",
  fields: [{ key: "order", label: "Заказ", type: "number", isRequired: true }],
  next: "topic",
});
const TOPIC = aBlock("action", "topic", { action: { kind: "set-topic", topicId: "order-status" }, next: "ask" });
const GRAPH = aGraph(
  [
    say("hello", "form", { text: "Здравствуйте, {{имя клиента | добрый день}}!", isObligatory: true }),
    FORM,
    TOPIC,
    ask("ask", ["bye", "no"], { text: "Заказ {{Заказ}} приехал?" }),
    end("bye", "Решено"),
    end("no", "Отказ"),
    aBlock("objections", "list", { items: [{ objectionId: "long", title: "Долго", text: "Понимаю", next: null }] }),
  ],
  { title: "Где мой заказ" },
);

function published(version = 1, audience: object = { isAutomatic: true }, scriptId = delivery): StoryStep {
  const head = { scriptId, version, model: "block-scheme", title: "Где мой заказ", summary: "", note: "" } as const;
  return { type: "script.published", payload: { ...head, audience: { ...ANY_AUDIENCE, ...audience } } };
}

const story = aStory();
const talking = [story.arrives(), story.waits(), story.rings(anna), story.isAnswered(anna)];
const { interactionId } = story;

/** Anna talks, and the hub answers what it is asked; `run`: what it has of the contact. */
async function talk(steps: readonly StoryStep[] = [published()], graph: ScriptGraph | null = GRAPH): Promise<World> {
  const world = linked([...steps, ...talking]);
  hubHas(world, null, graph);
  world.link.autoReply = () => ({ ok: true, seq: 99 });
  world.link.welcome(aWelcome({ headSeq: steps.length + talking.length }), world.clock.nowMs());
  await settle();
  return world;
}

function hubHas(world: World, run: KeptRun | null, graph: ScriptGraph | null = GRAPH): void {
  world.link.autoAnswer = ({ name }) => {
    if (name === "script.graph") return graph ? accepted(graph) : null;
    return name === "script.read-run" ? accepted(run) : null;
  };
}

async function open(world: World): Promise<ScriptView | null> {
  const told = await world.workplace.handlers["scripts.open"]({ interactionId });
  if (!told.ok) throw new Error(told.code);
  return told.value.view;
}

async function opened(world: World): Promise<ScriptView> {
  const view = await open(world);
  if (!view) throw new Error("no script");
  return view;
}

function step(world: World, { runId, steps }: ScriptView, input: object) {
  return world.workplace.handlers["scripts.step"]({ interactionId, runId, steps, step: input as never });
}

async function stepped(world: World, view: ScriptView, input: object): Promise<ScriptView> {
  const told = await step(world, view, input);
  if (!told.ok) throw new Error(told.code);
  return told.value.view;
}

const told = (world: World) =>
  world.link.sent.flatMap(({ name, input }) => (name.startsWith("script.") ? [[name, input]] : []));

describe("a contact's script", () => {
  test("opens by itself where it fits, shows where it stands, and tells the hub each step", async () => {
    const world = await talk();
    const view = await opened(world);
    expect(view).toMatchObject({
      ...{ title: "Где мой заказ", blockTitle: "hello", kind: "say", version: 1, hasNext: true, ahead: 2 },
      text: [{ kind: "words" }, { kind: "value", text: "Иван" }, { kind: "words" }],
      objections: [{ title: "Долго", leads: false }],
    });
    const form = await stepped(world, view, { kind: "next" });
    expect(form).toMatchObject({ kind: "form", fields: [{ key: "order", value: "" }], crumbs: [{ title: "hello" }] });
    const asked = await stepped(world, form, { kind: "fill", values: { order: "1427" } });
    expect(asked).toMatchObject({ kind: "question", missed: [], text: [{}, { kind: "value", text: "1427" }, {}] });
    const over = await stepped(world, asked, { kind: "answer", answerId: "ask-1" });
    expect(over).toMatchObject({ kind: "end", status: { kind: "ended", outcome: "Решено" } });
    await settle();
    expect(told(world)).toMatchObject([
      ["script.begin", { interactionId, pins: [{ scriptId: delivery, version: 1 }] }],
      ["script.step", { index: 1, step: { input: { kind: "next" } } }],
      ["script.step", { index: 2, step: { input: { kind: "fill" } } }],
      ["script.step", { index: 3 }],
    ]);
    // What the script sets by itself is said of the contact.
    const said = world.link.sent.find(({ name }) => name === "interaction.set-outcome");
    expect(said?.input).toMatchObject({ interactionId, topicIds: [TopicId.parse("order-status")] });
  });

  test("does not open by itself where none fits; the others are listed, and begun by hand", async () => {
    const other = ScriptId.parse("other");
    const world = await talk([published(1, { queueIds: ["orders"] }), published(1, {}, other)]);
    expect(await open(world)).toBeNull();
    expect(await world.workplace.handlers["scripts.list"]({ interactionId })).toMatchObject({
      value: {
        scripts: [
          { scriptId: other, isFit: true },
          { scriptId: delivery, isFit: false },
        ],
      },
    });
    const begin = (scriptId: ScriptId) => world.workplace.handlers["scripts.begin"]({ interactionId, scriptId });
    expect(await begin(ScriptId.parse("mars"))).toMatchObject({ code: "unknown-script" });
    expect(await begin(delivery)).toMatchObject({ value: { view: { blockTitle: "hello" } } });
    expect(await opened(world)).toMatchObject({ blockTitle: "hello" });
  });

  test("goes on without the hub, after a crash, and by its version when a new one is published", async () => {
    const world = await talk();
    world.link.goOffline(world.clock.nowMs());
    world.link.autoAnswer = null;
    world.link.autoReply = null;
    const view = await opened(world);
    await stepped(world, view, { kind: "next" });
    const again = aWorld(world);
    again.workplace.start(ACCOUNT);
    feed(again, [published(2)], world.stores.mirror.position().lastSeq);
    expect(await opened(again)).toMatchObject({ kind: "form", version: 1, steps: 1 });
  });

  test("says when its version was never here and the hub is away", async () => {
    const world = await talk([published()], null);
    expect(await open(world)).toBeNull();
    expect(await world.workplace.handlers["scripts.begin"]({ interactionId, scriptId: delivery })).toMatchObject({
      ...{ code: "script-not-here", retry: "later" },
    });
  });

  test("a key pressed twice is one step; what a form refuses is said by field", async () => {
    const world = await talk();
    const view = await opened(world);
    const [one, two] = await Promise.all([step(world, view, { kind: "next" }), step(world, view, { kind: "next" })]);
    expect(one).toEqual(two);
    const form = await opened(world);
    expect(form.steps).toBe(1);
    expect(await step(world, form, { kind: "fill", values: { order: "много" } })).toMatchObject({
      ...{ code: "form-refused", detail: [{ key: "order", code: "not-a-number" }] },
    });
    expect(await step(world, form, { kind: "next" })).toMatchObject({ code: "step-refused" });
    expect(await stepped(world, form, { kind: "back" })).toMatchObject({ kind: "say", steps: 2 });
  });

  test("a colleague who was passed the contact goes on where the first stood; the first is shown what the hub has", async () => {
    const world = await talk();
    const view = await opened(world);
    await settle();
    const run = await keptOf(world);
    const made = scriptStep(aBook({ delivery: GRAPH }), run.run, { input: { kind: "next" }, atMs: 5 });
    if (!made.ok) throw new Error(made.code);
    hubHas(world, { ...run, run: made.value.run });
    const changes: unknown[] = [];
    world.workplace.scripts.changed.add((change) => changes.push(change));
    world.link.autoReply = ({ name }) => (name === "script.step" ? refused("out-of-order") : { ok: true, seq: 99 });
    await stepped(world, view, { kind: "tick", checkId: "none", isDone: true }).catch(() => undefined);
    await stepped(world, view, { kind: "next" });
    await settle();
    expect(changes).toContainEqual({ interactionId });
    expect(await opened(world)).toMatchObject({ kind: "form", steps: 1 });
    // Without a run of its own it is the hub's from the first.
    const colleague = linked([published(), ...talking]);
    hubHas(colleague, { ...run, run: made.value.run });
    expect(await opened(colleague)).toMatchObject({ kind: "form", runId: run.runId });
  });

  test("opens when the contact is this operator's, also when it was asked for while it still rang", async () => {
    const world = linked([published(), ...talking.slice(0, 3)]);
    hubHas(world, null);
    const changes: unknown[] = [];
    world.workplace.scripts.changed.add((change) => changes.push(change));
    expect(await open(world)).toBeNull();
    feed(world, [story.isAnswered(anna)], talking.length);
    expect(changes).toEqual([{ interactionId }]);
    expect(await opened(world)).toMatchObject({ blockTitle: "hello" });
  });

  test("how far it is goes along with a transfer, and holds none up when the hub is slow", async () => {
    const world = await talk();
    world.calls.show(aCall({ phase: "talking", interactionId }));
    const { callId } = aCall();
    await stepped(world, await opened(world), { kind: "next" });
    await settle();
    const transfer = (note?: string) =>
      world.workplace.handlers["calls.transfer"]({
        callId,
        target: "202",
        name: null,
        ...(note && { card: { note } }),
      });
    expect(await transfer("Ждёт")).toMatchObject({ ok: true });
    expect(world.link.sent.at(-1)?.input).toMatchObject({
      card: { note: "Ждёт", script: { name: "Где мой заказ", place: "form" } },
    });
    world.link.autoReply = null;
    const slow = Promise.resolve(transfer());
    await settle();
    world.clock.advance(500);
    expect(await slow).toMatchObject({ ok: true });
  });

  test("somebody else's contact, or one that is over, begins nothing by itself", async () => {
    const theirs = [story.arrives(), story.waits(), story.rings(boris), story.isAnswered(boris)];
    const world = linked([published(), ...theirs]);
    hubHas(world, null);
    expect(await open(world)).toBeNull();
  });
});

async function keptOf(world: World): Promise<KeptRun> {
  const kept = world.stores.mirror.walk(interactionId);
  if (!kept) throw new Error("nothing is kept");
  expect(kept.pins.map((pin) => ScriptVersion.parse(pin))).toEqual([{ scriptId: delivery, version: 1 }]);
  return kept;
}
