import { describe, expect, test } from "vitest";
import { ACCOUNT, annaIs, feed, linked, story } from "../../../tests/support/a-linked-workplace.ts";
import { aCall, aWelcome } from "../../../tests/support/a-workplace.ts";
import { STORY_START_MS } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";
import { aWorld, type World } from "../../../tests/support/fake-workplace-world.ts";
import { aQuality } from "../../../tests/support/quality-samples.ts";

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
