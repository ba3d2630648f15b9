import type { Page } from "@playwright/test";
import { chatScenarios, textHistory, thread } from "../support/fake-bridge/chat-scenarios.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { photograph } from "../support/fake-bridge/photograph.ts";
import type { Scenario } from "../support/fake-bridge/scenario.ts";
import { expect, test } from "./screens-test.ts";

for (const scenario of chatScenarios) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    const mine = page.getByRole("region", { name: "Мои" });
    if (scenario.opens === null) await expect(mine.getByRole("button", { name: "Принять" })).toBeVisible();
    else {
      await mine.getByRole("button", { name: new RegExp(`^Показать разговор:.*${scenario.opens}`) }).click();
      await expect(page.getByRole("region", { name: `Переписка: ${scenario.opens}` })).toBeVisible();
      await expect(page.getByRole("textbox", { name: "Сообщение клиенту" })).toBeEditable();
    }
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

test("the newest message stays in sight when the window becomes smaller", async ({ page, server }) => {
  const full = chatScenarios.find(({ name }) => name === "chat-full");
  if (!full?.opens) throw new Error("no scenario of a full thread");
  await openWindow(page, server.url, full);
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: new RegExp(`^Показать разговор:.*${full.opens}`) }).click();
  const last = page.getByRole("log").getByRole("listitem").last();
  await expect(last).toBeInViewport({ ratio: 0.9 });
  await page.setViewportSize({ width: 1280, height: 640 });
  await expect(last).toBeInViewport({ ratio: 0.9 });
});

for (const name of ["history-texts", "history-thread"])
  test(`screen: ${name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, textHistory);
    await page.keyboard.press("Control+2");
    const read = page.getByRole("button", { name: "Прочитать переписку: Павел Дёмин" });
    await expect(read).toBeVisible();
    if (name === "history-thread") {
      await read.click();
      const dialog = page.getByRole("dialog", { name: "Павел Дёмин" });
      await expect(dialog.getByText("Да, сборщик приедет следом за машиной.")).toBeVisible();
    }
    await photograph(page, name);
    expect(faults).toEqual([]);
  });

test("what the hub did not answer at once comes by itself", async ({ page, server }) => {
  const full = scenarioOf("chat-full");
  const answers = { ...full.answers, "conversations.unsent": { messages: [] } };
  await openWindow(page, server.url, { ...full, answers, refusals: { "conversations.read": "hub-away" } });
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: /^Показать разговор:.*#k3Xb/ }).click();
  await expect(page.getByText("Пишите: сообщения сохранятся")).toBeVisible();
  await page.evaluate(() => window.fakeBridge.refuse("conversations.read", ""));
  await expect(page.getByText("А сборщик приедет вместе с доставкой?")).toBeVisible();
});

test("screen: chat-typing", async ({ page, server }) => {
  const full = chatScenarios.find(({ name }) => name === "chat-full");
  const shown = full?.workplace;
  if (!full?.opens || !shown || typeof shown === "string") throw new Error("no scenario of a full thread");
  const faults = await openWindow(page, server.url, full);
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: /^Показать разговор:.*Павел Дёмин/ }).click();
  const conversationId = shown.conversations?.find(({ customer }) => customer.name === "Павел Дёмин")?.conversationId;
  // It lasts a few seconds only, and is said again while it is so.
  await page.evaluate((id) => {
    setInterval(() => {
      window.fakeBridge.tell("conversations.marked", { conversationId: id, colleague: null, isTyping: true });
      window.fakeBridge.tell("conversations.marked", { conversationId: id, colleague: "Лев Орлов", isTyping: false });
    }, 200);
  }, conversationId);
  const conversation = page.getByRole("region", { name: "Переписка: Павел Дёмин" });
  await expect(conversation.getByText("Павел Дёмин печатает · Лев Орлов тоже смотрит переписку")).toBeVisible();
  await expect(mine.getByText("печатает…")).toBeVisible();
  await photograph(page, "chat-typing");
  expect(faults).toEqual([]);
});

async function searchIn(page: Page, url: string, scenario: Scenario, typed: string): Promise<readonly string[]> {
  const faults = await openWindow(page, url, scenario);
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: /^Показать разговор:.*#k3Xb/ }).click();
  await expect(page.getByRole("textbox", { name: "Сообщение клиенту" })).toBeEditable();
  await page.keyboard.press("Control+KeyF");
  await expect(page.getByRole("textbox", { name: "Найти в переписке" })).toBeFocused();
  await page.keyboard.type(typed);
  return faults;
}

const scenarioOf = (wanted: string) => {
  const found = chatScenarios.find(({ name }) => name === wanted);
  if (!found) throw new Error(`no scenario ${wanted}`);
  return found;
};

test("screen: chat-search", async ({ page, server }) => {
  const full = scenarioOf("chat-full");
  const hits = [7, 4, 3].map((seq) => ({ messageId: `message-${seq - 1}`, seq }));
  const answers = { ...full.answers, "conversations.search": { hits, hasMore: false } };
  const faults = await searchIn(page, server.url, { ...full, answers }, "сбор");
  const line = page.getByRole("search");
  // What waits on this desktop is among it, though the hub does not know it.
  await expect(line.getByText("1 из 4")).toBeVisible();
  const current = page.getByRole("log").locator("[aria-current=true]");
  await expect(current).toContainText("Проверяю свободное время");
  await page.keyboard.press("Shift+Enter");
  await expect(line.getByText("4 из 4")).toBeVisible();
  await expect(current).toContainText("Схему сборки");
  await expect(current).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(current).toContainText("Стоимость сборки");
  await photograph(page, "chat-search");
  expect(faults).toEqual([]);
});

test("screen: chat-search-nothing", async ({ page, server }) => {
  const full = scenarioOf("chat-full");
  const answers = { ...full.answers, "conversations.search": { hits: [], hasMore: false } };
  const faults = await searchIn(page, server.url, { ...full, answers }, "ъъъ");
  await expect(page.getByRole("search").getByText("Ничего не нашлось")).toBeVisible();
  await photograph(page, "chat-search-nothing");
  expect(faults).toEqual([]);
});

test("what lies far up is shown with what stands around it, and the newest are one press away", async ({
  page,
  server,
}) => {
  const full = scenarioOf("chat-full");
  const hits = [{ messageId: "message-far", seq: 1 }];
  const answers = { ...full.answers, "conversations.search": { hits, hasMore: true } };
  await searchIn(page, server.url, { ...full, answers }, "далеко");
  await expect(page.getByRole("search").getByText("1 из 1 и больше")).toBeVisible();
  await expect
    .poll(() =>
      page.evaluate(() =>
        window.fakeBridge.asked.some(
          ({ name, input }) => name === "conversations.read" && (input as { aroundSeq?: number }).aroundSeq === 1,
        ),
      ),
    )
    .toBe(true);
  await page.getByRole("button", { name: "К последним сообщениям" }).click();
  await expect(page.getByRole("button", { name: "К последним сообщениям" })).toBeHidden();
});

test("without the hub what is shown is looked through", async ({ page, server }) => {
  await searchIn(page, server.url, scenarioOf("chat-offline"), "ПРОВЕРЯЮ время");
  await expect(page.getByRole("search").getByText("1 из 1 · нет связи")).toBeVisible();
  await expect(page.getByRole("log").locator("mark")).toHaveText(["Проверяю", "время"]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("search")).toBeHidden();
  await expect(page.getByRole("textbox", { name: "Сообщение клиенту" })).toBeFocused();
  await expect(page.getByRole("log").locator("mark")).toHaveCount(0);
});

test("screen: chat-files-failed", async ({ page, server }) => {
  const files = scenarioOf("chat-files");
  const faults = await openWindow(page, server.url, { ...files, refusals: { "files.attach": "file-refused" } });
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: /^Показать разговор:.*#k3Xb/ }).click();
  const name = "очень_длинное_название_договора_с_приложениями_и_печатью_2026.exe";
  const file = { name, mimeType: "application/pdf", buffer: Buffer.from("MZ") };
  await page.locator("input[data-attach]").setInputFiles(file);
  await expect(page.getByRole("alert").getByText("Не принимается")).toBeVisible();
  await page.getByRole("textbox", { name: "Сообщение клиенту" }).press("Enter");
  await expect(page.getByText("Уберите незагруженные файлы или загрузите их снова")).toBeVisible();
  await photograph(page, "chat-files-failed");
  expect(faults).toEqual([]);
});

test("screen: chat-files-uploading", async ({ page, server }) => {
  const files = scenarioOf("chat-files");
  const answers = { ...files.answers, "files.attach": "pending" };
  const faults = await openWindow(page, server.url, { ...files, answers });
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: /^Показать разговор:.*#k3Xb/ }).click();
  const input = page.getByRole("textbox", { name: "Сообщение клиенту" });
  await expect(input).toHaveValue("Вот смета");
  const pictures = Array.from({ length: 9 }, (_none, index) => ({
    ...{ name: `фото_${index}.jpg`, mimeType: "image/jpeg", buffer: Buffer.from("1") },
  }));
  await page.locator("input[data-attach]").setInputFiles(pictures);
  await expect(page.getByText("Загружается")).toHaveCount(9);
  await input.press("Enter");
  await expect(page.getByText("Подождите: файлы ещё загружаются")).toBeVisible();
  await expect(input).toHaveValue("Вот смета");
  await photograph(page, "chat-files-uploading");
  expect(faults).toEqual([]);
});

test("screen: chat-transfer", async ({ page, server }) => {
  const faults = await openWindow(page, server.url, scenarioOf("chat-files"));
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: /^Показать разговор:.*#k3Xb/ }).click();
  await page.getByRole("button", { name: "Передать переписку: #k3Xb" }).click();
  const panel = page.getByRole("dialog", { name: "Передать переписку: #k3Xb" });
  await expect(panel.getByText(/^Коллегу спросим.*Прикреплённые файлы не передаются/)).toBeVisible();
  await photograph(page, "chat-transfer");
  expect(faults).toEqual([]);
});

test("screen: chat-picture", async ({ page, server }) => {
  const faults = await openWindow(page, server.url, scenarioOf("chat-files"));
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: /^Показать разговор:.*#k3Xb/ }).click();
  await page.getByRole("button", { name: "Открыть картинку проём_кухня.jpg" }).click();
  const viewed = page.getByRole("dialog", { name: "проём_кухня.jpg" }).getByRole("img", { name: "проём_кухня.jpg" });
  await expect(viewed).toBeVisible();
  await expect.poll(() => viewed.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(480);
  await photograph(page, "chat-picture");
  expect(faults).toEqual([]);
});

test("a picture that cannot be drawn is a file like any other", async ({ page, server }) => {
  const files = scenarioOf("chat-files");
  const broken = { ...thread[0], files: thread[0]?.files.map((file) => ({ ...file, attachmentId: "broken" })) };
  const answers = { ...files.answers, "conversations.read": { messages: [broken], beforeSeq: null } };
  await openWindow(page, server.url, { ...files, answers });
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: /^Показать разговор:.*#k3Xb/ }).click();
  await expect(page.getByRole("log").getByText(/Картинку не показать · /)).toBeVisible();
  await expect(page.getByRole("button", { name: "Сохранить проём_кухня.jpg" })).toBeVisible();
});

const LONG = `Начало. ${"очень длинно ".repeat(7690)}в конце`;

function longMessage(): Scenario {
  const full = scenarioOf("chat-full");
  const messages = [{ ...thread[0], files: [], text: LONG }];
  const hits = [{ messageId: thread[0]?.messageId, seq: 1 }];
  const answers = {
    ...full.answers,
    "conversations.read": { messages, beforeSeq: null },
    "conversations.search": { hits, hasMore: false },
  };
  return { ...full, answers };
}

async function openLongMessage(page: Page, url: string) {
  const faults = await openWindow(page, url, longMessage());
  await page
    .getByRole("region", { name: "Мои" })
    .getByRole("button", { name: /^Показать разговор:.*#k3Xb/ })
    .click();
  const message = page.getByRole("log").getByRole("listitem");
  await expect(message).toContainText("Начало.");
  const length = async () => ((await message.textContent()) ?? "").length;
  return { faults, message, length };
}

test("screen: chat-long-message", async ({ page, server }) => {
  const { faults, message, length } = await openLongMessage(page, server.url);
  expect(await length()).toBeLessThan(2200);
  await expect(message.getByRole("button", { name: "Показать дальше" })).toBeInViewport();
  await photograph(page, "chat-long-message");
  expect(faults).toEqual([]);
});

test("a message of 100,000 characters is shown a part more at each press, and folded again", async ({
  page,
  server,
}) => {
  const { faults, message, length } = await openLongMessage(page, server.url);
  const more = message.getByText("Показать дальше", { exact: true });
  await more.click();
  await expect.poll(length).toBeGreaterThan(11_000);
  expect(await length()).toBeLessThan(12_200);
  for (let part = 2; part <= 10; part += 1) {
    await more.click();
    await expect.poll(length).toBeGreaterThan(Math.min(part * 9900, LONG.length));
  }
  await expect(message).toContainText("в конце");
  await expect(more).toBeHidden();
  await message.getByText("Свернуть", { exact: true }).click();
  await expect.poll(length).toBeLessThan(2200);
  expect(faults).toEqual([]);
});

test("what is found at the end of 100,000 characters is shown there", async ({ page, server }) => {
  const faults = await searchIn(page, server.url, longMessage(), "в конце");
  await expect(page.getByRole("search").getByText("1 из 1")).toBeVisible();
  const message = page.getByRole("log").getByRole("listitem");
  await expect(message.locator("mark").last()).toHaveText("конце");
  await expect(message.locator("mark").last()).toBeInViewport();
  expect(((await message.textContent()) ?? "").length).toBeLessThan(2200);
  await photograph(page, "chat-long-found");
  await page.keyboard.press("Escape");
  await expect(message).toContainText("Начало.");
  expect(faults).toEqual([]);
});
