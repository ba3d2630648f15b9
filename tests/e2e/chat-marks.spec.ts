import { openShop } from "../support/site-chat/shop.ts";
import { SiteHub } from "../support/site-chat/site-hub.ts";
import { expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { visit, visitorTest } from "./site-visitor.ts";
import { Tandem } from "./tandem.ts";

visitorTest(
  "the operator sees that the visitor writes, and the visitor that the operator does",
  async ({ playwright, visitors }, testInfo) => {
    visitorTest.setTimeout(300_000);
    await using hub = await SiteHub.make();
    const shop = await openShop({ line: hub.line() });
    await hub.start([shop.url]);
    const account = { url: hub.url, login: "marina", secret: "marina-secret" };
    const tandem = await Tandem.launch(playwright, { hub: account }, testInfo.outputPath("main.log"));
    try {
      const screen = new OperatorScreen(tandem.window);
      const { page } = screen;
      await screen.choose("На линии принимаете обращения");
      const visitor = await visit(visitors, shop.url);
      await visitor.getByRole("button", { name: "Открыть чат" }).click();
      const theirs = visitor.getByRole("textbox", { name: "Сообщение" });
      await theirs.fill("Где мой заказ?");
      await visitor.keyboard.press("Enter");
      const mine = page.getByRole("region", { name: "Мои", exact: true });
      await mine.getByRole("button", { name: "Принять" }).click({ timeout: 60_000 });
      await expect(page.getByRole("log", { name: "Сообщения" }).getByText("Где мой заказ?")).toBeVisible({
        timeout: 30_000,
      });

      // Said again while somebody writes, and over a few seconds after the last key: the key is pressed again until it is seen.
      await expect(async () => {
        await theirs.pressSequentially("а");
        await expect(mine.getByText("печатает…")).toBeVisible({ timeout: 6000 });
      }).toPass({ timeout: 120_000 });
      await theirs.press("Enter");
      await expect(mine.getByText("печатает…")).toBeHidden({ timeout: 30_000 });
      await expect(async () => {
        await page.getByRole("textbox", { name: "Сообщение клиенту" }).pressSequentially("а");
        await expect(visitor.getByText(/печатает/)).toBeVisible({ timeout: 6000 });
      }).toPass({ timeout: 120_000 });
    } finally {
      await tandem.close();
      await shop.close();
    }
  },
);
