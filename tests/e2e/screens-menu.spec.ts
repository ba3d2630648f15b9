import type { Page } from "@playwright/test";
import { Operator } from "../../src-shared/domain/team.ts";
import { QueueId } from "../../src-shared/ids.ts";
import { marina, still } from "../support/fake-bridge/desk-day.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { expect, photographEach, test } from "./screens-test.ts";

const session = { url: "https://hub.example", login: "marina", state: "in" } as const;
const unread = still("menu-unread", {
  session,
  preferences: { locale: "ru", theme: "light", tourDone: [marina.operatorId] },
});

const target = (page: Page) => page.getByRole("banner").getByRole("button", { name: /^Меню: Марина Белова/ });
const menu = (page: Page) => page.getByRole("dialog", { name: "Меню: Марина Белова" });

async function openMenu(page: Page): Promise<void> {
  await target(page).click();
  await expect(menu(page)).toBeVisible();
}

photographEach([
  { name: "menu-signed-in", of: unread, open: openMenu },
  {
    name: "whats-new",
    of: unread,
    open: async (page) => {
      await openMenu(page);
      await menu(page).getByRole("button", { name: "Что нового" }).click();
      await expect(page.getByRole("heading", { name: "Версия" })).toBeVisible();
    },
  },
]);

const skilled = Operator.parse({
  ...marina,
  role: "operator",
  groups: ["delivery"],
  skills: { delivery: 3, returns: 2, en: 1 },
});
const queues = [
  { queueId: QueueId.parse("support"), name: "Поддержка", number: "100", isOwn: true as const },
  { queueId: QueueId.parse("orders"), name: "Заказы", number: "101", isOwn: true as const },
  { queueId: QueueId.parse("claims"), name: "Рекламации", number: "102" },
];

async function openProfile(page: Page): Promise<void> {
  await openMenu(page);
  await menu(page).getByRole("button", { name: "Мой профиль" }).click();
  await expect(page.getByRole("region", { name: "Мой профиль" })).toBeVisible();
}

photographEach([
  { name: "profile", of: still("profile", { operator: skilled, session, queues }), open: openProfile },
  { name: "profile-first-day", of: still("profile-first-day", {}, { history: [] }), open: openProfile },
  { name: "profile-failed", of: still("profile-failed", {}, { history: "refused" }), open: openProfile },
]);

test("the profile counts the own day and names own queues alone", async ({ page, server }) => {
  await openWindow(page, server.url, still("profile", { operator: skilled, session, queues }));
  await openProfile(page);
  const about = page.getByRole("region", { name: "О вас в команде" });
  await expect(about).toContainText("Заказы");
  await expect(about).toContainText("returns 2");
  await expect(about).not.toContainText("Рекламации");
  const today = page.getByRole("region", { name: "Сегодня" });
  await expect(today).toContainText(/Разговоров\s*[1-9]/);
  await expect(page.getByRole("region", { name: "Сейчас" })).toContainText("зарегистрирован");
  await today.getByRole("button", { name: "Открыть историю" }).click();
  await expect(page.getByRole("region", { name: "История" })).toBeVisible();
});

test("what is new is marked until this operator has read it, and leads into the help", async ({ page, server }) => {
  await openWindow(page, server.url, unread);
  await expect(target(page)).toHaveAccessibleName("Меню: Марина Белова, есть новое");
  await openMenu(page);
  await menu(page).getByRole("button", { name: "Что нового" }).click();
  await expect(target(page)).toHaveAccessibleName("Меню: Марина Белова");
  const asked = () =>
    page.evaluate(() =>
      window.fakeBridge.asked.filter(({ name }) => name === "preferences.set").map(({ input }) => input),
    );
  await expect.poll(asked).toEqual([{ newsSeen: { marina: "0.1.0" } }]);
  await page.getByRole("button", { name: "Подробнее: Поиск по истории" }).click();
  await expect(page.getByRole("article").getByRole("heading", { name: "Найти обращение" })).toBeVisible();
});

test("who signed in with a password signs out from the menu, and is asked first", async ({ page, server }) => {
  await openWindow(page, server.url, unread);
  await openMenu(page);
  await menu(page).getByRole("button", { name: "Выйти" }).click();
  const dialog = page.getByRole("dialog").filter({ has: page.getByRole("button", { name: "Отмена" }) });
  await expect(dialog.getByRole("button", { name: "Отмена" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await openMenu(page);
  await menu(page).getByRole("button", { name: "Справка" }).click();
  await expect(page.getByRole("region", { name: "Справка" })).toBeVisible();
});

test("the menu lies over the customer card alone, however narrow it is", async ({ page, server }) => {
  await openWindow(page, server.url, still("menu", {}));
  await page.setViewportSize({ width: 1280, height: 720 });
  await openMenu(page);
  const box = await menu(page).boundingBox();
  expect(box && 1280 - box.x).toBeLessThanOrEqual(280);
});
