import { chatTest } from "./chat-shift.ts";
import { expect } from "./fixtures.ts";

chatTest("the operator sees that the visitor writes, and the visitor that the operator does", async ({ shift }) => {
  const { page, mine } = shift;
  const visitor = await shift.talk("Где мой заказ?");
  const theirs = visitor.getByRole("textbox", { name: "Сообщение" });

  // Said again while somebody writes, and over a few seconds after the last key: the key is pressed again until it is seen.
  await expect(async () => {
    await theirs.pressSequentially("а");
    await expect(mine.getByText("печатает…")).toBeVisible({ timeout: 6000 });
  }).toPass({ timeout: 120_000 });
  await theirs.press("Enter");
  await expect(mine.getByText("печатает…")).toBeHidden({ timeout: 30_000 });
  await expect(async () => {
    await page.getByRole("textbox", { name: "Сообщение клиенту" }).pressSequentially("а");
    await expect(visitor.getByText(/печатает/)).toBeVisible({ timeout: 6000 });
  }).toPass({ timeout: 120_000 });
});
