import { chatTest } from "./chat-shift.ts";
import { expect } from "./fixtures.ts";

chatTest(
  "a reply written in the settings reaches the hub, is inserted by «/» also without it, and the visitor reads it filled in",
  async ({ shift }) => {
    const { hub, page, mine, messages } = shift;
    await page.getByRole("button", { name: "Настройки", exact: true }).click();
    await page.getByRole("button", { name: "Быстрые ответы", exact: true }).click();
    await page.getByRole("button", { name: "Добавить ответ" }).click();
    const dialog = page.getByRole("dialog", { name: "Новый быстрый ответ" });
    await dialog.getByLabel("Название").fill("Где заказ");
    await dialog.getByLabel("Команда после «/»").fill("заказ");
    await dialog.getByLabel("Текст").fill("{{моё имя}}, очередь «{{очередь}}»: заказ {{номер}} в пути.");
    await dialog.getByRole("button", { name: "Сохранить" }).click();
    await expect(dialog).toBeHidden();
    const own = page.getByRole("region", { name: "Мои ответы" });
    await expect(own.getByRole("listitem", { name: "Где заказ" })).toBeVisible();

    const visitor = await shift.talk("Где мой заказ?");

    // What was written here came back from the hub into the mirror: it is there after a reload without the hub.
    await hub.stop();
    await page.reload();
    await mine.getByRole("button", { name: /^Показать разговор/ }).click();
    await expect(page.getByText("Пишите: сообщения сохранятся")).toBeVisible({ timeout: 60_000 });
    const input = page.getByRole("textbox", { name: "Сообщение клиенту" });
    await input.click();
    await page.keyboard.type("/pfrfp");
    await expect(page.getByRole("option", { name: /Где заказ/ })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(input).toHaveValue(/^Марина Белова, очередь «\S+»: заказ \{\{номер\}\} в пути\.$/);
    await page.keyboard.type("58-1203");
    await page.keyboard.press("Enter");
    await expect(input).toHaveValue("");
    await hub.start();
    await expect(visitor.getByRole("log").getByText("заказ 58-1203 в пути.")).toHaveCount(1, { timeout: 90_000 });

    // The hub looks through the whole conversation, the window marks it.
    await expect(page.getByText("Пишите: сообщения сохранятся")).toBeHidden({ timeout: 60_000 });
    await page.keyboard.press("Control+KeyF");
    await page.keyboard.type("ЗАКАЗ пути");
    await expect(page.getByRole("search").getByText("1 из 1", { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(messages.locator("mark")).toHaveText(["заказ", "пути"]);
  },
);
