import { expect } from "./fixtures.ts";
import { NAME, shift as test } from "./shift.ts";
import type { Tandem } from "./tandem.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// The keys of a call while another program is in front (pains.md 11). The stand-in holds what was registered and lets a
// test press it; that the system hands the keys over, in any layout, is `@real-electron`.

type Hands = { readonly __standin: { pressShortcut(keys: string): boolean; takeShortcut(keys: string): void } };

const press = (tandem: Tandem, keys: string) =>
  tandem.evaluate((electron, accelerator) => (electron as unknown as Hands).__standin.pressShortcut(accelerator), keys);

test("answer and mute by global keys from another program; the keys are held only while there is a call", async ({
  start,
}) => {
  const { tandem, customer } = await start();
  await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());
  for (const keys of ["A", "M", "H"]) expect(await press(tandem, `Control+Shift+${keys}`)).toBe(false);
  await customer.call(QUEUE_NUMBER);
  const find = () => tandem.app.windows().find((page) => page.url().includes("/card/"));
  await expect.poll(find).toBeDefined();
  await expect(
    find()?.getByRole("button", { name: `Ответить: ${NAME}` }) ?? tandem.window.locator("none"),
  ).toHaveAttribute("data-keys", "Ctrl Shift A");
  await expect.poll(() => press(tandem, "Control+Shift+A")).toBe(true);
  await customer.waitFor("established");
  await expect.poll(() => press(tandem, "Control+Shift+M")).toBe(true);
  await expect(tandem.window.getByRole("button", { name: `Включить микрофон: ${NAME}` })).toBeVisible();
  expect(await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() === null)).toBe(true);
  await customer.hangUp();
  await customer.waitFor("ended");
  await expect.poll(() => press(tandem, "Control+Shift+M")).toBe(false);
});

test("keys are chosen in the settings, by their place on the keyboard; conflicts are told in words; all can be put back", async ({
  start,
}) => {
  const { tandem, screen } = await start();
  const { page } = screen;
  await tandem.evaluate((electron) => (electron as unknown as Hands).__standin.takeShortcut("Control+Shift+Y"));
  await page.keyboard.press("?");
  const help = page.getByRole("dialog");
  await expect(help).toContainText("Ctrl Shift A");
  await help.getByRole("button", { name: "Выбрать клавиши" }).click();
  await expect(help).toHaveCount(0);
  const row = page.getByRole("group", { name: "Открыть окно" });
  await expect(row).toContainText("выключено");
  await row.getByRole("button", { name: "Изменить" }).click();
  await page.keyboard.press("Control+b");
  await expect(row).toContainText("Нужны две из клавиш");
  await page.keyboard.press("Control+Shift+KeyA");
  await expect(row).toContainText("Ctrl Shift A уже у действия «Ответить на звонок»");
  await page.keyboard.press("Control+Shift+KeyY");
  await expect(row).toContainText("Занято другой программой");
  await row.getByRole("button", { name: "Изменить" }).click();
  await page.keyboard.press("Control+Shift+Space");
  await expect(row).toContainText("Ctrl Shift Space");
  await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.minimize());
  expect(await press(tandem, "Control+Shift+Space")).toBe(true);
  await expect
    .poll(() => tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL()))
    .toContain("/operator/");
  const answer = page.getByRole("group", { name: "Ответить на звонок" });
  await answer.getByRole("button", { name: "Выключить" }).click();
  await expect(answer).toContainText("выключено");
  await page.getByRole("button", { name: "Вернуть как было" }).click();
  await expect(answer).toContainText("Ctrl Shift A");
  await expect(row).toContainText("выключено");
  expect(await press(tandem, "Control+Shift+Space")).toBe(false);
});
