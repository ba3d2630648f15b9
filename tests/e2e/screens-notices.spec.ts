import type { Page } from "@playwright/test";
import { talk } from "../support/fake-bridge/desk-day.ts";
import { noNotices, talkWithNotices, withNotices } from "../support/fake-bridge/notice-scenarios.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { expect, photographEach, test } from "./screens-test.ts";

const bell = (page: Page) => page.getByRole("banner").getByRole("button", { name: /^Уведомления/ });
const centre = (page: Page) => page.getByRole("dialog", { name: "Уведомления" });

async function openCentre(page: Page): Promise<void> {
  await bell(page).click();
  await expect(centre(page)).toBeFocused();
}

photographEach([
  { name: "notices", of: withNotices, open: openCentre },
  { name: "notices-in-talk", of: talkWithNotices, open: openCentre },
  { name: "notices-empty", of: noNotices, open: openCentre },
]);

test("the bell counts what was not seen; opened, it is seen, and Esc gives the focus back", async ({
  page,
  server,
}) => {
  await openWindow(page, server.url, withNotices);
  await expect(bell(page)).toHaveAccessibleName("Уведомления: 2 новых");
  await openCentre(page);
  await expect(bell(page)).toHaveAccessibleName("Уведомления");
  await expect(centre(page).getByRole("region", { name: "Сейчас" })).toContainText("3 пропущенных звонка");
  await expect(centre(page).getByRole("region", { name: "За смену" })).toContainText("3 раза, впервые в");
  await page.keyboard.press("Escape");
  await expect(centre(page)).toHaveCount(0);
  await expect(bell(page)).toBeFocused();
});

test("what was told is cleared, what stands stays; an action leads to its place", async ({ page, server }) => {
  await openWindow(page, server.url, withNotices);
  await openCentre(page);
  await centre(page).getByRole("button", { name: "Очистить" }).click();
  await expect(centre(page).getByRole("listitem")).toHaveCount(1);
  await centre(page).getByRole("button", { name: "Показать пропущенные" }).click();
  await expect(centre(page)).toHaveCount(0);
  await expect(page.getByRole("radio", { name: "Пропущенные" })).toBeChecked();
});

test("a refusal is told and kept; its toast closed by hand is seen", async ({ page, server }) => {
  await openWindow(page, server.url, noNotices);
  await page.evaluate(() => window.fakeBridge.refuse("operator.set-status", "store-failed"));
  await page.keyboard.press("Control+Shift+KeyS");
  await page.getByRole("menuitem", { name: /^Обед/ }).press("Enter");
  await expect(bell(page)).toHaveAccessibleName("Уведомления: 1 новое");
  await page.getByRole("button", { name: "Закрыть уведомление" }).click();
  await expect(bell(page)).toHaveAccessibleName("Уведомления");
  await openCentre(page);
  await expect(centre(page)).toContainText("Не получилось");
});

test("in a talk, what concerns no talk waits in the centre; the centre and a toast leave the call bar free", async ({
  page,
  server,
}) => {
  await openWindow(page, server.url, talkWithNotices);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.evaluate(() => window.fakeBridge.tell("headset.found", { name: "Jabra Evolve2" }));
  await expect(bell(page)).toHaveAccessibleName("Уведомления: 3 новых");
  await expect(page.getByRole("status").filter({ hasText: "Jabra" })).toHaveCount(0);
  const bar = await page.getByTestId("call-bar").boundingBox();
  const trouble = { callId: talk.callId, trouble: "dialog-gone" };
  await page.evaluate((told) => window.fakeBridge.tell("calls.troubled", told), trouble);
  const toast = page.getByRole("alert").filter({ has: page.getByRole("button", { name: "Закрыть уведомление" }) });
  await expect(toast).toBeVisible();
  const ofToast = await toast.boundingBox();
  await openCentre(page);
  await expect(toast).toHaveCount(0);
  await expect(centre(page)).toContainText("Jabra Evolve2");
  const ofCentre = await centre(page).boundingBox();
  if (!bar || !ofToast || !ofCentre) throw new Error("something is not drawn");
  expect(ofToast.x).toBeGreaterThanOrEqual(bar.x + bar.width);
  expect(ofCentre.x).toBeGreaterThanOrEqual(bar.x + bar.width);
});

test("a concern is told once while it stands, and is over when it is over", async ({ page, server }) => {
  await openWindow(page, server.url, noNotices);
  const link = { state: "offline", sinceMs: 0, dataAtMs: null, refusal: null } as const;
  await page.evaluate((parts) => window.fakeBridge.change(parts), { link });
  await expect(bell(page)).toHaveAccessibleName("Уведомления: 1 новое");
  await page.keyboard.press("Control+KeyK");
  await expect(page.getByTestId("palette").getByRole("combobox")).toBeFocused();
  await page.keyboard.type("уведомления");
  await page.keyboard.press("Enter");
  await expect(centre(page).getByRole("region", { name: "Сейчас" })).toContainText("Нет связи с центром");
  await page.evaluate((parts) => window.fakeBridge.change(parts), { link: { ...link, state: "online" as const } });
  await expect(centre(page).getByRole("region", { name: "За смену" })).toContainText("Нет связи с центром");
  const told = () => page.evaluate(() => window.fakeBridge.asked.filter(({ name }) => name === "notices.tell").length);
  expect(await told()).toBe(1);
});
