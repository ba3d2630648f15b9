import { cardScenarios } from "../support/fake-bridge/card-scenarios.ts";
import { calm } from "../support/fake-bridge/desk-day.ts";
import { handOverScenarios, passesOn } from "../support/fake-bridge/hand-over-scenarios.ts";
import { leadCards, leadScenarios } from "../support/fake-bridge/lead-scenarios.ts";
import { openCard, photographCard } from "../support/fake-bridge/open-card.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { orderScenarios, ordersWait } from "../support/fake-bridge/order-scenarios.ts";
import { photograph } from "../support/fake-bridge/photograph.ts";
import {
  keysScenario,
  preflightScenarios,
  readinessScenarios,
  soundScenarios,
} from "../support/fake-bridge/state-scenarios.ts";
import {
  placesTaken,
  wrapUpSaid,
  wrapUpScenarios,
  wrapUpTopics,
  wrapUpUnsaid,
} from "../support/fake-bridge/wrap-up-scenarios.ts";
import { expect, test } from "./screens-test.ts";

// Every state of the indicator, the check, the devices and the call card, in both languages and themes; what is on the
// windows of screens.spec.ts is not shown again.

for (const scenario of readinessScenarios) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    await page.getByTestId("readiness").click();
    await expect(page.getByRole("button", { name: "Проверка связи" })).toBeVisible();
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

for (const scenario of preflightScenarios) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    await page.getByTestId("readiness").click();
    await page.getByRole("button", { name: "Проверка связи" }).click();
    await expect(page.getByRole("dialog").getByRole("heading", { name: "Проверка связи" })).toBeVisible();
    await expect(page.getByRole("dialog", { name: "Показать готовность" })).toHaveCount(0);
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

for (const scenario of handOverScenarios) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    await expect(page.getByTestId("hand-over-card")).toContainText("Позвонить курьеру");
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

test("screen: panel-transfer-queues", async ({ page, server }) => {
  const faults = await openWindow(page, server.url, passesOn);
  await page.keyboard.press("KeyT");
  await expect(page.getByRole("button", { name: "Передать в очередь: Заказы" })).toBeVisible();
  await photograph(page, "panel-transfer-queues");
  expect(faults).toEqual([]);
});

for (const scenario of [...wrapUpScenarios, ...leadScenarios, ...orderScenarios]) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    await expect(page.getByTestId("status")).toBeVisible();
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

test("screen: dialog-cancel-order", async ({ page, server }) => {
  const faults = await openWindow(page, server.url, ordersWait);
  await page.getByRole("button", { name: "Отменить обратный звонок: Дарья Климова" }).click();
  const dialog = page.getByRole("dialog", { name: "Отменить обратный звонок: Дарья Климова?" });
  await dialog.getByRole("button", { name: "Отменить заказ" }).click();
  await expect(dialog).toContainText("Напишите причину");
  await photograph(page, "dialog-cancel-order");
  expect(faults).toEqual([]);
});

test("screen: break-places-taken", async ({ page, server }) => {
  const faults = await openWindow(page, server.url, placesTaken);
  await page.getByTestId("status").click();
  await expect(page.getByRole("menuitem", { name: /^Обед/ })).toContainText("мест нет: Лев Орлов до");
  await photograph(page, placesTaken.name);
  expect(faults).toEqual([]);
});

for (const scenario of soundScenarios) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
    await expect(page.getByRole("heading", { name: "Звонок" })).toBeVisible();
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

test("screen: settings-keys, dialog-keys-chosen", async ({ page, server }) => {
  const faults = await openWindow(page, server.url, keysScenario);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("Ctrl Shift Space");
  await photograph(page, "dialog-keys-chosen");
  await page.getByRole("button", { name: "Choose keys" }).click();
  const row = page.getByRole("group", { name: "Decline or end" });
  await row.getByRole("button", { name: "Change" }).click();
  await page.keyboard.press("Control+Shift+KeyA");
  await expect(row.getByRole("status")).not.toBeEmpty();
  await photograph(page, "settings-keys");
  expect(faults).toEqual([]);
});

for (const scenario of [...cardScenarios, ...leadCards]) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openCard(page, server.url, scenario);
    await photographCard(page, scenario);
    expect(faults).toEqual([]);
  });
}

test("screen: wrap-up-topics", async ({ page, server }) => {
  const faults = await openWindow(page, server.url, wrapUpSaid);
  await expect(page.getByRole("treeitem", { name: "Перенос даты" })).toHaveAttribute("aria-selected", "true");
  await photograph(page, "wrap-up-topics");
  expect(faults).toEqual([]);
});

test("screen: wrap-up-topics-search, by the keyboard alone", async ({ page, server }) => {
  const faults = await openWindow(page, server.url, wrapUpSaid);
  await expect(page.getByRole("treeitem", { name: "Перенос даты" })).toBeVisible();
  await page.keyboard.press("Slash");
  // In the other layout of the keyboard.
  await page.keyboard.type("pflth;");
  await expect(page.getByRole("treeitem")).toHaveText([
    ...["Доставка", "Задержка у перевозчика", "Претензия", "Задержка"],
  ]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Выбранные тематики" })).toContainText(
    "Доставка › Задержка у перевозчика",
  );
  await page.keyboard.press("Alt+Digit4");
  await expect(page.getByRole("radio", { name: "Не решено" })).toBeChecked();
  await photograph(page, "wrap-up-topics-search");
  expect(faults).toEqual([]);
});

test("screen: wrap-up-topics-missing, told at the fields, and nothing is finished", async ({ page, server }) => {
  const faults = await openWindow(page, server.url, wrapUpUnsaid);
  await expect(page.getByRole("tree", { name: "Тематики" })).toBeVisible();
  await page.keyboard.press("Control+Enter");
  const search = page.getByRole("combobox", { name: "Найти тематику" });
  await expect(search).toBeFocused();
  await expect(search).toHaveAccessibleDescription("Выберите тематику: без неё обращение не закрыть.");
  await expect(page.getByText("Осталось заполнить: тематика, результат")).toBeVisible();
  await photograph(page, "wrap-up-topics-missing");
  expect(await page.evaluate(() => window.fakeBridge.asked.map(({ name }) => name))).not.toContain("wrap-up.finish");
  expect(faults).toEqual([]);
});

test("screen: note-with-topics, of a contact that is closed", async ({ page, server }) => {
  const scenario = { ...wrapUpSaid, workplace: { ...calm, topics: wrapUpTopics } };
  const faults = await openWindow(page, server.url, scenario);
  await page.keyboard.press("Control+2");
  await page.getByRole("button", { name: "Заметка: Тамара Зуева" }).first().click();
  await expect(page.getByRole("dialog").getByRole("list", { name: "Выбранные тематики" })).toContainText("Доставка");
  await photograph(page, "note-with-topics");
  expect(faults).toEqual([]);
});
