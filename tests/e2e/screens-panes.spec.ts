import type { Page } from "@playwright/test";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { scenarios } from "../support/fake-bridge/scenarios.ts";
import { expect, photographEach, test } from "./screens-test.ts";

const edgeOfList = (page: Page) => page.getByRole("separator", { name: "Ширина списка обращений" });
const edgeOfCard = (page: Page) => page.getByRole("separator", { name: "Ширина карточки клиента" });

photographEach([
  {
    name: "panes-narrow",
    of: talking({}),
    open: async (page) => {
      await page.evaluate(onOneDisplay);
      await edgeOfCard(page).press("Home");
      await edgeOfList(page).press("Home");
      await expect.poll(() => widths(page)).toEqual({ list: 240, card: 280 });
    },
  },
  {
    name: "panes-wide-ringing",
    of: withPanes("ringing-while-talking", {}),
    open: async (page) => {
      await page.evaluate(onOneDisplay);
      await edgeOfList(page).press("End");
      await edgeOfCard(page).press("End");
      await expect.poll(() => widths(page)).toEqual({ list: 400, card: 456 });
    },
  },
]);

test("panes are as they were left on this display, from the first picture on", async ({ page, server }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openWindow(page, server.url, talking({ "1440x900": { list: 360, card: 300 }, "800x600": { list: 240 } }));
  await expect(edgeOfList(page)).toHaveAttribute("aria-valuenow", "360");
  expect(await widths(page)).toEqual({ list: 360, card: 300 });
});

test("an edge is moved by keys within its limits, kept by main, and given back its usual place", async ({
  page,
  server,
}) => {
  await openWindow(page, server.url, talking({}));
  await edgeOfList(page).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => widths(page)).toEqual({ list: 304, card: 336 });
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => widths(page)).toEqual({ list: 240, card: 336 });
  await edgeOfCard(page).press("ArrowLeft");
  await expect.poll(() => widths(page)).toEqual({ list: 240, card: 344 });
  await edgeOfList(page).press("Enter");
  await expect.poll(() => widths(page)).toEqual({ list: 296, card: 344 });
  expect(await keptWidths(page)).toEqual({ list: 296, card: 344 });
});

test("an edge is dragged; the centre keeps 520 px when the window shrinks", async ({ page, server }) => {
  await page.addInitScript(onOneDisplay);
  await openWindow(page, server.url, talking({}));
  const box = await edgeOfCard(page).boundingBox();
  if (!box) throw new Error("the card has no edge");
  await page.mouse.move(box.x + 4, 300);
  await page.mouse.down();
  await page.mouse.move(box.x - 96, 300, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => widths(page)).toEqual({ list: 296, card: 436 });
  await edgeOfList(page).press("End");
  await expect.poll(() => widths(page)).toEqual({ list: 400, card: 436 });
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect.poll(() => widths(page)).toEqual({ list: 400, card: 296 });
  expect(await keptWidths(page), "the window shrank, the choice did not").toEqual({ list: 400, card: 436 });
});

/** Playwright makes the display as small as the window; a real one stays as it is. */
function onOneDisplay(): void {
  Object.defineProperty(screen, "width", { get: () => 1920 });
  Object.defineProperty(screen, "height", { get: () => 1080 });
}

function talking(panes: NonNullable<Workplace["preferences"]["panes"]>) {
  return withPanes("talking", panes);
}

function withPanes(name: string, panes: NonNullable<Workplace["preferences"]["panes"]>) {
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario || typeof scenario.workplace === "string") throw new Error(`no workplace in ${name}`);
  const { workplace } = scenario;
  return { ...scenario, workplace: { ...workplace, preferences: { ...workplace.preferences, panes } } };
}

function widths(page: Page): Promise<{ list: number; card: number }> {
  return page.evaluate(() => {
    const [list, card] = ["Обращения", "Карточка клиента"].map((name) => {
      const pane = document.querySelector(`main [aria-label="${name}"]`);
      return pane ? Math.round(pane.getBoundingClientRect().width) : 0;
    });
    return { list: list ?? 0, card: card ?? 0 };
  });
}

/** What main was last asked to keep for this display. */
function keptWidths(page: Page) {
  return page.evaluate(() => {
    const last = window.fakeBridge.asked.findLast(({ name }) => name === "preferences.set");
    const { panes } = (last?.input ?? { panes: {} }) as { panes: Record<string, unknown> };
    return panes[`${screen.width}x${screen.height}`];
  });
}
