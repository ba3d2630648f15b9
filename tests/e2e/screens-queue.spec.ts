import { crowdedQueue, still } from "../support/fake-bridge/desk-day.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { expect, test } from "./screens-test.ts";

const CROWD = 500;

test("a queue of hundreds stands by the term of each, and only what is in sight is drawn", async ({ page, server }) => {
  const faults = await openWindow(page, server.url, still("crowd", { waiting: crowdedQueue(CROWD) }));
  const pane = page.getByRole("region", { name: "Очередь", exact: true });
  const rows = pane.getByRole("listitem");
  await expect(rows.first()).toHaveAttribute("aria-setsize", String(CROWD));
  await expect(rows.first()).toContainText("+");
  expect(await rows.count()).toBeLessThan(60);
  await pane.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await expect(pane.locator(`[aria-posinset="${CROWD}"]`)).toBeInViewport();
  expect(await rows.count()).toBeLessThan(60);
  expect(faults).toEqual([]);
});
