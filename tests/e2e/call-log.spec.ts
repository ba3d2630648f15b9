import { mkdirSync } from "node:fs";
import { expect } from "./fixtures.ts";
import { CUSTOMER_HZ, NAME, shift as test } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// Missed calls are counted until they are seen or seen to, and the last number is one key away.

const CLIENT_NUMBER = "+7 900 000-00-01";

test("a missed call is counted, also after a restart; called back it is seen to; the filter finds it", async ({
  start,
}, testInfo) => {
  const userDataDir = testInfo.outputPath("user-data");
  mkdirSync(userDataDir, { recursive: true });
  const { tandem, screen, customer } = await start({ userDataDir });
  const rail = screen.page.getByRole("navigation");
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await customer.hangUp();
  await expect(rail.getByRole("button", { name: "История" })).toContainText("1 пропущенный звонок");
  await tandem.close();

  const again = await start({ userDataDir });
  const badge = again.screen.page.getByRole("navigation").getByRole("button", { name: "История" });
  await expect(badge).toContainText("1 пропущенный звонок");
  await again.screen.openHistory();
  await expect(badge).not.toContainText("пропущенный");

  await again.screen.page.getByText("Пропущенные", { exact: true }).click();
  await expect(again.screen.historyRow(0)).toContainText("Клиент не дождался");
  await again.screen
    .historyRow(0)
    .getByRole("button", { name: `Перезвонить: ${NAME}` })
    .click();
  await again.customer.waitFor("ringing");
  await again.customer.answer();
  await again.screen.openQueue();
  await again.screen.talks();
  expect(await again.ear.hears(CUSTOMER_HZ)).toBe(true);
  await again.screen.hangUp();
  await again.screen.openHistory();
  await again.screen.page.getByText("Пропущенные", { exact: true }).click();
  await expect(again.screen.historyRow(0)).toContainText("поговорили:");
  await expect(again.screen.historyRow(1)).toHaveCount(0);
});

test("Enter in the empty field brings the last number, Enter again calls it; then the letters are keys", async ({
  start,
}) => {
  const { screen, customer } = await start();
  const field = screen.page.getByRole("textbox", { name: "Номер для звонка" });
  await screen.dial("89000000001");
  await customer.waitFor("ringing");
  await customer.answer();
  await screen.talks();
  await screen.page.keyboard.press("KeyM");
  await expect(screen.tile(/^Включить/)).toBeVisible();
  await expect(field).toHaveValue("");
  await screen.hangUp();
  await customer.waitFor("ended");

  await screen.page.keyboard.press("Control+KeyD");
  await screen.page.keyboard.press("Enter");
  await expect(field).toHaveValue(CLIENT_NUMBER.replaceAll(" ", "\u00a0"));
  await screen.page.keyboard.press("Enter");
  await customer.until("a ring", ({ call }) => call?.phase === "ringing");
  await screen.hangUp();
  await customer.until("its end", ({ call }) => call?.phase === "ended");
  await screen.page.getByRole("button", { name: "Набрать снова" }).click();
  await expect(field).toBeFocused();
  await screen.page.keyboard.press("Enter");
  await customer.until("a ring", ({ call }) => call?.phase === "ringing");
  await screen.hangUp();
  await customer.until("its end", ({ call }) => call?.phase === "ended");
});
