import type { Page } from "@playwright/test";
import { onThisMachine } from "../support/busyness.ts";
import { Chance } from "../support/chance.ts";
import { chatTest } from "./chat-shift.ts";
import { expect } from "./fixtures.ts";
import { killWindow } from "./kills.ts";

// What is being written is worth more than the program: the window, or the whole app, dies between two keys.

/** Nothing that was typed longer ago may be lost (issue 5). */
const KEPT_WITHIN_MS = 1000;
const KILLS = ["window", "window", "app", "window", "window"] as const;
const QUESTIONS = ["Где мой заказ?", "Есть ли чёрный чай?"] as const;

chatTest(
  "no key older than a second is lost when the window or the app is killed, and no draft strays",
  async ({ shift }) => {
    const chance = Chance.forTest("kills while somebody writes");
    for (const question of QUESTIONS) await shift.talk(question);
    const drafts = ["", ""];
    let { page, tandem } = shift;
    for (const what of KILLS) {
      const which = chance.below(QUESTIONS.length);
      await show(page, which);
      const keys = await typeFor(page, 200 + chance.below(2500));
      const killedAtMs = Date.now();
      if (what === "app") ({ page, tandem } = await shift.killApp());
      else page = await killWindow(tandem);

      const before = drafts[which] ?? "";
      const whole = before + keys.map(({ key }) => key).join("");
      const safe = keys.filter(({ atMs }) => killedAtMs - atMs > onThisMachine(KEPT_WITHIN_MS));
      for (const [index, question] of QUESTIONS.entries()) {
        const draft = await show(page, index);
        if (index === which) {
          expect(whole, `${what} killed in «${question}»`).toContain(draft);
          expect(draft.length).toBeGreaterThanOrEqual(before.length + safe.length);
          expect(whole.startsWith(draft)).toBe(true);
        } else expect(draft, `after ${what} was killed beside «${question}»`).toBe(drafts[index]);
        drafts[index] = draft;
      }
    }
  },
);

/** Opens a conversation, and waits for its draft. */
async function show(page: Page, index: number): Promise<string> {
  const rows = page
    .getByRole("region", { name: "Мои", exact: true })
    .getByRole("button", { name: /^Показать разговор/ });
  await expect(rows).toHaveCount(QUESTIONS.length, { timeout: 60_000 });
  await rows.nth(index).click();
  await expect(page.getByRole("log", { name: "Сообщения" }).getByText(QUESTIONS[index] ?? "")).toBeVisible({
    timeout: 60_000,
  });
  const input = page.getByRole("textbox", { name: "Сообщение клиенту" });
  await expect(input).toBeEditable();
  return input.inputValue();
}

/** Types at the end of the draft, as a person would; when each key was there at the latest. */
async function typeFor(page: Page, forMs: number): Promise<readonly { readonly key: string; readonly atMs: number }[]> {
  await page.getByRole("textbox", { name: "Сообщение клиенту" }).focus();
  await page.keyboard.press("Control+End");
  const keys: { key: string; atMs: number }[] = [];
  const untilMs = Date.now() + forMs;
  while (Date.now() < untilMs) {
    const key = "абвгдежзик"[keys.length % 10] ?? "";
    await page.keyboard.type(key, { delay: 60 });
    keys.push({ key, atMs: Date.now() });
  }
  return keys;
}
