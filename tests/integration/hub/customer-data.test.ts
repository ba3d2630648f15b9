import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../../src-hub/db/open-database.ts";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { EventLog } from "../../../src-hub/log/event-log.ts";
import { CustomerData } from "../../../src-hub/service/customer-data.ts";
import { insertConversation } from "../../../src-hub/text/conversation-store.ts";
import { CustomerExport } from "../../../src-shared/domain/customer-export.ts";
import { normaliseAddress } from "../../../src-shared/domain/phone-number.ts";
import { CommandId, ConversationId, OperatorId } from "../../../src-shared/ids.ts";
import { customerStory, type KnownCustomer, waitingCall } from "../../support/customer-story.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { aFolder, foldAll, marina, TestHub } from "./support/a-hub.ts";
import { ENGINES, Stores } from "./support/stores.ts";

const stores = new Stores();
afterAll(() => stores.stop());
const clock = new FakeClock();
const admin = OperatorId.parse("admin");

/** Strings that nobody else has. */
const Known = fc.integer({ min: 1000, max: 9999 }).chain((number) =>
  fc.string({ minLength: 4, maxLength: 12, unit: fc.constantFrom("б", "в", "Ж", "'", '"', "%", "_", "\\", "😀") }).map(
    (word): KnownCustomer => ({
      phone: `+7916555${number}`,
      name: `Имя ${word} ${number}`,
      note: `заметка ${word} ${number}`,
      step: `шаг ${word} ${number}`,
      card: `карточка ${word} ${number}`,
      text: `текст ${word} ${number}`,
      reason: `причина ${word} ${number}`,
      channelId: `telegram-${number}-message`,
    }),
  ),
);
const OTHER: KnownCustomer = {
  ...{ phone: "+79031112233", name: "Другой", note: "его заметка", step: "его шаг", card: "его карточка" },
  ...{ text: "его текст", reason: "его причина", channelId: "other-1" },
};

/** All there is in the database, as text. */
async function everything(db: HubDatabase): Promise<string> {
  const tables = await db.introspection.getTables();
  const rows = await Promise.all(
    tables.map(({ name }) =>
      db
        .selectFrom(name as "events")
        .selectAll()
        .execute(),
    ),
  );
  return JSON.stringify(rows);
}

/** What reports count: contacts by result, channel, queue, operator and times; and how many customers. */
async function counts(log: EventLog): Promise<unknown> {
  const interactions = foldAll(await log.read(0, 100_000));
  return {
    contacts: interactions.map(({ customer: _customer, dialled: _dialled, handOver: _card, ...rest }) => rest),
    customers: new Set(interactions.map(({ customer }) => normaliseAddress(customer.address))).size,
  };
}

/** The dialog of `customerStory("one", …)`. */
function aConversation({ phone, name, channelId }: KnownCustomer) {
  const conversationId = ConversationId.parse("one-conversation");
  const customer = { address: phone, name };
  const externalId = `chat-of-${channelId}`;
  return { conversationId, channel: "telegram", account: "bot", externalId, customer, language: null };
}

function unwrapped<Value>(result: { readonly ok: true; readonly value: Value } | { readonly ok: false }): Value {
  if (!result.ok) throw new Error("refused");
  return result.value;
}

async function erase(data: CustomerData, log: EventLog, addresses: readonly string[]): Promise<string> {
  const outcome = await data.erase(admin, { addresses: [...addresses] });
  if (!outcome.ok) return outcome.code;
  await log.append(outcome.value, (db, events) => data.follow(db, events));
  await data.finish();
  return "erased";
}

async function aPlace(db: HubDatabase): Promise<{ log: EventLog; data: CustomerData }> {
  const log = await EventLog.open(db, clock);
  return { log, data: new CustomerData({ db, log, clock, removals: { carryOut: () => undefined } }) };
}

describe.each(ENGINES)("what is known of a customer, on %s", (engine) => {
  it("is found nowhere after it was erased, and every report counts the same", async () => {
    await fc.assert(
      fc.asyncProperty(Known, fc.boolean(), async (customer, isPrepared) => {
        const db = await (await stores.place(engine)).open();
        const { log, data } = await aPlace(db);
        await log.append([...customerStory("one", customer), ...customerStory("other", OTHER)], (transaction) =>
          insertConversation(transaction, aConversation(customer), 1),
        );
        const document = CustomerExport.parse(unwrapped(await data.read({ addresses: [customer.phone] })).document);
        for (const known of ["phone", "name", "note", "step", "card", "text", "channelId"] as const)
          expect(JSON.stringify(document)).toContain(JSON.stringify(customer[known]).slice(1, -1));
        expect([document.contacts.length, document.messages.length, document.notes.length]).toEqual([3, 2, 1]);
        expect(document.outcomes).toMatchObject([{ topics: [], result: "promised", nextStep: customer.step }]);
        const before = await counts(log);
        if (isPrepared) await data.prepare([customer.phone]);
        // A note that is written while the log is looked through.
        const late = customerStory("one", customer).filter(({ type }) => type === "interaction.note-changed");
        await log.append(late);
        expect(await erase(data, log, [customer.phone])).toBe("erased");
        expect(await counts(log)).toEqual(before);
        const left = (await everything(db)) + JSON.stringify(await log.read(0, 100_000));
        for (const secret of Object.values(customer)) expect(left).not.toContain(JSON.stringify(secret).slice(1, -1));
        expect(left).not.toContain(customer.phone.slice(2));
        for (const kept of [OTHER.phone, OTHER.name, OTHER.note, OTHER.text]) expect(left).toContain(kept);
        const stored = await db.selectFrom("interactions").select("body").orderBy("interaction_id").execute();
        const folded = [...foldAll(await log.read(0, 100_000))].sort((a, b) =>
          a.interactionId < b.interactionId ? -1 : 1,
        );
        expect(stored.map(({ body }) => JSON.parse(body) as unknown)).toEqual(folded);
        expect(await erase(data, log, [customer.phone])).toBe("unknown-customer");
        await db.destroy();
      }),
      { numRuns: engine === "sqlite" ? 8 : 2 },
    );
  });

  it("stays while they are being served", async () => {
    const db = await (await stores.place(engine)).open();
    const { log, data } = await aPlace(db);
    await log.append([...customerStory("other", OTHER), ...waitingCall("other", OTHER)]);
    expect(await erase(data, log, [OTHER.phone])).toBe("customer-in-contact");
    expect(await everything(db)).toContain(OTHER.name);
    await db.destroy();
  });
});

it("leaves nothing in the file of the database, nor beside it", async () => {
  const folder = aFolder();
  const db = await openDatabase({ file: join(folder.path, "hub.db"), key: null });
  const { log, data } = await aPlace(db);
  for (const event of customerStory("one", OTHER)) await log.append([event]);
  const bytes = () =>
    readdirSync(folder.path)
      .map((name) => readFileSync(join(folder.path, name), "utf8"))
      .join("");
  expect(bytes()).toContain(OTHER.name);
  expect(await erase(data, log, [OTHER.phone])).toBe("erased");
  const left = bytes();
  for (const secret of Object.values(OTHER)) expect(left).not.toContain(secret);
  await db.destroy();
  folder.remove();
});

it("is erased by nobody who has not the right", async () => {
  const hub = await TestHub.start();
  await hub.hub.log.append([...customerStory("one", OTHER)]);
  const command = {
    commandId: CommandId.parse("erase-1"),
    name: "customer.erase",
    input: { addresses: [OTHER.phone] },
  };
  expect(await hub.hub.service.execute(marina, command)).toMatchObject({ ok: false, code: "not-allowed" });
  expect(JSON.stringify(await hub.events())).toContain(OTHER.name);
  await hub.stop();
});
