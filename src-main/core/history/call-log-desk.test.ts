import { describe, expect, test } from "vitest";
import type { OperatorId } from "../../../src-shared/ids.ts";
import { InteractionId, LogId } from "../../../src-shared/ids.ts";
import { aLog, anna, aStory, boris, STORY_START_MS, type StoryStep } from "../../../tests/support/an-interaction.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { MemoryMirrorStore, MemoryNotesStore } from "../../../tests/support/memory-stores.ts";
import { CallLogDesk } from "./call-log-desk.ts";

const HOUR_MS = 3_600_000;
const TEAM = [
  { operatorId: anna, extension: "201" },
  { operatorId: boris, extension: "202" },
];

const toLocal = (hubMs: number) => hubMs - 500;

function aDesk(steps: readonly StoryStep[], self: OperatorId | null = anna, notes = new MemoryNotesStore()) {
  const mirror = new MemoryMirrorStore();
  mirror.reset(LogId.parse("log-1"));
  const events = aLog(steps);
  mirror.apply(0, events.length, events);
  const log = new FakeLog();
  const nowMs = () => STORY_START_MS + HOUR_MS;
  const desk = new CallLogDesk({ mirror, notes, log, nowMs, toLocal, self: () => self, team: () => TEAM });
  const add = (more: readonly StoryStep[]) => {
    const from = mirror.position().lastSeq;
    const next = aLog(more, from + 1, (mirror.events.at(-1)?.atMs ?? 0) + 1000);
    mirror.apply(from, from + next.length, next);
  };
  return { desk, mirror, notes, log, add };
}

const one = aStory("i-1");
const missed = [one.arrives(), one.waits(), one.rings(anna), one.ends("abandoned")];

test("counts what rang here in vain, until it is seen, also after a restart; an older mark takes nothing back", () => {
  const { desk, mirror, notes, log } = aDesk(missed);
  const { unseen, mark } = desk.view().missed;
  expect(unseen).toBe(1);
  expect(desk.see(mark)).toEqual({ ok: true, value: {} });
  expect(desk.view().missed).toEqual({ unseen: 0, mark });
  desk.see(mark - 10);
  expect(desk.view().missed.unseen).toBe(0);
  const parts = { mirror, notes, log, toLocal, self: () => anna, team: () => TEAM };
  expect(new CallLogDesk({ ...parts, nowMs: () => mark + 1 }).view().missed.unseen).toBe(0);
});

test("a call that ends after the one that was seen is counted, though it came before", () => {
  const [early, late] = [aStory("early"), aStory("late")];
  const { desk, add } = aDesk([
    early.arrives(),
    early.waits(),
    early.rings(anna),
    late.arrives(),
    late.waits(),
    late.rings(anna),
    late.ends("abandoned"),
  ]);
  desk.see(desk.view().missed.mark);
  expect(desk.view().missed.unseen).toBe(0);
  add([early.ends("abandoned")]);
  expect(desk.view().missed.unseen).toBe(1);
});

test("what was declined, or had by a colleague, waits for nobody", () => {
  const declined = aStory("declined");
  const had = aStory("had");
  const { desk, mirror } = aDesk([
    declined.arrives(),
    declined.waits(),
    declined.rings(anna),
    declined.offerEnds(anna, "declined"),
    declined.ends("abandoned"),
    had.arrives(),
    had.waits(),
    had.rings(anna),
    had.offerEnds(anna, "no-answer"),
    had.rings(boris, 2),
    had.isAnswered(boris),
    had.ends("answered"),
  ]);
  expect(desk.view().missed.unseen).toBe(0);
  const interaction = mirror.interaction(had.interactionId);
  if (!interaction) throw new Error("no interaction");
  expect(desk.handledAtMs(interaction)).toBe(interaction.acceptedAtMs);
});

test("a talk with the customer afterwards, whoever has it, sees to the missed call; one before does not", () => {
  const back = aStory("back");
  const before = aStory("before");
  const { desk, add } = aDesk([
    before.arrives(),
    before.waits(),
    before.rings(anna),
    before.isAnswered(anna),
    before.ends("answered"),
    ...missed,
  ]);
  expect(desk.view().missed.unseen).toBe(1);
  add([back.isDialled(boris, "8 999 000-11-22"), back.rings(null), back.ends("no-answer")]);
  expect(desk.view().missed.unseen).toBe(1);
  const again = aStory("again");
  add([again.isDialled(boris, "8 999 000-11-22"), again.rings(null), again.isAnswered(boris), again.ends("answered")]);
  expect(desk.view().missed.unseen).toBe(0);
});

test("a colleague who was missed is seen to by a talk with that very colleague", () => {
  const direct = (name: string, from: string, to: OperatorId): StoryStep[] => {
    const story = aStory(name);
    const arrives = story.arrives();
    if (arrives.type !== "interaction.created") throw new Error("another step");
    const customer = { address: from, name: null };
    return [{ ...arrives, payload: { ...arrives.payload, customer, queueId: null } }, story.rings(to)];
  };
  const { desk, add } = aDesk([...direct("a", "202", anna), aStory("a").ends("no-answer", "system")]);
  expect(desk.view().missed.unseen).toBe(1);
  add([...direct("b", "201", boris), aStory("b").isAnswered(boris), aStory("b").ends("answered")]);
  expect(desk.view().missed.unseen).toBe(0);
});

test("without a mark only the last shift counts", () => {
  const { mirror, notes, log } = aDesk(missed);
  const later = {
    mirror,
    notes,
    log,
    toLocal,
    self: () => anna,
    team: () => TEAM,
    nowMs: () => STORY_START_MS + 13 * HOUR_MS,
  };
  expect(new CallLogDesk(later).view().missed.unseen).toBe(0);
});

test("the last number is kept for each operator, in one form; nonsense is not", () => {
  const notes = new MemoryNotesStore();
  const { desk } = aDesk([], anna, notes);
  expect(desk.view().redial).toBeNull();
  desk.noteDialled("8 (999) 000-11-22");
  desk.noteDialled("nonsense");
  expect(desk.view().redial).toBe("+79990001122");
  expect(aDesk([], anna, notes).desk.view().redial).toBe("+79990001122");
  expect(aDesk([], boris, notes).desk.view().redial).toBeNull();
  expect(aDesk([], null, notes).desk.view()).toEqual({ missed: { unseen: 0, mark: 0 }, redial: null, callBacks: [] });
});

test("a disk that refuses is said, and what was seen stays seen for this start", () => {
  const { desk, notes, log } = aDesk(missed);
  notes.isBroken = true;
  expect(desk.see(desk.view().missed.mark)).toMatchObject({ ok: false, code: "store-failed" });
  expect(desk.view().missed.unseen).toBe(0);
  expect(log.lines).toHaveLength(1);
});

describe("whom to call back", () => {
  const lost = aStory("lost");
  const broken = [lost.arrives(), lost.waits(), lost.rings(anna), lost.isAnswered(anna), lost.ends("interrupted")];
  const again = (interactionId: string, result: "answered" | "abandoned") => {
    const story = aStory(interactionId);
    const asked = [story.arrives(), story.waits(), story.rings(boris)];
    return result === "answered"
      ? [...asked, story.isAnswered(boris), story.ends("answered")]
      : [...asked, story.ends(result)];
  };

  test("a talk that broke off is named with its time here, also after a restart", () => {
    const { desk, mirror, notes } = aDesk(broken);
    const endedAtMs = mirror.interaction(InteractionId.parse("lost"))?.endedAtMs ?? 0;
    expect(desk.view().callBacks).toMatchObject([{ interactionId: "lost", lostAtMs: endedAtMs - 500 }]);
    expect(aDesk(broken, anna, notes).desk.view().callBacks).toHaveLength(1);
    expect(aDesk(broken, boris).desk.view().callBacks).toEqual([]);
    expect(aDesk(broken, null).desk.view().callBacks).toEqual([]);
  });

  test("it stays after a call in vain, and is done when anybody of the team has talked with the customer", () => {
    const { desk, add } = aDesk(broken);
    add(again("vain", "abandoned"));
    desk.handleMirror(false, [{ type: "interaction.ended" }]);
    expect(desk.view().callBacks).toHaveLength(1);
    add(again("later", "answered"));
    desk.handleMirror(false, [{ type: "interaction.accepted" }]);
    expect(desk.view().callBacks).toEqual([]);
  });

  test("what was put away does not come back, also not after a restart; a disk that refuses says so", () => {
    const { desk, notes } = aDesk(broken);
    expect(desk.dismissCallBack(InteractionId.parse("lost"))).toEqual({ ok: true, value: {} });
    expect(desk.view().callBacks).toEqual([]);
    expect(aDesk(broken, anna, notes).desk.view().callBacks).toEqual([]);
  });

  test("a talk that ended as talks end, one before an answer, and one of yesterday are nobody's to call back", () => {
    const whole = [lost.arrives(), lost.waits(), lost.rings(anna), lost.isAnswered(anna), lost.ends("answered")];
    const never = [lost.arrives(), lost.waits(), lost.ends("interrupted")];
    for (const steps of [whole, never]) expect(aDesk(steps).desk.view().callBacks).toEqual([]);
    const { mirror, notes, log } = aDesk(broken);
    const nowMs = () => STORY_START_MS + 13 * HOUR_MS;
    const parts = { mirror, notes, log, toLocal, self: () => anna, team: () => TEAM, nowMs };
    expect(new CallLogDesk(parts).view().callBacks).toEqual([]);
  });
});
