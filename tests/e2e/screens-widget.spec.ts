import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { accessibilityFaults } from "../support/fake-bridge/page-accessibility.ts";
import { openShop } from "../support/site-chat/shop.ts";
import { SiteHub } from "../support/site-chat/site-hub.ts";
import { expect } from "./fixtures.ts";
import { OPERATOR_HZ, visitorTest as test, visit } from "./site-visitor.ts";

// The widget's order of a call-back and its call, in every state, with a real hub and a real phone: Russian in the light
// theme, English in the dark one. A page of 420 × 700: the chat stands as it does beside a shop's page.

const SHOTS = resolve(import.meta.dirname, "shots");

type Words = {
  readonly open: RegExp;
  readonly callBack: string;
  readonly number: string;
  readonly order: string;
  readonly wrong: string;
  readonly call: string;
  readonly deny: RegExp;
  readonly keys: string;
  readonly mute: string;
  readonly hangUp: string;
  readonly ended: string;
};

const FACES = [
  {
    name: "ru-light",
    attributes: "",
    lang: "ru",
    words: {
      ...{ open: /^Открыть чат/, callBack: "Перезвоните мне", number: "Телефон", order: "Заказать звонок" },
      ...{ wrong: "Введите номер полностью", call: "Позвонить с сайта", deny: /микрофон/i, keys: "Клавиши" },
      ...{ mute: "Выключить микрофон", hangUp: "Завершить звонок", ended: "Звонок завершён" },
    },
  },
  {
    name: "en-dark",
    attributes: 'data-theme="dark"',
    lang: "en",
    words: {
      ...{ open: /^Open chat/, callBack: "Call me back", number: "Phone", order: "Request a call" },
      ...{ wrong: "Enter the full number", call: "Call from this page", deny: /microphone/i, keys: "Keypad" },
      ...{ mute: "Mute microphone", hangUp: "End call", ended: "Call ended" },
    },
  },
] as const satisfies readonly {
  readonly name: string;
  readonly attributes: string;
  readonly lang: string;
  readonly words: Words;
}[];

for (const { name, attributes, lang, words } of FACES)
  test(`widget: a call-back is ordered and a call made, ${name}`, async ({ customers, visitors }) => {
    await using hub = await SiteHub.make();
    const shop = await openShop({ line: hub.line(attributes), lang });
    await hub.start([shop.url], { hasCall: true });
    const phone = await customers.open({
      hubUrl: hub.url,
      login: "1001",
      secret: "marina-secret",
      toneHz: OPERATOR_HZ,
    });
    await phone.register();
    await hub.operator();
    const page = await visit(visitors, shop.url, { viewport: { width: 420, height: 700 } });
    const take = (state: string) => photograph(page, `widget-${state}-${name}`);

    await page.getByRole("button", { name: words.open }).click();
    await page.getByRole("button", { name: words.callBack }).click();
    await take("call-back-form");
    await page.getByRole("textbox", { name: words.number }).fill("12345");
    await page.getByRole("button", { name: words.order }).click();
    await expect(page.getByText(words.wrong)).toBeVisible();
    await take("call-back-wrong");
    await page.getByRole("textbox", { name: words.number }).fill("8 912 345-67-89");
    await page.getByRole("button", { name: words.order }).click();
    await expect(page.getByRole("log").getByText("+7912•••89")).toBeVisible();
    await take("call-back-ordered");

    await page.getByRole("button", { name: words.call }).click();
    await phone.waitFor("ringing");
    await expect(page.getByRole("button", { name: words.mute })).toBeVisible();
    await take("call-waiting");
    await phone.answer();
    await expect(page.getByRole("timer")).toBeVisible();
    await page.getByRole("button", { name: words.mute }).click();
    await page.getByRole("button", { name: words.keys }).click();
    await take("call-talking");
    await page.getByRole("button", { name: words.hangUp }).click();
    await expect(page.getByRole("heading", { name: words.ended })).toBeVisible();
    await take("call-ended");
    await phone[Symbol.asyncDispose]();
    await refused(visitors, shop.url, words, name);
    await shop.close();
  });

/** A visitor whose browser lets no page have the microphone. */
async function refused(visitors: Browser, url: string, words: Words, name: string): Promise<void> {
  const page = await visit(visitors, url, { permissions: [], viewport: { width: 420, height: 700 } });
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException("Permission denied", "NotAllowedError");
    };
  });
  await page.reload();
  await page.getByRole("button", { name: words.open }).click();
  await page.getByRole("button", { name: words.call }).click();
  await expect(page.getByRole("heading", { name: words.deny })).toBeVisible();
  await photograph(page, `widget-call-refused-${name}`);
}

/** Timers differ from run to run: what must hold is read by axe, the rest is for an eye. */
async function photograph(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  expect.soft(await accessibilityFaults(page), name).toEqual([]);
}
