import { expect, type Page } from "@playwright/test";
import { NOW_MS } from "./history-rows.ts";
import { installFakeBridge } from "./install-fake-bridge.ts";
import type { Scenario } from "./scenario.ts";

/** Opens the window of a scenario; what the page complains about (also a breach of its policy) is collected. */
export async function openWindow(page: Page, url: string, scenario: Scenario): Promise<readonly string[]> {
  const faults: string[] = [];
  page.on("pageerror", (fault) => faults.push(fault.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  await page.clock.setFixedTime(NOW_MS);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.addInitScript(installFakeBridge, scenario);
  await page.goto(`${url}/operator/index.html`);
  if (typeof scenario.workplace === "string") await expect(page.getByRole("status")).not.toBeEmpty();
  else await expect(page.getByTestId("status")).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  return faults;
}
