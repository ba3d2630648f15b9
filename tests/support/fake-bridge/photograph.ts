import { mkdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, type Page } from "@playwright/test";
import type { Preferences } from "../../../src-shared/ipc/workplace.ts";
import { accessibilityFaults } from "./page-accessibility.ts";
import { auditPage } from "./page-audit.ts";

const SHOTS = resolve(import.meta.dirname, "../../e2e/shots");
const WINDOW_SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
] as const;
const FACES: readonly Preferences[] = [
  { locale: "ru", theme: "light" },
  { locale: "ru", theme: "dark" },
  { locale: "en", theme: "light" },
  { locale: "en", theme: "dark" },
];

/** Axe reads names and colours, and accepted pictures show places: each language and each theme once is enough. */
const CHECKED_FACES: readonly (Preferences | undefined)[] = [FACES[0], FACES[3]];

/** So small that the repository can keep them, and large enough for a row that moved or a mark that is gone. */
const ACCEPTED_SCALE = 0.25;
/**
 * In pixels of the small picture. Between two runs on a busy machine at most 18 differed (a caret that blinks); a line of
 * text that is gone is some 60, a pane that moved by 2 px some 600. What is smaller is for the tests by role and text.
 */
const MAY_DIFFER = 50;

type Size = { readonly width: number; readonly height: number };

/**
 * Photographs the operator's window in both languages, themes and sizes; axe and the audit must find nothing, and the
 * smallest window must look as it was accepted (`tests/e2e/accepted`).
 */
export function photograph(page: Page, name: string): Promise<void> {
  return photographFaces(page, name, WINDOW_SIZES, async (face) => {
    await page.evaluate((preferences) => window.fakeBridge.change({ preferences }), face);
    await expect(page.locator("html")).toHaveAttribute("lang", /./);
  });
}

/** The same of any page, in sizes of its own; `wear` puts on a language and a theme. */
export async function photographFaces(
  page: Page,
  name: string,
  sizes: readonly [Size, ...Size[]],
  wear: (face: Preferences) => Promise<void>,
): Promise<void> {
  const takePicture = await photographer(page);
  for (const face of FACES) {
    await wear(face);
    for (const size of sizes) {
      await page.setViewportSize(size);
      const shot = [name, face.locale, face.theme, ...(sizes.length > 1 ? [size.width] : [])].join("-");
      await takePicture(join(SHOTS, `${shot}.png`));
      expect.soft(await page.evaluate(auditPage), shot).toEqual([]);
    }
    if (CHECKED_FACES.includes(face)) await isAsAccepted(page, `${name}-${face.locale}-${face.theme}.jpeg`);
    await page.setViewportSize(sizes[0]);
    if (!CHECKED_FACES.includes(face)) continue;
    expect.soft(await accessibilityFaults(page), `${name}-${face.locale}-${face.theme}`).toEqual([]);
  }
}

/** Takes pictures of the page as it is painted, by the browser's own command: `page.screenshot` takes twice as long. */
async function photographer(page: Page): Promise<(path: string) => Promise<void>> {
  mkdirSync(SHOTS, { recursive: true });
  const session = await page.context().newCDPSession(page);
  return async (path) => {
    const { data } = await session.send("Page.captureScreenshot", { format: "png", optimizeForSpeed: true });
    await writeFile(path, Buffer.from(data, "base64"));
  };
}

/** Taken again while it looks otherwise: what the test waited for may be on the screen before all the rest of it is. */
async function isAsAccepted(page: Page, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? WINDOW_SIZES[1];
  const clip = { x: 0, y: 0, width, height, scale: ACCEPTED_SCALE };
  const take = async () => {
    const { data } = await session.send("Page.captureScreenshot", { format: "jpeg", quality: 80, clip });
    return Buffer.from(data, "base64");
  };
  const compare = async () => expect(await take()).toMatchSnapshot(file, { maxDiffPixels: MAY_DIFFER });
  await expect.soft(compare).toPass({ timeout: 15_000 });
  await session.detach();
}
