import path from "node:path";
import { chromium, type Page } from "playwright-core";
import { chromiumPath } from "../../support/chromium-path.ts";
import { manyConversations } from "../../support/fake-bridge/chat-scenarios.ts";
import { installFakeBridge } from "../../support/fake-bridge/install-fake-bridge.ts";
import { serveRenderer } from "../../support/fake-bridge/serve-renderer.ts";

const MIB = 1024 * 1024;
const ROOT = path.resolve(import.meta.dirname, "../../..");

/** The heap of the operator's window, MiB, after so many conversations were opened one after another, each with a page of messages. */
export async function heapAfterOpening(
  few: number,
  many: number,
): Promise<{ readonly few: number; readonly many: number }> {
  await using window = await serveRenderer(path.join(ROOT, "out/app/renderer"));
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.addInitScript(installFakeBridge, manyConversations(many));
    await page.goto(`${window.url}/operator/index.html`);
    const rows = page.locator("button[data-conversation]");
    await rows.nth(many - 1).waitFor();
    const open = async (from: number, until: number) => {
      for (let index = from; index < until; index += 1) {
        await rows.nth(index).evaluate((row: HTMLElement) => row.click());
        await page.locator("[role=log] li").nth(8).waitFor();
      }
      return heapOf(page);
    };
    return { few: await open(0, few), many: await open(few, many) };
  } finally {
    await browser.close();
  }
}

async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / MIB;
}
