import type { Page } from "@playwright/test";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { scenarios } from "../support/fake-bridge/scenarios.ts";
import type { RendererServer } from "../support/fake-bridge/serve-renderer.ts";
import { expect, photographEach, test } from "./screens-test.ts";

const palette = (page: Page) => page.getByRole("dialog", { name: "Команды" });
const field = (page: Page) => page.getByTestId("palette").getByRole("combobox");

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+KeyK");
  await expect(field(page)).toBeFocused();
}

photographEach([
  { name: "palette", of: scenarioOf("talking"), open: openPalette },
  {
    name: "palette-found",
    of: scenarioOf("lines"),
    open: async (page) => {
      await openPalette(page);
      await field(page).fill("dthf");
      await expect(page.getByRole("option", { name: /Вера Павлова/ })).toBeVisible();
    },
  },
  {
    name: "palette-nothing",
    of: scenarioOf("ringing"),
    open: async (page) => {
      await openPalette(page);
      await field(page).fill("ъъъ");
    },
  },
]);

const settingsSearch = (page: Page) => page.getByRole("textbox", { name: "Найти настройку" });

async function openSettings(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  await expect(settingsSearch(page)).toBeVisible();
}

photographEach([
  {
    name: "settings-found",
    of: scenarioOf("calm"),
    open: async (page) => {
      await openSettings(page);
      await settingsSearch(page).fill("volume");
      await expect(page.getByRole("button", { name: /Громкость звонка/ })).toBeVisible();
      await settingsSearch(page).fill("звон");
    },
  },
  {
    name: "settings-not-found",
    of: scenarioOf("calm"),
    open: async (page) => {
      await openSettings(page);
      await settingsSearch(page).fill("ъъъ");
      await expect(page.getByText("Такой настройки нет")).toBeVisible();
    },
  },
]);

test("a setting is found by a word in the wrong layout, and Enter or a click leads to its section", async ({
  page,
  server,
}) => {
  await open(page, server, "calm");
  await openSettings(page);
  await settingsSearch(page).fill("ghjrcb");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Прокси" })).toBeFocused();
  await expect(settingsSearch(page)).toHaveValue("");
  await settingsSearch(page).fill("country");
  await page.getByRole("button", { name: /Страна номеров без кода/ }).click();
  await expect(page.getByRole("heading", { name: "Номера" })).toBeFocused();
  await settingsSearch(page).fill("микрофон");
  await settingsSearch(page).press("Escape");
  await expect(page.getByRole("combobox", { name: "Страна номеров без кода" })).toBeVisible();
});

test("a break is taken by its name in the wrong layout, and the palette is gone", async ({ page, server }) => {
  await open(page, server, "calm");
  await openPalette(page);
  await page.keyboard.type("j,tl");
  await page.keyboard.press("Enter");
  await expect(palette(page)).toHaveCount(0);
  await expectAsked(page, [["operator.set-status", { status: "break", reason: "lunch" }]]);
});

test("letters typed into it are words and never act on the talk; Esc gives the focus back", async ({
  page,
  server,
}) => {
  await open(page, server, "talking");
  await page.getByLabel("Номер для звонка").focus();
  await openPalette(page);
  await page.keyboard.type("mhkta");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(page.getByLabel("Номер для звонка")).toBeFocused();
  await expectAsked(page, []);
  await openPalette(page);
  await page.keyboard.type("удерж");
  await page.keyboard.press("Enter");
  await expectAsked(page, [["calls.set-held", { callId: "call-1", held: true }]]);
});

test("the marked command goes round with the arrows and is told to readers", async ({ page, server }) => {
  await open(page, server, "calm");
  await openPalette(page);
  await page.keyboard.type("тема");
  const marked = page.getByRole("option", { selected: true });
  await expect(marked).toHaveAccessibleName(/Тема: Как в системе/);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(marked).toHaveAccessibleName(/Тема: Тёмная/);
  await expect(field(page)).toHaveAttribute("aria-activedescendant", (await marked.getAttribute("id")) ?? "");
  await page.keyboard.press("Enter");
  await expectAsked(page, [["preferences.set", { theme: "dark" }]]);
});

test("a call that rings over it takes no focus and is answered by one click, or by its words", async ({
  page,
  server,
}) => {
  await open(page, server, "calm");
  await openPalette(page);
  const { calls } = workplaceOf("ringing");
  await page.evaluate((parts) => window.fakeBridge.change(parts), { calls });
  const answer = page.getByRole("alertdialog").getByRole("button", { name: "Ответить: Роман Хлебников" });
  await expect(answer).toBeVisible();
  await expect(field(page)).toBeFocused();
  await page.keyboard.type("ответ");
  await page.keyboard.press("Enter");
  await openPalette(page);
  await answer.click();
  await expect(palette(page)).toHaveCount(0);
  await expectAsked(page, [
    ["calls.answer", { callId: "call-2" }],
    ["calls.answer", { callId: "call-2" }],
  ]);
});

test("a colleague is called by a name in either layout, a number as it is typed", async ({ page, server }) => {
  await open(page, server, "calm");
  await openPalette(page);
  await page.keyboard.type("jhkjd");
  await expect(page.getByRole("option").first()).toHaveAccessibleName(/Лев Орлов/);
  await page.keyboard.press("Enter");
  await openPalette(page);
  await page.keyboard.type("+7 900 000-14-27");
  await page.keyboard.press("Enter");
  const [person, number] = await asked(page);
  expect(person).toEqual([
    "calls.dial",
    expect.objectContaining({ by: expect.objectContaining({ name: "Лев Орлов" }) }),
  ]);
  expect(number).toEqual(["calls.dial", { target: "+7 900 000-14-27" }]);
});

test("a setting is found by its words and brought into sight; the command that opens help works", async ({
  page,
  server,
}) => {
  await open(page, server, "calm");
  await openPalette(page);
  await page.keyboard.type("мелодия");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Звонок", exact: true })).toBeFocused();
  await openPalette(page);
  await page.keyboard.type("keys");
  await page
    .getByRole("option", { name: /^Клавиши/ })
    .first()
    .click();
  await expect(page.getByRole("dialog", { name: "Клавиши" })).toBeVisible();
  await page.keyboard.press("Control+KeyK");
  await expect(palette(page)).toHaveCount(0);
});

async function open(page: Page, server: RendererServer, name: string): Promise<void> {
  await openWindow(page, server.url, scenarioOf(name));
}

function scenarioOf(name: string) {
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  return scenario;
}

function workplaceOf(name: string) {
  const { workplace } = scenarioOf(name);
  if (typeof workplace === "string") throw new Error(`${name} has no workplace`);
  return workplace;
}

function asked(page: Page): Promise<readonly (readonly [string, unknown])[]> {
  return page.evaluate(() =>
    window.fakeBridge.asked
      .filter(({ name }) => /^(calls|operator|preferences)\./.test(name))
      .map(({ name, input }) => [name, input] as const),
  );
}

async function expectAsked(page: Page, wanted: readonly (readonly [string, unknown])[]): Promise<void> {
  await expect.poll(() => asked(page)).toEqual(wanted);
}
