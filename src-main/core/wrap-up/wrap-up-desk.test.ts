import { describe, expect, it } from "vitest";
import { Queue } from "../../../src-shared/domain/team.ts";
import type { TopicSettings } from "../../../src-shared/domain/topics/topic-settings.ts";
import { LogId } from "../../../src-shared/ids.ts";
import { aLog, anna, aStory, boris, STORY_START_MS, type StoryStep } from "../../../tests/support/an-interaction.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { FakeHubLink } from "../../../tests/support/fake-hub-link.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { MemoryMirrorStore, MemoryOutboxStore } from "../../../tests/support/memory-stores.ts";
import { Outbox } from "../outbox/outbox.ts";
import { breakBlock, toldRefusal } from "./told-refusals.ts";
import { WrapUpDesk } from "./wrap-up-desk.ts";

const story = aStory();
const { interactionId } = story;
const AHEAD_MS = 5000;
const ended: StoryStep = {
  type: "interaction.ended",
  afterMs: 60_000,
  payload: {
    interactionId,
    endedBy: "customer",
    result: "answered",
    wrapUp: { untilMs: STORY_START_MS + 96_000, atEnd: "close" },
  },
};
const talk = [story.arrives(), story.waits(), story.rings(anna), story.isAnswered(anna), ended];
const queue = Queue.parse({
  ...{ queueId: "support", name: "Поддержка", number: "100", members: ["anna"], wrapUpMs: 30_000 },
  wrapUp: { extensionsPerContact: 1 },
});

/** A desk whose clock is behind the hub's, after a talk of Anna's. */
function aDesk(steps: readonly StoryStep[] = talk, topics?: TopicSettings) {
  const mirror = new MemoryMirrorStore();
  const store = new MemoryOutboxStore();
  const link = new FakeHubLink();
  const outbox = new Outbox({ store, link, clock: new FakeClock(), log: new FakeLog() });
  mirror.reset(LogId.parse("log-1"));
  const take = (more: readonly StoryStep[]) => {
    const { lastSeq } = mirror.position();
    const events = aLog(more, lastSeq + 1);
    mirror.apply(lastSeq, lastSeq + events.length, events);
  };
  take(steps);
  let isOnline = true;
  const desk = new WrapUpDesk({
    mirror,
    outbox,
    hub: { self: anna, toLocal: (hubMs) => hubMs - AHEAD_MS, queueName: () => "Поддержка", queue: () => queue, topics },
    isOnline: () => isOnline,
  });
  const asked = () => outbox.pending().map(({ name, input }) => [name, input]);
  return { desk, outbox, store, take, asked, loseLink: () => (isOnline = false) };
}

describe("a wrap-up", () => {
  it("is shown with its end by this machine's clock and what may be added", () => {
    expect(aDesk().desk.view()).toEqual([
      {
        interactionId,
        direction: "in",
        customer: { address: "+79990001122", name: "Иван" },
        queueName: "Поддержка",
        talkMs: 60_000,
        heldMs: 0,
        endedAtMs: STORY_START_MS + 66_000 - AHEAD_MS,
        endedBy: "customer",
        untilMs: STORY_START_MS + 96_000 - AHEAD_MS,
        atEnd: "close",
        extension: { byMs: 30_000, left: 1 },
        isFinishing: false,
      },
    ]);
  });

  it("of a talk that went to a queue is shown beside the contact, which goes on without its operator", () => {
    const passedOn: StoryStep = {
      type: "operator.wrap-up-began",
      payload: {
        ...{ interactionId, operatorId: anna, queueId: queue.queueId, talkMs: 5000, heldMs: 1000 },
        wrapUp: { untilMs: STORY_START_MS + 96_000, atEnd: "close" },
      },
    };
    const online: StoryStep = {
      type: "operator.status-changed",
      payload: { operatorId: anna, status: "online", reason: null, limitMs: null, by: "operator" },
    };
    const { desk, take } = aDesk([online, ...talk.slice(0, -1), passedOn, story.waits()]);
    expect(desk.view()).toMatchObject([
      {
        interactionId,
        isPassedOn: true,
        talkMs: 5000,
        heldMs: 1000,
        customer: { name: "Иван" },
        extension: { left: 1 },
      },
    ]);
    take([{ type: "operator.wrap-up-ended", payload: { interactionId, operatorId: anna } }]);
    expect(desk.view()).toEqual([]);
  });

  it("is finished and prolonged once however often it is pressed; without the hub no time is given", () => {
    const { desk, asked, loseLink } = aDesk();
    for (let press = 0; press < 2; press += 1) {
      expect(desk.handlers["wrap-up.extend"]({ interactionId })).toMatchObject({ ok: true });
      expect(desk.handlers["wrap-up.finish"]({ interactionId })).toMatchObject({ ok: true });
    }
    expect(asked()).toEqual([
      ["interaction.extend-wrap-up", { interactionId }],
      ["interaction.finish-wrap-up", { interactionId }],
    ]);
    expect(desk.view()).toMatchObject([{ isFinishing: true, extension: { left: 0 } }]);
    loseLink();
    expect(desk.handlers["wrap-up.extend"]({ interactionId })).toMatchObject({ ok: false, code: "no-link" });
  });

  it("is not finished without what the team asks for, and then it is", () => {
    const { desk, asked } = aDesk(talk, { topics: [], required: ["result"] });
    expect(desk.handlers["wrap-up.finish"]({ interactionId })).toMatchObject({ ok: false, code: "outcome-missing" });
    expect(asked()).toEqual([]);
    const outcome = { topicIds: [], result: "solved", nextStep: "" } as const;
    void desk.handlers["outcomes.set"]({ interactionId, ...outcome, topicIds: [] });
    expect(desk.handlers["wrap-up.finish"]({ interactionId })).toMatchObject({ ok: true });
    expect(asked()).toEqual([
      ["interaction.set-outcome", { interactionId, ...outcome }],
      ["interaction.finish-wrap-up", { interactionId }],
    ]);
  });

  it("is gone when the hub closed it, and is nobody else's", () => {
    const { desk, take } = aDesk();
    take([story.closes()]);
    expect(desk.view()).toEqual([]);
    const other = [story.arrives(), story.waits(), story.rings(boris), story.isAnswered(boris), ended];
    expect(aDesk(other).desk.view()).toEqual([]);
  });
});

describe("a note", () => {
  it("is what was typed here last, until the hub says what it has; of several only the last is sent", () => {
    const { desk, asked, take, outbox } = aDesk();
    void desk.handlers["notes.set"]({ interactionId, text: "перезв" });
    void desk.handlers["notes.set"]({ interactionId, text: "перезвонить" });
    void desk.handlers["notes.set"]({ interactionId, text: "перезвонить" });
    expect(asked()).toEqual([["interaction.set-note", { interactionId, text: "перезвонить" }]]);
    expect(desk.note(interactionId)).toBe("перезвонить");
    outbox.discard(() => true);
    take([
      story.closes(),
      { type: "interaction.note-changed", payload: { interactionId, operatorId: anna, text: "в пять" } },
    ]);
    expect(desk.handlers["notes.get"]({ interactionId })).toMatchObject({ value: { text: "в пять" } });
  });

  it("that the disk refuses is said to be so", () => {
    const { desk, store } = aDesk();
    store.isBroken = true;
    expect(desk.handlers["notes.set"]({ interactionId, text: "x" })).toMatchObject({ ok: false, code: "store-failed" });
  });
});

describe("a refusal of the hub", () => {
  const toLocal = (hubMs: number) => hubMs - AHEAD_MS;
  const detail = { name: null, max: 1, holders: [{ operatorId: boris, untilMs: 20_000 }] };

  it("is told with who holds the places, by this machine's clock; reports of the program are not a person's", () => {
    const command = { name: "operator.set-status", input: {}, madeAtMs: 0, login: null } as never;
    const reply = { ok: false, code: "break-limit-reached", retry: "no", detail } as const;
    expect(toldRefusal({ command, reply }, toLocal)).toEqual({
      command: "operator.set-status",
      code: "break-limit-reached",
      places: { ...detail, holders: [{ operatorId: boris, untilMs: 15_000 }] },
    });
    expect(toldRefusal({ command, reply: { ...reply, detail: "x" } }, toLocal)?.places).toBeNull();
    expect(toldRefusal({ command, reply: { ok: true, seq: 1 } }, toLocal)).toBeNull();
    const report = { name: "call.report", input: {}, madeAtMs: 0, login: null } as never;
    expect(toldRefusal({ command: report, reply }, toLocal)).toBeNull();
  });

  it("for a break is known before it is asked for", () => {
    const limits = [{ name: null, operatorIds: [anna, boris], max: 1 }];
    const rest = {
      operatorId: boris,
      status: "break",
      reason: "rest",
      limitMs: 10_000,
      sinceMs: 10_000,
      by: "operator",
    } as const;
    const hub = { self: anna, toLocal, breakLimits: limits };
    expect(breakBlock(hub, [rest])).toEqual({ ...detail, holders: [{ operatorId: boris, untilMs: 15_000 }] });
    expect(breakBlock(hub, [])).toBeNull();
    expect(breakBlock(hub, [rest, { ...rest, operatorId: anna }])).toBeNull();
  });
});
