import { resolve } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { chromiumPath } from "../support/chromium-path.ts";
import { extensionScenarios } from "../support/fake-bridge/extension-scenarios.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { photograph } from "../support/fake-bridge/photograph.ts";
import type { Scenario } from "../support/fake-bridge/scenario.ts";
import { type RendererServer, serveRenderer } from "../support/fake-bridge/serve-renderer.ts";
import { setupScenarios } from "../support/fake-bridge/setup-scenarios.ts";

// What links lead to, in every state, on a fake bridge: «Подключение по ссылке», and a number with an extension.

type Screen = {
  readonly name: string;
  readonly of: Scenario;
  readonly open: (page: Page) => Promise<void>;
};

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

let server: RendererServer;

test.use({
  launchOptions: { executablePath: chromiumPath(), args: ["--no-sandbox"] },
  timezoneId: "Europe/Moscow",
  locale: "ru-RU",
  reducedMotion: "reduce",
});
test.beforeAll(async () => {
  server = await serveRenderer(resolve(import.meta.dirname, process.env.TANDEM_RENDERER ?? "../../out/app/renderer"));
});
test.afterAll(() => server[Symbol.asyncDispose]());

for (const { name, of, open } of SCREENS) {
  test(`screen: ${name}`, async ({ page }) => {
    const faults = await openWindow(page, server.url, of);
    await open(page);
    await photograph(page, name);
    expect(faults).toEqual([]);
  });
}

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
