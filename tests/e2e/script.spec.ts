import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { NAME, SECOND_HZ, shift as test } from "./shift.ts";
import { QUEUE_NUMBER, SECRETS, testTeam } from "./test-team.ts";

// A script opens with the talk, is walked by the keys, and goes on at the colleague's after a transfer.

const OUTLINE = `# Где мой заказ
Модель: гибрид
Открывать сам: да
Очереди: support

## Приветствие *
Здравствуйте, {{имя клиента | добрый день}}! Чем помочь?
- [ ] Представиться

## Форма: Заказ
Подскажите номер заказа.
- Номер заказа*: число

## Заказ приехал?
Заказ {{Номер заказа | ваш}} уже у вас?
1. Да -> Спасибо
2. Нет -> Извинения

## Извинения
Простите, что ждёте.

## Возражения
### Верните деньги
Вернём за три дня.

## Конец: Спасибо
Хорошего дня!
результат: решено
`;

const block = (page: Page) => page.locator("[aria-current=step]");

test("a script opens with the talk and is walked by keys; what is filled in stands in its texts; it outlives the window", async ({
  start,
}) => {
  const { screen, customer } = await start({
    team: { ...testTeam(), scripts: [{ scriptId: "order-status", outline: OUTLINE }] },
  });
  const { page } = screen;
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.answer();
  await expect(page.getByRole("heading", { name: "Где мой заказ" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Скрипт" })).toContainText(`Здравствуйте, ${NAME}! Чем помочь?`);
  await page.getByRole("checkbox", { name: /Представиться/ }).check();
  await page.keyboard.press("1");
  await expect(block(page)).toHaveText("Заказ");

  const order = page.getByLabel("Номер заказа *");
  await order.fill("много");
  await page.getByRole("button", { name: "Записать и дальше" }).click();
  await expect(page.getByText("Напишите число.")).toBeVisible();
  await order.fill("1427");
  await order.press("Enter");
  await expect(block(page)).toHaveText("Заказ приехал?");
  await expect(page.getByRole("region", { name: "Скрипт" })).toContainText("Заказ 1427 уже у вас?");

  // Objections are read without losing the place.
  await page.keyboard.press("o");
  await page.getByRole("button", { name: "Верните деньги" }).click();
  await expect(page.getByText("Вернём за три дня.")).toBeVisible();
  await expect(block(page)).toHaveText("Заказ приехал?");

  await page.reload();
  await expect(block(page)).toHaveText("Заказ приехал?");
  await page.keyboard.press("2");
  await expect(block(page)).toHaveText("Извинения");
  await page.keyboard.press("Backspace");
  await expect(block(page)).toHaveText("Заказ приехал?");
  await page.keyboard.press("1");
  await expect(page.getByText("Скрипт пройден: Спасибо")).toBeVisible();
  await customer.hangUp();
});

test("a colleague who is passed the talk goes on where the first one stood", async ({ start, launchTandem }) => {
  const plain = testTeam();
  const queues = plain.queues.map((queue) => ({ ...queue, members: ["marina"] }));
  const scripts = [{ scriptId: "order-status", outline: OUTLINE }];
  const { tandem, screen, customer } = await start({ team: { ...plain, queues, scripts } });
  const hub = { url: tandem.hubUrl, login: "lev", secret: SECRETS.lev };
  const lev = new OperatorScreen((await launchTandem({ hub, fakeMicTone: SECOND_HZ })).window);
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.answer();
  await expect(block(screen.page)).toHaveText("Приветствие");
  await screen.page.keyboard.press("1");
  await screen.page.getByLabel("Номер заказа *").fill("1427");
  await screen.page.getByRole("button", { name: "Записать и дальше" }).click();
  await expect(block(screen.page)).toHaveText("Заказ приехал?");

  await screen.page.getByRole("button", { name: "Клавиши" }).focus();
  await screen.page.keyboard.press("KeyT");
  await screen.page.getByRole("button", { name: "Перевести сразу: Лев Орлов" }).click();
  await lev.waitsForRing(NAME);
  // Who is rung reads where the first one is.
  await expect(lev.ringing.and(lev.page.getByTestId("ringing-card"))).toContainText("Где мой заказ · Заказ приехал?");
  await lev.answer();
  await expect(block(lev.page)).toHaveText("Заказ приехал?");
  await expect(lev.page.getByRole("region", { name: "Скрипт" })).toContainText("Заказ 1427 уже у вас?");
  await lev.page.keyboard.press("1");
  await expect(lev.page.getByText("Скрипт пройден: Спасибо")).toBeVisible();
  await customer.hangUp();
});
