import type { Page } from "@playwright/test";
import type { ParseKeys } from "i18next";
import { PART_WORDS, settingsSections } from "../../src-renderer/app/settings-index.ts";
import type { SettingsPart } from "../../src-renderer/app/shell-model.ts";
import { createI18n } from "../../src-renderer/i18n/i18n.ts";
import { calm, still } from "../support/fake-bridge/desk-day.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { scenarios } from "../support/fake-bridge/scenarios.ts";
import type { RendererServer } from "../support/fake-bridge/serve-renderer.ts";
import { expect, test } from "./screens-test.ts";

test("F6 walks over the panes in their order and comes back to where the focus was", async ({ page, server }) => {
  await open(page, server, "talking");
  await page.getByRole("navigation").getByRole("button", { name: "История" }).focus();
  await page.keyboard.press("F6");
  await expect(page.getByRole("button", { name: /^Показать разговор/ })).toBeFocused();
  await page.keyboard.press("F6");
  expect(await paneNow(page)).toBe("centre");
  for (let presses = 0; (await paneNow(page)) !== "dock"; presses++) {
    expect(presses).toBeLessThan(4);
    await page.keyboard.press("F6");
  }
  await page.keyboard.press("F6");
  expect(await paneNow(page)).toBe("bar");
  await page.keyboard.press("F6");
  await expect(page.getByRole("navigation").getByRole("button", { name: "История" })).toBeFocused();
  await page.keyboard.press("Shift+F6");
  expect(await paneNow(page)).toBe("bar");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Клавиши" })).toBeVisible();
  await page.keyboard.press("F6");
  expect(await paneNow(page)).toBeNull();
});

test("Alt and an arrow show the talk beside, also out of a field", async ({ page, server }) => {
  await open(page, server, "two-calls");
  const rows = page.getByRole("region", { name: "Мои" }).getByRole("button");
  await expect(rows).toHaveCount(2);
  const shown = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-current") === "true"));
  expect(await shown()).toEqual([false, true]);
  await page.getByLabel("Номер для звонка").focus();
  await page.keyboard.press("Alt+ArrowUp");
  expect(await shown()).toEqual([true, false]);
  await page.keyboard.press("Alt+ArrowUp");
  expect(await shown()).toEqual([true, false]);
  await page.keyboard.press("Alt+ArrowDown");
  expect(await shown()).toEqual([false, true]);
});

test("every section of the settings that the search knows is drawn on its page, and no other", async ({
  page,
  server,
}) => {
  const session = { url: "https://hub.example", login: "marina", state: "in" } as const;
  await openWindow(page, server.url, still("settings-sections", { ...calm, session }));
  await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  for (const locale of ["ru", "en"] as const) {
    await page.evaluate((preferences) => window.fakeBridge.change({ preferences }), {
      locale,
      theme: "light" as const,
    });
    const word = await wordsOf(locale);
    for (const part of PARTS) {
      const sections = settingsSections(session).filter((section) => section.part === part);
      const parting = page.getByRole("navigation", { name: word("frame.settingsParts") });
      await parting.getByRole("button", { name: word(PART_WORDS[part]) }).click();
      const drawn = page.locator("main [data-walk=centre] section[aria-label] > div > h2[tabindex='-1']");
      await expect(drawn).toHaveText(sections.map(({ heading }) => word(heading)));
    }
  }
});

const PARTS = ["sound", "accounts", "network", "keys"] as const satisfies readonly SettingsPart[];

/** The words of a key, as the window has them. */
async function wordsOf(locale: "ru" | "en"): Promise<(key: ParseKeys) => string> {
  const { t } = await createI18n(locale);
  return (key) => t(key);
}

function paneNow(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.closest("[data-walk]")?.getAttribute("data-walk") ?? null);
}

async function open(page: Page, server: RendererServer, name: string): Promise<void> {
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  await openWindow(page, server.url, scenario);
}
