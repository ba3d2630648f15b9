import { chatScenarios } from "../support/fake-bridge/chat-scenarios.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { photograph } from "../support/fake-bridge/photograph.ts";
import { expect, test } from "./screens-test.ts";

for (const scenario of chatScenarios) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    const mine = page.getByRole("region", { name: "Мои" });
    if (scenario.opens === null) await expect(mine.getByRole("button", { name: "Принять" })).toBeVisible();
    else {
      await mine.getByRole("button", { name: new RegExp(`^Показать разговор:.*${scenario.opens}`) }).click();
      await expect(page.getByRole("region", { name: `Переписка: ${scenario.opens}` })).toBeVisible();
      await expect(page.getByRole("textbox", { name: "Сообщение клиенту" })).toBeEditable();
    }
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

test("the newest message stays in sight when the window becomes smaller", async ({ page, server }) => {
  const full = chatScenarios.find(({ name }) => name === "chat-full");
  if (!full?.opens) throw new Error("no scenario of a full thread");
  await openWindow(page, server.url, full);
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: new RegExp(`^Показать разговор:.*${full.opens}`) }).click();
  const last = page.getByRole("log").getByRole("listitem").last();
  await expect(last).toBeInViewport({ ratio: 0.9 });
  await page.setViewportSize({ width: 1280, height: 640 });
  await expect(last).toBeInViewport({ ratio: 0.9 });
});

test("screen: chat-typing", async ({ page, server }) => {
  const full = chatScenarios.find(({ name }) => name === "chat-full");
  const shown = full?.workplace;
  if (!full?.opens || !shown || typeof shown === "string") throw new Error("no scenario of a full thread");
  const faults = await openWindow(page, server.url, full);
  const mine = page.getByRole("region", { name: "Мои" });
  await mine.getByRole("button", { name: /^Показать разговор:.*Павел Дёмин/ }).click();
  const conversationId = shown.conversations?.find(({ customer }) => customer.name === "Павел Дёмин")?.conversationId;
  // It lasts a few seconds only, and is said again while it is so.
  await page.evaluate((id) => {
    setInterval(() => {
      window.fakeBridge.tell("conversations.marked", { conversationId: id, colleague: null, isTyping: true });
      window.fakeBridge.tell("conversations.marked", { conversationId: id, colleague: "Лев Орлов", isTyping: false });
    }, 200);
  }, conversationId);
  const conversation = page.getByRole("region", { name: "Переписка: Павел Дёмин" });
  await expect(conversation.getByText("Павел Дёмин печатает · Лев Орлов тоже смотрит переписку")).toBeVisible();
  await expect(mine.getByText("печатает…")).toBeVisible();
  await photograph(page, "chat-typing");
  expect(faults).toEqual([]);
});
