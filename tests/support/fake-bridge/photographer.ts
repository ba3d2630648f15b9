import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

/** Takes pictures of the page as it is painted, by the browser's own command: `page.screenshot` takes twice as long. */
export async function photographer(page: Page): Promise<(path: string) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  return async (path) => {
    const { data } = await session.send("Page.captureScreenshot", { format: "png", optimizeForSpeed: true });
    await writeFile(path, Buffer.from(data, "base64"));
  };
}
