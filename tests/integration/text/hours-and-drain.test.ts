import { afterEach, describe, expect, it } from "vitest";
import { Team } from "../../../src-shared/domain/team.ts";
import { lev, marina, TEAM } from "../hub/support/a-hub.ts";
import { TextHub } from "./support/a-text-hub.ts";

let test: TextHub;
afterEach(() => test.stop());

/** «Поддержка» with other rules. */
const ruled = (rules: unknown, more: object = {}) =>
  Team.parse({
    ...TEAM,
    ...more,
    queues: TEAM.queues.map((queue) => (queue.queueId === "support" ? { ...queue, rules } : queue)),
  });
/** No hour of the week is open. */
const CLOSED = { hours: { timeZone: "Europe/Moscow", weekly: [] } };
const WORDS = { ru: "Закрыто, ответим завтра", en: "Closed, we answer tomorrow" };

const said = (customer: string) => test.channel.shown(customer).map(({ text }) => text);

describe("a customer who writes to a closed queue", () => {
  it("is told once in their own language, waits, and is answered when somebody is there", async () => {
    test = await TextHub.start({ team: ruled({ ...CLOSED, text: { closedWords: WORDS } }) });
    await test.channel.write("john", "anybody?", { language: "en" });
    await test.write("irina", "есть кто?");
    await test.write("irina", "алло?");
    expect([said("john"), said("irina")]).toEqual([[WORDS.en], [WORDS.ru]]);
    await test.putOnline(marina);
    const contact = await test.accept(marina);
    await test.say(marina, contact.interactionId, "Здравствуйте");
    expect(said("john")).toEqual([WORDS.en, "Здравствуйте"]);
  });

  it("is let go where the queue says so; the words are kept, and are not repeated within the hour", async () => {
    test = await TextHub.start({ team: ruled({ ...CLOSED, text: { whenClosed: "close", closedWords: WORDS } }) });
    await test.write("irina", "раз");
    await test.write("irina", "два");
    expect(await test.hub.story()).toEqual([
      ...["created", "treated", "ended", "closed"],
      ...["created", "treated", "ended", "closed"],
    ]);
    expect(await test.hub.last()).toMatchObject({ result: "expired", endedBy: "system", queueId: "support" });
    expect((await test.messages()).map(({ text }) => text)).toEqual(["раз", WORDS.ru, "два"]);
    expect(said("irina")).toEqual([WORDS.ru]);
    await test.hub.pass(3_600_001);
    await test.write("irina", "три");
    expect(said("irina")).toEqual([WORDS.ru, WORDS.ru]);
  });

  it("hears the hub's own words where the queue has none, and nothing where they are empty", async () => {
    test = await TextHub.start({ team: ruled(CLOSED) });
    await test.write("irina", "есть кто?");
    expect(said("irina")[0]).toMatch(/^Сейчас мы не работаем/);
    await test.stop();
    test = await TextHub.start({ team: ruled({ ...CLOSED, text: { closedWords: { ru: "" } } }) });
    await test.write("irina", "есть кто?");
    expect(said("irina")).toEqual([]);
  });

  it("is told when nobody came in the time of the queue", async () => {
    const rules = { waitLimit: { afterMs: 60_000, treatment: "message" }, text: { givenUpWords: { ru: "Не смогли" } } };
    test = await TextHub.start({ team: ruled(rules) });
    await test.write("irina", "есть кто?");
    await test.hub.pass(60_000);
    expect(said("irina")).toEqual(["Не смогли"]);
    expect(await test.hub.last()).toMatchObject({ state: "closed", result: "expired" });
  });
});

describe("a customer who writes again", () => {
  it("goes to who served them, who is waited for, and to anybody when that was too long ago", async () => {
    test = await TextHub.start({ settings: { reopening: { withinMs: 3_600_000, waitMs: 60_000 } } });
    await test.putOnline(lev);
    await test.write("irina", "раз");
    const first = await test.accept(lev);
    await test.putOnline(marina);
    await test.command(lev, "interaction.close", { interactionId: first.interactionId });
    // Marina has been idle longest; Lev knows the customer.
    await test.write("irina", "два");
    const again = await test.offerOf(lev);
    expect(again.reasons.map(({ code }) => code)).toContain("familiar");
    const second = await test.accept(lev);
    expect(second).toMatchObject({ conversationId: first.conversationId });
    expect(second.interactionId).not.toBe(first.interactionId);
    await test.command(lev, "interaction.close", { interactionId: second.interactionId });
    await test.hub.pass(3_600_001);
    await test.write("irina", "три");
    expect((await test.offerOf(marina)).reasons.map(({ code }) => code)).not.toContain("familiar");
  });
});

describe("a hub that drains", () => {
  it("takes nothing in and offers nothing, and lets operators finish what they have", async () => {
    test = await TextHub.start();
    await test.putOnline(marina);
    await test.write("irina", "раз");
    const { interactionId } = await test.accept(marina);
    const drained = test.hub.hub.drain(1000);
    expect(await test.write("irina", "два")).toEqual({
      ok: false,
      code: "unavailable",
      retry: "later",
      retryAfterMs: 5000,
    });
    expect(await test.write("petr", "раз")).toMatchObject({ ok: false, code: "unavailable" });
    expect(await test.say(marina, interactionId, "Отвечаю")).toMatchObject({ ok: true });
    expect(said("irina")).toEqual(["Отвечаю"]);
    const to = { kind: "queue", queueId: "support" };
    await test.command(marina, "interaction.transfer", { interactionId, to });
    expect(await test.hub.last()).toMatchObject({ state: "queued" });
    await test.hub.pass(1000);
    await drained;
  });
});

describe("taking a contact out of the queue", () => {
  it("needs room for it; what rings there already takes none", async () => {
    const small = { operators: TEAM.operators.map((one) => ({ ...one, workload: { textCapacity: 1 } })) };
    test = await TextHub.start({ team: ruled({}, small) });
    await test.putOnline(marina);
    await test.write("irina", "раз");
    await test.write("petr", "раз");
    const offered = await test.offerOf(marina);
    const claim = (interactionId: string) => test.command(marina, "interaction.claim", { interactionId });
    expect(await claim(offered.interactionId)).toMatchObject({ ok: true });
    const waits = test.hub.hub.log.unclosed().find(({ state }) => state === "queued")?.interactionId ?? "";
    expect(await claim(waits)).toEqual({ ok: false, code: "no-room", retry: "no" });
    await test.command(marina, "interaction.close", { interactionId: offered.interactionId });
    expect(await claim(waits)).toMatchObject({ ok: true });
  });
});
