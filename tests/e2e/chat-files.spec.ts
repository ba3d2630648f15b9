import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { chatTest } from "./chat-shift.ts";
import { expect } from "./fixtures.ts";

const PICTURE = readFileSync(join(import.meta.dirname, "../support/fake-bridge/doorway.jpeg"));
const PDF = Buffer.from("%PDF-1.4\nсмета");
const WAIT = { timeout: 30_000 };

/** As the person pastes, or drops, a file: the page's own events, with the page's own files. */
async function give(target: Locator, how: "paste" | "drop", name: string, bytes: Buffer): Promise<void> {
  await target.evaluate(
    (element, given) => {
      const held = new DataTransfer();
      held.items.add(new File([Uint8Array.from(given.bytes)], given.name, { type: "image/jpeg" }));
      const shared = { bubbles: true, cancelable: true };
      if (given.how === "paste") element.dispatchEvent(new ClipboardEvent("paste", { ...shared, clipboardData: held }));
      else
        for (const type of ["dragover", "drop"])
          element.dispatchEvent(new DragEvent(type, { ...shared, dataTransfer: held }));
    },
    { how, name, bytes: [...bytes] },
  );
}

const isDrawn = (picture: Locator) =>
  expect.poll(() => picture.locator("img").evaluate((img) => (img as HTMLImageElement).naturalWidth), WAIT).toBe(480);

const choose = (page: Page, name: string, buffer: Buffer, mimeType = "application/pdf") =>
  page.locator("input[data-attach]").setInputFiles({ name, mimeType, buffer });

chatTest(
  "a visitor's picture is seen, opened and saved; files of the operator, chosen, pasted and dropped, outlive a reload and reach the visitor as they are",
  async ({ shift }) => {
    const { tandem, page, messages } = shift;
    const downloads = join(tandem.userDataDir, "downloads");
    mkdirSync(downloads);
    await tandem.evaluate(({ app }, folder) => app.setPath("downloads", folder), downloads);
    const visitor = await shift.talk("Пройдёт стол?");
    await visitor
      .locator("input[type=file]")
      .setInputFiles({ name: "проём.jpg", mimeType: "image/jpeg", buffer: PICTURE });

    const picture = messages.getByRole("button", { name: "Открыть картинку проём.jpg" });
    await expect(picture).toBeVisible(WAIT);
    await isDrawn(picture);
    await picture.click();
    const viewer = page.getByRole("dialog", { name: "проём.jpg" });
    for (const count of [1, 2]) {
      await viewer.getByRole("button", { name: "Сохранить" }).click();
      await expect(viewer.getByRole("button", { name: "Показать в папке" })).toBeVisible(WAIT);
      expect(readdirSync(downloads)).toHaveLength(count);
      await page.keyboard.press("Escape");
      await expect(viewer).toBeHidden();
      if (count === 1) await picture.click();
    }
    expect(readdirSync(downloads).sort()).toEqual(["проём (2).jpg", "проём.jpg"]);
    expect(readFileSync(join(downloads, "проём (2).jpg")).equals(PICTURE)).toBe(true);

    const input = page.getByRole("textbox", { name: "Сообщение клиенту" });
    const tray = page.getByRole("list", { name: "Файлы сообщения" });
    const conversation = page.getByRole("region", { name: /^Переписка:/ });
    await input.fill("Вот смета и два фото");
    await choose(page, "смета.pdf", PDF);
    await give(input, "paste", "снимок.jpg", PICTURE);
    await give(conversation, "drop", "ещё.jpg", PICTURE);
    await expect(tray.getByRole("listitem")).toHaveCount(3);
    await expect(tray.getByText("Загружается")).toHaveCount(0, WAIT);
    await page.reload();
    await shift.mine.getByRole("button", { name: /^Показать разговор/ }).click();
    await expect(tray.getByRole("listitem")).toHaveCount(3, WAIT);
    await tray.getByRole("button", { name: "Убрать файл ещё.jpg" }).click();
    await expect(tray.getByRole("listitem")).toHaveCount(2);
    await input.press("Enter");
    await expect(tray).toBeHidden();

    await expect(visitor.getByRole("log").getByText("смета.pdf")).toBeVisible(WAIT);
    await isDrawn(messages.getByRole("button", { name: "Открыть картинку снимок.jpg" }));
    await expect(messages.getByText("смета.pdf")).toBeVisible();
    const [download] = await Promise.all([
      visitor.waitForEvent("download"),
      visitor.getByRole("log").getByText("смета.pdf").click(),
    ]);
    expect(readFileSync(await download.path()).equals(PDF)).toBe(true);
  },
);

chatTest("a file that cannot go is said so and keeps nothing else back once it is taken out", async ({ shift }) => {
  const { hub, page } = shift;
  const visitor = await shift.talk("Пришлёте смету?");
  const tray = page.getByRole("list", { name: "Файлы сообщения" });
  const input = page.getByRole("textbox", { name: "Сообщение клиенту" });
  await choose(page, "смета.exe", PDF);
  await expect(tray.getByRole("alert").getByText("Не принимается")).toBeVisible(WAIT);
  await choose(page, "пусто.pdf", Buffer.alloc(0));
  await expect(tray.getByText("Пустой файл")).toBeVisible();
  await input.fill("Вот");
  await input.press("Enter");
  await expect(page.getByText("Уберите незагруженные файлы или загрузите их снова")).toBeVisible();
  await expect(input).toHaveValue("Вот");
  for (const name of ["смета.exe", "пусто.pdf"])
    await tray.getByRole("button", { name: `Убрать файл ${name}` }).click();
  await expect(tray).toBeHidden();

  await hub.stop();
  await expect(page.getByText("Пишите: сообщения сохранятся")).toBeVisible({ timeout: 60_000 });
  await choose(page, "смета.pdf", PDF);
  await expect(tray.getByText("Нет связи")).toBeVisible({ timeout: 60_000 });
  await hub.start();
  await expect(page.getByText("Пишите: сообщения сохранятся")).toBeHidden({ timeout: 90_000 });
  await tray.getByRole("button", { name: "Загрузить снова смета.pdf" }).click();
  await expect(tray.getByText("Нет связи")).toHaveCount(0, WAIT);
  await expect(tray.getByText("Загружается")).toHaveCount(0, WAIT);
  await input.press("Enter");
  await expect(visitor.getByRole("log").getByText("смета.pdf")).toBeVisible({ timeout: 90_000 });
});
