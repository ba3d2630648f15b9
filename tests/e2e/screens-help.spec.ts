import type { Page } from "@playwright/test";
import { still, talking } from "../support/fake-bridge/desk-day.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { expect, photographEach, test } from "./screens-test.ts";

const search = (page: Page) => page.getByRole("textbox", { name: "Что нужно сделать" });
const article = (page: Page, title: string) => page.getByRole("article").getByRole("heading", { name: title });

async function openHelp(page: Page): Promise<void> {
  await page.keyboard.press("F1");
  await expect(article(page, "Первый день: с чего начать")).toBeVisible();
}

photographEach([
  { name: "help", of: still("help", {}), open: openHelp },
  {
    name: "help-found",
    of: still("help-found", {}),
    open: async (page) => {
      await openHelp(page);
      await search(page).fill("звук");
      await page.keyboard.press("Enter");
    },
  },
  {
    name: "help-nothing",
    of: still("help-nothing", {}),
    open: async (page) => {
      await openHelp(page);
      await search(page).fill("ъъъ");
      await expect(page.getByText("Такого в справке нет")).toBeVisible();
    },
  },
]);

test("an article is found by a word in the wrong layout or the other language, and leads on to another", async ({
  page,
  server,
}) => {
  await openWindow(page, server.url, still("help", {}));
  await openHelp(page);
  await search(page).fill("gthtdtcnb");
  await page.keyboard.press("Enter");
  await expect(article(page, "Перевести звонок")).toBeVisible();
  await search(page).fill("transfer");
  await page.getByRole("article").getByRole("button", { name: "Разговор: микрофон, удержание, завершение" }).click();
  await expect(article(page, "Разговор: микрофон, удержание, завершение")).toBeVisible();
});

test("a problem leads to its article", async ({ page, server }) => {
  await openWindow(page, server.url, still("denied", { media: "microphone-denied" }));
  await page.getByRole("main").getByRole("button", { name: "Что делать" }).click();
  await expect(article(page, "Не слышно клиента или не слышно вас")).toBeVisible();
});

test("in a talk F1 takes nothing out of sight", async ({ page, server }) => {
  await openWindow(page, server.url, talking("talking", {}));
  await page.keyboard.press("F1");
  await page.keyboard.press("KeyM");
  await expect
    .poll(() => page.evaluate(() => window.fakeBridge.asked.some(({ name }) => name === "calls.set-muted")))
    .toBe(true);
  await expect(page.getByTestId("call-bar")).toBeVisible();
});
