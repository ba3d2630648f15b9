import { expect } from "./fixtures.ts";
import { talkSeconds } from "./operator-screen.ts";
import { CUSTOMER_HZ, OPERATOR_HZ, pbxShift as test } from "./pbx-shift.ts";

// The whole app on a real PBX: calls in and out, and what the hub's history says of them.

test("a customer calls the operator through Asterisk, and both hear each other", async ({ onAsterisk }) => {
  const { customer, screen, ear } = onAsterisk;
  customer.dial("101");
  await screen.answer();
  await customer.next("CALL_ESTABLISHED");
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);

  await screen.tile(/^Удержать/).click();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(false);
  expect(await ear.hearsNo(CUSTOMER_HZ)).toBe(true);
  await screen.tile(/^Вернуться/).click();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);

  await screen.hangUp();
  await customer.next("CALL_CLOSED");
  // The hub knows of it from this desktop alone.
  const row = await screen.lastInHistory({ customer: "ivan", result: "Состоялся" });
  expect(await talkSeconds(row)).toBeGreaterThan(0);
});

test("the operator calls a number outside, and hears who answers; keys go out as tones", async ({ onAsterisk }) => {
  const { asterisk, customer, screen, ear } = onAsterisk;
  await screen.dial("+79161234567");
  await customer.next("CALL_INCOMING");
  customer.answer();
  await screen.talks();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);

  await screen.tile(/^Клавиши/).click();
  for (const key of ["5", "#"]) {
    await screen.page.getByRole("button", { name: `Нажать ${key}`, exact: true }).click();
    await asterisk.manager.next("DTMFEnd", ({ Digit, Direction }) => Digit === key && Direction === "Received");
  }

  customer.hangUp();
  await expect(screen.callBar).toContainText("Разговор завершил клиент");
  const row = await screen.lastInHistory({ customer: "916", result: "Состоялся" });
  await expect(row.getByRole("img", { name: /^Исходящий/ })).toBeVisible();
});

test("the customer gives up while it rings, and the operator declines the next call", async ({ onAsterisk }) => {
  const { customer, screen } = onAsterisk;
  customer.dial("101");
  await expect(screen.ringing).toBeVisible();
  customer.hangUp();
  await expect(screen.ringing).toHaveCount(0);
  await customer.next("CALL_CLOSED");
  customer.dial("101");
  await screen.decline();
  await customer.next("CALL_CLOSED");
  await screen.lastInHistory({ customer: "ivan", result: "Отклонён" });
  await expect(screen.historyRow(1)).toContainText("Клиент не дождался");
});
