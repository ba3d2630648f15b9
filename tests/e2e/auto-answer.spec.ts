import { expect } from "./fixtures.ts";
import type { OperatorScreen } from "./operator-screen.ts";
import { CUSTOMER_HZ, OPERATOR_HZ, shift as test } from "./shift.ts";
import { QUEUE_NUMBER, testTeam } from "./test-team.ts";

// Calls that are answered by themselves because the team decided so: warned of, counted down, and never with a
// microphone that nobody has proved.

const team = testTeam({ autoAnswer: { queueCalls: true, onRequest: false, countdownMs: 4_000 } });

async function prove(screen: OperatorScreen) {
  await screen.readiness.click();
  await screen.page.getByRole("button", { name: "Проверка связи" }).click();
  const dialog = screen.page.getByRole("dialog", { name: "Проверка связи" });
  await dialog.getByRole("button", { name: "Проверить" }).click();
  await expect(dialog.getByTestId("check-microphone")).toContainText("в порядке");
  await expect(dialog.getByRole("status")).toContainText("Работать можно");
  await screen.page.keyboard.press("Escape");
}

test("an unproved microphone stays shut; a proved one opens after the countdown, unless it is refused in time", async ({
  start,
  arrive,
}) => {
  const { tandem, screen, ear, customer } = await start({ team });
  await customer.call(QUEUE_NUMBER);
  await expect(screen.ringing).toContainText("Автоответ не сработает: микрофон не проверен");
  await screen.answer();
  await screen.hangUp();
  await customer.waitFor("ended");

  await prove(screen);
  await customer.call(QUEUE_NUMBER);
  await expect(screen.ringing).toContainText(/Ответим сами через [1-4]/);
  await screen.talks();
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);

  const second = await arrive(tandem, "second");
  await second.call("1001");
  await expect(screen.ringing).toBeVisible();
  await expect(screen.ringing).not.toContainText("Автоответ");
  await screen.decline();
  await screen.hangUp();
  await customer.waitFor("ended");

  await customer.call(QUEUE_NUMBER);
  await expect(screen.ringing).toContainText("Ответим сами");
  await screen.decline();
  await expect(screen.ringing).toHaveCount(0);
  await screen.page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  await expect(screen.page.getByText("Звонки очередей принимаются сами")).toBeVisible();
});
