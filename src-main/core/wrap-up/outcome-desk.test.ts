import { expect, it } from "vitest";
import { ContactOutcome } from "../../../src-shared/domain/topics/contact-outcome.ts";
import { NO_OUTCOME } from "../../../src-shared/domain/topics/outcome-rules.ts";
import { TopicSettings } from "../../../src-shared/domain/topics/topic-settings.ts";
import { LogId } from "../../../src-shared/ids.ts";
import { aLog, anna, aStory, boris } from "../../../tests/support/an-interaction.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { FakeHubLink } from "../../../tests/support/fake-hub-link.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { MemoryMirrorStore, MemoryOutboxStore } from "../../../tests/support/memory-stores.ts";
import { Outbox } from "../outbox/outbox.ts";
import { OutcomeDesk } from "./outcome-desk.ts";

const { interactionId } = aStory();
const SAID = ContactOutcome.parse({ topicIds: ["date"], result: "promised", nextStep: "Звонок водителя" });
const topics = TopicSettings.parse({
  topics: [{ topicId: "date", parentId: null, name: "Перенос даты" }],
  required: ["topics", "result"],
});

function aDesk() {
  const mirror = new MemoryMirrorStore();
  const store = new MemoryOutboxStore();
  const outbox = new Outbox({ store, link: new FakeHubLink(), clock: new FakeClock(), log: new FakeLog() });
  mirror.reset(LogId.parse("log-1"));
  const desk = new OutcomeDesk({ mirror, outbox, hub: { self: anna, topics } });
  const hears = (operatorId: typeof anna, outcome: ContactOutcome) => {
    const payload = { interactionId, operatorId, ...outcome };
    const { lastSeq } = mirror.position();
    mirror.apply(lastSeq, lastSeq + 1, aLog([{ type: "interaction.outcome-changed", payload }], lastSeq + 1));
  };
  const say = (change: Partial<ContactOutcome> = {}) =>
    desk.handlers["outcomes.set"]({ interactionId, ...SAID, ...change });
  return { desk, outbox, store, hears, say };
}

it("is what was said here last, until the hub says what it has; of several only the last is sent", () => {
  const { desk, outbox, hears, say } = aDesk();
  expect(desk.outcome(interactionId)).toEqual(NO_OUTCOME);
  for (const nextStep of ["Зв", "Звонок", "Звонок"]) expect(say({ nextStep })).toMatchObject({ ok: true });
  expect(outbox.pending().map(({ input }) => input)).toEqual([{ interactionId, ...SAID, nextStep: "Звонок" }]);
  expect(desk.outcome(interactionId).nextStep).toBe("Звонок");
  outbox.discard(() => true);
  hears(boris, { ...SAID, result: "solved" });
  hears(anna, SAID);
  expect(desk.handlers["outcomes.get"]({ interactionId })).toMatchObject({ value: SAID });
});

it("misses what the team asks for until it is said here", () => {
  const { desk, say } = aDesk();
  expect(desk.missing(interactionId)).toEqual(["topics", "result"]);
  void say({ result: null });
  expect(desk.missing(interactionId)).toEqual(["result"]);
  void say();
  expect(desk.missing(interactionId)).toEqual([]);
});

it("that the disk refuses is said to be so", () => {
  const { store, say } = aDesk();
  store.isBroken = true;
  expect(say()).toMatchObject({ ok: false, code: "store-failed" });
});
