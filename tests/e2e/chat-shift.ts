import type { Locator, Page } from "@playwright/test";
import { openShop } from "../support/site-chat/shop.ts";
import { SiteHub } from "../support/site-chat/site-hub.ts";
import { expect } from "./fixtures.ts";
import { killWhole } from "./kills.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { visit, visitorTest } from "./site-visitor.ts";
import { Tandem } from "./tandem.ts";

/** Марина on line at a hub of its own, and a site whose visitors write to her queue. */
type ChatShift = {
  readonly hub: SiteHub;
  readonly tandem: Tandem;
  readonly page: Page;
  /** «Мои». */
  readonly mine: Locator;
  readonly messages: Locator;
  /** A new visitor's page; they have written this. */
  ask(question: string): Promise<Page>;
  accept(): Promise<void>;
  /** `kill -9` of the whole app; the app, and its window, after the next start. */
  killApp(): Promise<{ readonly page: Page; readonly tandem: Tandem }>;
  /** A new visitor, who has been accepted and whose question is before the operator. */
  talk(question: string): Promise<Page>;
};

export const chatTest = visitorTest.extend<{ readonly shift: ChatShift }>({
  shift: async ({ playwright, visitors }, use, testInfo) => {
    testInfo.setTimeout(300_000);
    await using hub = await SiteHub.make();
    const shop = await openShop({ line: hub.line() });
    await hub.start([shop.url]);
    const account = { url: hub.url, login: "marina", secret: "marina-secret" };
    const log = testInfo.outputPath("main.log");
    const tandem = await Tandem.launch(playwright, { hub: account }, log);
    const launched = [tandem];
    try {
      const { window: page } = tandem;
      await new OperatorScreen(page).choose("На линии принимаете обращения");
      const mine = page.getByRole("region", { name: "Мои", exact: true });
      const messages = page.getByRole("log", { name: "Сообщения" });
      const ask = async (question: string) => {
        const visitor = await visit(visitors, shop.url);
        await visitor.getByRole("button", { name: "Открыть чат" }).click();
        await visitor.getByRole("textbox", { name: "Сообщение" }).fill(question);
        await visitor.keyboard.press("Enter");
        return visitor;
      };
      const accept = () => mine.getByRole("button", { name: "Принять" }).click({ timeout: 60_000 });
      const talk = async (question: string) => {
        const visitor = await ask(question);
        await accept();
        await expect(messages.getByText(question)).toBeVisible({ timeout: 30_000 });
        return visitor;
      };
      const killApp = async () => {
        await killWhole(launched.at(-1) ?? tandem);
        const next = await Tandem.launch(playwright, { hub: account, userDataDir: tandem.userDataDir }, log);
        launched.push(next);
        return { page: next.window, tandem: next };
      };
      await use({ killApp, hub, tandem, page, mine, messages, ask, accept, talk });
    } finally {
      // The first one last: the folder is its own.
      for (const one of launched.reverse()) await one.close();
      await shop.close();
    }
  },
});
