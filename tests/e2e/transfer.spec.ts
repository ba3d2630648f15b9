import { OperatorEar } from "../support/operator-ear.ts";
import { expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { CUSTOMER_HZ, NAME, type Shift, shift } from "./shift.ts";
import { QUEUE_NUMBER, SECRETS } from "./test-team.ts";

// Two desktops and a customer of another make on the embedded exchange; who hears whom is proved by tones.

const LEV = "Лев Орлов";
// Far from each other and from what the listeners compare a tone with: in a talk of three two are heard at once.
const MARINA_HZ = 2000;
const LEV_HZ = 1300;

type Colleague = { readonly screen: OperatorScreen; readonly ear: OperatorEar };

const test = shift.extend<{ readonly both: () => Promise<Shift & { readonly lev: Colleague }> }>({
  both: async ({ start, launchTandem }, use) => {
    await use(async () => {
      const first = await start({ fakeMicTone: MARINA_HZ });
      const hub = { url: first.tandem.hubUrl, login: "lev", secret: SECRETS.lev };
      const other = await launchTandem({ hub, fakeMicTone: LEV_HZ });
      const lev = { screen: new OperatorScreen(other.window), ear: await OperatorEar.attach(other.mediaWindow()) };
      await first.customer.call(QUEUE_NUMBER);
      await first.screen.answer();
      await first.customer.waitFor("established");
      return { ...first, lev };
    });
  },
});

async function choose(screen: OperatorScreen, how: "Спросить сначала" | "Перевести сразу", party = LEV) {
  await screen.page.keyboard.press("KeyT");
  await screen.page.getByRole("button", { name: `${how}: ${party}` }).click();
}

test("at once: the colleague sees who is passed on and by whom, answers, and talks with the customer", async ({
  both,
}) => {
  const { screen, customer, lev } = await both();
  await screen.tile(/^Перевести/).click();
  await expect(screen.page.getByRole("listitem").filter({ hasText: LEV })).toContainText("Не на линии");
  await screen.page.getByRole("button", { name: `Перевести сразу: ${LEV}` }).click();
  await expect(screen.page.getByTestId("transfer-strip")).toContainText(`звонит у ${LEV}`);
  expect(await customer.hearsNoTone(MARINA_HZ)).toBe(true);

  await lev.screen.waitsForRing(NAME);
  await expect(lev.screen.ringing).toContainText("переводит Марина Белова");
  await lev.screen.answer();
  await expect(screen.page.getByText("Разговор переведён", { exact: true })).toBeVisible();
  expect(await customer.hearsTone(LEV_HZ)).toBe(true);
  expect(await lev.ear.hears(CUSTOMER_HZ)).toBe(true);
  expect(await customer.hearsNoTone(MARINA_HZ)).toBe(true);

  await lev.screen.hangUp();
  await customer.waitFor("ended");
  await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
  await lev.screen.lastInHistory({ customer: NAME, result: "Состоялся" });
});

test("at once, declined: the customer is back in the same talk, and it is said why", async ({ both }) => {
  const { screen, ear, customer, lev } = await both();
  await choose(screen, "Перевести сразу");
  await lev.screen.waitsForRing(NAME);
  await lev.screen.decline();
  await expect(screen.page.getByText("Клиент снова с вами")).toBeVisible();
  await expect(screen.page.getByText(`${LEV} не может принять звонок.`)).toBeVisible();
  expect(await customer.hearsTone(MARINA_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
});

test("at once, taken back while it rings: the ringing stops, the customer is back", async ({ both }) => {
  const { screen, ear, customer, lev } = await both();
  await choose(screen, "Перевести сразу");
  await lev.screen.waitsForRing(NAME);
  await screen.tile(/^Вернуть клиента/).click();
  await expect(lev.screen.ringing).toHaveCount(0);
  await screen.talks();
  expect(await customer.hearsTone(MARINA_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  await lev.screen.lastInHistory({ customer: NAME, result: "Пропущен" });
});

test("to a number nobody has: refused, and the customer is back", async ({ both }) => {
  const { screen, customer } = await both();
  await screen.page.keyboard.press("KeyT");
  await screen.page.getByRole("textbox", { name: "Имя, добавочный или номер" }).fill("999");
  await screen.page.getByRole("button", { name: "Перевести сразу: 999" }).click();
  await expect(screen.page.getByText("999: такого номера нет.")).toBeVisible();
  expect(await customer.hearsTone(MARINA_HZ)).toBe(true);
});

test("asked first: the customer waits, both talk, they change over, and are joined", async ({ both }) => {
  const { screen, ear, customer, lev } = await both();
  await choose(screen, "Спросить сначала");
  await lev.screen.waitsForRing("Марина Белова");
  await lev.screen.answer();
  await expect(screen.tile(/^Соединить/)).not.toHaveAttribute("aria-disabled");
  expect(await lev.ear.hears(MARINA_HZ)).toBe(true);
  expect(await ear.hears(LEV_HZ)).toBe(true);
  expect(await customer.hearsNoTone(MARINA_HZ)).toBe(true);
  expect(await customer.hearsNoTone(LEV_HZ)).toBe(true);

  await screen.page.getByRole("button", { name: `Переключиться на разговор: ${NAME}` }).click();
  expect(await customer.hearsTone(MARINA_HZ)).toBe(true);
  expect(await lev.ear.hearsNo(MARINA_HZ)).toBe(true);
  await screen.page.getByRole("button", { name: `Переключиться на разговор: ${LEV}` }).click();
  expect(await lev.ear.hears(MARINA_HZ)).toBe(true);

  await screen.page.keyboard.press("KeyT");
  await expect(screen.page.getByText("Разговор переведён", { exact: true })).toBeVisible();
  expect(await customer.hearsTone(LEV_HZ)).toBe(true);
  expect(await lev.ear.hears(CUSTOMER_HZ)).toBe(true);
  expect(await lev.ear.hearsNo(MARINA_HZ)).toBe(true);
  await expect(lev.screen.callBar).toContainText(NAME);

  await customer.hangUp();
  await expect(lev.screen.callBar).toContainText("Разговор завершил клиент");
  await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
  await lev.screen.openHistory();
  await expect(lev.screen.historyRow(0)).toContainText("Марина Белова");
  await expect(lev.screen.historyRow(1)).toContainText(NAME);
});

test("asked first, refused or given up: the customer is back", async ({ both }) => {
  const { screen, customer, lev } = await both();
  await choose(screen, "Спросить сначала");
  await lev.screen.waitsForRing("Марина Белова");
  await lev.screen.decline();
  await expect(screen.page.getByText("Клиент снова с вами")).toBeVisible();
  expect(await customer.hearsTone(MARINA_HZ)).toBe(true);

  await choose(screen, "Спросить сначала");
  await lev.screen.waitsForRing("Марина Белова");
  await screen.page.keyboard.press("Shift+Escape");
  await expect(lev.screen.ringing).toHaveCount(0);
  expect(await customer.hearsTone(MARINA_HZ)).toBe(true);
});

test("all three hear each other; mute silences one, the split makes two talks of it", async ({ both }) => {
  const { screen, ear, customer, lev } = await both();
  await choose(screen, "Спросить сначала");
  await lev.screen.answer();
  await expect(screen.tile(/^Втроём/)).not.toHaveAttribute("aria-disabled");
  await screen.page.keyboard.press("KeyA");
  await expect(screen.callBar).toContainText("все слышат друг друга");
  for (const hz of [MARINA_HZ, LEV_HZ]) expect(await customer.hearsTone(hz)).toBe(true);
  expect(await lev.ear.hears(MARINA_HZ)).toBe(true);
  expect(await lev.ear.hears(CUSTOMER_HZ)).toBe(true);
  for (const hz of [CUSTOMER_HZ, LEV_HZ]) expect(await ear.hearsAnywhere(hz)).toBe(true);

  await screen.page.keyboard.press("KeyM");
  expect(await customer.hearsNoTone(MARINA_HZ)).toBe(true);
  expect(await lev.ear.hearsNo(MARINA_HZ)).toBe(true);
  expect(await customer.hearsTone(LEV_HZ)).toBe(true);
  expect(await lev.ear.hears(CUSTOMER_HZ)).toBe(true);
  await screen.page.keyboard.press("KeyM");
  expect(await lev.ear.hears(MARINA_HZ)).toBe(true);

  await screen.tile(/^Разделить/).click();
  await expect(screen.callBar).not.toContainText("все слышат друг друга");
  expect(await customer.hearsNoTone(LEV_HZ)).toBe(true);
  await screen.page.keyboard.press("KeyA");
  expect(await customer.hearsTone(LEV_HZ)).toBe(true);

  await lev.screen.hangUp();
  await expect(screen.callBar).not.toContainText("все слышат друг друга");
  expect(await customer.hearsTone(MARINA_HZ)).toBe(true);
  expect(await customer.hearsNoTone(LEV_HZ)).toBe(true);
});
