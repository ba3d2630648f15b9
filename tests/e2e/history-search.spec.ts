import { expect } from "./fixtures.ts";
import { keepHubDown } from "./processes.ts";
import { NAME, shift as test } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

test("a call is found by its note and its customer, also while the hub is dead, and it is said that it may be stale", async ({
  start,
}) => {
  const { tandem, screen, customer } = await start();
  const { page } = screen;
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.answer();
  await screen.hangUp();
  await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
  await screen
    .historyRow(0)
    .getByRole("button", { name: /^Написать заметку|^Заметка/ })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("Обещали счёт за доставку");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  const line = page.getByRole("searchbox", { name: "Поиск по истории" });
  await line.fill("счета");
  await expect(page.locator("mark")).toHaveText("счёт");
  await expect(screen.historyRow(0)).toContainText(NAME);
  await line.fill("ничегонет");
  await expect(page.getByText("Ничего не нашлось")).toBeVisible();

  const letLive = keepHubDown(tandem);
  try {
    await expect(page.getByText(/^Нет связи/).first()).toBeVisible();
    await line.fill("доставкой");
    await expect(page.locator("mark")).toHaveText("доставку");
    await expect(page.getByText("Нет связи с центром: ищем в том, что есть")).toBeVisible();
  } finally {
    letLive();
  }
});
