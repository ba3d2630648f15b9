import { mkdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";
import { NAME, shift as test } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// The notification centre on the whole program: what was told outlives the window, and is told once.

const bell = (page: Page) => page.getByRole("banner").getByRole("button", { name: /^Уведомления/ });
const centre = (page: Page) => page.getByRole("dialog", { name: "Уведомления" });

test("what was told, and what still stands, outlives a reload of the window and is told once", async ({ start }) => {
  const { screen, customer } = await start();
  const { page } = screen;
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await customer.hangUp();
  await expect(bell(page)).toHaveAccessibleName(/нов/);
  await page.getByRole("button", { name: /^Меню/ }).click();
  await page.getByRole("button", { name: "Сообщить о проблеме" }).click();
  await expect(page.getByText("Отчёт готов, отправьте его в ИТ-отдел")).toBeVisible();

  await page.reload();
  await expect(bell(page)).toHaveAccessibleName(/нов/);
  await bell(page).click();
  await expect(centre(page).getByRole("region", { name: "Сейчас" })).toContainText("1 пропущенный звонок");
  await expect(centre(page).getByRole("region", { name: "За смену" })).toContainText("Отчёт готов");
  await expect(bell(page)).toHaveAccessibleName("Уведомления");
  await centre(page).getByRole("button", { name: "Показать пропущенные" }).click();
  await expect(page.getByRole("radio", { name: "Пропущенные" })).toBeChecked();

  await bell(page).click();
  await expect(centre(page).getByRole("region", { name: "Сейчас" })).toHaveCount(0);
  const past = centre(page).getByRole("region", { name: "За смену" }).getByRole("listitem");
  for (const once of ["1 пропущенный звонок", "Отчёт готов"])
    await expect(past.filter({ hasText: once })).toHaveCount(1);
});

test("what is new is marked until it was read, also after the next start", async ({ start }, testInfo) => {
  const userDataDir = testInfo.outputPath("user-data");
  mkdirSync(userDataDir, { recursive: true });
  const { screen, tandem } = await start({ userDataDir });
  const menu = (page: Page) => page.getByRole("banner").getByRole("button", { name: /^Меню/ });
  await expect(menu(screen.page)).toHaveAccessibleName(/есть новое/);
  await menu(screen.page).click();
  await screen.page.getByRole("button", { name: "Что нового" }).click();
  await expect(menu(screen.page)).not.toHaveAccessibleName(/есть новое/);
  await tandem.close();

  const again = await start({ userDataDir });
  await expect(menu(again.screen.page)).toHaveAccessibleName(/^Меню: Марина Белова$/);
});
