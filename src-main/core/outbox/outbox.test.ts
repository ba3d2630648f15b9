import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChosenStatus } from "../../../src-shared/domain/operator-status.ts";
import { InteractionId } from "../../../src-shared/ids.ts";
import { FakeClock, settle } from "../../../tests/support/fake-clock.ts";
import { FakeHubLink } from "../../../tests/support/fake-hub-link.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { MemoryOutboxStore } from "../../../tests/support/memory-stores.ts";
import { Outbox, type OutboxAnswer } from "./outbox.ts";

const online: ChosenStatus = { status: "online" };
const lunch: ChosenStatus = { status: "break", reason: "lunch" };

function anOutbox(store = new MemoryOutboxStore(), clock = new FakeClock()) {
  const link = new FakeHubLink();
  const outbox = new Outbox({ store, link, clock, log: new FakeLog() });
  const answers: OutboxAnswer[] = [];
  outbox.onAnswer((answer) => answers.push(answer));
  return { store, link, clock, outbox, answers };
}

test("a command is kept before it is sent, and waits for the link", async () => {
  const { store, link, outbox, answers } = anOutbox();
  expect(outbox.add("operator.set-status", online)).toEqual({ ok: true, value: "id-1" });
  expect(store.pending()).toHaveLength(1);
  expect(link.sent).toEqual([]);
  outbox.setOnline(true);
  expect(link.sent.map(({ commandId }) => commandId)).toEqual(["id-1"]);
  link.reply({ ok: true, seq: 5 });
  await settle();
  expect(store.pending()).toEqual([]);
  expect(answers.map(({ reply }) => reply)).toEqual([{ ok: true, seq: 5 }]);
});

test("one at a time, oldest first", async () => {
  const { link, outbox } = anOutbox();
  outbox.setOnline(true);
  outbox.add("operator.set-status", online);
  outbox.add("operator.set-status", lunch);
  expect(link.sent).toHaveLength(1);
  link.reply({ ok: true, seq: 1 });
  await settle();
  expect(link.sent.map(({ input }) => input)).toEqual([online, lunch]);
});

test("a link that breaks keeps the command; the same id goes again", async () => {
  const { link, outbox, store, clock } = anOutbox();
  outbox.setOnline(true);
  outbox.add("operator.set-status", online);
  outbox.setOnline(false);
  link.goOffline(0);
  await settle();
  expect(store.pending()).toHaveLength(1);
  expect(clock.pendingTimers).toBe(0);
  outbox.setOnline(true);
  expect(link.sent.map(({ commandId }) => commandId)).toEqual(["id-1", "id-1"]);
});

test("a restart sends what the process before it left", async () => {
  const before = anOutbox();
  before.outbox.add("operator.set-status", lunch);
  const after = anOutbox(before.store, before.clock);
  after.outbox.setOnline(true);
  expect(after.link.sent).toEqual([
    { commandId: "id-1", name: "operator.set-status", input: lunch, madeAtMs: before.clock.nowMs(), login: null },
  ]);
});

test("what another operator left behind is not sent, and waits until they are back", async () => {
  const annas = anOutbox();
  annas.outbox.setLogin("anna");
  annas.outbox.add("operator.set-status", lunch);
  const boris = anOutbox(annas.store, annas.clock);
  boris.outbox.setLogin("boris");
  boris.outbox.setOnline(true);
  await settle();
  expect(boris.outbox.pending()).toEqual([]);
  expect(boris.link.sent).toEqual([]);
  const back = anOutbox(annas.store, annas.clock);
  back.outbox.setOnline(true);
  back.outbox.setLogin("anna");
  expect(back.link.sent.map(({ input }) => input)).toEqual([lunch]);
});

test("a no of the hub ends the command and is told", async () => {
  const { link, outbox, store, answers } = anOutbox();
  outbox.setOnline(true);
  outbox.add("operator.set-status", lunch);
  link.reply({ ok: false, code: "unknown-break-reason", retry: "no" });
  await settle();
  expect(store.pending()).toEqual([]);
  expect(answers.map(({ reply }) => reply)).toEqual([{ ok: false, code: "unknown-break-reason", retry: "no" }]);
});

test("a later of the hub waits, longer each time, and starts short again with a new link", async () => {
  const { link, outbox, clock } = anOutbox();
  link.autoReply = () => ({ ok: false, code: "too-many-commands", retry: "later" });
  outbox.setOnline(true);
  outbox.add("operator.set-status", online);
  const times: number[] = [];
  const startMs = clock.nowMs();
  for (let turn = 0; turn < 4; turn += 1) {
    await settle();
    const nextMs = clock.nextAtMs ?? 0;
    times.push(nextMs - startMs);
    clock.advance(nextMs - clock.nowMs());
  }
  expect(times).toEqual([1000, 3000, 7000, 15_000]);
  await settle();
  outbox.setOnline(false);
  expect(clock.pendingTimers).toBe(0);
});

test("a command the hub cannot take holds back only its own kind", async () => {
  const { link, outbox, clock } = anOutbox();
  const ended = { interactionId: InteractionId.parse("i-1"), call: { state: "talking" } } as const;
  link.autoReply = ({ name }) =>
    name === "interaction.report" ? { ok: false, code: "hub-fault", retry: "later" } : { ok: true, seq: 1 };
  outbox.setOnline(true);
  outbox.add("interaction.report", ended);
  outbox.add("interaction.report", { ...ended, interactionId: InteractionId.parse("i-2") });
  outbox.add("operator.set-status", lunch);
  await settle();
  expect(link.sent.map(({ commandId }) => commandId)).toEqual(["id-1", "id-3"]);
  outbox.add("operator.set-status", online);
  await settle();
  expect(link.sent.map(({ commandId }) => commandId)).toEqual(["id-1", "id-3", "id-4"]);
  await clock.run(1_000);
  expect(link.sent.at(-1)?.commandId).toBe("id-1");
  outbox.setOnline(false);
  expect(clock.pendingTimers).toBe(0);
});

test("a disk that is full refuses the command instead of losing it later", () => {
  const { outbox, store } = anOutbox();
  store.isBroken = true;
  expect(outbox.add("operator.set-status", online)).toEqual({ ok: false, code: "store-failed", retry: "later" });
  expect(outbox.pending()).toEqual([]);
});

test("what is no longer true is taken back", () => {
  const { outbox, store } = anOutbox();
  outbox.add("operator.set-status", online);
  outbox.add("operator.set-status", lunch);
  outbox.discard(({ input }) => input === online);
  expect(outbox.pending().map(({ input }) => input)).toEqual([lunch]);
  expect(store.pending().map(({ input }) => input)).toEqual([lunch]);
});

/** A hub that executes each command id once, behind a link that may lose the way there or the way back. */
const Fate = fc.constantFrom("delivered", "lost-there", "lost-back", "later", "restart");

test("whatever the link does, each command is executed once and in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Fate, { maxLength: 40 }), fc.integer({ min: 1, max: 8 }), async (fates, count) => {
      const store = new MemoryOutboxStore();
      const clock = new FakeClock();
      const executed: string[] = [];
      const execute = (commandId: string) => {
        if (!executed.includes(commandId)) executed.push(commandId);
      };
      let made = 0;
      let current = anOutbox(store, clock);
      const wire = () => {
        current.link.autoReply = ({ commandId }) => {
          const fate = fates.shift() ?? "delivered";
          if (fate === "later") return { ok: false, code: "hub-fault", retry: "later" };
          if (fate === "lost-there") return null;
          execute(commandId);
          return fate === "delivered" ? { ok: true, seq: executed.length } : null;
        };
        current.outbox.setOnline(true);
      };
      wire();
      for (let turn = 0; turn < 200; turn += 1) {
        if (made < count) {
          made += 1;
          current.outbox.add("operator.set-status", online);
        }
        if (fates[0] === "restart") {
          fates.shift();
          current.outbox.setOnline(false);
          current = anOutbox(store, clock);
          wire();
        }
        await clock.run(30_000);
      }
      expect(executed).toHaveLength(count);
      expect(executed).toEqual([...executed].sort((one, other) => Number(one.slice(3)) - Number(other.slice(3))));
      expect(store.pending()).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
