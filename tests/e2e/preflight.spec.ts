import { expect } from "./fixtures.ts";
import type { OperatorScreen } from "./operator-screen.ts";
import { NAME, shift } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// «Проверка связи»: what is proved is said so, what is not is named with what to do, and nobody is kept from work.

async function openCheck(screen: OperatorScreen) {
  await screen.readiness.click();
  await screen.page.getByRole("button", { name: "Проверка связи" }).click();
  const dialog = screen.page.getByRole("dialog", { name: "Проверка связи" });
  await expect(dialog).toBeVisible();
  return dialog;
}

shift("the whole way is proved: a call to oneself returns its tone, and the result is kept", async ({ start }) => {
  const { screen, customer } = await start();
  const dialog = await openCheck(screen);
  await expect(dialog).toContainText("Ещё не проверяли");
  await dialog.getByRole("button", { name: "Проверить" }).click();
  await expect(dialog.getByTestId("check-microphone")).toContainText("Скажите пару слов");
  const bar = dialog.getByTestId("check-level").locator("[data-side]");
  await expect.poll(async () => (await bar.boundingBox())?.width ?? 0).toBeGreaterThan(20);
  for (const step of ["link", "phone", "microphone", "echo"])
    await expect(dialog.getByTestId(`check-${step}`)).toContainText("в порядке");
  await expect(dialog.getByTestId("check-echo")).toContainText(/задержка \d+\sмс, потери [\d.]+\s%/);
  await expect(dialog.getByTestId("check-headphones")).toContainText("Вы их слышали?");
  await expect(dialog.getByRole("status")).toContainText("Работать можно");
  await dialog.getByRole("button", { name: "Да, слышу" }).click();
  await expect(dialog.getByRole("status")).toContainText(/Всё в порядке, проверено в \d/);
  await screen.page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  // Nothing of it is a call: no history, no ring, and the next customer comes through.
  await expect(screen.callBar).toHaveCount(0);
  await screen.readiness.click();
  await expect(screen.page.getByText(/^Проверка в \d+:\d+: всё в порядке/)).toBeVisible();
  await screen.page.keyboard.press("Escape");
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.answer();
  await screen.hangUp();
  await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
  await expect(screen.historyRow(1)).toHaveCount(0);
});

shift(
  "notes that are not heard make the indicator say so, and going online warns without forbidding",
  async ({ start }) => {
    const { screen } = await start();
    const dialog = await openCheck(screen);
    await dialog.getByRole("button", { name: "Проверить" }).click();
    await expect(dialog.getByRole("status")).toContainText("Работать можно");
    await dialog.getByRole("button", { name: "Нет, не слышу" }).click();
    await expect(dialog.getByTestId("check-headphones")).toContainText("не работает");
    await expect(dialog.getByRole("status")).toContainText("Есть неполадки");
    await screen.page.keyboard.press("Escape");
    await expect(screen.readiness).toContainText("В наушниках не слышно");
    await screen.choose("Не на линии");
    await screen.choose("На линии принимаете");
    await expect(screen.page.getByRole("alert").filter({ hasText: "проверка связи не пройдена" })).toBeVisible();
    await expect(screen.status).toContainText("На линии");
  },
);
