import { still } from "../support/fake-bridge/desk-day.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { photograph } from "../support/fake-bridge/photograph.ts";
import { expect, test as screens } from "./screens-test.ts";
import { shift as test } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

test("a newcomer is shown around by keys, a ring ends it, and once finished it is offered no more", async ({
  start,
}) => {
  const { screen, customer } = await start();
  const { page } = screen;
  const offer = page.getByRole("region", { name: "Знакомство с окном" });
  await offer.getByRole("button", { name: "Показать окно" }).click();
  const card = (name: string) => page.getByRole("dialog", { name });
  await expect(card("Ваш статус")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(card("Готовность")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(card("Ваш статус")).toBeFocused();
  // What is shown can be used meanwhile.
  await page.getByTestId("status").click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card("Ваш статус")).toBeVisible();

  await customer.call(QUEUE_NUMBER);
  await expect(page.getByRole("button", { name: "Ответить" })).toBeVisible();
  await expect(card("Ваш статус")).toBeHidden();
  await customer.hangUp();
  await customer.waitFor("ended");

  await page.keyboard.press("Control+KeyK");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.type("показать окно");
  await page.keyboard.press("Enter");
  await expect(card("Ваш статус")).toBeFocused();
  for (const name of ["Готовность", "Ваши разговоры и очередь", "Телефон", "Команды", "Уведомления"]) {
    await page.keyboard.press("ArrowRight");
    await expect(card(name)).toBeFocused();
  }
  await card("Уведомления")
    .getByRole("button", { name: /Далее|Понятно/ })
    .click();
  const last = card("Учебный клиент");
  if (await last.isVisible()) await last.getByRole("button", { name: "Понятно" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(offer).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Никто не ждёт" })).toBeVisible();
  await expect(offer).toHaveCount(0);
});

for (const [name, steps] of [
  ["tour-offer", null],
  ["tour-status", 0],
  ["tour-list", 2],
  ["tour-training", 6],
] as const)
  screens(`screen: ${name}`, async ({ page, server }) => {
    const { workplace, ...rest } = still(name, {});
    if (typeof workplace === "string") throw new Error("the day has no workplace");
    const faults = await openWindow(page, server.url, {
      ...rest,
      workplace: { ...workplace, preferences: { ...workplace.preferences, tourDone: [] } },
    });
    if (steps !== null) {
      await page.getByRole("button", { name: "Показать окно" }).click();
      for (let step = 0; step < steps; step += 1) await page.getByRole("button", { name: "Далее" }).click();
      await expect(page.getByText(`${steps + 1} из 7`)).toBeVisible();
    }
    await photograph(page, name);
    expect(faults).toEqual([]);
  });
