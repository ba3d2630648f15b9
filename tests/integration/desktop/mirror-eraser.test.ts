import { expect, it } from "vitest";
import { openEncrypted } from "../../../src-main/node/db/encrypted-file.ts";
import { LogEventSchema } from "../../../src-shared/events/log-event.ts";
import { InteractionId, LogId, OperatorId } from "../../../src-shared/ids.ts";
import { openedCache, TEST_KEY, TemporaryFolder } from "../../support/cache-folder.ts";
import { customerStory, type KnownCustomer } from "../../support/customer-story.ts";

const IRINA: KnownCustomer = {
  ...{ phone: "+79165550001", name: "Ирина Сомова", note: "любит утро", step: "звонок утром", card: "просила скидку" },
  ...{ text: "где мой заказ", reason: "не моя тема", channelId: "telegram-7" },
};
const PETR: KnownCustomer = {
  ...IRINA,
  phone: "+79165550002",
  name: "Пётр",
  note: "любит вечер",
  channelId: "telegram-8",
};

it("a desktop's copy of what was erased goes too: its log, its lists and its notes", () => {
  using folder = new TemporaryFolder();
  const cache = openedCache(folder.path);
  const told = [...customerStory("one", IRINA), ...customerStory("two", PETR)];
  const contacts = ["in", "out", "chat"].map((kind) => ({ interactionId: `one-${kind}`, pseudonym: "erased-1" }));
  const events = [...told, { type: "customer.erased", actor: "admin", payload: { contacts } }].map((event, index) =>
    LogEventSchema.parse({ ...event, seq: index + 1, atMs: 1000 + index }),
  );
  cache.mirror.reset(LogId.parse("log"));
  expect(cache.mirror.apply(0, told.length, events.slice(0, -1))).toBe(true);
  expect(cache.mirror.apply(told.length, events.length, events.slice(-1))).toBe(true);

  const marina = OperatorId.parse("marina");
  const [mine, other] = [InteractionId.parse("one-in"), InteractionId.parse("two-in")];
  expect(cache.mirror.interaction(mine)).toMatchObject({
    customer: { address: "erased-1", name: null },
    result: "answered",
  });
  expect(cache.mirror.interaction(other)?.customer.name).toBe("Пётр");
  expect([cache.mirror.note(mine, marina), cache.mirror.note(other, marina)]).toEqual(["", "любит вечер"]);
  expect([mine, other].map((id) => cache.mirror.outcome(id, marina))).toMatchObject([
    { result: "promised", nextStep: "" },
    { result: "promised", nextStep: "звонок утром" },
  ]);
  expect([cache.mirror.lastTalkMs(IRINA.phone, null), typeof cache.mirror.lastTalkMs(PETR.phone, null)]).toEqual([
    null,
    "number",
  ]);
  cache.close();
});

it("a desktop's copy of what is over its time goes too, and nothing beside it", () => {
  using folder = new TemporaryFolder();
  const cache = openedCache(folder.path);
  const [old, young] = [customerStory("one", IRINA), customerStory("two", { ...PETR, text: "а мой" })];
  const payload = { kind: "messages", afterSeq: 0, uptoSeq: old.length, changed: 3 };
  const events = [...old, ...young, { type: "data.expired", actor: "system", payload }].map((event, index) =>
    LogEventSchema.parse({ ...event, seq: index + 1, atMs: 1000 + index }),
  );
  cache.mirror.reset(LogId.parse("log"));
  expect(cache.mirror.apply(0, events.length, events)).toBe(true);
  cache.close();
  const file = openEncrypted(folder.file("mirror.db"), TEST_KEY);
  const left = JSON.stringify(file.prepare("SELECT payload FROM events").pluck().all());
  file.close();
  expect(left).not.toContain(IRINA.text);
  expect(left).toContain("а мой");
  expect(left).toContain(IRINA.note);
});
