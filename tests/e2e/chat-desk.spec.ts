import { openShop } from "../support/site-chat/shop.ts";
import { SiteHub } from "../support/site-chat/site-hub.ts";
import { expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { visit, visitorTest } from "./site-visitor.ts";
import { Tandem } from "./tandem.ts";

// Visitors of a site, on its real page, and the operator's window, with a whole hub between them.

const test = visitorTest;

test("two visitors are accepted and answered in the window, a draft outlives a reload and stays where it was written, an answer waits out a cut link", async ({
  playwright,
  visitors,
}, testInfo) => {
  test.setTimeout(300_000);
  await using hub = await SiteHub.make();
  const shop = await openShop({ line: hub.line() });
  await hub.start([shop.url]);
  const account = { url: hub.url, login: "marina", secret: "marina-secret" };
  const tandem = await Tandem.launch(playwright, { hub: account }, testInfo.outputPath("main.log"));
  try {
    const screen = new OperatorScreen(tandem.window);
    const { page } = screen;
    await screen.choose("На линии принимаете обращения");
    const mine = page.getByRole("region", { name: "Мои" });
    const input = page.getByRole("textbox", { name: "Сообщение клиенту" });
    const messages = page.getByRole("log", { name: "Сообщения" });

    const [one, two] = [await visit(visitors, shop.url), await visit(visitors, shop.url)];
    for (const [visitor, question] of [
      [one, "Где мой заказ?"],
      [two, "Есть ли чёрный чай?"],
    ] as const) {
      await visitor.getByRole("button", { name: "Открыть чат" }).click();
      await visitor.getByRole("textbox", { name: "Сообщение" }).fill(question);
      await visitor.keyboard.press("Enter");
      await mine.getByRole("button", { name: "Принять" }).click({ timeout: 60_000 });
      await expect(messages.getByText(question)).toBeVisible({ timeout: 30_000 });
    }

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
  } finally {
    await tandem.close();
    await shop.close();
  }
});
