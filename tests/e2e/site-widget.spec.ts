import { createRequire } from "node:module";
import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { chromiumPath } from "../support/chromium-path.ts";
import { openShop, type Shop, strictPolicy } from "../support/site-chat/shop.ts";
import { SiteHub } from "../support/site-chat/site-hub.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const test = base.extend<{ readonly browserHere: Browser }>({
  browserHere: async ({ playwright }, use) => {
    // Names of files as people write them: in the C locale Chromium keeps Latin ones only.
    const env = { ...process.env, LC_ALL: "C.UTF-8" };
    const browser = await playwright.chromium.launch({ executablePath: chromiumPath(), env });
    await use(browser);
    await browser.close();
  },
});

/** What the page's console and its policy complained of. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    const isNoise = /favicon|WebSocket connection|ERR_CONNECTION_REFUSED/.test(message.text());
    if (message.type() === "error" && !isNoise) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

async function expectAccessible(page: Page): Promise<void> {
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(root: unknown): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const result = await axe.run({ include: [["tandem-chat"]] });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  });
  expect(violations).toEqual([]);
}

async function openPage(browser: Browser, shop: Shop, narrow = false): Promise<Page> {
  const viewport = narrow ? { width: 360, height: 640 } : { width: 1000, height: 760 };
  const context = await browser.newContext({ viewport, reducedMotion: "reduce", bypassCSP: false });
  const page = await context.newPage();
  await page.goto(`${shop.url}/tea`);
  return page;
}

test("a visitor of another origin, under the strictest policy, is answered, and keeps the talk over reload and restart", async ({
  browserHere,
}) => {
  await using hub = await SiteHub.make();
  const shop = await openShop({ line: hub.line(), policy: strictPolicy(hub.url) });
  await hub.start([shop.url]);
  let operator = await hub.operator();
  const page = await openPage(browserHere, shop);
  const complaints = complaintsOf(page);
  await page.getByRole("button", { name: "Открыть чат" }).click();
  await page.getByRole("textbox", { name: "Сообщение" }).fill("Где мой заказ?\n<img src=x onerror=alert(1)>");
  await page.keyboard.press("Enter");
  const log = page.getByRole("log");
  await expect(log.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
  await expect(page.getByText("Вы следующий в очереди")).toBeVisible();
  const interactionId = await operator.take();
  expect(await operator.read(interactionId)).toEqual(["Где мой заказ?\n<img src=x onerror=alert(1)>"]);
  await expect(log.getByText("Прочитано")).toHaveCount(0);
  await operator.see(interactionId);
  await expect(log.getByText("Прочитано")).toBeAttached();
  await operator.say(interactionId, "Уже едет к вам");
  await expect(log.getByText("Уже едет к вам")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Марина Белова" })).toBeVisible();

  await page.reload();
  await expect(log.getByText("Уже едет к вам")).toBeVisible();
  await page.getByRole("button", { name: "Свернуть чат" }).click();
  await operator.say(interactionId, "Что-нибудь ещё?");
  await expect(page.getByRole("button", { name: "Открыть чат, непрочитанных: 1" })).toBeVisible();

  operator.close();
  await hub.stop();
  await page.getByRole("button", { name: /Открыть чат/ }).click();
  await expect(page.getByText("Нет связи")).toBeVisible();
  await page.getByRole("textbox", { name: "Сообщение" }).fill("Да, вопрос об оплате");
  await page.keyboard.press("Enter");
  await expect(log.getByText("Отправляется")).toBeAttached();
  // The page may even be left meanwhile: what is unsent waits in the browser.
  await page.reload();
  const { log: facts } = await hub.start();
  operator = await hub.operator();
  await expect(log.getByText("Отправляется")).toHaveCount(0);
  await expect(log.getByText("Да, вопрос об оплате")).toHaveCount(1);
  await expect.poll(() => operator.read(interactionId)).toContain("Да, вопрос об оплате");
  await operator.command("interaction.close", { interactionId });
  await expect(log.getByText("Разговор завершён")).toBeVisible();
  await page.getByRole("radio", { name: "4 из 5" }).check({ force: true });
  await page.getByRole("button", { name: "Оценить" }).click();
  await expect(log.getByText("Ваша оценка: 4 из 5")).toBeVisible();
  const ratings = async () => (await facts.read(0, 1000)).filter(({ type }) => type === "contact.rated");
  await expect.poll(ratings).toMatchObject([{ payload: { interactionId, stars: 4, comment: "" } }]);
  expect(complaints).toEqual([]);
  expect(await page.evaluate(() => Object.keys(globalThis).filter((name) => /tandem|preact/i.test(name)))).toEqual([]);
  await shop.close();
});

test("files go both ways with their type looked into; what cannot be taken is told", async ({ browserHere }) => {
  await using hub = await SiteHub.make();
  const shop = await openShop({ line: hub.line(), policy: strictPolicy(hub.url) });
  await hub.start([shop.url]);
  await hub.operator();
  const page = await openPage(browserHere, shop);
  await page.getByRole("button", { name: "Открыть чат" }).click();
  await expect(page.getByRole("button", { name: "Прикрепить файл" })).toBeVisible();
  const picker = page.locator("input[type=file]");
  const log = page.getByRole("log");
  await picker.setInputFiles({ name: "чек.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\nчек") });
  await expect(log.getByText("чек.pdf")).toBeVisible();
  await expect(log.getByText("Отправлено")).toBeAttached();
  // A program that says it is a picture: the browser believes the name, the hub does not.
  await picker.setInputFiles({ name: "фото.png", mimeType: "image/png", buffer: Buffer.from("MZ\u0000\u0001") });
  await expect(page.getByRole("alert").getByText("Такой файл принять нельзя")).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), log.getByText("чек.pdf").click()]);
  expect(download.suggestedFilename()).toBe("чек.pdf");
  await shop.close();
});

test("nobody there: a question and a call back are left; a wrong number is told", async ({ browserHere }) => {
  await using hub = await SiteHub.make();
  const shop = await openShop({ line: hub.line() });
  const { log: facts } = await hub.start([shop.url]);
  const page = await openPage(browserHere, shop, true);
  await page.addScriptTag({ path: AXE });
  await page.getByRole("button", { name: "Открыть чат" }).click();
  await expect(page.getByText("Сейчас не на связи")).toBeVisible();
  await page.getByRole("button", { name: "Отправить вопрос" }).click();
  await expect(page.getByRole("textbox", { name: "Телефон или e-mail" })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Телефон или e-mail" }).fill("irina@example.com");
  await page.getByRole("textbox", { name: "Вопрос" }).fill("Есть ли самовывоз?");
  await page.getByRole("button", { name: "Отправить вопрос" }).click();
  await expect(page.getByText("Вопрос принят")).toBeVisible();
  await page.getByRole("button", { name: "Перезвоните мне" }).click();
  await page.getByRole("textbox", { name: "Телефон" }).fill("12345");
  await page.getByRole("button", { name: "Заказать звонок" }).click();
  await expect(page.getByText("Введите номер полностью")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Телефон" }).fill("8 912 345-67-89");
  await page.getByRole("button", { name: "Заказать звонок" }).click();
  await expect(page.getByRole("log").getByText("Перезвоним на +7912•••89")).toBeVisible();
  // Tab goes round inside: on a phone the chat covers the page.
  for (let count = 0; count < 12; count += 1) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TANDEM-CHAT");
  }
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Открыть чат" })).toBeFocused();
  const operator = await hub.operator();
  const heard = await operator.read(await operator.take());
  expect(heard[0]).toContain("Контакт: irina@example.com");
  // The order is a contact of its own, to be dialled.
  await expect
    .poll(() => facts.unclosed().map(({ channel, customer }) => `${channel} ${customer.address}`))
    .toContain("callback +79123456789");
  await shop.close();
});

test("two themes and two languages are accessible; a page of another site gets nothing", async ({ browserHere }) => {
  await using hub = await SiteHub.make();
  const shop = await openShop({ line: hub.line('data-theme="dark" data-accent="#ffe600"'), lang: "en" });
  const stranger = await openShop({ line: hub.line() });
  const { log } = await hub.start([shop.url]);
  const operator = await hub.operator();
  for (const [site, open, field] of [[shop, "Open chat", "Message"]] as const) {
    const page = await openPage(browserHere, site);
    await page.addScriptTag({ path: AXE });
    await expectAccessible(page);
    await page.getByRole("button", { name: open }).click();
    await page.getByRole("textbox", { name: field }).fill("Do you ship abroad?");
    await page.keyboard.press("Enter");
    const interactionId = await operator.take();
    await operator.say(interactionId, "Yes, to 40 countries");
    await expect(page.getByText("Yes, to 40 countries")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Actions" }).click();
    await page.getByRole("menuitem", { name: "End conversation" }).click();
    await page.getByRole("button", { name: "End", exact: true }).click();
    await expect(page.getByText("How was the conversation?")).toBeVisible();
    const ends = (await log.read(0, 1000)).filter(({ type }) => type === "interaction.ended");
    expect(ends).toMatchObject([{ payload: { interactionId, endedBy: "customer", result: "answered" } }]);
    await expectAccessible(page);
  }
  const page = await openPage(browserHere, stranger);
  await page.getByRole("button", { name: "Открыть чат" }).click();
  await expect(page.getByText("Чат на этой странице не настроен")).toBeVisible();
  await Promise.all([shop.close(), stranger.close()]);
});
