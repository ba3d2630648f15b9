import type { Page } from "@playwright/test";
import { extensionScenarios } from "../support/fake-bridge/extension-scenarios.ts";
import { setupScenarios } from "../support/fake-bridge/setup-scenarios.ts";
import { expect, photographEach, type Screen } from "./screens-test.ts";

// What links lead to, in every state, on a fake bridge: «Подключение по ссылке», and a number with an extension.

const SCREENS: readonly Screen[] = [
  {
    name: "setup-link",
    of: setupScenarios.plan,
    open: async (page) => {
      await openSetup(page);
      await expect(page.getByLabel("Ссылка")).toBeFocused();
    },
  },
  { name: "setup-offered", of: setupScenarios.offered, open: (page) => expect(page.getByRole("dialog")).toBeVisible() },
  { name: "setup-plan", of: setupScenarios.plan, open: openPlan },
  {
    name: "setup-failed",
    of: setupScenarios.plan,
    open: async (page) => {
      await openPlan(page);
      await page.getByRole("button", { name: "Подключить", exact: true }).click();
      await expect(page.getByText("ничего не сохранено")).toBeVisible();
    },
  },
  { name: "setup-hub", of: setupScenarios.hub, open: openPlan },
  {
    name: "setup-used",
    of: setupScenarios.used,
    open: async (page) => {
      await getSettings(page);
      await expect(page.getByText("Этой ссылкой уже воспользовались")).toBeVisible();
    },
  },
  {
    name: "setup-wrong",
    of: setupScenarios.wrong,
    open: async (page) => {
      await getSettings(page);
      await expect(page.getByText("поле lines[0].server")).toBeVisible();
    },
  },
  {
    name: "extension-asked",
    of: extensionScenarios.asked,
    open: (page) => expect(page.getByText("наберёт сам, когда ответят")).toBeVisible(),
  },
  {
    name: "extension-waits",
    of: extensionScenarios.waits,
    open: (page) => expect(page.getByRole("button", { name: "Не набирать" })).toBeVisible(),
  },
  {
    name: "extension-refused",
    of: extensionScenarios.refused,
    open: (page) => expect(page.getByText("Назовите его голосом")).toBeVisible(),
  },
];

photographEach(SCREENS);

async function openSetup(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  await page.getByRole("button", { name: "Учётные записи" }).click();
  await page.getByRole("button", { name: "Подключить по ссылке" }).click();
}

async function getSettings(page: Page): Promise<void> {
  await openSetup(page);
  await page.getByLabel("Ссылка").fill("https://setup.vertolina.invalid/tandem/3f9c");
  await page.getByRole("button", { name: "Получить настройки" }).click();
}

async function openPlan(page: Page): Promise<void> {
  await getSettings(page);
  await expect(page.getByRole("list", { name: "Что будет настроено" })).toBeVisible();
}
