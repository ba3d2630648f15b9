import type { Page } from "@playwright/test";
import type { HistoryRow } from "../../src-shared/ipc/workplace.ts";
import { historyRows } from "../support/fake-bridge/history-rows.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import type { Scenario } from "../support/fake-bridge/scenario.ts";
import { scenarios } from "../support/fake-bridge/scenarios.ts";
import type { RendererServer } from "../support/fake-bridge/serve-renderer.ts";
import { expect, test } from "./screens-test.ts";

test("letters act in a talk by the physical key, and never inside a field", async ({ page, server }) => {
  await open(page, server, "talking");
  await page.keyboard.press("KeyM");
  await page.keyboard.press("KeyH");
  await expectAsked(page, [
    ["calls.set-muted", { callId: "call-1", muted: true }],
    ["calls.set-held", { callId: "call-1", held: true }],
  ]);
  await page.keyboard.press("Control+KeyD");
  await expect(page.getByLabel("Номер для звонка")).toBeFocused();
  await page.keyboard.press("KeyM");
  await page.keyboard.press("Alt+KeyM");
  await page.keyboard.press("Shift+Escape");
  await expectAsked(page, [
    ["calls.set-muted", { callId: "call-1", muted: true }],
    ["calls.set-held", { callId: "call-1", held: true }],
    ["calls.set-muted", { callId: "call-1", muted: true }],
    ["calls.hang-up", { callId: "call-1" }],
  ]);
});

test("a number is dialled by Enter, and a wrong one is told in words", async ({ page, server }) => {
  await open(page, server, "calm");
  const field = page.getByLabel("Номер для звонка");
  await field.fill("Ирина");
  await field.press("Enter");
  await expect(page.getByText("Похоже, в номере ошибка.")).toBeVisible();
  await field.fill("+7 900 000-14-27");
  await field.press("Enter");
  await expect(field).toHaveValue("");
  await expectAsked(page, [["calls.dial", { target: "+7 900 000-14-27" }]]);
  await page.evaluate(() => window.fakeBridge.refuse("calls.dial", "phone-not-ready"));
  await field.fill("102");
  await field.press("Enter");
  await expect(page.getByText("Телефон ещё не готов.")).toBeVisible();
  await expect(field).toHaveValue("102");
});

test("a call that comes takes no focus, is deaf to a click for half a second, and then is answered", async ({
  page,
  server,
}) => {
  await open(page, server, "calm");
  const field = page.getByLabel("Номер для звонка");
  await field.fill("10");
  const [ringing] = workplaceOf("ringing").calls;
  await change(page, { calls: ringing ? [ringing] : [] });
  const card = page.getByRole("alertdialog", { name: "Входящий звонок: Роман Хлебников" });
  await expect(card).toBeVisible();
  await expect(field).toBeFocused();
  const answer = card.getByRole("button", { name: "Ответить: Роман Хлебников" });
  const box = await answer.boundingBox();
  if (!box) throw new Error("the card has no button");
  await page.mouse.click(box.x + 10, box.y + 10);
  await expectAsked(page, []);
  await answer.click();
  await expectAsked(page, [["calls.answer", { callId: "call-2" }]]);
  const painted = await asked(page, /^window\.painted$/);
  expect(painted.map(([, input]) => input)).toEqual([
    { what: "workplace", callId: null },
    { what: "call", callId: "call-2" },
  ]);
});

test("the keypad takes clicks and physical digits, letters of the talk go on working after it closes", async ({
  page,
  server,
}) => {
  await open(page, server, "talking");
  await page.keyboard.press("KeyK");
  await expect(page.getByLabel("Набрано")).toBeVisible();
  await page.keyboard.press("Digit5");
  await page.getByRole("button", { name: "Нажать #" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Набрано")).toBeHidden();
  await page.keyboard.press("Digit5");
  await expectAsked(page, [
    ["calls.send-dtmf", { callId: "call-1", tones: "5" }],
    ["calls.send-dtmf", { callId: "call-1", tones: "#" }],
  ]);
});

test("of two calls the held one is one button away", async ({ page, server }) => {
  await open(page, server, "two-calls");
  await page.getByRole("button", { name: "Переключиться на разговор: Ирина Сомова" }).click();
  await expectAsked(page, [["calls.set-held", { callId: "call-1", held: false }]]);
  await expect(page.getByTestId("call-bar")).toContainText("Ирина Сомова на удержании");
});

test("in another section the talk stays in the dock, with its microphone, hold and end", async ({ page, server }) => {
  await open(page, server, "talking");
  await page.keyboard.press("Control+Digit2");
  const dock = page.getByRole("region", { name: "Разговор: Ирина Сомова" });
  await dock.getByRole("button", { name: "Выключить микрофон: Ирина Сомова" }).click();
  await dock.getByRole("button", { name: "Завершить разговор: Ирина Сомова" }).click();
  await expectAsked(page, [
    ["calls.set-muted", { callId: "call-1", muted: true }],
    ["calls.hang-up", { callId: "call-1" }],
  ]);
  await dock.getByRole("button", { name: /^Открыть разговор/ }).click();
  await expect(page.getByTestId("call-bar")).toBeVisible();
});

test("a status is chosen with the keyboard alone", async ({ page, server }) => {
  await open(page, server, "calm");
  await page.keyboard.press("Control+Shift+KeyS");
  await page.getByRole("menuitem", { name: /^Обед/ }).press("Enter");
  await expectAsked(page, [["operator.set-status", { status: "break", reason: "lunch" }]]);
});

test("the meters follow the levels without React", async ({ page, server }) => {
  await open(page, server, "talking");
  const fill = page.getByRole("group", { name: "Уровень звука" }).locator("[data-side=you]");
  await expect(fill).toHaveAttribute("style", /width: 59\.\d+%/);
});

test("a part that breaks says so and is logged, and the phone beside it goes on", async ({ page, server }) => {
  const [row] = historyRows;
  const broken = { ...row, customer: null } as unknown as HistoryRow;
  await openWindow(page, server.url, { ...scenarioOf("calm"), history: [broken] });
  await expect(page.getByRole("alert").filter({ hasText: "Эта часть окна сломалась" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Перезагрузить окно" })).toBeVisible();
  expect(await asked(page, /^log\.write$/)).not.toEqual([]);
  const field = page.getByLabel("Номер для звонка");
  await field.fill("102");
  await field.press("Enter");
  await expectAsked(page, [["calls.dial", { target: "102" }]]);
});

function scenarioOf(name: string): Scenario {
  const scenario = scenarios.find((each) => each.name === name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  return scenario;
}

function workplaceOf(name: string) {
  const { workplace } = scenarioOf(name);
  if (typeof workplace === "string") throw new Error(`${name} has no workplace`);
  return workplace;
}

async function open(page: Page, server: RendererServer, name: string): Promise<void> {
  await openWindow(page, server.url, scenarioOf(name));
}

async function change(page: Page, parts: Parameters<Window["fakeBridge"]["change"]>[0]): Promise<void> {
  await page.evaluate((changed) => window.fakeBridge.change(changed), parts);
}

async function asked(page: Page, names: RegExp): Promise<readonly (readonly [string, unknown])[]> {
  const all = await page.evaluate(() => window.fakeBridge.asked.map(({ name, input }) => [name, input] as const));
  return all.filter(([name]) => names.test(name));
}

/** The commands of a person so far, in order. */
async function expectAsked(page: Page, commands: readonly (readonly [string, unknown])[]): Promise<void> {
  await expect.poll(() => asked(page, /^(calls|operator|training)\./)).toEqual(commands);
}
