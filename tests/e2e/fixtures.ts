import { test as base } from "@playwright/test";
import { CustomerBrowser } from "../support/customer/customer.ts";
import { type LaunchOptions, Tandem } from "./tandem.ts";

const TOLD_LIMIT = 4000;

type TestFixtures = {
  /** Starts Tandem on a user folder of its own and waits until it is ready; it is ended and removed after the test. */
  readonly launchTandem: (options?: LaunchOptions) => Promise<Tandem>;
};

type WorkerFixtures = {
  /** Customers in a plain Chromium, with JsSIP: `customers.open({ hubUrl, login, secret, toneHz })`. */
  readonly customers: CustomerBrowser;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  customers: [
    async ({ playwright }, use) => {
      await using customers = await CustomerBrowser.launch(playwright.chromium);
      await use(customers);
    },
    { scope: "worker" },
  ],
  launchTandem: async ({ playwright }, use, testInfo) => {
    const running: Tandem[] = [];
    let count = 0;
    await use(async (options = {}) => {
      count += 1;
      const tandem = await Tandem.launch(playwright, options, testInfo.outputPath(`tandem-${count}.log`));
      running.push(tandem);
      return tandem;
    });
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const [index, tandem] of running.entries()) {
        await photograph(tandem, testInfo.outputPath(`tandem-${index + 1}`));
        await tell(tandem, `tandem ${index + 1} of the failed «${testInfo.title}»`);
      }
    }
    for (const tandem of running.toReversed()) await tandem.close();
  },
});

export const expect = test.expect;

/** Pictures of what was on the screen when the test failed; a window that cannot be drawn has none. */
async function photograph(tandem: Tandem, name: string): Promise<void> {
  for (const [index, page] of tandem.app.windows().entries()) {
    await page.screenshot({ path: `${name}-window-${index + 1}.png`, timeout: 3000 }).catch(() => undefined);
  }
}

/** Says what the windows showed and the main process said: of a run elsewhere, often only its output comes back. */
async function tell(tandem: Tandem, name: string): Promise<void> {
  const parts: string[] = [];
  for (const page of tandem.app.windows()) {
    const shown = await page
      .locator("body")
      .ariaSnapshot({ timeout: 3000 })
      .catch((fault: unknown) => `cannot be read: ${String(fault)}`);
    parts.push(`window ${page.url()}\n${shown.slice(0, TOLD_LIMIT)}`);
  }
  parts.push(`main process\n${tandem.mainLog().slice(-TOLD_LIMIT)}`);
  process.stdout.write(parts.map((part) => `── ${name}, ${part}\n`).join(""));
}
