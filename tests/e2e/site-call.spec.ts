import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { Customer } from "../support/customer/customer.ts";
import { pageHears } from "../support/site-chat/caller-page.ts";
import { openShop, type Shop, strictPolicy } from "../support/site-chat/shop.ts";
import { SiteHub } from "../support/site-chat/site-hub.ts";
import { expect } from "./fixtures.ts";
import { contactsOf, OPERATOR_HZ, pressCall, VISITOR_HZ, visit, visitorTest } from "./site-visitor.ts";

// «Позвонить с сайта»: the real widget on a page of another origin, with a played microphone, calls an operator's phone
// over the hub's own exchange.

type Stage = {
  readonly hub: SiteHub;
  readonly shop: Shop;
  readonly phone: Customer;
  readonly contacts: () => Promise<readonly Interaction[]>;
};

/** A hub with one site that has calls, an operator on line, and her phone. */
const test = visitorTest.extend<{ readonly stage: Stage }>({
  stage: async ({ customers }, use) => {
    await using hub = await SiteHub.make();
    const shop = await openShop({ line: hub.line(), policy: strictPolicy(hub.url) });
    const { log } = await hub.start([shop.url], { hasCall: true });
    const account = { login: "1001", secret: "marina-secret", toneHz: OPERATOR_HZ };
    const phone = await customers.open({ hubUrl: hub.url, ...account });
    await phone.register();
    await hub.operator();
    await use({ hub, shop, phone, contacts: () => contactsOf(log) });
    await phone[Symbol.asyncDispose]();
    await shop.close();
  },
});

test("a visitor calls from the page: both hear each other, the visitor hangs up, the log knows the page", async ({
  stage: { shop, phone, contacts },
  visitors,
}) => {
  await phone.readKeys();
  const page = await visit(visitors, shop.url);
  await pressCall(page);
  await phone.waitFor("ringing");
  await expect(page.getByRole("heading", { name: "Ждём ответа специалиста" })).toBeFocused();
  await expect(page.getByText("Вы следующий в очереди")).toBeVisible();
  await phone.answer();
  await expect(page.getByRole("heading", { name: "Марина Белова" })).toBeVisible();
  await expect(page.getByRole("timer")).toHaveText(/^0:\d\d$/);
  expect(await pageHears(page, OPERATOR_HZ)).toBe(true);
  expect(await phone.hearsTone(VISITOR_HZ)).toBe(true);
  const [talk] = await contacts();
  expect(talk).toMatchObject({
    channel: "site-call",
    state: "active",
    operatorId: "marina",
    visit: { site: "Кофе и чай", title: "Кофе и чай", utm: { source: "mail", campaign: "autumn" } },
  });
  expect(talk?.visit?.url).toContain(`${shop.url}/tea`);
  await page.getByRole("button", { name: "Выключить микрофон" }).click();
  expect(await phone.hearsNoTone(VISITOR_HZ)).toBe(true);
  await page.getByRole("button", { name: "Выключить микрофон" }).click();
  expect(await phone.hearsTone(VISITOR_HZ)).toBe(true);
  await page.getByRole("button", { name: "Клавиши" }).click();
  for (const key of ["4", "2", "#"]) await page.getByRole("button", { name: `Нажать ${key}` }).click();
  await phone.until("keys", ({ dtmfByRtp }) => dtmfByRtp?.includes("42#") === true);
  // The chat is there beside the talk, and leads back to it.
  await page.getByRole("button", { name: "Назад к чату" }).click();
  await page.getByRole("textbox", { name: "Сообщение" }).fill("Пишу во время звонка");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /Вернуться к звонку/ }).click();
  await page.getByRole("button", { name: "Завершить звонок" }).click();
  await phone.waitFor("ended");
  await expect(page.getByRole("heading", { name: "Звонок завершён" })).toBeVisible();
  await expect(page.getByText(/Разговор длился 0:/)).toBeVisible();
  await page.getByRole("button", { name: "Вернуться к чату" }).click();
  await expect(page.getByRole("log").getByText("Пишу во время звонка")).toBeVisible();
  await expect.poll(async () => (await contacts())[0]).toMatchObject({ result: "answered", endedBy: "customer" });
  // Who writes is the one who called.
  await expect.poll(async () => (await contacts())[1]?.customer.address).toBe(talk?.customer.address);
});

test("a missed offer comes again; the operator hangs up; a second call of the visitor knows the chat", async ({
  stage: { shop, phone, contacts },
  visitors,
}) => {
  const page = await visit(visitors, shop.url);
  await pressCall(page);
  await phone.waitFor("ringing");
  await phone.reject(603);
  await phone.waitFor("ended");
  await phone.forget();
  await phone.waitFor("ringing");
  await phone.answer();
  await phone.waitFor("established");
  expect(await pageHears(page, OPERATOR_HZ)).toBe(true);
  await phone.hangUp();
  await expect(page.getByRole("heading", { name: "Специалист завершил звонок" })).toBeVisible();
  await page.getByRole("button", { name: "Вернуться к чату" }).click();
  await page.getByRole("textbox", { name: "Сообщение" }).fill("Ещё вопрос");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await contacts()).length).toBe(2);
  await page.getByRole("button", { name: "Позвонить с сайта" }).click();
  await expect.poll(async () => (await contacts()).length).toBe(3);
  const [first, chat, second] = await contacts();
  expect(first).toMatchObject({ channel: "site-call", result: "answered", endedBy: "operator" });
  expect(first?.offers.map(({ outcome }) => outcome)).toEqual(["declined", "answered"]);
  expect(second?.visit?.conversationId).toBe(chat?.conversationId);
  await page.getByRole("button", { name: "Завершить звонок" }).click();
  await expect.poll(async () => (await contacts())[2]).toMatchObject({ result: "abandoned", endedBy: "customer" });
});

test("no microphone, no call: how to allow it is said, and nobody is rung", async ({
  stage: { shop, contacts },
  visitors,
}) => {
  const page = await visit(visitors, shop.url, { permissions: [] });
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException("Permission denied", "NotAllowedError");
    };
  });
  await page.reload();
  await pressCall(page);
  await expect(page.getByRole("heading", { name: "Нет доступа к микрофону" })).toBeFocused();
  await expect(page.getByText(/Микрофон: разрешить/)).toBeVisible();
  await page.getByRole("button", { name: "Перезвоните мне" }).first().click();
  await expect(page.getByRole("textbox", { name: "Телефон" })).toBeVisible();
  expect(await contacts()).toEqual([]);
});

test("a page that is reloaded ends its talk at once, and one that waits is abandoned", async ({
  stage: { shop, phone, contacts },
  visitors,
}) => {
  const page = await visit(visitors, shop.url);
  await pressCall(page);
  await phone.waitFor("ringing");
  await phone.answer();
  await phone.waitFor("established");
  await expect(page.getByRole("timer")).toBeVisible();
  await page.reload();
  await phone.waitFor("ended", 5000);
  await expect.poll(async () => (await contacts())[0]).toMatchObject({ result: "answered", endedBy: "customer" });
  await phone.forget();
  // The chat was open before the reload, and is again.
  await page.getByRole("button", { name: "Позвонить с сайта" }).click();
  await phone.waitFor("ringing");
  await page.reload();
  await phone.waitFor("ended", 5000);
  await expect.poll(async () => (await contacts())[1]).toMatchObject({ result: "abandoned", endedBy: "customer" });
});

test("a talk whose link is cut goes on when it is back", async ({ stage: { shop, phone, contacts }, visitors }) => {
  const page = await visit(visitors, shop.url);
  await page.addInitScript(() => {
    const Real = window.WebSocket;
    window.WebSocket = class extends Real {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        if (String(url).endsWith("/sip")) document.addEventListener("cut", () => this.close(4999));
      }
    };
  });
  await page.reload();
  await pressCall(page);
  await phone.waitFor("ringing");
  await phone.answer();
  await phone.waitFor("established");
  expect(await pageHears(page, OPERATOR_HZ)).toBe(true);
  await page.evaluate(() => document.dispatchEvent(new Event("cut")));
  await expect(page.getByText("Связь прервалась, восстанавливаем")).toBeVisible();
  await expect(page.getByText("Связь прервалась, восстанавливаем")).toHaveCount(0);
  expect(await phone.hearsTone(VISITOR_HZ)).toBe(true);
  await phone.hangUp();
  await expect(page.getByRole("heading", { name: "Специалист завершил звонок" })).toBeVisible();
  await expect.poll(async () => (await contacts())[0]).toMatchObject({ result: "answered", endedBy: "operator" });
});

test("a visitor who is passed to a queue is on hold: the page plays notes of its own until somebody answers", async ({
  stage: { shop, phone, contacts },
  visitors,
}) => {
  const page = await visit(visitors, shop.url);
  await page.evaluate(() => {
    document.documentElement.dataset["notes"] = "0";
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function count(when?: number) {
      const { dataset } = document.documentElement;
      dataset["notes"] = String(Number(dataset["notes"]) + 1);
      start.call(this, when);
    };
  });
  const notes = async () => Number(await page.locator("html").getAttribute("data-notes"));
  await pressCall(page);
  await phone.waitFor("ringing");
  await phone.answer();
  expect(await pageHears(page, OPERATOR_HZ)).toBe(true);
  expect(await notes()).toBe(0);
  await phone.refer("700");
  await phone.waitFor("ended");
  await expect.poll(notes).toBeGreaterThan(0);
  await expect.poll(async () => (await contacts())[0]?.state).toBe("queued");
  await page.getByRole("button", { name: "Завершить звонок" }).click();
  await expect.poll(async () => (await contacts())[0]).toMatchObject({ state: "closed", endedBy: "customer" });
});
