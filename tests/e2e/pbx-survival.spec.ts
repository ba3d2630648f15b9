import { OperatorEar } from "../support/operator-ear.ts";
import { expect } from "./fixtures.ts";
import type { OperatorScreen } from "./operator-screen.ts";
import { CUSTOMER_HZ, OPERATOR_HZ, pbxShift as test } from "./pbx-shift.ts";

// What may go wrong with a PBX elsewhere, and what is proved of it before a shift.

test("the PBX dies in a talk and comes back: the end is told, the next call comes through", async ({ onAsterisk }) => {
  const { asterisk, customer, screen, ear } = onAsterisk;
  customer.dial("101");
  await screen.answer();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
  await asterisk.die();
  await expect(screen.readiness).not.toContainText("Готов");
  await asterisk.startAgain();
  // The PBX knows of no talk, but its sound might still go by: three seconds until silence is noticed, fifteen that end it.
  await expect(screen.callBar).toContainText("Разговор прервала система", { timeout: 30_000 });
  await expect(screen.readiness).toContainText("Готов");
  const row = await screen.lastInHistory({ customer: "ivan", result: "Прервался" });
  await expect(row).toBeVisible();

  await screen.openQueue();
  customer.hangUp();
  await customer.next("CALL_CLOSED");
  customer.dial("101");
  await screen.answer();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  await screen.hangUp();
});

test("the media window dies in a talk: fresh sound in the same talk, and one call in the history", async ({
  onAsterisk,
}) => {
  const { tandem, customer, screen } = onAsterisk;
  customer.dial("101");
  await screen.answer();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
  await OperatorEar.prepare(tandem.app.context());
  const before = tandem.mediaWindow();
  await tandem.killRenderer("media");
  await expect(screen.callBar).toContainText("Звук потерян");
  const next = () => tandem.app.windows().find((page) => page !== before && page.url().includes("/media/"));
  await expect.poll(() => next() !== undefined).toBe(true);
  await expect(screen.callBar).toContainText(/Звук идёт|Связь (хорошая|средняя)/);
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
  expect(await OperatorEar.of(next() ?? before).hears(CUSTOMER_HZ)).toBe(true);

  customer.hangUp();
  await expect(screen.callBar).toContainText("Разговор завершил клиент");
  await screen.lastInHistory({ customer: "ivan", result: "Состоялся" });
  await expect(screen.historyRow(1)).toHaveCount(0);
});

async function checkOf(screen: OperatorScreen) {
  await screen.readiness.click();
  await screen.page.getByRole("button", { name: "Проверка связи" }).click();
  const dialog = screen.page.getByRole("dialog", { name: "Проверка связи" });
  await dialog.getByRole("button", { name: "Проверить" }).click();
  return dialog.getByTestId("check-echo");
}

test("the check of the connection calls the PBX's echo number, and hears itself", async ({ onAsterisk }) => {
  const echo = await checkOf(onAsterisk.screen);
  await expect(echo).toContainText("в порядке");
  await expect(onAsterisk.screen.callBar).toHaveCount(0);
});

test.describe("a PBX without an echo number", () => {
  test.use({ echoNumber: "*43" });

  test("is told so, and that the number can be set; nothing is called broken", async ({ onAsterisk }) => {
    const echo = await checkOf(onAsterisk.screen);
    await expect(echo).toContainText("нет номера с эхом");
    await expect(echo).not.toContainText("не работает");
  });
});
