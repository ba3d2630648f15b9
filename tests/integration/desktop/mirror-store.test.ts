import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MirrorStore, WelcomeStore } from "../../../src-main/core/ports/store.ts";
import type { Cache } from "../../../src-main/node/db/cache.ts";
import { ANY_AUDIENCE } from "../../../src-shared/domain/scripts/script-head.ts";
import { beginRun } from "../../../src-shared/domain/scripts/script-step.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import {
  ConversationId,
  InteractionId,
  LogId,
  OperatorId,
  ReplyId,
  ScriptId,
  ScriptRunId,
  TopicId,
} from "../../../src-shared/ids.ts";
import { aBook, aGraph, end, say } from "../../support/a-script.ts";
import { aWelcome } from "../../support/a-workplace.ts";
import { aLog, anInteraction, anna, aStory, boris, type StoryStep } from "../../support/an-interaction.ts";
import { openedCache, TemporaryFolder } from "../../support/cache-folder.ts";
import { MemoryMirrorStore, MemoryWelcomeStore } from "../../support/memory-stores.ts";
import { aQuality } from "../../support/quality-samples.ts";
import { randomLog } from "../../support/random-log.ts";

type Opened = { readonly mirror: MirrorStore; readonly welcome: WelcomeStore; close(): void };

const kinds: readonly (readonly [string, () => Opened])[] = [
  ["memory", () => ({ mirror: new MemoryMirrorStore(), welcome: new MemoryWelcomeStore(), close: () => {} })],
  ["SQLite", openSqlite],
];

function openSqlite(): Opened {
  const folder = new TemporaryFolder();
  const cache: Cache = openedCache(folder.path);
  return {
    mirror: cache.mirror,
    welcome: cache.welcome,
    close: () => {
      cache.close();
      folder[Symbol.dispose]();
    },
  };
}

describe.each(kinds)("the mirror in %s", (_kind, open) => {
  const logId = LogId.parse("log-1");
  let opened: Opened;
  let store: MirrorStore;

  beforeEach(() => {
    opened = open();
    store = opened.mirror;
  });
  afterEach(() => opened.close());

  function take(steps: readonly StoryStep[]): void {
    store.reset(logId);
    const events = aLog(steps);
    expect(store.apply(0, events.length, events)).toBe(true);
  }

  test("stands nowhere at first and takes nothing", () => {
    expect(store.position()).toEqual({ logId: null, lastSeq: 0 });
    expect(store.apply(0, 1, aLog([aStory().arrives()]))).toBe(false);
    expect(store.position()).toEqual({ logId: null, lastSeq: 0 });
  });

  test("holds the scripts that are offered, their versions and where contacts stand, and forgets them with the log", () => {
    const story = aStory();
    const scriptId = ScriptId.parse("delivery");
    const head = (version: number) => ({
      ...{
        scriptId,
        version,
        model: "hybrid" as const,
        title: "Доставка",
        summary: "",
        note: "",
        audience: ANY_AUDIENCE,
      },
    });
    take([
      { type: "script.published", payload: head(1) },
      { type: "script.published", payload: head(2) },
      { type: "script.withdrawn", payload: { scriptId } },
      story.arrives(),
    ]);
    expect(store.scripts()).toEqual([{ head: head(2), isWithdrawn: true }]);
    const graph = aGraph([say("hello", "bye"), end("bye")]);
    const version = { scriptId, version: 2 };
    expect(store.scriptGraph(version)).toBeNull();
    store.keepScriptGraph(version, graph);
    store.keepScriptGraph(version, graph);
    expect(store.scriptGraph(version)).toEqual(graph);
    const { run } = beginRun(aBook({ delivery: graph }), { scriptId, known: {}, atMs: 1 });
    const walk = { runId: ScriptRunId.parse("run-1"), pins: [version], run };
    expect(store.walk(story.interactionId)).toBeNull();
    store.keepWalk(story.interactionId, { ...walk, run: { ...run, atMs: 0 } });
    store.keepWalk(story.interactionId, walk);
    expect(store.walk(story.interactionId)).toEqual(walk);
    store.reset(LogId.parse("log-2"));
    expect([store.scripts(), store.scriptGraph(version), store.walk(story.interactionId)]).toEqual([[], null, null]);
  });

  test("holds the shared quick replies and each operator's own as they are now, and forgets them with the log", () => {
    const reply = (replyId: string, kind: "own" | "company", text = "a") => ({
      ...{ replyId: ReplyId.parse(replyId), scope: { kind }, title: "Счёт", shortcut: "", text },
    });
    const set = (seq: number, by: typeof anna, of: ReturnType<typeof reply>): LogEvent => ({
      ...{ seq, atMs: seq, actor: by, type: "reply.changed", payload: { ...of, operatorId: by } },
    });
    const { replyId, scope } = reply("r-4", "company");
    const removed = { replyId, scope, operatorId: anna };
    store.reset(logId);
    store.apply(0, 6, [
      set(1, anna, reply("r-1", "own")),
      set(2, boris, reply("r-2", "own")),
      set(3, anna, reply("r-3", "company")),
      set(4, anna, reply("r-4", "company")),
      set(5, boris, reply("r-3", "company", "b")),
      { seq: 6, atMs: 6, actor: anna, type: "reply.removed", payload: removed },
    ]);
    expect(store.replies(anna)).toEqual([reply("r-1", "own"), reply("r-3", "company", "b")]);
    expect(store.replies(boris)).toEqual([reply("r-2", "own"), reply("r-3", "company", "b")]);
    store.reset(LogId.parse("log-2"));
    expect(store.replies(anna)).toEqual([]);
  });

  test("knows how each operator's talk sounded, and forgets it with the log", () => {
    const [arrives] = aLog([aStory("i-1").arrives()]);
    if (!arrives) throw new Error("no event");
    const interactionId = InteractionId.parse("i-1");
    const measured = (seq: number, mos: number): LogEvent => ({
      seq,
      atMs: arrives.atMs,
      actor: anna,
      type: "call.quality-measured",
      payload: { interactionId, operatorId: anna, quality: aQuality(mos) },
    });
    store.reset(logId);
    expect(store.apply(0, 3, [arrives, measured(2, 3.1), measured(3, 4.2)])).toBe(true);
    expect(store.quality(interactionId, anna)).toEqual({ mos: 4.2, minMos: 2.5 });
    expect(store.quality(interactionId, boris)).toBeNull();
    store.reset(LogId.parse("log-2"));
    expect(store.quality(interactionId, anna)).toBeNull();
  });

  test("knows who missed what, and when a talk with a number began last", () => {
    const [lost, had, own] = [aStory("lost"), aStory("had"), aStory("own")];
    take([
      lost.arrives(),
      lost.waits(),
      lost.rings(anna),
      lost.ends("abandoned"),
      had.arrives(),
      had.waits(),
      had.rings(anna),
      had.offerEnds(anna, "no-answer"),
      had.rings(boris, 2),
      had.isAnswered(boris),
      had.ends("answered"),
      own.isDialled(anna),
      own.rings(null),
      own.ends("no-answer"),
    ]);
    const missed = (operatorId: string, afterMs: number, limit = 10) =>
      store.missed({ operatorId, afterMs, limit }).map(({ interactionId }) => interactionId);
    const ofAnna = { before: null, limit: 10, customer: null, operatorId: anna };
    expect(missed(anna, 0)).toEqual(["had", "lost"]);
    expect(missed(anna, 0, 1)).toEqual(["had"]);
    expect(missed(anna, store.interaction(lost.interactionId)?.endedAtMs ?? 0)).toEqual(["had"]);
    expect(missed(boris, 0)).toEqual([]);
    expect(store.history({ ...ofAnna, isMissed: true }).map(({ interactionId }) => interactionId)).toEqual([
      "had",
      "lost",
    ]);
    const acceptedAtMs = store.interaction(had.interactionId)?.acceptedAtMs;
    expect(store.lastTalkMs("8 999 000-11-22", null)).toBe(acceptedAtMs);
    expect(store.lastTalkMs("+79990001122", boris)).toBe(acceptedAtMs);
    expect(store.lastTalkMs("+79990001122", anna)).toBeNull();
    expect(store.lastTalkMs("+79995554433", null)).toBeNull();
    store.reset(LogId.parse("log-2"));
    expect(missed(anna, 0)).toEqual([]);
    expect(store.lastTalkMs("+79990001122", null)).toBeNull();
  });

  test("knows what stands beside a status, and that the next one takes it away", () => {
    const status = (reason: string | null, limitMs: number | null): StoryStep => ({
      type: "operator.status-changed",
      payload: { operatorId: anna, status: reason === null ? "online" : "break", reason, limitMs, by: "operator" },
    });
    const next: StoryStep = {
      type: "operator.next-status-changed",
      payload: { operatorId: anna, next: { status: "break", reason: "lunch" } },
    };
    const overrun: StoryStep = {
      type: "operator.break-overrun",
      payload: { operatorId: anna, reason: "lunch", limitMs: 5 },
    };
    const states = (...steps: StoryStep[]) => {
      take(steps);
      return store.operatorStates();
    };
    const setBy = { personId: "olga", name: "Ольга Ким", note: null };
    const offline = { operatorId: anna, status: "offline", reason: null, limitMs: null, by: "system", setBy } as const;
    expect(states(status(null, null), next)).toMatchObject([{ status: "online", next: { reason: "lunch" } }]);
    expect(states(status(null, null), next, status("lunch", 5), overrun)).toMatchObject([{ isOverrun: true }]);
    expect(states({ type: "operator.status-changed", payload: offline })).toMatchObject([{ setBy }]);
    const [plain] = states(status("lunch", 5), overrun, next, status(null, null));
    expect(Object.keys(plain ?? {}).sort()).toEqual(["by", "limitMs", "operatorId", "reason", "sinceMs", "status"]);
    expect(states(next)).toEqual([]);
  });

  test("knows what an operator has still to write up, and their own last note, also of what is closed", () => {
    const [first, second, other] = [aStory("b"), aStory("a"), aStory("c")];
    const talk = (story: ReturnType<typeof aStory>, operatorId: typeof anna) => [
      story.arrives(),
      story.waits(),
      story.rings(operatorId),
      story.isAnswered(operatorId),
      story.ends("answered"),
    ];
    const note = (operatorId: typeof anna, text: string): StoryStep => ({
      type: "interaction.note-changed",
      payload: { interactionId: first.interactionId, operatorId, text },
    });
    const ids = () => store.wrapUps(anna).map(({ interactionId }) => interactionId);
    const open = [...talk(first, anna), ...talk(other, boris), ...talk(second, anna)];
    take(open);
    expect(ids()).toEqual(["b", "a"]);
    take([...open, note(anna, "раз"), first.closes(), note(anna, "два"), note(boris, "три")]);
    expect(ids()).toEqual(["a"]);
    expect(store.note(first.interactionId, anna)).toBe("два");
    expect(store.note(first.interactionId, boris)).toBe("три");
    expect(store.note(second.interactionId, anna)).toBeNull();
    store.reset(LogId.parse("log-2"));
    expect(store.note(first.interactionId, anna)).toBeNull();
  });

  test("knows what each operator said of a contact last, also of what is closed", () => {
    const story = aStory("a");
    const { interactionId } = story;
    const said = (operatorId: typeof anna, nextStep: string): StoryStep => ({
      type: "interaction.outcome-changed",
      payload: { interactionId, operatorId, topicIds: [TopicId.parse("date")], result: "promised", nextStep },
    });
    const talk = [story.arrives(), story.waits(), story.rings(anna), story.isAnswered(anna), story.ends("answered")];
    take([...talk, said(anna, "раз"), story.closes(), said(anna, "два"), said(boris, "три")]);
    const outcome = { topicIds: ["date"], result: "promised", nextStep: "два" };
    expect(store.outcome(interactionId, anna)).toEqual(outcome);
    expect(store.outcome(interactionId, boris)?.nextStep).toBe("три");
    store.reset(LogId.parse("log-2"));
    expect(store.outcome(interactionId, anna)).toBeNull();
  });

  test("takes frames in order, and only those", () => {
    const log = aLog([aStory().arrives(), aStory().waits(), aStory().rings(anna)]);
    store.reset(logId);
    expect(store.apply(0, 2, log.slice(0, 2))).toBe(true);
    expect(store.apply(0, 2, log.slice(0, 2))).toBe(false);
    expect(store.apply(3, 4, [])).toBe(false);
    expect(store.apply(2, 3, log.slice(2))).toBe(true);
    expect(store.apply(3, 12, [])).toBe(true);
    expect(store.position()).toEqual({ logId, lastSeq: 12 });
  });

  test("folds interactions as the hub does", () => {
    const story = aStory();
    const steps = [story.arrives(), story.waits(), story.rings(anna), story.isAnswered(anna), story.isHeld()];
    take(steps);
    expect(store.interaction(story.interactionId)).toEqual(anInteraction(steps));
    expect(store.interaction(aStory("nobody").interactionId)).toBeNull();
  });

  test("knows who waits, oldest first, and who is not in a queue", () => {
    const [first, second, direct, gone] = [aStory("b"), aStory("a"), aStory("c"), aStory("d")];
    take([
      first.arrives(),
      first.waits(),
      second.arrives(),
      second.waits(),
      second.rings(anna),
      direct.isDialled(),
      direct.rings(null),
      gone.arrives(),
      gone.waits(),
      gone.ends("abandoned"),
    ]);
    expect(store.waiting().map(({ interactionId }) => interactionId)).toEqual(["b", "a"]);
  });

  test("keeps the last status of each operator", () => {
    const change = (operatorId: typeof anna, status: "online" | "break", reason: string | null): StoryStep => ({
      type: "operator.status-changed",
      payload: { operatorId, status, reason, limitMs: reason ? 60_000 : null, by: "operator" },
    });
    take([change(boris, "online", null), change(anna, "online", null), change(anna, "break", "lunch")]);
    const [annaState, borisState] = store.operatorStates();
    expect(annaState).toMatchObject({
      operatorId: "anna",
      status: "break",
      reason: "lunch",
      limitMs: 60_000,
      by: "operator",
    });
    expect(borisState).toMatchObject({ operatorId: "boris", status: "online", reason: null, limitMs: null });
  });

  test("one operator's history: own talks, own misses, a talk that was passed on; not the others'", () => {
    const [talk, missed, passedOn, foreign] = [aStory("talk"), aStory("missed"), aStory("passed"), aStory("foreign")];
    take([
      talk.arrives(),
      talk.waits(),
      talk.rings(anna),
      talk.isAnswered(anna),
      talk.ends("answered"),
      missed.arrives(),
      missed.waits(),
      missed.rings(anna),
      missed.offerEnds(anna, "no-answer"),
      missed.rings(boris, 2),
      missed.isAnswered(boris),
      passedOn.isDialled(anna),
      passedOn.rings(null),
      passedOn.isAnswered(anna),
      passedOn.rings(boris, 2),
      passedOn.isTransferred(anna, boris),
      foreign.arrives(),
      foreign.waits(),
      foreign.rings(boris),
    ]);
    const history = (operatorId: string) =>
      store.history({ before: null, limit: 10, customer: null, operatorId }).map(({ interactionId }) => interactionId);
    expect(history("anna")).toEqual(["passed", "missed", "talk"]);
    expect(history("boris")).toEqual(["foreign", "passed", "missed"]);
    expect(history("vera")).toEqual([]);
  });

  test("a text is in the history of those who had it, not of whom it rang at in vain", () => {
    const story = aStory("text");
    const arrives = story.arrives();
    if (arrives.type !== "interaction.created") throw new Error("not the first step");
    take([
      { ...arrives, payload: { ...arrives.payload, channel: "chat", conversationId: ConversationId.parse("c-1") } },
      ...[story.waits(), story.rings(OperatorId.parse("vera")), story.offerEnds(OperatorId.parse("vera"), "no-answer")],
      ...[story.rings(anna, 2), story.isAnswered(anna), story.isTransferred(anna, boris), story.ends("answered")],
    ]);
    const history = (operatorId: string) =>
      store.history({ before: null, limit: 10, customer: null, operatorId }).map(({ interactionId }) => interactionId);
    expect(["anna", "boris", "vera"].map(history)).toEqual([["text"], ["text"], []]);
    expect(store.missed({ operatorId: "vera", afterMs: 0, limit: 10 })).toEqual([]);
  });

  test("pages through history without a double or a gap, also among equal times, and by customer", () => {
    const stories = Array.from({ length: 25 }, (_none, index) => aStory(`i-${String(index).padStart(2, "0")}`));
    // All in the same millisecond: only the id tells them apart.
    take(
      stories.map((story) =>
        story === stories[7] ? story.isDialled(anna, "79160000007") : { ...story.isDialled(anna), afterMs: 0 },
      ),
    );
    const pages: string[][] = [];
    let before: Parameters<MirrorStore["history"]>[0]["before"] = null;
    for (;;) {
      const page = store.history({ before, limit: 4, customer: null, operatorId: "anna" });
      const last = page.at(-1);
      if (!last) break;
      before = { createdAtMs: last.createdAtMs, interactionId: last.interactionId };
      pages.push(page.map(({ interactionId }) => interactionId));
    }
    const whole = store.history({ before: null, limit: 100, customer: null, operatorId: "anna" });
    expect(pages.flat()).toEqual(whole.map(({ interactionId }) => interactionId));
    expect(new Set(pages.flat()).size).toBe(25);
    for (const customer of ["+79160000007", "89160000007", "8 (916) 000-00-07"]) {
      const one = store.history({ before: null, limit: 100, customer, operatorId: "anna" });
      expect(one.map(({ interactionId }) => interactionId)).toEqual(["i-07"]);
    }
  });

  test("another log starts empty", () => {
    take([aStory().arrives(), aStory().waits()]);
    store.reset(LogId.parse("log-2"));
    expect(store.position()).toEqual({ logId: "log-2", lastSeq: 0 });
    expect(store.waiting()).toEqual([]);
    expect(store.operatorStates()).toEqual([]);
    expect(store.history({ before: null, limit: 5, customer: null, operatorId: "anna" })).toEqual([]);
  });

  test("keeps the last welcome", () => {
    expect(opened.welcome.read()).toBeNull();
    opened.welcome.write({ welcome: aWelcome(), hubClockOffsetMs: -5, heardAtMs: 100 });
    const kept = { welcome: aWelcome({ headSeq: 9 }), hubClockOffsetMs: 12, heardAtMs: 200 };
    opened.welcome.write(kept);
    expect(opened.welcome.read()).toEqual(kept);
  });

  test("frames of any size end in the same", () => {
    const log = randomLog({ interactions: 12, seed: 3 });
    const snapshot = (frameSize: number) => {
      store.reset(logId);
      for (let seq = 0; seq < log.length; seq += frameSize)
        store.apply(seq, Math.min(log.length, seq + frameSize), log.slice(seq, seq + frameSize));
      return {
        history: store.history({ before: null, limit: 100, customer: null, operatorId: "anna" }),
        waiting: store.waiting(),
        states: store.operatorStates(),
        position: store.position(),
      };
    };
    const oneByOne = snapshot(1);
    expect(snapshot(7)).toEqual(oneByOne);
    expect(snapshot(500)).toEqual(oneByOne);
    expect(oneByOne.history.length).toBeGreaterThan(3);
  });
});

test("a frame that SQLite cannot take whole changes nothing", () => {
  const opened = openSqlite();
  const story = aStory();
  const [created, queued] = aLog([story.arrives(), story.waits()]);
  if (!created || !queued) throw new Error("no events");
  opened.mirror.reset(LogId.parse("log-1"));
  opened.mirror.apply(0, 1, [created]);
  const unkeepable = { ...queued, seq: 3, atMs: null as unknown as number };
  expect(() => opened.mirror.apply(1, 3, [queued, unkeepable])).toThrow("NOT NULL");
  expect(opened.mirror.position().lastSeq).toBe(1);
  expect(opened.mirror.interaction(story.interactionId)?.state).toBe("created");
  opened.close();
});
