import type { Page } from "@playwright/test";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { photograph } from "../support/fake-bridge/photograph.ts";
import { historyScenarios, scenarios } from "../support/fake-bridge/scenarios.ts";
import { expect, test } from "./screens-test.ts";

for (const scenario of scenarios) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

for (const scenario of historyScenarios) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    await page.keyboard.press("Control+2");
    await expect(page.getByRole("region", { name: "История", exact: true })).toBeVisible();
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

async function openPreflight(page: Page): Promise<void> {
  await page.getByTestId("readiness").click();
  await page.getByRole("button", { name: "Проверка связи" }).click();
  await expect(page.getByRole("dialog").getByRole("heading", { name: "Проверка связи" })).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Показать готовность" })).toHaveCount(0);
}

async function openAccounts(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  await page.getByRole("button", { name: "Учётные записи" }).click();
  await expect(page.getByRole("listitem", { name: "Заказы" })).toBeVisible();
}

async function openColleagues(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Коллеги и их линии" }).click();
  await expect(page.getByRole("listitem", { name: "Вера Павлова" })).toBeVisible();
}

async function openSound(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  await expect(page.getByRole("heading", { name: "Звонок" })).toBeVisible();
}

const overlays: readonly {
  readonly name: string;
  readonly of: string;
  readonly open: (page: Page) => Promise<void>;
}[] = [
  { name: "menu-status", of: "calm", open: (page) => page.keyboard.press("Control+Shift+S") },
  { name: "menu-user", of: "calm", open: (page) => page.getByRole("button", { name: /^Меню/ }).click() },
  {
    name: "menu-user-no-key-store",
    of: "no-key-store",
    open: async (page) => {
      await page.getByRole("button", { name: /^Меню/ }).click();
      await expect(page.getByText("Хранилища ключей в системе нет")).toBeVisible();
    },
  },
  { name: "settings-sound", of: "calm", open: openSound },
  { name: "settings-sound-noise", of: "noise-removed", open: openSound },
  { name: "settings-sound-noise-failed", of: "noise-failed", open: openSound },
  {
    name: "settings-sound-texts",
    of: "calm",
    open: async (page) => {
      await openSound(page);
      await page.getByRole("checkbox", { name: "Мигать карточкой звонка" }).scrollIntoViewIfNeeded();
      await page.getByRole("checkbox", { name: "Отвечать самому" }).scrollIntoViewIfNeeded();
      await expect(page.getByRole("checkbox", { name: "Звук нового сообщения" })).toBeChecked();
    },
  },
  {
    name: "history-missed",
    of: "missed-calls",
    open: async (page) => {
      await page.keyboard.press("Control+2");
      await page.getByText("Пропущенные", { exact: true }).click();
      await expect(page.getByText("поговорили:").first()).toBeVisible();
    },
  },
  { name: "settings-accounts", of: "lines", open: openAccounts },
  {
    name: "settings-network",
    of: "lines",
    open: async (page) => {
      await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
      await page.getByRole("button", { name: "Сеть", exact: true }).click();
      await expect(page.getByRole("listitem", { name: /Vertolina/ })).toBeVisible();
    },
  },
  {
    name: "dialog-account",
    of: "lines",
    open: async (page) => {
      await openAccounts(page);
      await page.getByRole("button", { name: "Добавить учётную запись" }).click();
      const dialog = page.getByRole("dialog", { name: "Вход по SIP-учётной записи" });
      await dialog.getByText("Дополнительно").click();
      await dialog.getByRole("button", { name: "Войти" }).click();
      await expect(dialog.getByText("Введите пароль")).toBeVisible();
    },
  },
  {
    name: "dialog-hub",
    of: "lines",
    open: async (page) => {
      await openAccounts(page);
      await page.getByRole("button", { name: "Войти в центр команды" }).click();
      await expect(page.getByLabel("Адрес центра")).toBeVisible();
    },
  },
  {
    name: "dialog-sign-out",
    of: "lines",
    open: async (page) => {
      await openAccounts(page);
      await page.getByRole("button", { name: "Выйти из «Заказы»" }).click();
      await expect(page.getByRole("dialog", { name: "Выйти из «Заказы»?" })).toBeVisible();
    },
  },
  { name: "popover-lines", of: "lines", open: (page) => page.getByTestId("readiness").click() },
  { name: "popover-readiness", of: "all-offline", open: (page) => page.getByTestId("readiness").click() },
  { name: "dialog-preflight", of: "checked-well", open: openPreflight },
  { name: "dialog-preflight-bad", of: "checked-badly", open: openPreflight },
  { name: "dialog-preflight-first", of: "calm", open: openPreflight },
  {
    name: "panel-transfer",
    of: "talking",
    open: async (page) => {
      await page.keyboard.press("KeyT");
      await expect(page.getByText("Лев Орлов").first()).toBeVisible();
    },
  },
  {
    name: "panel-transfer-line",
    of: "talking-on-line",
    open: async (page) => {
      await page.keyboard.press("KeyT");
      await expect(page.getByText("Вера Павлова").first()).toBeVisible();
    },
  },
  { name: "popover-colleagues", of: "lines", open: openColleagues },
  {
    name: "popover-colleagues-many",
    of: "many-colleagues",
    open: async (page) => {
      await page.getByRole("button", { name: "Коллеги и их линии" }).click();
      await page.getByRole("textbox", { name: "Имя или добавочный" }).fill("вера");
    },
  },
  { name: "popover-colleagues-unknown", of: "colleagues-unknown", open: openColleagues },
  {
    name: "dialog-account-edit",
    of: "lines",
    open: async (page) => {
      await openAccounts(page);
      await page.getByRole("button", { name: "Изменить «Заказы»" }).click();
      await expect(page.getByLabel("Коллеги", { exact: true })).toHaveValue(/7102 Вера Павлова/);
    },
  },
  {
    name: "popover-quality",
    of: "quality-poor",
    open: async (page) => {
      await page.getByTestId("quality").click();
      await expect(page.getByRole("cell", { name: "3,3" })).toBeVisible();
    },
  },
  { name: "dialog-keys", of: "talking", open: (page) => page.keyboard.press("?") },
  { name: "keypad", of: "talking", open: (page) => page.keyboard.press("KeyK") },
  {
    name: "dial-problem",
    of: "calm",
    open: async (page) => {
      await page.getByLabel("Номер для звонка").fill("7x");
      await page.keyboard.press("Enter");
    },
  },
  {
    name: "toast",
    of: "talking",
    open: async (page) => {
      await page.evaluate(() => window.fakeBridge.refuse("calls.set-held", "hold-refused"));
      await page.keyboard.press("KeyH");
      await expect(page.getByText("Другая сторона не приняла удержание.")).toBeVisible();
    },
  },
];

for (const overlay of overlays) {
  test(`screen: ${overlay.name}`, async ({ page, server }) => {
    const scenario = scenarios.find(({ name }) => name === overlay.of);
    if (!scenario) throw new Error(`no scenario ${overlay.of}`);
    const faults = await openWindow(page, server.url, scenario);
    await overlay.open(page);
    await photograph(page, overlay.name);
    expect(faults).toEqual([]);
  });
}
