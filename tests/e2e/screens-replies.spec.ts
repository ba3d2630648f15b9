import type { Page } from "@playwright/test";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { chatWithoutReplies, chatWithReplies, repliesPages } from "../support/fake-bridge/reply-scenarios.ts";
import { expect, photographEach, type Screen, test } from "./screens-test.ts";

const field = (page: Page) => page.getByRole("textbox", { name: "Сообщение клиенту" });
const choices = (page: Page) => page.getByRole("listbox", { name: "Быстрые ответы" });

async function openChat(page: Page, name = "#k3Xb"): Promise<void> {
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: new RegExp(`^Показать разговор:.*${name}`) }).click();
  await expect(field(page)).toBeEditable();
}

async function openReplies(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Настройки", exact: true }).click();
  await page.getByRole("button", { name: "Быстрые ответы", exact: true }).click();
  await expect(page.getByRole("region", { name: "Общие ответы" })).toBeVisible();
}

const SCREENS: readonly Screen[] = [
  {
    name: "chat-replies",
    of: chatWithReplies,
    open: async (page) => {
      await openChat(page);
      await field(page).pressSequentially("Да, сборщик приедет следом за машиной. /сбор");
      await expect(choices(page).getByRole("option")).toHaveCount(3);
    },
  },
  {
    name: "chat-replies-not-found",
    of: chatWithReplies,
    open: async (page) => {
      await openChat(page);
      await field(page).pressSequentially("/ъъъ");
      await expect(page.getByText("Такого быстрого ответа нет")).toBeVisible();
    },
  },
  {
    name: "chat-replies-none",
    of: chatWithoutReplies,
    open: async (page) => {
      await openChat(page);
      await page.getByRole("button", { name: "Быстрые ответы (/)" }).click();
      await expect(page.getByText("Быстрых ответов ещё нет")).toBeVisible();
    },
  },
  {
    name: "chat-reply-unfilled",
    of: chatWithReplies,
    open: async (page) => {
      await openChat(page);
      await field(page).pressSequentially("/проверяю");
      await field(page).press("Enter");
      await field(page).press("Enter");
      await expect(page.getByRole("alert").filter({ hasText: "вместо скобок" })).toContainText("имя клиента");
    },
  },
  { name: "settings-replies", of: repliesPages.own, open: openReplies },
  {
    name: "settings-replies-none",
    of: repliesPages.none,
    open: openReplies,
  },
  { name: "settings-replies-failed", of: repliesPages.failed, open: openReplies },
  {
    name: "dialog-reply-new",
    of: repliesPages.led,
    open: async (page) => {
      await openReplies(page);
      await page.getByRole("button", { name: "Добавить ответ" }).click();
      await page.getByRole("button", { name: "Сохранить" }).click();
      await expect(page.getByText("Напишите текст ответа")).toBeVisible();
    },
  },
  {
    name: "dialog-reply-remove",
    of: repliesPages.led,
    open: async (page) => {
      await openReplies(page);
      await page.getByRole("button", { name: "Убрать ответ: Приветствие" }).click();
      await expect(page.getByRole("dialog", { name: "Убрать «Приветствие»?" })).toBeVisible();
    },
  },
];
photographEach(SCREENS);

const asked = (page: Page, wanted: string) =>
  page.evaluate((name) => window.fakeBridge.asked.flatMap((one) => (one.name === name ? [one.input] : [])), wanted);

test("a reply is found, chosen and inserted with the keys; the blanks are filled before it is sent", async ({
  page,
  server,
}) => {
  await openWindow(page, server.url, chatWithReplies);
  await openChat(page);
  await field(page).pressSequentially("Да. /сбор");
  await expect(choices(page).getByRole("option", { selected: true })).toContainText("/сборка-сам");
  await field(page).press("ArrowDown");
  await expect(choices(page).getByRole("option", { selected: true })).toContainText("/сборка-цена");
  await field(page).press("Tab");
  await expect(choices(page)).toBeHidden();
  await expect(field(page)).toHaveValue(/^Да\. Стоимость сборки для заказа \{\{номер заказа\}\}: 2 450 ₽/);
  await field(page).press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "вместо скобок" })).toContainText("номер заказа");
  expect(await asked(page, "conversations.send")).toEqual([]);
  // What is to be filled is selected: it is typed over.
  await page.keyboard.type("58-1203");
  await expect(page.getByRole("alert").filter({ hasText: "вместо скобок" })).toBeHidden();
  await field(page).press("Enter");
  await expect(field(page)).toHaveValue("");
  expect(await asked(page, "conversations.send")).toMatchObject([
    { text: "Да. Стоимость сборки для заказа 58-1203: 2 450 ₽. Оплатить можно картой или наличными." },
  ]);
});

test("what is known of the conversation is filled in; the other layout finds too; a click chooses", async ({
  page,
  server,
}) => {
  await openWindow(page, server.url, chatWithReplies);
  await openChat(page, "Павел Дёмин");
  await field(page).pressSequentially("/ghbdtn");
  await choices(page)
    .getByRole("option", { name: /Приветствие/ })
    .click();
  await expect(field(page)).toHaveValue(/^Здравствуйте, Павел Дёмин! Меня зовут \S+ \S+, чем могу помочь\?$/);
  await expect(field(page)).toBeFocused();
});

test("Escape closes the list for this word and nothing else; with nothing found Enter sends nothing", async ({
  page,
  server,
}) => {
  await openWindow(page, server.url, chatWithReplies);
  await openChat(page);
  await field(page).pressSequentially("/ъъъ");
  await field(page).press("Enter");
  expect(await asked(page, "conversations.send")).toEqual([]);
  await field(page).press("Escape");
  await expect(page.getByText("Такого быстрого ответа нет")).toBeHidden();
  await field(page).pressSequentially("ъ");
  await expect(page.getByText("Такого быстрого ответа нет")).toBeHidden();
  await field(page).press("Enter");
  await expect(field(page)).toHaveValue("");
  expect(await asked(page, "conversations.send")).toMatchObject([{ text: "/ъъъъ" }]);
  await field(page).pressSequentially("и/или /");
  await expect(choices(page).getByRole("option")).toHaveCount(5);
});

test("the list leads to the settings, where a reply is written for whom it is meant", async ({ page, server }) => {
  await openWindow(page, server.url, {
    ...chatWithReplies,
    answers: { ...chatWithReplies.answers, ...repliesPages.led.answers },
  });
  await openChat(page);
  await field(page).pressSequentially("/");
  await page.getByRole("button", { name: "Настроить" }).click();
  await page.getByRole("button", { name: "Добавить ответ" }).click();
  const dialog = page.getByRole("dialog", { name: "Новый быстрый ответ" });
  await dialog.getByLabel("Для кого").selectOption({ label: "Для всей команды" });
  await dialog.getByLabel("Название").fill("Счёт");
  await dialog.getByLabel("Команда после «/»").fill("/счёт");
  await dialog.getByLabel("Текст").fill("Счёт отправлен,");
  await dialog.getByRole("button", { name: "имя клиента" }).click();
  await page.evaluate(() => window.fakeBridge.refuse("replies.set", "shortcut-taken"));
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await expect(dialog.getByText("Такая команда уже есть")).toBeVisible();
  const [written] = await asked(page, "replies.set");
  expect(written).toMatchObject({
    ...{ scope: { kind: "company" }, title: "Счёт", shortcut: "счёт", text: "Счёт отправлен, {{имя клиента}}" },
  });
});
