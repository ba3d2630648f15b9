import type { Locator } from "@playwright/test";
import { HeadsetSimulator } from "../support/headset/headset-simulator.ts";
import type { HeadsetName } from "../support/headset/headset-simulator-page.ts";
import { expect } from "./fixtures.ts";
import { NAME, OPERATOR_HZ, type Shift, shift } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// The buttons and lamps of a headset (pains.md 4): both ways, and never in the way of a talk.

const JABRA = "Jabra Link 380";
const UNKNOWN = "VT Гарнитура";

/** The page of the settings where headsets are, with a headset plugged in. */
async function settings({ tandem, screen }: Shift, name: HeadsetName) {
  const headsets = await HeadsetSimulator.attach(tandem, tandem.mediaWindow());
  await screen.page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  const section = screen.page.getByRole("region", { name: "Гарнитура" });
  await headsets.plug(name);
  const row = (of: string): Locator => section.getByRole("listitem").filter({ hasText: of });
  const lamps = (...lit: string[]) => expect.poll(() => headsets.shown(name)).toEqual(lit.toSorted());
  return { headsets, section, row, lamps };
}

/** A headset that the operator has just allowed, and the queue in front. */
async function worn(stage: Shift) {
  const desk = await settings(stage, "jabra");
  await desk.section.getByRole("button", { name: `Разрешить управление: ${JABRA}` }).click();
  await expect(desk.row(JABRA)).toContainText("кнопки работают");
  await stage.screen.openQueue();
  return desk;
}

shift("the headset rings, answers, mutes both ways, holds and hangs up", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  const { headsets, lamps } = await worn(stage);
  await lamps();
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await lamps("ring");

  await headsets.press("jabra", "hook");
  await screen.talks();
  await customer.waitFor("established");
  await lamps("offHook");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);

  await headsets.press("jabra", "mute");
  await expect(screen.tile(/^Включить микрофон/)).toBeVisible();
  await lamps("offHook", "mute");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(false);
  await screen.tile(/^Включить микрофон/).click();
  await lamps("offHook");
  await screen.tile(/^Микрофон/).click();
  await lamps("offHook", "mute");
  await headsets.press("jabra", "mute");
  await expect(screen.tile(/^Микрофон/)).toBeVisible();
  await lamps("offHook");

  await headsets.press("jabra", "hold");
  await expect(screen.tile(/^Вернуться/)).toBeVisible();
  await lamps("hold", "offHook");
  await headsets.press("jabra", "hold");
  await expect(screen.tile(/^Удержать/)).toBeVisible();
  await lamps("offHook");

  await headsets.press("jabra", "hook");
  await customer.waitFor("ended");
  await lamps();
});

shift("answered and ended in the window: the headset follows, and its echo does nothing", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  const { headsets, lamps } = await worn(stage);
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.answer();
  await lamps("offHook");
  await screen.hangUp();
  await customer.waitFor("ended");
  await lamps();
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await lamps("ring");
  await headsets.press("jabra", "reject");
  await expect(screen.ringing).toBeHidden();
  await lamps();
});

shift("unplugged in a talk: the talk goes on, a toast says so, and plugged in again it follows", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  const { headsets, lamps } = await worn(stage);
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await headsets.press("jabra", "hook");
  await screen.talks();
  await customer.waitFor("established");

  await headsets.unplug("jabra");
  const toast = screen.page.getByRole("alert").filter({ hasText: "Кнопки гарнитуры не работают" });
  await expect(toast).toContainText(`«${JABRA}» отключена. Разговор продолжается`);
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);

  await headsets.plug("jabra");
  await lamps("offHook");
  await headsets.press("jabra", "mute");
  await lamps("mute", "offHook");
  await expect(screen.tile(/^Включить микрофон/)).toBeVisible();
  await headsets.press("jabra", "hook");
  await customer.waitFor("ended");
});

shift("buttons nobody knows are taught, act, are kept, and can be forgotten", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  const { headsets, section, row, lamps } = await settings(stage, "closed-mouthed");
  await section.getByRole("button", { name: `Разрешить управление: ${UNKNOWN}` }).click();
  await expect(row(UNKNOWN)).toContainText("Гарнитура не рассказала о своих кнопках");
  await section.getByRole("button", { name: "Научить кнопкам" }).click();
  const said = section.getByRole("status");
  await expect(said).toHaveText("Жду нажатия…");
  for (const [button, meaning] of [
    ["hook", "ответ и отбой"],
    ["mute", "микрофон"],
  ] as const) {
    // Right after its lamps were set a headset is not listened to: pressed until it is heard, as a person would.
    await expect(async () => {
      await headsets.press("closed-mouthed", button);
      await expect(said).toHaveText("Нажата незнакомая кнопка. Выберите, что она должна делать.", { timeout: 1500 });
    }).toPass();
    await section.getByRole("button", { name: meaning, exact: true }).click();
    await expect(said).toHaveText(`Нажато: ${meaning}`);
  }
  await section.getByRole("button", { name: "Готово" }).click();
  await expect(row(UNKNOWN)).toContainText("Кнопки: ответ и отбой, микрофон.");

  await screen.openQueue();
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await lamps("ring");
  await headsets.press("closed-mouthed", "hook");
  await screen.talks();
  await headsets.press("closed-mouthed", "mute");
  await expect(screen.tile(/^Включить микрофон/)).toBeVisible();
  await headsets.press("closed-mouthed", "hook");
  await customer.waitFor("ended");

  await screen.page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  await expect(section.getByRole("button", { name: "Проверить кнопки" })).toBeVisible();
  await section.getByRole("button", { name: "Проверить кнопки" }).click();
  await section.getByRole("button", { name: "Забыть выученное" }).click();
  await section.getByRole("button", { name: "Готово" }).click();
  await expect(row(UNKNOWN)).toContainText("Гарнитура не рассказала о своих кнопках");
});

shift("what the operator sees: nothing, a stranger, a busy one, one that went", async ({ start }) => {
  const stage = await start();
  const { screen } = stage;
  const { headsets, section, row } = await settings(stage, "keyboard");
  await expect(section).toContainText("Гарнитуры с кнопками не видно");
  await headsets.plug("gigaset");
  await expect(row("Gigaset ION")).toContainText("кнопки ещё не подключены");
  await expect(screen.page.getByText("«Gigaset ION» может отвечать на звонки сама.")).toBeVisible();
  await expect(section.getByRole("listitem")).toHaveCount(1);
  await headsets.seize("gigaset", true);
  await section.getByRole("button", { name: "Разрешить управление: Gigaset ION" }).click();
  await expect(row("Gigaset ION")).toContainText("Её держит другая программа");
  await headsets.seize("gigaset", false);
  await section.getByRole("button", { name: "Повторить" }).click();
  await expect(row("Gigaset ION")).toContainText("кнопки работают");
  await section.getByRole("button", { name: "Проверить кнопки" }).click();
  await expect(async () => {
    await headsets.press("gigaset", "mute");
    await expect(section.getByRole("status")).toHaveText("Нажато: микрофон", { timeout: 500 });
  }).toPass();
  await headsets.unplug("gigaset");
  await expect(row("Gigaset ION")).toContainText("не подключена");
  await section.getByRole("button", { name: "Забыть гарнитуру: Gigaset ION" }).click();
  await expect(section).toContainText("Гарнитуры с кнопками не видно");
});
