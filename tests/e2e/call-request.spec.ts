import { resolve } from "node:path";
import { expect } from "./fixtures.ts";
import { shift as test } from "./shift.ts";
import type { Tandem } from "./tandem.ts";

// Numbers from outside the dial field: a link of another program, a paste, a drop. None is dialled without a yes.
// That the system opens Tandem for such a link is `@real-electron`: here the link comes as the system would hand it over.

const SHOTS = resolve(import.meta.dirname, "shots");

const openLink = (tandem: Tandem, link: string) =>
  tandem.evaluate(({ app }, address) => {
    app.emit("second-instance", {}, ["tandem", address], "/", null);
  }, link);

test("a link of another program brings the window and asks; only «Позвонить» dials, and the number is one form", async ({
  start,
}) => {
  const { tandem, screen, customer } = await start();
  const { page } = screen;
  await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.minimize());
  await openLink(tandem, "tel:8-900-000-00-01");
  const dialog = page.getByRole("dialog", { name: "Позвонить +7 900 000-00-01?" });
  await expect(dialog).toContainText("по ссылке из другой программы");
  await expect(dialog.getByRole("button", { name: "Отмена" })).toBeFocused();
  expect(
    await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.webContents.getURL()),
  ).toContain("/operator/");
  await page.screenshot({ path: `${SHOTS}/call-request-link.png` });
  // A key that was on its way does not say yes.
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  expect(customer.state?.call ?? null).toBeNull();
  await openLink(tandem, "callto:sip:+79000000001@anywhere.example");
  await dialog.getByRole("button", { name: "Позвонить" }).click();
  await customer.waitFor("ringing");
  await expect(screen.callBar).toContainText("+7\u00a0900\u00a0000-00-01");
  await screen.hangUp();
});

test("an extension behind the number is shown, waits for the answer, and is heard as tones; it can be called off", async ({
  start,
}) => {
  const { tandem, screen, customer } = await start();
  await customer.readKeys();
  const { page } = screen;
  const dialog = page.getByRole("dialog", { name: "Позвонить +7 900 000-00-01, добавочный 159?" });
  const strip = page.getByTestId("extension-strip");
  await openLink(tandem, "tel:+7-900-000-00-01;ext=159");
  await expect(dialog).toContainText("наберёт сам, когда ответят");
  await page.screenshot({ path: `${SHOTS}/call-request-extension.png` });
  await dialog.getByRole("button", { name: "Позвонить" }).click();
  await customer.waitFor("ringing");
  await expect(strip).toContainText("После ответа наберём добавочный 159");
  await page.screenshot({ path: `${SHOTS}/extension-waits.png` });
  expect(customer.receivedDtmf.rtp).toBe("");
  await customer.answer();
  await customer.until("extension", ({ dtmfByRtp }) => dtmfByRtp?.includes("159") === true);
  await expect(strip).toHaveCount(0);
  await page.keyboard.press("KeyK");
  await expect(page.getByLabel("Набрано")).toHaveText("159");
  await screen.hangUp();
  await customer.waitFor("ended");
  expect(customer.receivedDtmf.rtp).toBe("159");
  await customer.forget();

  await openLink(tandem, "tel:+7-900-000-00-01;ext=159");
  await dialog.getByRole("button", { name: "Позвонить" }).click();
  await customer.waitFor("ringing");
  await strip.getByRole("button", { name: "Не набирать" }).click();
  await expect(strip).toHaveCount(0);
  await customer.answer();
  await screen.talks();
  await page.keyboard.press("KeyK");
  await page.getByRole("button", { name: "Нажать 5", exact: true }).click();
  await customer.until("own key", ({ dtmfByRtp }) => dtmfByRtp?.includes("5") === true);
  await screen.hangUp();
  expect(customer.receivedDtmf.rtp).toBe("5");
});

test("hostile links and words without a number are refused in words, and never dialled", async ({ start }) => {
  const { tandem, screen } = await start();
  const { page } = screen;
  for (const link of ["sip:anna@evil.example?Replaces=1", "tel:*21*89000000001#", "tel:1001\r\nVia: x"])
    await openLink(tandem, link);
  await expect(page.getByRole("alert").filter({ hasText: "Ссылка не содержит номера" })).toBeVisible();
  await openLink(tandem, "javascript:alert(1)");
  await openLink(tandem, "https://example.org/?tel:1002");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(screen.callBar).toBeHidden();
});

test("a number pasted or dropped into the window asks first; in a field it is only text", async ({ start }) => {
  const { screen, customer } = await start();
  const { page } = screen;
  const give = (kind: "paste" | "drop", text: string) =>
    page.evaluate(
      ([type, words]) => {
        const data = new DataTransfer();
        data.setData("text/plain", words);
        const target = document.querySelector("main") ?? document.body;
        const event =
          type === "paste"
            ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
            : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
        target.dispatchEvent(event);
      },
      [kind, text] as const,
    );
  await give("paste", "Заказ 17, тел. 89000000001");
  await expect(page.getByRole("dialog")).toBeHidden();
  await give("drop", "Заказ 17");
  await expect(page.getByRole("alert").filter({ hasText: "нет номера целиком" })).toBeVisible();
  await give("drop", "+44 20 7946 0958");
  await expect(page.getByRole("dialog", { name: "Позвонить +44 20 7946 0958?" })).toBeVisible();
  await page.keyboard.press("Escape");
  await give("paste", " 8 (900) 000-00-01 ");
  await expect(
    page.getByRole("dialog", { name: "Позвонить +7 900 000-00-01?" }).getByRole("button", { name: "Позвонить" }),
  ).toBeFocused();
  await page.keyboard.press("Enter");
  await customer.waitFor("ringing");
  await screen.hangUp();
});
