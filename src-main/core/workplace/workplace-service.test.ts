import { describe, expect, test } from "vitest";
import { Workplace } from "../../../src-shared/ipc/workplace.ts";
import { accepted } from "../../../src-shared/result.ts";
import { aCall, aWelcome, lunch } from "../../../tests/support/a-workplace.ts";
import { aLog, anna, aStory, STORY_START_MS, type StoryStep } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";
import { aWorld, type World } from "../../../tests/support/fake-workplace-world.ts";
import { aQuality } from "../../../tests/support/quality-samples.ts";
import { EXTENSION_PAUSE_MS } from "../calls/extension-desk.ts";
import type { WorkplaceChange } from "./workplace-state.ts";

const ACCOUNT = { url: "http://127.0.0.1:4000", login: "anna", secret: "a-long-secret" };
const story = aStory();
const ringing = [story.arrives(), story.waits(), story.rings(anna)];

function annaIs(status: "online" | "break" | "offline"): StoryStep {
  const isBreak = status === "break";
  return {
    type: "operator.status-changed",
    payload: {
      operatorId: anna,
      status,
      reason: isBreak ? "lunch" : null,
      limitMs: isBreak ? 1_800_000 : null,
      by: "operator",
    },
  };
}

function feed(world: World, steps: readonly StoryStep[], afterSeq = 0): void {
  const events = aLog(steps, afterSeq + 1);
  world.link.frame({ afterSeq, uptoSeq: afterSeq + events.length, events: [...events] });
}

function linked(steps: readonly StoryStep[] = [], hubTimeMs?: number): World {
  const world = aWorld();
  world.workplace.start(ACCOUNT);
  world.link.welcome(
    aWelcome({ headSeq: steps.length, hubTimeMs: hubTimeMs ?? world.clock.nowMs() }),
    world.clock.nowMs(),
  );
  if (steps.length > 0) feed(world, steps);
  return world;
}

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

describe("the phone", () => {
  test("registers with the account of the welcome, once", () => {
    const world = linked();
    world.link.welcome(aWelcome({ hubTimeMs: 0 }), 0);
    expect(world.phoneAccounts).toEqual([
      {
        server: "ws://127.0.0.1:4000/sip",
        domain: "tandem.invalid",
        user: "201",
        password: "a-long-secret",
        displayName: "Анна",
        source: { kind: "microphone" },
      },
    ]);
  });

  test("is not started anew, and its talk not ended, because the operator has another name", () => {
    const world = linked();
    const { operator } = aWelcome();
    world.link.welcome(aWelcome({ operator: { ...operator, name: "Анна Петровна" } }), 0);
    expect(world.phoneAccounts).toHaveLength(1);
  });

  test("that was refused tries again when the hub lets the link in: the secret is the same one", () => {
    const world = linked();
    world.calls.phoneState = { state: "refused", sinceMs: 1, retryAtMs: null, failure: "wrong-password" };
    world.link.goOffline(0);
    world.link.welcome(aWelcome(), 0);
    expect(world.renewals.count).toBe(1);
    world.calls.phoneState = { state: "ready", sinceMs: 2, retryAtMs: null, failure: null };
    world.link.welcome(aWelcome(), 0);
    expect(world.renewals.count).toBe(1);
    expect(world.phoneAccounts).toHaveLength(1);
  });

  test("registers from what was kept when the hub is not there, but not before that is known", () => {
    const after = aWorld(linked());
    after.workplace.start({ ...ACCOUNT, url: "https://hub.example/" });
    expect(after.phoneAccounts).toEqual([]);
    after.link.goOffline(0);
    expect(after.phoneAccounts.map(({ server }) => server)).toEqual(["wss://hub.example/sip"]);
  });
});

describe("the operator's one seat", () => {
  test("is at another desktop: the phone never registers here, until the person moves the work here", () => {
    const after = aWorld(linked());
    after.workplace.start(ACCOUNT);
    after.link.refuse("seat-taken");
    expect(after.phoneAccounts).toEqual([]);
    expect(after.workplace.get().link).toMatchObject({ state: "refused", refusal: "seat-taken" });
    void after.workplace.handlers["operator.take-over"]({});
    expect(after.link.asked).toEqual(["take-over"]);
    after.link.welcome(aWelcome(), 0);
    expect(after.phoneAccounts).toHaveLength(1);
    expect(after.quieted.count).toBe(0);
  });

  test("moves away: the phone goes quiet at once, or when the talk is over", () => {
    const idle = linked();
    idle.link.refuse("replaced");
    expect(idle.quieted.count).toBe(1);
    const talking = linked();
    talking.calls.list = [aCall({ phase: "talking" })];
    talking.link.refuse("replaced");
    expect(talking.quieted.count).toBe(0);
    talking.calls.list = [];
    talking.calls.changed.tell();
    expect(talking.quieted.count).toBe(1);
    talking.link.welcome(aWelcome(), 0);
    expect(talking.phoneAccounts).toHaveLength(2);
  });
});

describe("a status that was chosen", () => {
  test("is pending until the hub's event has come, not only its answer", async () => {
    const world = linked([annaIs("offline")]);
    const { workplace, link } = world;
    expect(workplace.handlers["operator.set-status"]({ status: "online" })).toEqual({ ok: true, value: {} });
    expect(workplace.get().status).toMatchObject({ status: "offline", pending: { status: "online" } });
    link.reply({ ok: true, seq: 2 });
    await settle();
    expect(workplace.get().status).toMatchObject({ status: "offline", pending: { status: "online" } });
    feed(world, [annaIs("online")], 1);
    expect(workplace.get().status).toMatchObject({ status: "online", pending: null });
  });

  test("is not pending when the event came before the answer", async () => {
    const world = linked([annaIs("offline")]);
    await world.workplace.handlers["operator.set-status"]({ status: "online" });
    feed(world, [annaIs("online")], 1);
    world.link.reply({ ok: true, seq: 2 });
    await settle();
    expect(world.workplace.get().status).toMatchObject({ status: "online", pending: null });
  });

  test("replaces the one before it that has not reached the hub: no status in between, and no call in it", async () => {
    const world = linked([annaIs("online")]);
    const { workplace, link } = world;
    const setStatus = workplace.handlers["operator.set-status"];
    link.goOffline(world.clock.nowMs());
    await setStatus({ status: "offline" });
    await setStatus({ status: "online" });
    await setStatus({ status: "break", reason: "lunch" });
    expect(workplace.get().status.pending).toEqual({ status: "break", reason: "lunch" });
    link.autoReply = () => ({ ok: true, seq: 2 });
    link.welcome(aWelcome({ headSeq: 1 }), world.clock.nowMs());
    await settle();
    expect(link.sent.map(({ input }) => input)).toEqual([{ status: "break", reason: "lunch" }]);
  });

  test("stays pending while the one before it is being answered", async () => {
    const { workplace, link } = linked([annaIs("offline")]);
    await workplace.handlers["operator.set-status"]({ status: "online" });
    await workplace.handlers["operator.set-status"]({ status: "break", reason: "lunch" });
    link.reply({ ok: true, seq: 2 });
    await settle();
    expect(workplace.get().status.pending).toEqual({ status: "break", reason: "lunch" });
    expect(link.sent.map(({ input }) => input)).toEqual([{ status: "online" }, { status: "break", reason: "lunch" }]);
  });

  test("survives a restart without the hub", async () => {
    const before = linked([annaIs("online")]);
    before.link.goOffline(before.clock.nowMs());
    await before.workplace.handlers["operator.set-status"]({ status: "break", reason: "lunch" });
    const after = aWorld(before);
    after.workplace.start(ACCOUNT);
    expect(after.workplace.get().status).toMatchObject({
      status: "online",
      pending: { status: "break", reason: "lunch" },
    });
    after.link.welcome(aWelcome({ headSeq: 1 }), 0);
    expect(after.link.sent.map(({ input }) => input)).toEqual([{ status: "break", reason: "lunch" }]);
  });

  test("of one operator is neither shown nor sent for the next", async () => {
    const before = linked([annaIs("online")]);
    before.link.goOffline(before.clock.nowMs());
    await before.workplace.handlers["operator.set-status"]({ status: "offline" });
    const after = aWorld(before);
    after.workplace.start({ ...ACCOUNT, login: "boris" });
    expect(after.workplace.get().status.pending).toBe(null);
    after.link.welcome(aWelcome(), 0);
    await after.workplace.handlers["operator.set-status"]({ status: "online" });
    expect(after.link.sent.map(({ input }) => input)).toEqual([{ status: "online" }]);
    expect(after.stores.outbox.pending().map(({ login }) => login)).toEqual(["anna", "boris"]);
  });

  test("is refused with an unknown break reason, or a full disk", () => {
    const { workplace, stores } = linked();
    const setStatus = workplace.handlers["operator.set-status"];
    expect(setStatus({ status: "break", reason: "nap" })).toMatchObject({ ok: false, code: "unknown-break-reason" });
    stores.outbox.isBroken = true;
    expect(setStatus({ status: "online" })).toMatchObject({ ok: false, code: "store-failed" });
  });
});

describe("talks the hub may have missed", () => {
  const over = {
    callId: aCall().callId,
    interactionId: story.interactionId,
    endedBy: "customer",
    result: "answered",
    wasTalk: true,
    wasDetached: false,
    quality: null,
  } as const;
  const reports = (world: World) =>
    world.stores.outbox.pending().map(({ input }) => (input as { call: { state: string } }).call.state);

  test("a talk that goes on is reported at each welcome, and its end then too", () => {
    const world = linked();
    world.calls.show(aCall({ phase: "talking" }));
    world.link.goOffline(world.clock.nowMs());
    world.link.welcome(aWelcome(), world.clock.nowMs());
    expect(reports(world)).toEqual(["talking"]);
    world.calls.over.tell({ ...over, atMs: world.clock.nowMs() });
    expect(reports(world)).toEqual(["ended"]);
  });

  test("an end without the link is reported when it is back, in the hub's time", () => {
    const world = linked([], STORY_START_MS + 60_000);
    world.link.goOffline(world.clock.nowMs());
    world.calls.over.tell({ ...over, atMs: world.clock.nowMs() });
    world.link.welcome(aWelcome({ hubTimeMs: world.clock.nowMs() + 60_000 }), world.clock.nowMs());
    expect(world.link.sent.map(({ name, input }) => ({ name, input }))).toEqual([
      {
        name: "interaction.report",
        input: {
          interactionId: "i-1",
          call: { state: "ended", atMs: world.clock.nowMs() + 60_000, endedBy: "customer" },
        },
      },
    ]);
  });

  test("an end in the seconds before the loss was noticed is reported afterwards", () => {
    const world = linked();
    const heardAtMs = world.clock.nowMs();
    world.clock.advance(2000);
    world.calls.over.tell({ ...over, atMs: world.clock.nowMs() });
    expect(reports(world)).toEqual([]);
    world.clock.advance(2000);
    world.link.goOffline(heardAtMs);
    expect(reports(world)).toEqual(["ended"]);
  });

  test("what the hub heard itself is not reported, nor a call that was no talk", () => {
    const world = linked();
    world.calls.over.tell({ ...over, atMs: world.clock.nowMs() });
    world.clock.advance(5000);
    world.link.goOffline(world.clock.nowMs() - 1000);
    world.calls.over.tell({ ...over, atMs: world.clock.nowMs(), wasTalk: false });
    world.calls.over.tell({ ...over, atMs: world.clock.nowMs(), interactionId: null });
    expect(reports(world)).toEqual([]);
  });

  test("how a talk sounded is told to the hub once, when it is over", () => {
    const world = linked();
    const quality = aQuality(4.2);
    world.calls.over.tell({ ...over, atMs: world.clock.nowMs(), quality });
    const told = world.stores.outbox.pending().filter(({ name }) => name === "call.report-quality");
    expect(told.map(({ input }) => input)).toEqual([{ interactionId: over.interactionId, quality }]);
  });

  test("a talk of a process that died is not reported as going on", () => {
    const before = linked();
    before.calls.survived.tell({ callId: over.callId, interactionId: over.interactionId });
    expect(reports(before)).toEqual(["talking"]);
    expect(reports(aWorld(before))).toEqual([]);
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
