import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { foldInteraction, type Interaction, isInteractionEvent } from "../../src-shared/domain/interaction.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import { chromiumPath } from "../support/chromium-path.ts";
import { giveEars } from "../support/site-chat/caller-page.ts";
import { writeToneFile } from "../support/tone-file.ts";
import { test } from "./fixtures.ts";

export const VISITOR_HZ = 620;
export const OPERATOR_HZ = 440;

/** Browsers of visitors: their microphone plays `VISITOR_HZ`. */
export const visitorTest = test.extend<{ readonly visitors: Browser }>({
  visitors: async ({ playwright }, use) => {
    const folder = mkdtempSync(join(tmpdir(), "tandem-visitor-"));
    writeToneFile(join(folder, "tone.wav"), VISITOR_HZ);
    const browser = await playwright.chromium.launch({
      executablePath: chromiumPath(),
      args: [
        "--use-fake-device-for-media-stream",
        `--use-file-for-fake-audio-capture=${join(folder, "tone.wav")}`,
        "--autoplay-policy=no-user-gesture-required",
        "--allow-loopback-in-peer-connection",
      ],
    });
    await use(browser);
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

const USUAL: BrowserContextOptions = {
  permissions: ["microphone"],
  viewport: { width: 1000, height: 760 },
  reducedMotion: "reduce",
};

/** A visitor on the site's page of tea, who came by a letter. */
export async function visit(browser: Browser, siteUrl: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ...USUAL, ...options });
  const page = await context.newPage();
  await giveEars(page);
  await page.goto(`${siteUrl}/tea?utm_source=mail&utm_campaign=autumn`);
  return page;
}

export async function pressCall(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Открыть чат" }).click();
  await page.getByRole("button", { name: "Позвонить с сайта" }).click();
}

/** The contacts of a log, in the order they came. */
export async function contactsOf(log: {
  read(afterSeq: number, limit: number): Promise<readonly LogEvent[]>;
}): Promise<readonly Interaction[]> {
  const folded = new Map<string, Interaction>();
  for (const event of await log.read(0, 10_000)) {
    if (!isInteractionEvent(event)) continue;
    const after = foldInteraction(folded.get(event.payload.interactionId), event);
    if (after) folded.set(event.payload.interactionId, after);
  }
  return [...folded.values()];
}
