import { afterAll, afterEach, describe, expect, it } from "vitest";
import { CustomerCard } from "../../../src-shared/link/customer-queries.ts";
import type { QueryReply } from "../../../src-shared/link/link-queries.ts";
import { TemporaryFolder } from "../../support/cache-folder.ts";
import { customerStory, type KnownCustomer } from "../../support/customer-story.ts";
import { DesktopEnd } from "../../support/desktop-end.ts";
import { until } from "../../support/until.ts";
import { order } from "./support/a-call-back.ts";
import { lev, marina, SECRETS, TestHub } from "./support/a-hub.ts";
import { ENGINES, Stores } from "./support/stores.ts";

const stores = new Stores();
afterAll(() => stores.stop());
let test: TestHub | null = null;
afterEach(async () => {
  await test?.stop();
  test = null;
});

const IRINA: KnownCustomer = {
  ...{ phone: "89000001427", name: "Ирина Сомова", note: "Ждёт счёт", step: "шаг", card: "карточка" },
  ...{ text: "Где заказ?", reason: "обед", channelId: "irina" },
};
const OTHER: KnownCustomer = { ...IRINA, phone: "+79031112233", name: "Другой", channelId: "other" };
const ADDRESS = "+79000001427";

async function startWith(engine: (typeof ENGINES)[number]): Promise<TestHub> {
  const databaseUrl = engine === "postgres" ? await (await stores.postgres()).createDatabase() : undefined;
  return TestHub.start({ secrets: SECRETS, ...(databaseUrl !== undefined && { databaseUrl }) });
}

function cardOf(reply: QueryReply): CustomerCard {
  if (!reply.ok) throw new Error(reply.code);
  return CustomerCard.parse(reply.value);
}

describe.each(ENGINES)("the card of a customer on %s", (engine) => {
  it("has the team's contacts with this customer alone, however the number was written, page by page", async () => {
    test = await startWith(engine);
    const { service, log } = test.hub;
    await log.append(customerStory("irina", IRINA));
    test.clock.advance(1000);
    await log.append(customerStory("other", OTHER));
    test.clock.advance(1000);
    await log.append(customerStory("again", { ...IRINA, phone: ADDRESS, note: "Счёт выслан" }));
    const ask = (input: object) => service.query(lev, { name: "customer.card", input });
    const whole = cardOf(await ask({ address: "+7 (900) 000-14-27", before: null, limit: 50 }));
    const all = (await test.interactions()).filter(({ interactionId }) => !interactionId.startsWith("other"));
    expect(whole).toMatchObject({ name: "Ирина Сомова", addresses: [ADDRESS], promisedCalls: [], nextBefore: null });
    expect(whole.contacts.map(({ interactionId }) => interactionId).sort()).toEqual(
      all.map(({ interactionId }) => interactionId).sort(),
    );
    const served = whole.contacts.find(({ interactionId }) => interactionId === "again-in");
    expect(served).toMatchObject({
      ...{ channel: "voice", direction: "in", operatorId: marina, result: "answered", queueId: "support" },
      notes: [{ operatorId: marina, text: "Счёт выслан" }],
    });
    const read: string[] = [];
    let before: CustomerCard["nextBefore"] = null;
    do {
      const page = cardOf(await ask({ address: ADDRESS, before, limit: 2 }));
      read.push(...page.contacts.map(({ interactionId }) => interactionId));
      before = page.nextBefore;
    } while (before !== null);
    expect(read).toEqual(whole.contacts.map(({ interactionId }) => interactionId));
  });

  it("tells of a call-back that is open, and no more when it is not", async () => {
    test = await startWith(engine);
    const { order: taken } = await order(test, { topic: "Доставка" });
    const ask = () =>
      test?.hub.service.query(lev, { name: "customer.card", input: { address: ADDRESS, before: null, limit: 9 } });
    const reply = await ask();
    expect(reply && cardOf(reply).promisedCalls).toMatchObject([
      { interactionId: taken.interactionId, topic: "Доставка", comment: null },
    ]);
    await test.command(lev, "callback.cancel", { interactionId: taken.interactionId, reason: "Написал в чат" });
    const after = await ask();
    expect(after && cardOf(after).promisedCalls).toEqual([]);
  });
});

describe.each(ENGINES)("what is written about a customer on %s", (engine) => {
  it("is on the card for the team, refused by its rules, exported, and gone with the customer", async () => {
    test = await startWith(engine);
    const { service, log } = test.hub;
    await log.append(customerStory("irina", IRINA));
    const interactionId = "irina-in";
    const ask = async () =>
      cardOf(await service.query(lev, { name: "customer.card", input: { address: ADDRESS, before: null, limit: 9 } }));
    const write = (by: typeof marina, change: object) =>
      test?.command(by, "customer.describe", { interactionId, change });
    await write(marina, { kind: "tagged", tag: "VIP" });
    await write(lev, { kind: "tagged", tag: "vip" });
    await write(lev, { kind: "tagged", tag: "новосёл" });
    await write(lev, { kind: "untagged", tag: "НОВОСЁЛ" });
    await write(marina, { kind: "noted", noteId: "n-1", text: "Звонить после шести" });
    await write(marina, { kind: "named", name: "Ирина Петровна" });
    expect(await write(lev, { kind: "note-removed", noteId: "n-1" })).toMatchObject({
      ok: false,
      code: "not-own-note",
    });
    expect(await write(lev, { kind: "noted", noteId: "n-2", text: " " })).toMatchObject({
      ok: false,
      code: "bad-input",
    });
    expect(await ask()).toMatchObject({
      ...{ name: "Ирина Петровна", tags: ["карточка", "VIP"] },
      notes: [{ noteId: "n-1", operatorId: marina, text: "Звонить после шести" }, { noteId: "irina-note" }],
    });
    const exported = await service.administration.customers.export("admin", { addresses: [ADDRESS] });
    expect(exported).toMatchObject({
      ok: true,
      value: { profiles: [{ address: ADDRESS, tags: ["карточка", "VIP"] }] },
    });
    const erased = await service.administration.customers.erase("admin", { addresses: [ADDRESS] });
    expect(erased).toMatchObject({ ok: true });
    expect(await ask()).toMatchObject({ name: null, tags: [], notes: [] });
    expect(JSON.stringify(await test.events())).not.toMatch(/после шести|VIP|Петровна/);
    expect(await write(lev, { kind: "tagged", tag: "VIP" })).toMatchObject({ ok: false, code: "unknown-customer" });
  });
});

it("a colleague is no customer, and what is erased is found by no address", async () => {
  test = await TestHub.start({ secrets: SECRETS });
  const { service, log } = test.hub;
  await log.append(customerStory("irina", IRINA));
  const ask = (address: string) =>
    service.query(marina, { name: "customer.card", input: { address, before: null, limit: 50 } });
  expect(await ask("1002")).toMatchObject({ ok: false, code: "not-a-customer" });
  const erased = await service.administration.customers.erase("admin", { addresses: [ADDRESS] });
  expect(erased).toMatchObject({ ok: true });
  expect(cardOf(await ask(ADDRESS)).contacts).toEqual([]);
});

it("comes over the link as it is, and a refusal with its code; nothing comes when the link is down", async () => {
  test = await TestHub.start({ secrets: SECRETS });
  await test.hub.log.append(customerStory("irina", IRINA));
  using folder = new TemporaryFolder();
  await using desktop = new DesktopEnd(folder.path);
  const input = { address: ADDRESS, before: null, limit: 50 };
  expect(await desktop.link.ask("customer.card", input)).toBeNull();
  desktop.start({ url: `http://127.0.0.1:${test.hub.port}`, login: "lev", secret: SECRETS.lev });
  await until(() => desktop.states.includes("online"), "linked");
  expect(await desktop.link.ask("customer.card", input)).toMatchObject({ ok: true, value: { name: "Ирина Сомова" } });
  expect(await desktop.link.ask("customer.card", { ...input, address: "1001" })).toMatchObject({
    ok: false,
    code: "not-a-customer",
  });
});
