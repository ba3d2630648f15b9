import { chatTest } from "./chat-shift.ts";
import { expect } from "./fixtures.ts";

// Visitors of a site, on its real page, and the operator's window, with a whole hub between them.

chatTest(
  "two visitors are accepted and answered in the window, a draft outlives a reload and stays where it was written, an answer waits out a cut link",
  async ({ shift }) => {
    const { hub, page, mine, messages } = shift;
    const input = page.getByRole("textbox", { name: "Сообщение клиенту" });
    await shift.talk("Где мой заказ?");
    const two = await shift.talk("Есть ли чёрный чай?");

    await input.fill("Да, есть");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("и зелёный тоже");
    await page.keyboard.press("Enter");
    await expect(two.getByRole("log").getByText("и зелёный тоже")).toBeVisible({ timeout: 30_000 });
    await expect(input).toHaveValue("");
    await expect(messages.getByText("Ждёт отправки")).toHaveCount(0);

    await input.fill("Черновик второго");
    const rows = mine.getByRole("button", { name: /^Показать разговор/ });
    await rows.first().click();
    await expect(messages.getByText("Где мой заказ?")).toBeVisible();
    await expect(input).toHaveValue("");
    await two.getByRole("textbox", { name: "Сообщение" }).fill("А белый?");
    await two.keyboard.press("Enter");
    await expect(mine.getByRole("img", { name: "непрочитанных: 1" })).toBeVisible({ timeout: 30_000 });
    await page.reload();
    await rows.nth(1).click();
    await expect(input).toHaveValue("Черновик второго");
    await expect(messages.getByText("А белый?")).toBeVisible();
    await expect(mine.getByRole("img", { name: /непрочитанных/ })).toHaveCount(0, { timeout: 30_000 });

    await hub.stop();
    await expect(page.getByText("Пишите: сообщения сохранятся")).toBeVisible({ timeout: 60_000 });
    await input.fill("Белый привезут завтра");
    await page.keyboard.press("Enter");
    await expect(messages.getByText("Ждёт отправки")).toBeAttached();
    await hub.start();
    await expect(two.getByRole("log").getByText("Белый привезут завтра")).toHaveCount(1, { timeout: 90_000 });
    await expect(messages.getByText("Белый привезут завтра")).toHaveCount(1);

    await page.getByRole("button", { name: "Завершить" }).click();
    await expect(rows).toHaveCount(1, { timeout: 30_000 });

    // It is read again from the history, also where somebody looks for a word in it.
    await page.keyboard.press("Control+Digit2");
    await page
      .getByRole("button", { name: /^Прочитать переписку/ })
      .first()
      .click({ timeout: 30_000 });
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("Белый привезут завтра")).toBeVisible();
    await expect(dialog.getByRole("textbox", { name: "Сообщение клиенту" })).toHaveCount(0);
    await page.keyboard.press("Control+KeyF");
    await page.keyboard.type("зелен");
    await expect(dialog.getByRole("status").filter({ hasText: "1 из 1" })).toBeVisible();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  },
);

chatTest("older messages come as one scrolls up, and what is read stays where it is", async ({ shift }) => {
  const { page, mine, messages } = shift;
  await shift.talk("Расскажите про все чаи");
  const input = page.getByRole("textbox", { name: "Сообщение клиенту" });
  for (let number = 1; number <= 70; number += 1) {
    await input.fill(`Чай номер ${number}`);
    await input.press("Enter");
  }
  await expect(messages.getByText("Ждёт отправки")).toHaveCount(0, { timeout: 60_000 });
  await page.reload();
  await mine.getByRole("button", { name: /^Показать разговор/ }).click();
  await expect(messages.getByText("Чай номер 70", { exact: true })).toBeVisible();
  await expect(messages.getByText("Чай номер 5", { exact: true })).toHaveCount(0);
  // As a hand does it: up to what stands first, and there the reading goes on.
  const first = messages.getByText("Чай номер 21", { exact: true });
  await first.scrollIntoViewIfNeeded();
  await expect(messages.getByText("Расскажите про все чаи")).toBeAttached({ timeout: 30_000 });
  await expect(first).toBeInViewport();
  await expect(messages.getByText("Расскажите про все чаи")).not.toBeInViewport();
});
