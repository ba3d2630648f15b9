import type { Page } from "@playwright/test";
import { signInScenarios } from "../support/fake-bridge/sign-in-scenarios.ts";
import { expect, photographEach, type Screen } from "./screens-test.ts";

// The sign-in to a team's hub, in every state, on a fake bridge.

const SCREENS: readonly Screen[] = [
  {
    name: "sign-in-signed-out",
    of: signInScenarios.signedOut,
    open: (page) => expect(page.getByRole("dialog").getByLabel("Пароль")).toBeFocused(),
  },
  {
    name: "sign-in-over",
    of: signInScenarios.over,
    open: async (page) => {
      await typePassword(page);
      await expect(page.getByRole("status").last()).toContainText("не подошёл");
    },
  },
  {
    name: "sign-in-code",
    of: signInScenarios.code,
    open: async (page) => {
      await typePassword(page);
      await expect(page.getByRole("textbox", { name: "Код" })).toBeFocused();
    },
  },
  {
    name: "sign-in-locked",
    of: signInScenarios.locked,
    open: async (page) => {
      await typePassword(page);
      await expect(page.getByText(/Войти можно после \d\d:\d\d/)).toBeVisible();
    },
  },
  {
    name: "sign-in-own-password",
    of: signInScenarios.mustChange,
    open: async (page) => {
      await typePassword(page);
      await page.getByLabel("Новый пароль", { exact: true }).fill("belova-belova");
      await page.getByLabel("Новый пароль ещё раз").fill("belova-belova");
      await page.getByRole("button", { name: "Сохранить и войти" }).click();
      await expect(page.getByText("Этот пароль легко угадать")).toBeVisible();
    },
  },
  { name: "sign-in-own", of: signInScenarios.own, open: openAccounts },
  {
    name: "sign-in-password",
    of: signInScenarios.own,
    open: async (page) => {
      await openAccounts(page);
      await page.getByRole("button", { name: "Сменить пароль" }).click();
      await page.getByLabel("Нынешний пароль").fill("wrong");
      await page.getByLabel("Новый пароль", { exact: true }).fill("верная лошадь 42");
      await page.getByLabel("Новый пароль ещё раз").fill("верная лошадь 42");
      await page.getByRole("button", { name: "Сохранить" }).click();
      await expect(page.getByText("Нынешний пароль не подошёл")).toBeVisible();
    },
  },
  {
    name: "sign-in-codes-key",
    of: signInScenarios.own,
    open: async (page) => {
      await openCodes(page);
      await expect(page.getByText("JBSW Y3DP")).toBeVisible();
    },
  },
  {
    name: "sign-in-codes-recovery",
    of: signInScenarios.own,
    open: async (page) => {
      await openCodes(page);
      await page.getByRole("textbox", { name: "Код" }).fill("123456");
      await page.getByRole("button", { name: "Подтвердить" }).click();
      await expect(page.getByRole("list", { name: "Коды восстановления" })).toBeVisible();
    },
  },
  {
    name: "sign-in-everywhere",
    of: signInScenarios.own,
    open: async (page) => {
      await openAccounts(page);
      await page.getByRole("button", { name: "Выйти везде" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Выйти везде" }).click();
      await expect(page.getByText("Сервер не отвечает")).toBeVisible();
    },
  },
  {
    name: "sign-in-first",
    of: signInScenarios.first,
    open: async (page) => {
      await openAccounts(page);
      await page.getByRole("button", { name: "Войти в центр команды" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Адрес центра").fill("tandem.company.ru");
      await dialog.getByLabel("Логин").fill("belova");
      await typePassword(page);
      await expect(dialog.getByText("имя не найдено")).toBeVisible();
    },
  },
];

photographEach(SCREENS);

async function typePassword(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Пароль").fill("some password");
  await dialog.getByRole("button", { name: "Войти", exact: true }).click();
}

async function openAccounts(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  await page.getByRole("button", { name: "Учётные записи" }).click();
  await expect(page.getByRole("heading", { name: "Линии" })).toBeVisible();
}

async function openCodes(page: Page): Promise<void> {
  await openAccounts(page);
  await page.getByRole("button", { name: "Коды при входе" }).click();
  await page.getByRole("dialog").getByLabel("Пароль").fill("some password");
  await page.getByRole("button", { name: "Включить" }).click();
}
