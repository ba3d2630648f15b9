import { openWindow } from "../support/fake-bridge/open-window.ts";
import { photograph } from "../support/fake-bridge/photograph.ts";
import { searchScenarios } from "../support/fake-bridge/search-scenarios.ts";
import { expect, test } from "./screens-test.ts";

const SAID: Readonly<Record<string, string>> = {
  "search-found": "Искать дальше",
  "search-offline": "Нет связи с центром: ищем в том, что есть",
  "search-empty": "Ничего не нашлось",
  "search-failed": "Поиск не сработал",
};

for (const scenario of searchScenarios) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    await page.keyboard.press("Control+2");
    await page.getByRole("searchbox", { name: "Поиск по истории" }).fill("доставка");
    const said = SAID[scenario.name];
    if (said === undefined) await expect(page.getByLabel("Ищем")).toBeVisible();
    else await expect(page.getByText(said).first()).toBeVisible();
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

test("the search marks what was found, narrows by what is chosen, and goes with Escape", async ({ page, server }) => {
  const [scenario] = searchScenarios;
  if (!scenario) throw new Error("no scenario");
  await openWindow(page, server.url, scenario);
  await page.keyboard.press("Control+2");
  const line = page.getByRole("searchbox", { name: "Поиск по истории" });
  await line.fill("доставка");
  await expect(page.locator("mark").first()).toHaveText("доставку");
  await page.getByLabel("Вид обращения").selectOption("text");
  const asked = () =>
    page.evaluate(() => window.fakeBridge.asked.filter(({ name }) => name === "history.search").at(-1)?.input);
  await expect.poll(asked).toMatchObject({ text: "доставка", filter: { kind: "text", direction: null } });
  await page.getByLabel("Вид обращения").selectOption("all");
  await line.press("Escape");
  await expect(page.getByText("Пропущенные", { exact: true })).toBeVisible();
  await expect(page.locator("mark")).toHaveCount(0);
});
