import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { photographFaces } from "../support/fake-bridge/photograph.ts";
import { type RendererServer, serveFolder } from "../support/fake-bridge/serve-renderer.ts";
import { test as base, expect } from "./screens-test.ts";

// The living page of all components (`npm run gallery`): tests/gallery.

const test = base.extend<object, { readonly gallery: RendererServer }>({
  gallery: [
    async ({ browserName: _any }, use) => {
      await build({ configFile: resolve(import.meta.dirname, "../gallery/vite.config.ts"), logLevel: "warn" });
      await using gallery = await serveFolder(resolve(import.meta.dirname, "../../out/gallery"));
      await use(gallery);
    },
    { scope: "worker" },
  ],
});

/** Puts on what only a pointer or the keyboard brings, as the browser's own tools do. */
async function forceStates(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument", { depth: -1 });
  let forced = 0;
  for (const state of ["hover", "focus-visible", "active"]) {
    const selector = `[data-force="${state}"] :is(button, input)`;
    const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector });
    for (const nodeId of nodeIds)
      await session.send("CSS.forcePseudoState", {
        nodeId,
        forcedPseudoClasses: [state, ...(state === "active" ? ["hover"] : [])],
      });
    forced += nodeIds.length;
  }
  return forced;
}

test("screen: gallery", async ({ page, gallery }) => {
  const faults: string[] = [];
  page.on("pageerror", (fault) => faults.push(fault.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  await photographFaces(page, "gallery", [{ width: 1440, height: 2260 }], async ({ locale, theme }) => {
    await page.goto(`${gallery.url}/index.html?locale=${locale}&theme=${theme}`);
    await expect(page.getByRole("status", { name: locale === "ru" ? "Загружается" : "Loading" })).toBeVisible();
    for (const meter of await page.locator("[data-side]").all()) await expect(meter).toHaveAttribute("style", /width/);
    await page.evaluate(() => document.fonts.ready);
    expect(await forceStates(page)).toBeGreaterThan(15);
  });
  expect(faults).toEqual([]);
});
