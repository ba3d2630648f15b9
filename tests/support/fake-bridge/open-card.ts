import { expect, type Page } from "@playwright/test";
import type { CallCard } from "../../../src-shared/ipc/call-card.ts";
import type { CardScenario } from "./card-scenarios.ts";
import { NOW_MS } from "./history-rows.ts";
import { photographFaces } from "./photograph.ts";

/** The card is all there is in its window (src-main/electron/card-place.ts). */
const CARD_SIZE = { width: 380, height: 160 } as const;

declare global {
  interface Window {
    /** Shows the card in another language. */
    showCard(card: CallCard): void;
  }
}

/** Opens the page of the call card on a fake main that shows one card; what the page complains about is collected. */
export async function openCard(page: Page, url: string, { card }: CardScenario): Promise<readonly string[]> {
  const faults: string[] = [];
  page.on("pageerror", (fault) => faults.push(fault.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  await page.clock.setFixedTime(NOW_MS);
  await page.setViewportSize(CARD_SIZE);
  await page.addInitScript((shown) => {
    const listeners = new Set<(told: { card: unknown }) => void>();
    Object.assign(window, {
      callCard: {
        invoke: async (name: string) => ({ ok: true, value: name === "card.get" ? { card: shown } : {} }),
        on: (_name: string, listener: (told: { card: unknown }) => void) => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
      showCard: (other: unknown) => {
        for (const listener of listeners) listener({ card: other });
      },
    });
  }, card);
  // Asked for by a browser, never by a window of the app.
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto(`${url}/card/index.html`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  return faults;
}

/** Photographs the card in both languages and themes. */
export function photographCard(page: Page, { name, card }: CardScenario): Promise<void> {
  return photographFaces(page, name, [CARD_SIZE], async ({ locale, theme }) => {
    await page.emulateMedia({ colorScheme: theme === "dark" ? "dark" : "light" });
    await page.evaluate((shown) => window.showCard(shown), { ...card, locale });
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
  });
}
