import { describe, expect, test } from "vitest";
import { OperatorId } from "../../../src-shared/ids.ts";
import { Workplace } from "../../../src-shared/ipc/workplace.ts";
import { accepted } from "../../../src-shared/result.ts";
import { ACCOUNT, annaIs, feed, linked, ringing, story } from "../../../tests/support/a-linked-workplace.ts";
import { aCall, aWelcome, lunch } from "../../../tests/support/a-workplace.ts";
import { anna, aStory, STORY_START_MS } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";
import { aWorld } from "../../../tests/support/fake-workplace-world.ts";
import { EXTENSION_PAUSE_MS } from "../calls/extension-desk.ts";
import type { WorkplaceChange } from "./workplace-state.ts";

describe("what the window shows", () => {
  test("is the contract's, and full after the welcome", () => {
    const world = linked([annaIs("online"), ...ringing]);
    const shown = world.workplace.get();
    expect(Workplace.parse(shown)).toEqual(shown);
    expect(shown).toMatchObject({
      operator: { operatorId: "anna" },
      colleagues: [{ operatorId: "boris" }],
      breakReasons: [lunch],
      status: { status: "online", by: "operator", pending: null },
      link: { state: "online", dataAtMs: world.clock.nowMs() },
      waiting: [
        { interactionId: "i-1", queueName: "Поддержка", offeredTo: "anna", waitingSinceMs: STORY_START_MS + 1000 },
      ],
    });
  });

  test("moves the hub's times to this machine's clock, and not back for a few milliseconds", () => {
    const ahead = 3_600_000;
    const world = linked([annaIs("online"), ...ringing], STORY_START_MS + ahead);
    const shown = world.workplace.get();
    expect(shown.hubClockOffsetMs).toBe(ahead);
    expect(shown.waiting[0]?.waitingSinceMs).toBe(STORY_START_MS + 1000 - ahead);
    expect(shown.status.sinceMs).toBe(STORY_START_MS - ahead);
    world.link.welcome(aWelcome({ headSeq: 4, hubTimeMs: STORY_START_MS + ahead + 40 }), world.clock.nowMs());
    expect(world.workplace.get().hubClockOffsetMs).toBe(ahead);
  });

  test("follows the team when an administrator changes it", () => {
    const world = linked();
    const { operator, operators, queues, breakReasons } = aWelcome();
    const vera = { ...operator, operatorId: OperatorId.parse("vera"), name: "Вера", extension: "203" };
    world.link.teamChanged({ operator, operators: [...operators, vera], queues, breakReasons });
    expect(world.workplace.get().colleagues.map(({ name }) => name)).toContain("Вера");
    expect(world.phoneAccounts).toHaveLength(1);
  });

  test("a call carries the hub's reasons, ring limit, queue and name, whichever came first", () => {
    const world = linked();
    world.calls.show(aCall());
    expect(world.workplace.get().calls[0]).toMatchObject({ reasons: [], ringUntilMs: null });
    feed(world, ringing);
    expect(world.workplace.get().calls[0]).toMatchObject({
      reasons: [{ code: "longest-idle", idleMs: 5000 }],
      ringUntilMs: STORY_START_MS + 20_000,
      queueName: "Поддержка",
      customer: { address: "+79990001122", name: "Иван" },
    });
    world.calls.show(aCall({ phase: "talking" }));
    expect(world.workplace.get().calls[0]).toMatchObject({ phase: "talking", ringUntilMs: null });
  });

  test("changes go out numbered, and only what changed", async () => {
    const world = linked();
    world.workplace.get();
    const changes: WorkplaceChange[] = [];
    world.workplace.onChanged((change) => changes.push(change));
    const { revision } = world.workplace.get();
    feed(world, [annaIs("online")]);
    await settle();
    world.media.emit("media.ready", { microphone: "denied" });
    await settle();
    expect(changes.map((change) => Object.keys(change).sort())).toEqual([
      ["revision", "status"],
      ["media", "revision"],
    ]);
    expect(changes.map((change) => change.revision)).toEqual([revision + 1, revision + 2]);
  });

  test("passes on the troubles no command answers for, and only those", () => {
    const world = linked();
    const told: unknown[] = [];
    world.workplace.onTroubled((trouble) => told.push(trouble));
    const { callId } = aCall();
    for (const trouble of ["hold-refused", "held-locally", "dtmf-refused", "dialog-gone"] as const)
      world.calls.trouble.tell({ callId, trouble });
    expect(told).toEqual([
      { callId, trouble: "held-locally" },
      { callId, trouble: "dialog-gone" },
    ]);
  });

  test("follows phone, media window, training and levels", () => {
    const world = linked();
    world.calls.phoneState = { state: "ready", sinceMs: 1, retryAtMs: null, failure: null };
    world.calls.changed.tell();
    world.training.state = { isAvailable: true, state: "calling" };
    world.training.changed.tell();
    expect(world.workplace.get()).toMatchObject({
      phone: { state: "ready" },
      training: { state: "calling" },
      media: "starting",
    });
    world.media.emit("media.ready", { microphone: "missing" });
    expect(world.workplace.get().media).toBe("no-microphone");
    world.media.emit("media.microphone-changed", { microphone: "live" });
    expect(world.workplace.get().media).toBe("ready");
    world.media.alive.tell(false);
    expect(world.workplace.get().media).toBe("gone");
    const heard: unknown[] = [];
    world.workplace.onLevelled((levels) => heard.push(levels));
    world.calls.levels.tell({ callId: aCall().callId, you: 0.5, customer: 0 });
    expect(heard).toEqual([{ callId: "call-1", you: 0.5, customer: 0 }]);
  });
});

describe("without the hub", () => {
  test("a restart shows what was known, and says of when it is", async () => {
    const before = linked([annaIs("online"), ...ringing]);
    const knownAtMs = before.clock.nowMs();
    before.clock.advance(20_000);
    before.link.goOffline(knownAtMs + 18_000);
    before.clock.advance(100_000);
    const after = aWorld(before);
    after.workplace.start(ACCOUNT);
    expect(after.workplace.get()).toMatchObject({
      operator: { operatorId: "anna" },
      status: { status: "online" },
      waiting: [{ interactionId: "i-1" }],
      link: { state: "offline", dataAtMs: knownAtMs + 18_000 },
    });
    expect(after.link.position?.()).toEqual({ logId: "log-1", lastSeq: 4 });
  });

  test("another operator is not shown what was kept for the first", () => {
    const before = linked([annaIs("online"), ...ringing]);
    const after = aWorld(before);
    after.workplace.start({ ...ACCOUNT, login: "boris" });
    expect(after.workplace.get()).toMatchObject({ operator: null, waiting: [], status: { status: "offline" } });
    expect(after.phoneAccounts).toEqual([]);
  });

  test("started again (the hub moved), it forgets nothing; for another operator it shows nothing of the first", () => {
    const world = linked([annaIs("online")]);
    world.clock.advance(1000);
    world.workplace.start({ ...ACCOUNT, url: "http://127.0.0.1:5000" });
    expect(world.workplace.get()).toMatchObject({ operator: { operatorId: "anna" }, status: { status: "online" } });
    world.link.goOffline(0);
    expect(world.phoneAccounts.map(({ server }) => server)).toEqual([
      "ws://127.0.0.1:4000/sip",
      "ws://127.0.0.1:5000/sip",
    ]);
    world.workplace.start({ ...ACCOUNT, login: "boris" });
    expect(world.workplace.get()).toMatchObject({ operator: null, colleagues: [], status: { status: "offline" } });
  });

  test("a disk that keeps nothing any more does not end what goes on", () => {
    const world = linked([annaIs("online")]);
    world.calls.show(aCall({ phase: "talking" }));
    world.stores.welcome.isBroken = true;
    world.link.goOffline(world.clock.nowMs());
    world.link.welcome(aWelcome({ headSeq: 1 }), world.clock.nowMs());
    expect(world.workplace.get().link.state).toBe("online");
    world.stores.outbox.isBroken = true;
    world.calls.over.tell({
      callId: aCall().callId,
      interactionId: story.interactionId,
      endedBy: "customer",
      result: "answered",
      wasTalk: true,
      wasDetached: false,
      quality: null,
      atMs: world.clock.nowMs(),
    });
    expect(world.log.lines.map(({ words }) => words)).toContain("a command could not be taken back");
  });

  test("data that still catches up counts as old", () => {
    const world = aWorld();
    world.workplace.start(ACCOUNT);
    world.link.welcome(aWelcome({ headSeq: 3 }), world.clock.nowMs());
    expect(world.workplace.get().link).toMatchObject({ state: "online", dataAtMs: null });
    feed(world, ringing);
    expect(world.workplace.get().link.dataAtMs).toBe(world.clock.nowMs());
  });
});

describe("the handlers", () => {
  test("history: pages without doubles or gaps, in local time, newest first; a bad cursor is refused", async () => {
    const stories = Array.from({ length: 5 }, (_none, index) => aStory(`i-${index}`));
    const world = linked(
      stories.flatMap((one) => [one.arrives(), one.waits(), one.rings(anna), one.ends("abandoned")]),
      STORY_START_MS + 60_000,
    );
    const list = world.workplace.handlers["history.list"];
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ cursor, limit: 2, customer: null, only: "all" });
      if (!page.ok) throw new Error(page.code);
      seen.push(...page.value.rows.map((row) => row.interactionId));
      cursor = page.value.cursor;
    } while (cursor !== null);
    expect(seen).toEqual(["i-4", "i-3", "i-2", "i-1", "i-0"]);
    const first = await list({ cursor: null, limit: 200, customer: "+79990001122", only: "all" });
    expect(first).toMatchObject({ ok: true, value: { cursor: null } });
    if (first.ok) expect(first.value.rows.at(-1)?.atMs).toBe(STORY_START_MS - 60_000);
    expect(await list({ cursor: "nonsense!", limit: 2, customer: null, only: "all" })).toMatchObject({
      code: "bad-cursor",
    });
    expect(await list({ cursor: null, limit: 2, customer: "+7", only: "all" })).toMatchObject({ value: { rows: [] } });
  });

  test("history.changed is told once for a frame, and not for statuses", async () => {
    const world = linked();
    await settle();
    let told = 0;
    world.workplace.onHistoryChanged(() => {
      told += 1;
    });
    feed(world, ringing);
    await settle();
    expect(told).toBe(1);
    feed(world, [annaIs("online")], 3);
    await settle();
    expect(told).toBe(1);
  });

  test("settings are kept, shown, and refused when they cannot be kept", () => {
    const { workplace, stores } = linked();
    const set = workplace.handlers["preferences.set"];
    expect(set({ theme: "dark", locale: undefined })).toEqual({ ok: true, value: { locale: "ru", theme: "dark" } });
    expect(workplace.get().preferences).toEqual({ locale: "ru", theme: "dark" });
    expect(stores.preferences.read()).toEqual({ locale: "ru", theme: "dark" });
    const panes = { "1920x1080": { list: 320, card: 400 } };
    void set({ panes });
    void set({ theme: "dark" });
    expect(workplace.get().preferences, "what is not named stays").toEqual({ locale: "ru", theme: "dark", panes });
    stores.preferences.isBroken = true;
    expect(set({ theme: "light" })).toMatchObject({ ok: false, code: "store-failed" });
    expect(workplace.get().preferences.theme).toBe("dark");
  });

  test("calls go to the phone, window words to listeners and the log", async () => {
    const world = linked();
    const { handlers } = world.workplace;
    const { callId } = aCall();
    expect(handlers["calls.dial"]({ target: "202" })).toMatchObject({ code: "phone-not-ready" });
    await handlers["calls.answer"]({ callId });
    await handlers["calls.reject"]({ callId });
    await handlers["calls.hang-up"]({ callId });
    await handlers["calls.set-muted"]({ callId, muted: true });
    await handlers["calls.set-held"]({ callId, held: true });
    await handlers["calls.send-dtmf"]({ callId, tones: "1" });
    expect(world.calls.asked).toEqual([
      { dial: "202" },
      { answer: callId },
      { reject: callId },
      { hangUp: callId },
      { setMuted: callId, muted: true },
      { setHeld: callId, held: true },
      { sendDtmf: callId, tones: "1" },
    ]);
    const painted: unknown[] = [];
    world.workplace.onPainted((what) => painted.push(what));
    await handlers["window.painted"]({ what: "call", callId });
    expect(painted).toEqual([{ what: "call", callId }]);
    await handlers["log.write"]({ level: "warn", message: "slow" });
    expect(world.windowLog.lines).toEqual([{ level: "warn", fields: {}, words: "slow" }]);
    expect(handlers["training.call-me"]({})).toEqual({ ok: true, value: {} });
    expect(await handlers["workplace.get"]({})).toEqual({ ok: true, value: world.workplace.get() });
  });
});

test("an extension dialled with a number is shown, and is called off by the operator's own keys", async () => {
  const world = linked();
  const { handlers } = world.workplace;
  const { callId } = aCall();
  world.calls.dial = () => accepted({ callId });
  world.calls.show({ ...aCall(), phase: "talking" });
  await handlers["calls.dial"]({ target: "+74951234567", extension: "123" });
  expect(world.workplace.get().extensions).toEqual([{ callId, digits: "123", state: "waiting" }]);
  await handlers["calls.send-dtmf"]({ callId, tones: "5" });
  expect(world.workplace.get().extensions).toEqual([]);
  await handlers["calls.dial"]({ target: "+74951234567", extension: "123" });
  await world.clock.run(EXTENSION_PAUSE_MS);
  expect(world.calls.asked).toEqual([
    { sendDtmf: callId, tones: "5" },
    { sendDtmf: callId, tones: "123" },
  ]);
  await world.workplace.stop();
});

test("a stopped workplace leaves no timer and hears nothing more", async () => {
  const world = linked();
  await world.workplace.handlers["operator.set-status"]({ status: "online" });
  await world.workplace.stop();
  await settle();
  expect(world.clock.pendingTimers).toBe(0);
  world.calls.show(aCall());
  expect(world.workplace.get().calls).toEqual([]);
});
