import type { Page } from "@playwright/test";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { scriptScenarios } from "../support/fake-bridge/script-scenarios.ts";
import { expect, photographEach, type Screen, test } from "./screens-test.ts";

const answers = (page: Page) => page.getByRole("group", { name: "Ответ клиента" });

const SCREENS: readonly Screen[] = [
  {
    name: "script-question",
    of: scriptScenarios.offer,
    open: async (page) => expect(answers(page).getByRole("button")).toHaveCount(4),
  },
  {
    name: "script-objections",
    of: scriptScenarios.offer,
    open: async (page) => {
      await expect(answers(page)).toBeVisible();
      await page.keyboard.press("o");
      await page.getByRole("button", { name: "Это слишком долго" }).click();
      await expect(page.getByRole("button", { name: "Помогло", exact: true })).toBeVisible();
    },
  },
  {
    name: "script-form",
    of: scriptScenarios.form,
    open: async (page) => expect(page.getByLabel("Окно *")).toBeVisible(),
  },
  {
    name: "script-over",
    of: scriptScenarios.over,
    open: async (page) => expect(page.getByText("Скрипт пройден: Дата назначена")).toBeVisible(),
  },
  {
    name: "script-stuck",
    of: scriptScenarios.stuck,
    open: async (page) => expect(page.getByText("Скрипт остановился.")).toBeVisible(),
  },
  {
    name: "script-transfer",
    of: scriptScenarios.transfer,
    open: async (page) => expect(page.getByRole("button", { name: "Перевести…" })).toBeVisible(),
  },
  {
    name: "script-none",
    of: scriptScenarios.none,
    open: async (page) => expect(page.getByRole("button", { name: "Выбрать скрипт" })).toBeVisible(),
  },
  {
    name: "dialog-scripts",
    of: scriptScenarios.none,
    open: async (page) => {
      await page.getByRole("button", { name: "Выбрать скрипт" }).click();
      await expect(page.getByRole("dialog").getByRole("button", { name: /Возврат денег/ })).toBeVisible();
    },
  },
];
photographEach(SCREENS);

const steps = (page: Page) =>
  page.evaluate(() => window.fakeBridge.asked.flatMap(({ name, input }) => (name === "scripts.step" ? [input] : [])));

test("keys answer, go back and open the objections; in a field they write, and act with Alt", async ({
  page,
  server,
}) => {
  await openWindow(page, server.url, scriptScenarios.offer);
  await expect(answers(page)).toBeVisible();
  await page.keyboard.press("2");
  await page.keyboard.press("9");
  await page.keyboard.press("Backspace");
  const dial = page
    .getByRole("combobox", { name: /номер/i })
    .or(page.getByRole("textbox", { name: /номер/i }))
    .first();
  await dial.focus();
  await page.keyboard.type("1");
  await page.keyboard.press("Alt+3");
  await expect(dial).toHaveValue("1");
  const asked = { interactionId: "i-talk", runId: "run-1", steps: 3 };
  await expect
    .poll(() => steps(page))
    .toEqual([
      { ...asked, step: { kind: "answer", answerId: "a-2" } },
      { ...asked, step: { kind: "back" } },
      { ...asked, step: { kind: "answer", answerId: "a-3" } },
    ]);
});

test("the script is put aside for what is known of the contact, and brought back", async ({ page, server }) => {
  await openWindow(page, server.url, scriptScenarios.offer);
  await page.getByRole("button", { name: "Об этом обращении" }).click();
  await expect(page.getByRole("region", { name: "Этот разговор" })).toBeVisible();
  await page.getByRole("button", { name: "Вернуться к скрипту" }).click();
  await expect(answers(page)).toBeVisible();
});
